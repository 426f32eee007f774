import { move, type Move } from '@solidarity/subgraph-kit/records/state-machine';
import type { Role } from '@solidarity/subgraph-kit/access/caller';
import {
  application,
  refusalOf,
  type ApplicationAction,
  type ApplicationHands,
  type ApplicationState,
} from './application';

/** Submitted by Amina, approved by Bilal, and Carim acts. */
const hands = (changes: Partial<ApplicationHands> = {}): ApplicationHands => ({
  actor: 'carim',
  submittedBy: 'amina',
  approvedBy: 'bilal',
  ...changes,
});

const outcome = (step: Move<ApplicationState, ApplicationAction>) =>
  step.ok ? step.to : [step.why, step.reason?.code ?? null];

describe('an application', () => {
  test.each<[ApplicationState, ApplicationAction, Role, unknown]>([
    ['SUBMITTED', 'approve', 'lender_officer', 'APPROVED'],
    ['SUBMITTED', 'approve', 'ministry_admin', 'APPROVED'],
    ['SUBMITTED', 'approve', 'finance_officer', ['NOT_BY_YOU', null]],
    ['SUBMITTED', 'refuse', 'lender_officer', 'REFUSED'],
    ['SUBMITTED', 'withdraw', 'lender_officer', 'WITHDRAWN'],
    ['SUBMITTED', 'disburse', 'finance_officer', ['NOT_POSSIBLE', null]],
    ['APPROVED', 'disburse', 'finance_officer', 'DISBURSED'],
    ['APPROVED', 'disburse', 'lender_officer', ['NOT_BY_YOU', null]],
    ['APPROVED', 'withdraw', 'lender_officer', 'WITHDRAWN'],
    ['APPROVED', 'refuse', 'lender_officer', ['NOT_POSSIBLE', null]],
    ['REFUSED', 'approve', 'lender_officer', ['NOT_POSSIBLE', null]],
    ['WITHDRAWN', 'approve', 'lender_officer', ['NOT_POSSIBLE', null]],
    ['DISBURSED', 'disburse', 'finance_officer', ['NOT_POSSIBLE', null]],
  ])('that is %s: %s by a %s gives %j', (from, action, role, expected) => {
    expect(outcome(move(application, from, action, { role, facts: hands() }))).toEqual(expected);
  });

  test.each<[string, ApplicationState, ApplicationAction, Role, Partial<ApplicationHands>, unknown]>([
    [
      'is not approved by who submitted it',
      'SUBMITTED',
      'approve',
      'lender_officer',
      { actor: 'amina' },
      ['NOT_NOW', 'SUBMITTED_BY_YOU'],
    ],
    [
      'is not disbursed by who submitted it',
      'APPROVED',
      'disburse',
      'ministry_admin',
      { actor: 'amina' },
      ['NOT_NOW', 'SUBMITTED_BY_YOU'],
    ],
    [
      'is not disbursed by who approved it',
      'APPROVED',
      'disburse',
      'ministry_admin',
      { actor: 'bilal' },
      ['NOT_NOW', 'APPROVED_BY_YOU'],
    ],
  ])('%s', (_name, from, action, role, changes, expected) => {
    expect(outcome(move(application, from, action, { role, facts: hands(changes) }))).toEqual(expected);
  });

  test("that is refused tells every rule that was not met, and the lender's own reason last", () => {
    const rule = { code: 'TOO_YOUNG', message: { ar: '…', en: '…' }, fact: '20', limit: '21' };
    const assessment = { outcome: 'NOT_ELIGIBLE', rulesVersion: 'lending#3', inputs: [], reasons: [rule] };

    const refusal = refusalOf(assessment, 'لا يوجد ضامن');

    expect(refusal.outcome).toBe('REFUSED');
    expect(refusal.reasons.map(({ code }) => code)).toEqual(['TOO_YOUNG', 'LENDER_JUDGEMENT']);
    expect(refusal.reasons[1]?.message.ar).toBe('لا يوجد ضامن');
  });
});
