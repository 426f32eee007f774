import 'reflect-metadata';
import type { DecisionOf } from '@solidarity/subgraph-kit/records/decision';
import { approvalProblems, committeeDecision, committeeProblems, type CommitteeFacts } from './committee';
import type { EligibilityOutcome } from './eligibility';

const facts = (differing: Partial<CommitteeFacts> = {}): CommitteeFacts => ({
  ...{ members: ['head', 'doctor', 'lawyer'], decidedBy: 'head', studiedBy: 'worker', startedBy: 'clerk' },
  ...differing,
});
const eligibility = (outcome: EligibilityOutcome, ...codes: string[]): DecisionOf<EligibilityOutcome> => ({
  ...{ outcome, rulesVersion: 'foster_eligibility#1', inputs: [] },
  reasons: codes.map((code) => ({ code, message: { ar: code, en: code }, fact: null, limit: null })),
});

test.each<[string, Partial<CommitteeFacts>, string[]]>([
  ['three members, one of whom records it, may decide', {}, []],
  ['two may not', { members: ['head', 'doctor'] }, ['TOO_FEW_MEMBERS']],
  ['nobody counts twice', { members: ['head', 'doctor', 'doctor'] }, ['TOO_FEW_MEMBERS']],
  ['who records it must be a member', { decidedBy: 'passer-by' }, ['DECIDED_BY_NO_MEMBER']],
  ['who studied the home is none', { studiedBy: 'doctor' }, ['STUDIED_BY_A_MEMBER']],
  ['who entered the application is none', { startedBy: 'lawyer' }, ['STARTED_BY_A_MEMBER']],
])('%s', (_name, differing, codes) => {
  const problems = committeeProblems(facts(differing), { leastCommitteeMembers: 3 });

  expect(problems.map(({ code }) => code)).toEqual(codes);
});

test.each<[EligibilityOutcome, boolean, string[]]>([
  ['ELIGIBLE', false, []],
  ['ELIGIBLE', true, []],
  ['COMMITTEE_TO_AGREE', true, []],
  ['COMMITTEE_TO_AGREE', false, ['EXCEPTION_NOT_AGREED']],
  ['NOT_ELIGIBLE', true, ['NOT_ELIGIBLE']],
])('a family that is %s, exceptions agreed to: %s → %j', (outcome, agrees, codes) => {
  expect(approvalProblems(eligibility(outcome, 'X'), agrees).map(({ code }) => code)).toEqual(codes);
});

test('a refusal tells what the rules say and the words of the committee, an approval neither', () => {
  const found = eligibility('COMMITTEE_TO_AGREE', 'OLDER_THAN_LIMIT');
  const deliberation = { isRecommended: true, agreesToExceptions: true, reason: null };

  const approved = committeeDecision('APPROVED', found, deliberation);
  const refused = committeeDecision('REFUSED', found, { ...deliberation, reason: 'ضيق المسكن' });

  expect(approved.reasons).toEqual([]);
  expect(approved.inputs).toContainEqual({ name: 'agreesToExceptions', value: 'true' });
  expect(refused.reasons.map(({ code, message }) => [code, message.ar])).toEqual([
    ['OLDER_THAN_LIMIT', 'OLDER_THAN_LIMIT'],
    ['COMMITTEE', 'ضيق المسكن'],
  ]);
});
