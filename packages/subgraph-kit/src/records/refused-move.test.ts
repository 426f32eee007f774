import type { Role } from '../access/caller';
import { defineReasons } from './decision';
import { refuseMove } from './refused-move';
import { defineStateMachine, move } from './state-machine';

type State = 'DRAFT' | 'SENT' | 'CLOSED';
type Action = 'calculate' | 'send' | 'recall' | 'close';

const because = defineReasons({ NOT_PAID: { ar: 'لم يُدفع بعد.', en: 'It is not paid yet.' } });

const cycle = defineStateMachine<State, Action, { isPaid: boolean }>({
  subjectType: 'cycle',
  actions: {
    calculate: { en: 'calculate it', ar: 'حسابها' },
    send: { en: 'send it', ar: 'إرسالها' },
    recall: { en: 'recall it', ar: 'استرجاعها' },
    close: null,
  },
  states: {
    DRAFT: { calculate: { to: 'DRAFT', by: ['ministry_admin', 'system'] } },
    SENT: {
      recall: { to: 'DRAFT', by: ['ministry_admin', 'finance_officer'] },
      send: {
        to: 'SENT',
        by: ['finance_officer'],
        unless: ({ isPaid }) => (isPaid ? null : because('NOT_PAID')),
      },
      close: 'CLOSED',
    },
    CLOSED: {},
  },
});

function told(from: State, action: Action, role: Role, isPaid = true) {
  const step = move(cycle, from, action, { role, facts: { isPaid } });
  if (step.ok) throw new Error('The step was taken.');
  const [refused] = refuseMove(step).errors;
  return { code: refused?.code, ...refused?.messages, possible: refused?.facts['possible'] };
}

test('a step that is not possible is refused with those that the caller can take, in words', () => {
  expect(told('SENT', 'calculate', 'finance_officer')).toEqual({
    code: 'STEP_NOT_POSSIBLE',
    en: 'This cannot be done as it stands now. You can: recall it; send it.',
    ar: 'لا يمكن ذلك في الوضع الحالي. يمكنك: استرجاعها؛ إرسالها.',
    possible: 'recall, send',
  });
});

test('where only others can act, it is said who', () => {
  expect(told('DRAFT', 'send', 'finance_officer')).toEqual({
    code: 'STEP_NOT_POSSIBLE',
    en: 'This cannot be done as it stands now. What can be done now is for somebody else: calculate it (the ministry’s administration).',
    ar: 'لا يمكن ذلك في الوضع الحالي. ما يمكن الآن من اختصاص غيرك: حسابها (إدارة الوزارة).',
    possible: '',
  });
});

test('in an end state it is said that nothing follows', () => {
  expect(told('CLOSED', 'send', 'finance_officer')).toMatchObject({
    en: 'This cannot be done as it stands now. It has come to its end, and no further step follows.',
    ar: 'لا يمكن ذلك في الوضع الحالي. انتهى الأمر هنا، ولا تتبعه خطوة أخرى.',
  });
});

test('who may not take a step is told who may, and nothing that would be refused', () => {
  expect(told('SENT', 'send', 'ministry_admin', false)).toMatchObject({
    code: 'STEP_NOT_YOURS',
    en: 'This is for somebody else to do. It is for a finance officer. You can: recall it.',
  });
  expect(told('SENT', 'recall', 'auditor')).toMatchObject({
    ar: 'هذا الإجراء من اختصاص غيرك. يقوم به: إدارة الوزارة أو مسؤول مالي.',
  });
});

test('a condition that does not hold is told as it is', () => {
  expect(told('SENT', 'send', 'finance_officer', false)).toMatchObject({
    ...{ code: 'STEP_NOT_NOW', en: 'It is not paid yet.', ar: 'لم يُدفع بعد.', possible: 'recall' },
  });
});
