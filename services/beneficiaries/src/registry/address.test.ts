import { parsePlainDate as day } from '@solidarity/subgraph-kit/values/plain-date';
import { refuseAddress, refuseMove, type AddressSince, type GivenAddress } from './address';

const TODAY = day('2026-11-22');
const giza = { governorate: 'EG_GZ' } as const;
const anAddress = (facts: Partial<GivenAddress> = {}): GivenAddress => ({
  areaId: 'EG-GZ-01-001',
  line: 'شارع الهرم 12',
  coordinates: null,
  ...facts,
});

describe('an address', () => {
  test.each<[string, GivenAddress, typeof giza | null, 'EG_GZ' | 'EG_C' | undefined, string[]]>([
    ['in the governorate of who records it', anAddress(), giza, 'EG_GZ', []],
    ['recorded by who is bound to no governorate', anAddress(), giza, undefined, []],
    ['in another governorate', anAddress(), giza, 'EG_C', ['AREA_OUTSIDE_YOURS']],
    ['in no known area', anAddress(), null, 'EG_GZ', ['AREA_NOT_FOUND']],
    ['without a description', anAddress({ line: ' ' }), giza, 'EG_GZ', ['ADDRESS_MISSING']],
    [
      'at the southern border',
      anAddress({ coordinates: { latitude: 21.5, longitude: 31 } }),
      giza,
      undefined,
      [],
    ],
    [
      'beyond it',
      anAddress({ coordinates: { latitude: 21.49, longitude: 31 } }),
      giza,
      undefined,
      ['COORDINATES_OUTSIDE_EGYPT'],
    ],
    [
      'with latitude and longitude exchanged',
      anAddress({ coordinates: { latitude: 37.1, longitude: 30 } }),
      giza,
      undefined,
      ['COORDINATES_OUTSIDE_EGYPT'],
    ],
    [
      'that is no number',
      anAddress({ coordinates: { latitude: NaN, longitude: 30 } }),
      giza,
      undefined,
      ['COORDINATES_OUTSIDE_EGYPT'],
    ],
  ])('%s', (_name, given, area, boundTo, expected) => {
    expect(refuseAddress(given, area, boundTo).map(({ code }) => code)).toEqual(expected);
  });

  test('tells a case worker which governorate is theirs, in both languages', () => {
    const [refusal] = refuseAddress(anAddress(), giza, 'EG_C');

    expect(refusal?.messages.en).toContain('Cairo');
    expect(refusal?.messages.ar).toContain('القاهرة');
  });
});

describe('a move', () => {
  const current: AddressSince = { ...anAddress(), since: day('2024-03-01') };

  test.each<[string, Partial<GivenAddress>, string, string | null]>([
    ['to another house today', { line: 'شارع الهرم 14' }, '2026-11-22', null],
    ['tomorrow', { line: 'شارع الهرم 14' }, '2026-11-23', 'DATE_IN_FUTURE'],
    ['on the first day at the old address', { line: 'شارع الهرم 14' }, '2024-03-01', null],
    ['before it', { line: 'شارع الهرم 14' }, '2024-02-29', 'DATE_TOO_EARLY'],
    [
      'to the same address, with a space behind it',
      { line: 'شارع الهرم 12 ' },
      '2026-11-22',
      'ADDRESS_UNCHANGED',
    ],
    ['to a place on the map', { coordinates: { latitude: 30, longitude: 31 } }, '2026-11-22', null],
  ])('%s', (_name, facts, movedOn, expected) => {
    expect(refuseMove(current, anAddress(facts), day(movedOn), TODAY)?.code ?? null).toBe(expected);
  });
});
