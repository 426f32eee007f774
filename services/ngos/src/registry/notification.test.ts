import type { Rules } from '@solidarity/subgraph-kit/records/rules-data';
import { money, parseMoney } from '@solidarity/subgraph-kit/values/money';
import { parsePlainDate as day } from '@solidarity/subgraph-kit/values/plain-date';
import { decideCompleteness, type NotificationFacts } from './notification';
import type { DocumentRules, RegistrationRules } from './registry-rules';

const holding = <Value>(version: string, value: Value): Rules<Value> => ({
  version,
  effectiveFrom: day('2019-08-21'),
  effectiveTo: null,
  isSample: false,
  value,
});
const registration = holding<RegistrationRules>('ngo_registration#1', {
  leastFounders: 10,
  mostForeignersPercent: 25,
  leastFoundationCapital: money(20_000),
  objectionWorkingDays: 60,
});
const papers = holding<DocumentRules>('ngo_documents#2', {
  ASSOCIATION: ['STATUTE', 'SEAT_PROOF'],
  FOUNDATION: ['STATUTE', 'CAPITAL_PROOF'],
  UNION: [],
  FOREIGN_BRANCH: ['FOREIGN_PERMIT'],
});

const anAssociation = (overrides: Partial<NotificationFacts> = {}): NotificationFacts => ({
  kind: 'ASSOCIATION',
  foundersCount: 12,
  foreignFoundersCount: 0,
  capital: null,
  documents: ['STATUTE', 'SEAT_PROOF'],
  ...overrides,
});
const aFoundation = (overrides: Partial<NotificationFacts> = {}): NotificationFacts => ({
  ...anAssociation({ kind: 'FOUNDATION', foundersCount: 1, capital: money(20_000) }),
  documents: ['STATUTE', 'CAPITAL_PROOF'],
  ...overrides,
});

const codes = (facts: NotificationFacts): string[] =>
  decideCompleteness(facts, registration, papers).reasons.map(({ code }) => code);

describe('a notification is complete', () => {
  it.each([
    ['of an association of ten', anAssociation({ foundersCount: 10 }), []],
    ['not of nine', anAssociation({ foundersCount: 9 }), ['TOO_FEW_FOUNDERS']],
    ['with a quarter of foreigners', anAssociation({ foundersCount: 12, foreignFoundersCount: 3 }), []],
    [
      'not with one more',
      anAssociation({ foundersCount: 12, foreignFoundersCount: 4 }),
      ['TOO_MANY_FOREIGNERS'],
    ],
    [
      'not with a little more than a quarter',
      anAssociation({ foundersCount: 11, foreignFoundersCount: 3 }),
      ['TOO_MANY_FOREIGNERS'],
    ],
    ['of a foundation of one founder with its capital', aFoundation(), []],
    ['not with a piastre less', aFoundation({ capital: parseMoney('19999.99') }), ['CAPITAL_TOO_SMALL']],
    ['not without capital', aFoundation({ capital: null }), ['CAPITAL_TOO_SMALL']],
    ['of an association without capital', anAssociation({ capital: null }), []],
    ['of a union without papers, when none are asked', anAssociation({ kind: 'UNION', documents: [] }), []],
    [
      'of a foreign branch, whoever founded it',
      anAssociation({
        kind: 'FOREIGN_BRANCH',
        foundersCount: 2,
        foreignFoundersCount: 2,
        documents: ['FOREIGN_PERMIT'],
      }),
      [],
    ],
    ['not without the statute', anAssociation({ documents: ['SEAT_PROOF'] }), ['STATUTE_MISSING']],
    [
      'not without the permit',
      anAssociation({ kind: 'FOREIGN_BRANCH', documents: ['STATUTE'] }),
      ['FOREIGN_PERMIT_MISSING'],
    ],
  ] as const)('%s', (_name, facts, expected) => {
    expect(codes(facts)).toEqual(expected);
  });

  it('or everything that it lacks is named, with what was found and what is asked', () => {
    const decision = decideCompleteness(
      anAssociation({ foundersCount: 8, foreignFoundersCount: 3, documents: [] }),
      registration,
      papers,
    );

    expect(decision).toMatchObject({
      outcome: 'INCOMPLETE',
      rulesVersion: 'ngo_registration#1 ngo_documents#2',
      reasons: [
        { code: 'TOO_FEW_FOUNDERS', fact: '8', limit: '10' },
        { code: 'TOO_MANY_FOREIGNERS', fact: '37.5', limit: '25' },
        { code: 'STATUTE_MISSING', fact: null, limit: null },
        { code: 'SEAT_PROOF_MISSING' },
      ],
      inputs: [
        { name: 'kind', value: 'ASSOCIATION' },
        { name: 'foundersCount', value: '8' },
        { name: 'foreignFoundersCount', value: '3' },
        { name: 'capital', value: null },
        { name: 'documents', value: '' },
      ],
    });
  });
});
