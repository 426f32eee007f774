import type { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { requireNationalId } from '@solidarity/subgraph-kit/values/national-id';
import { parsePlainDate as day } from '@solidarity/subgraph-kit/values/plain-date';
import {
  correctionsOf,
  identifyPerson,
  maskDocumentNumber,
  refuseDeath,
  type DeclaredPerson,
  type RecordedPerson,
} from './person';

const TODAY = day('2026-11-22');
/** Born on 15 June 1985 in Giza, male. */
const nationalId = requireNationalId('28506152100017', TODAY);
const document = { kind: 'PASSPORT', country: 'SD', number: 'P1234567' } as const;

const codesOf = (refusals: readonly Refusal[] = []) => refusals.map(({ code, field }) => `${code} ${field}`);
const aPerson = (facts: Partial<DeclaredPerson> = {}): DeclaredPerson => ({
  nationalId,
  name: { ar: 'محمد علي حسن' },
  ...facts,
});
const aGuest = (facts: Partial<DeclaredPerson> = {}): DeclaredPerson =>
  aPerson({ nationalId: null, document, birthDate: day('1990-01-31'), sex: 'FEMALE', ...facts });

describe('identifying a person', () => {
  test('takes birth date and sex from the national ID', () => {
    const { value } = identifyPerson(aPerson({ name: { ar: ' محمد علي حسن ', en: ' ' } }), TODAY, 'input');

    expect(value).toEqual({
      nationalId,
      document: null,
      name: { ar: 'محمد علي حسن', en: null },
      birthDate: '1985-06-15',
      sex: 'MALE',
    });
  });

  test('takes a guest by another document', () => {
    const { value } = identifyPerson(aGuest(), TODAY, 'input');

    expect(value).toMatchObject({ nationalId: null, document, birthDate: '1990-01-31', sex: 'FEMALE' });
  });

  test('keeps a document as documents are written', () => {
    const given = { kind: 'PASSPORT', country: ' sd ', number: ' P 123-4567 ' } as const;

    const { value } = identifyPerson(aGuest({ document: given }), TODAY, 'input');

    expect(value?.document).toEqual({ kind: 'PASSPORT', country: 'SD', number: 'P 123-4567' });
  });

  test.each<[string, DeclaredPerson, string[]]>([
    ['agrees on birth date and sex', aPerson({ birthDate: day('1985-06-15'), sex: 'MALE' }), []],
    [
      'differs in the birth date',
      aPerson({ birthDate: day('1985-06-16') }),
      ['BIRTH_DATE_MISMATCH p.birthDate'],
    ],
    ['differs in the sex', aPerson({ sex: 'FEMALE' }), ['SEX_MISMATCH p.sex']],
    [
      'has neither national ID nor document',
      aPerson({ nationalId: null }),
      ['IDENTITY_MISSING p.nationalId'],
    ],
    ['has both', aPerson({ document }), ['IDENTITY_MISSING p.nationalId']],
    ['has no name', aPerson({ name: { ar: '  ' } }), ['NAME_MISSING p.name.ar']],
    ['has a name with a zero byte', aPerson({ name: { ar: 'م\0حمد' } }), ['TEXT_UNREADABLE p.name.ar']],
    [
      'has an English name that is too long',
      aPerson({ name: { ar: 'م', en: 'x'.repeat(201) } }),
      ['TEXT_UNREADABLE p.name.en'],
    ],
    ['has an English name of 200 characters', aPerson({ name: { ar: 'م', en: 'x'.repeat(200) } }), []],
    [
      'is a guest whose document has a number that is too long',
      aGuest({ document: { ...document, number: `P1${' '.repeat(59)}2` } }),
      ['TEXT_UNREADABLE p.document.number'],
    ],
    ['is a guest without a birth date', aGuest({ birthDate: null }), ['BIRTH_DATE_MISSING p.birthDate']],
    ['is a guest whose sex is not said', aGuest({ sex: undefined }), ['SEX_MISSING p.sex']],
    ['is a guest born today', aGuest({ birthDate: TODAY }), []],
    ['is a guest born tomorrow', aGuest({ birthDate: day('2026-11-23') }), ['DATE_IN_FUTURE p.birthDate']],
    [
      'is wrong in several ways',
      aGuest({ name: { ar: '' }, birthDate: null, sex: null }),
      ['NAME_MISSING p.name.ar', 'BIRTH_DATE_MISSING p.birthDate', 'SEX_MISSING p.sex'],
    ],
  ])('a declaration that %s', (_name, declared, expected) => {
    expect(codesOf(identifyPerson(declared, TODAY, 'p').refusals)).toEqual(expected);
  });

  test('tells the birth date that the national ID says', () => {
    const { refusals = [] } = identifyPerson(aPerson({ birthDate: day('1985-06-16') }), TODAY, 'p');

    expect(refusals[0]?.messages.en).toContain('1985-06-15');
  });
});

describe('correcting a record', () => {
  const recorded = (facts: Partial<RecordedPerson> = {}): RecordedPerson => ({
    nationalId: null,
    name: { ar: 'محمد على', en: 'Mohamed Ali' },
    birthDate: day('1985-06-15'),
    sex: 'MALE',
    diedOn: null,
    ...facts,
  });

  test('lists what changes, with the old value', () => {
    const { value } = correctionsOf(recorded(), { nameAr: 'محمد علي ', sex: 'MALE' }, 'misspelt', TODAY);

    expect(value).toEqual([{ field: 'NAME_AR', oldValue: 'محمد على', newValue: 'محمد علي' }]);
  });

  test('tells an English name that is taken away from one that is left out', () => {
    const taken = correctionsOf(recorded(), { nameEn: null, nameAr: 'م' }, 'wrong', TODAY);
    const left = correctionsOf(recorded(), { nameAr: 'م' }, 'wrong', TODAY);

    expect(taken.value).toContainEqual({ field: 'NAME_EN', oldValue: 'Mohamed Ali', newValue: null });
    expect(left.value?.map(({ field }) => field)).toEqual(['NAME_AR']);
  });

  test.each<[string, Partial<RecordedPerson>, Parameters<typeof correctionsOf>[1], string, string[]]>([
    ['of nothing', {}, {}, 'why', ['NOTHING_TO_CORRECT null']],
    [
      'of what is right already',
      {},
      { sex: 'MALE', nameEn: 'Mohamed Ali' },
      'why',
      ['NOTHING_TO_CORRECT null'],
    ],
    ['without a reason', {}, { sex: 'FEMALE' }, ' ', ['REASON_MISSING input.reason']],
    ['to a blank name', {}, { nameAr: ' ' }, 'why', ['NAME_MISSING input.name.ar']],
    ['of the birth date of a guest', {}, { birthDate: day('1985-06-16') }, 'why', []],
    [
      'of a birth date to tomorrow',
      {},
      { birthDate: day('2026-11-23') },
      'why',
      ['DATE_IN_FUTURE input.birthDate'],
    ],
    [
      'of a birth date to the day of death',
      { diedOn: day('2020-01-01') },
      { birthDate: day('2020-01-01') },
      'why',
      [],
    ],
    [
      'of a birth date to after the death',
      { diedOn: day('2020-01-01') },
      { birthDate: day('2020-01-02') },
      'why',
      ['DATE_TOO_LATE input.birthDate'],
    ],
    [
      'of birth date and sex of who has a national ID',
      { nationalId },
      { birthDate: day('1985-06-16'), sex: 'FEMALE' },
      'why',
      ['FOLLOWS_NATIONAL_ID input.birthDate', 'FOLLOWS_NATIONAL_ID input.sex'],
    ],
    ['of the name of who has a national ID', { nationalId }, { nameAr: 'محمد', sex: 'MALE' }, 'why', []],
  ])('%s', (_name, facts, corrected, reason, expected) => {
    expect(codesOf(correctionsOf(recorded(facts), corrected, reason, TODAY).refusals)).toEqual(expected);
  });
});

describe('recording a death', () => {
  const living = { birthDate: day('1985-06-15'), diedOn: null };

  test.each([
    ['on the day of birth', living, '1985-06-15', 'certificate 7', null],
    ['before birth', living, '1985-06-14', 'certificate 7', 'DATE_TOO_EARLY'],
    ['today', living, '2026-11-22', 'certificate 7', null],
    ['tomorrow', living, '2026-11-23', 'certificate 7', 'DATE_IN_FUTURE'],
    ['without evidence', living, '2026-11-22', ' ', 'EVIDENCE_MISSING'],
    [
      'a second time',
      { ...living, diedOn: day('2026-01-01') },
      '2026-11-22',
      'certificate 7',
      'DEATH_ALREADY_RECORDED',
    ],
  ])('%s', (_name, person, diedOn, evidence, expected) => {
    expect(refuseDeath(person, { diedOn: day(diedOn), evidence }, TODAY)?.code ?? null).toBe(expected);
  });
});

test('a document number shows its last two characters only', () => {
  expect(maskDocumentNumber('P1234567')).toBe('******67');
});
