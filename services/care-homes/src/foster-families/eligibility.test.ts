import 'reflect-metadata';
import type { Rules } from '@solidarity/subgraph-kit/records/rules-data';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { DocumentFacts, DocumentKind } from './documents';
import { assessEligibility, type ApplicantFacts, type FamilyFacts } from './eligibility';
import type { FosterEligibility, FosterProcedure } from './rules';

const day = (text: string) => text as PlainDate;
const today = day('2026-11-22');
const rules = <Value>(version: string, value: Value): Rules<Value> => ({
  ...{ version, value, effectiveFrom: day('2020-01-01'), effectiveTo: null, isSample: true },
});
const law = rules<FosterEligibility>('foster_eligibility#1', {
  ...{ marriedYears: 3, coupleAge: { from: 25, to: 60 }, womanAgeFrom: 30, schooling: 'SECONDARY' },
});
const procedure = rules<FosterProcedure>('foster_procedure#2', {
  lowestMonthlyIncome: '5000.00',
  documents: { ofApplication: [], ofEachApplicant: [], ofCouple: [], ofSingleWoman: [] },
  ...{ oldestInMonths: {}, daysForNextStep: {}, leastCommitteeMembers: 3 },
});

const paper = (kind: DocumentKind, personId: string | null, isFavourable = true): DocumentFacts => ({
  ...{ kind, personId, isFavourable, issuedOn: day('2026-11-01') },
});
const papersOf = (...people: string[]) => [
  paper('PROOF_OF_RESIDENCE', null),
  ...people.flatMap((person) => [paper('HEALTH_CERTIFICATE', person), paper('CRIMINAL_RECORD', person)]),
];
const anApplicant = (differing: Partial<ApplicantFacts> = {}): ApplicantFacts => ({
  ...{ personId: 'her', birthDate: day('1990-05-01'), maritalStatus: 'MARRIED', religion: 'MUSLIM' },
  schooling: 'SECONDARY',
  ...differing,
});
const aCouple = (
  differing: Partial<FamilyFacts> = {},
  ofHim: Partial<ApplicantFacts> = {},
  ofHer: Partial<ApplicantFacts> = {},
): FamilyFacts => ({
  applicants: [anApplicant({ personId: 'him', ...ofHim }), anApplicant(ofHer)],
  ...{ marriedOn: day('2015-01-01'), monthlyIncome: '9000.00' as Money, documents: papersOf('him', 'her') },
  ...differing,
});
const aWoman = (differing: Partial<ApplicantFacts> = {}): FamilyFacts => ({
  applicants: [anApplicant({ maritalStatus: 'WIDOWED', ...differing })],
  ...{ marriedOn: null, monthlyIncome: '9000.00' as Money, documents: papersOf('her') },
});
const without = (kind: DocumentKind, personId: string | null) =>
  papersOf('him', 'her').filter((one) => one.kind !== kind || one.personId !== personId);
const income = (amount: string) => ({ monthlyIncome: amount as Money });

test.each<[string, FamilyFacts, string, string[]]>([
  ['a couple that meets every rule', aCouple(), 'ELIGIBLE', []],
  ['a couple married three years ago to the day', aCouple({ marriedOn: day('2023-11-22') }), 'ELIGIBLE', []],
  [
    'a couple married a day later',
    aCouple({ marriedOn: day('2023-11-23') }),
    'NOT_ELIGIBLE',
    ['MARRIED_TOO_SHORT'],
  ],
  [
    'the same where infertility is proven',
    aCouple({
      marriedOn: day('2026-01-01'),
      documents: [...papersOf('him', 'her'), paper('INFERTILITY_REPORT', null)],
    }),
    'ELIGIBLE',
    [],
  ],
  [
    'the same where a report does not prove it',
    aCouple({
      marriedOn: day('2026-01-01'),
      documents: [...papersOf('him', 'her'), paper('INFERTILITY_REPORT', null, false)],
    }),
    'NOT_ELIGIBLE',
    ['MARRIED_TOO_SHORT'],
  ],
  ['a couple of whom one is 25 today', aCouple({}, { birthDate: day('2001-11-22') }), 'ELIGIBLE', []],
  [
    'a couple of whom one is 25 tomorrow',
    aCouple({}, { birthDate: day('2001-11-23') }),
    'NOT_ELIGIBLE',
    ['TOO_YOUNG'],
  ],
  ['a couple of whom one is 61 tomorrow', aCouple({}, {}, { birthDate: day('1965-11-23') }), 'ELIGIBLE', []],
  [
    'a couple of whom one is 61 today: for the committee',
    aCouple({}, {}, { birthDate: day('1965-11-22') }),
    'COMMITTEE_TO_AGREE',
    ['OLDER_THAN_LIMIT'],
  ],
  [
    'a couple too old and too poor: not for the committee',
    aCouple(income('4999.99'), {}, { birthDate: day('1960-01-01') }),
    'NOT_ELIGIBLE',
    ['OLDER_THAN_LIMIT', 'INCOME_TOO_LOW'],
  ],
  ['a couple of whom one has a secondary certificate', aCouple({}, { schooling: 'NONE' }), 'ELIGIBLE', []],
  [
    'a couple of whom none has',
    aCouple({}, { schooling: 'PREPARATORY' }, { schooling: 'PRIMARY' }),
    'NOT_ELIGIBLE',
    ['SCHOOLING_TOO_LOW'],
  ],
  ['a couple with the lowest income', aCouple(income('5000.00')), 'ELIGIBLE', []],
  ['a couple with a piastre less', aCouple(income('4999.99')), 'NOT_ELIGIBLE', ['INCOME_TOO_LOW']],
  ['a couple with ten times as much, not compared as text', aCouple(income('10000.00')), 'ELIGIBLE', []],
  [
    'a couple of whom the religion of one is not recorded',
    aCouple({}, { religion: null }),
    'NOT_ELIGIBLE',
    ['RELIGION_NOT_RECORDED'],
  ],
  [
    'a couple without a dwelling that is proven to suit',
    aCouple({ documents: without('PROOF_OF_RESIDENCE', null) }),
    'NOT_ELIGIBLE',
    ['RESIDENCE_NOT_SUITABLE'],
  ],
  [
    'a couple of whom the health of one is not proven',
    aCouple({ documents: without('HEALTH_CERTIFICATE', 'her') }),
    'NOT_ELIGIBLE',
    ['HEALTH_NOT_PROVEN'],
  ],
  [
    'a couple of whom one has a criminal record',
    aCouple({ documents: [...papersOf('him', 'her'), paper('CRIMINAL_RECORD', 'him', false)] }),
    'NOT_ELIGIBLE',
    ['CONDUCT_NOT_PROVEN'],
  ],
  [
    'a widow of 30 today',
    aWoman({ birthDate: day('1996-11-22') }),
    'COMMITTEE_TO_AGREE',
    ['WOMAN_BY_HERSELF'],
  ],
  [
    'a widow of 30 tomorrow',
    aWoman({ birthDate: day('1996-11-23') }),
    'NOT_ELIGIBLE',
    ['TOO_YOUNG', 'WOMAN_BY_HERSELF'],
  ],
  [
    'a woman who never married',
    aWoman({ maritalStatus: 'NEVER_MARRIED' }),
    'COMMITTEE_TO_AGREE',
    ['WOMAN_BY_HERSELF'],
  ],
  ['a divorced woman', aWoman({ maritalStatus: 'DIVORCED' }), 'COMMITTEE_TO_AGREE', ['WOMAN_BY_HERSELF']],
  [
    'a married woman without her husband',
    aWoman({ maritalStatus: 'MARRIED' }),
    'NOT_ELIGIBLE',
    ['MARRIED_APPLIES_ALONE', 'WOMAN_BY_HERSELF'],
  ],
])('%s: %#', (_name, family, outcome, reasons) => {
  const decision = assessEligibility(family, law, procedure, today);

  expect([decision.outcome, decision.reasons.map(({ code }) => code)]).toEqual([outcome, reasons]);
  expect(decision.rulesVersion).toBe('foster_eligibility#1 foster_procedure#2');
});

test('a reason tells what was found and what is asked, in both languages', () => {
  const { reasons } = assessEligibility(aCouple(income('800.00')), law, procedure, today);

  expect(reasons[0]).toMatchObject({
    ...{ code: 'INCOME_TOO_LOW', fact: '800.00', limit: '5000.00' },
    message: { en: 'The income is EGP 800.00 a month; at least 5000.00 is asked for.' },
  });
  expect(reasons[0]?.message.ar).toContain('5000.00');
});
