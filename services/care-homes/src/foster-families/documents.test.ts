import 'reflect-metadata';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { missingDocuments, type DocumentFacts, type DocumentKind } from './documents';

const day = (text: string) => text as PlainDate;
const asked = {
  documents: {
    ofApplication: ['INCOME_STATEMENT' as const],
    ofEachApplicant: ['HEALTH_CERTIFICATE' as const],
    ofCouple: ['MARRIAGE_CONTRACT' as const],
    ofSingleWoman: ['MARITAL_STATUS_STATEMENT' as const],
  },
  oldestInMonths: { HEALTH_CERTIFICATE: 6 },
};
const paper = (kind: DocumentKind, personId: string | null, issuedOn = '2026-11-01'): DocumentFacts => ({
  ...{ kind, personId, issuedOn: day(issuedOn), isFavourable: true },
});
const complete = [
  paper('INCOME_STATEMENT', null, '2001-01-01'),
  paper('MARRIAGE_CONTRACT', null, '2001-01-01'),
  paper('HEALTH_CERTIFICATE', 'him'),
  paper('HEALTH_CERTIFICATE', 'her'),
];
const missing = (people: string[], documents: DocumentFacts[]) =>
  missingDocuments(people, documents, asked, day('2026-11-22')).map(
    ({ kind, personId, problem }) => `${kind} of ${personId ?? 'the family'} ${problem}`,
  );

test.each<[string, string[], DocumentFacts[], string[]]>([
  ['nothing is missing when all of it is there', ['him', 'her'], complete, []],
  [
    'each applicant needs a certificate',
    ['him', 'her'],
    complete.slice(0, 3),
    ['HEALTH_CERTIFICATE of her NOT_THERE'],
  ],
  [
    'a woman by herself proves that she is not married, and no marriage',
    ['her'],
    [paper('INCOME_STATEMENT', null), paper('HEALTH_CERTIFICATE', 'her')],
    ['MARITAL_STATUS_STATEMENT of the family NOT_THERE'],
  ],
  [
    'a certificate of six months ago to the day is recent enough',
    ['him', 'her'],
    [...complete, paper('HEALTH_CERTIFICATE', 'her', '2026-05-22')],
    [],
  ],
  [
    'one that is a day older is not, though another came before it',
    ['him', 'her'],
    [...complete, paper('HEALTH_CERTIFICATE', 'her', '2026-05-21')],
    ['HEALTH_CERTIFICATE of her TOO_OLD'],
  ],
])('%s', (_name, people, documents, expected) => {
  expect(missing(people, documents)).toEqual(expected);
});
