import {
  areaOfGovernorate,
  Governorate,
  GOVERNORATES,
  governorateByIso,
  governorateByNationalIdCode,
  governorateFacts,
  governorateOfArea,
  isGovernorate,
  levelOfArea,
  parentOfArea,
} from './governorate';

test('there are 27, in the order of their codes, each once', () => {
  const codes = GOVERNORATES.map(({ nationalIdCode }) => nationalIdCode);

  expect(GOVERNORATES).toHaveLength(27);
  expect(codes).toEqual([...codes].sort());
  for (const key of ['code', 'iso', 'nationalIdCode', 'ar', 'en'] as const) {
    expect(new Set(GOVERNORATES.map((facts) => facts[key])).size).toBe(27);
  }
});

test('the enum holds the same 27', () => {
  expect(Object.values(Governorate)).toEqual(GOVERNORATES.map(({ code }) => code));
  expect(Governorate.EG_GZ).toBe('EG_GZ');
});

test('tells names, codes and region', () => {
  expect(governorateFacts('EG_GZ')).toEqual({
    code: 'EG_GZ',
    iso: 'EG-GZ',
    nationalIdCode: '21',
    ar: 'الجيزة',
    en: 'Giza',
    populationThousands: 9350,
    region: 'Greater Cairo',
  });
});

test('each is found by each of its codes', () => {
  for (const { code, iso, nationalIdCode } of GOVERNORATES) {
    expect(governorateByIso(iso)).toBe(code);
    expect(governorateByNationalIdCode(nationalIdCode)).toBe(code);
    expect(areaOfGovernorate(code)).toBe(iso);
    expect(governorateOfArea(iso)).toBe(code);
  }
});

test.each([['88'], ['00'], ['05'], ['1'], ['']])(
  'no governorate has the code %j in the national ID',
  (code) => {
    expect(governorateByNationalIdCode(code)).toBeNull();
  },
);

test.each([
  ['EG_GZ', true],
  ['EG-GZ', false],
  ['EG_XX', false],
  ['toString', false],
])('isGovernorate(%s) is %s', (text, expected) => {
  expect(isGovernorate(text)).toBe(expected);
});

test.each([
  ['EG-GZ', 'EG_GZ', 'GOVERNORATE', null],
  ['EG-GZ-03', 'EG_GZ', 'DISTRICT', 'EG-GZ'],
  ['EG-GZ-03-012', 'EG_GZ', 'VILLAGE', 'EG-GZ-03'],
  ['EG-C-01', 'EG_C', 'DISTRICT', 'EG-C'],
  ['EG-ALX-01-001', 'EG_ALX', 'VILLAGE', 'EG-ALX-01'],
  ['EG-XX', null, null, null],
  ['EG-GZ-3', null, null, null],
  ['EG-GZ-03-12', null, null, null],
  ['EG-GZ-03-012-1', null, null, null],
  ['EG_GZ', null, null, null],
  ['', null, null, null],
])('the area %j lies in %s, is a %s, in %s', (area, governorate, level, parent) => {
  expect([governorateOfArea(area), levelOfArea(area), parentOfArea(area)]).toEqual([
    governorate,
    level,
    parent,
  ]);
});
