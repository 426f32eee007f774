import { parsePlainDate as day } from '@solidarity/subgraph-kit/values/plain-date';
import { move } from '@solidarity/subgraph-kit/records/state-machine';
import {
  correctionLife,
  refuseCorrection,
  refuseWords,
  type Collection,
  type CorrectedPayment,
  type CorrectionAction,
  type CorrectionState,
} from './correction';

const TODAY = day('2026-12-10');
const aPayment = (facts: Partial<CorrectedPayment> = {}): CorrectedPayment => ({
  ...{ state: 'PAID', settledOn: day('2026-12-01'), settlementCode: null },
  ...{ sentOn: day('2026-11-22'), paidAgainIn: null, ...facts },
});
const was = (facts: Partial<Collection> = {}): Collection => ({
  ...{ result: 'UNCOLLECTED', settledOn: day('2026-12-01'), reasonCode: null, ...facts },
});
const uncollected = (facts: Partial<CorrectedPayment> = {}) =>
  aPayment({ state: 'UNCOLLECTED', settlementCode: 'NOT_CLAIMED', ...facts });

describe('a correction', () => {
  test.each<[string, CorrectedPayment, Collection, string | null]>([
    ['of paid to uncollected', aPayment(), was(), null],
    ['of paid to rejected', aPayment(), was({ result: 'REJECTED', reasonCode: 'OTHER' }), null],
    ['of uncollected to paid', uncollected(), was({ result: 'PAID' }), null],
    ['of uncollected to rejected', uncollected(), was({ result: 'REJECTED', reasonCode: 'OTHER' }), null],
    ['of the day alone', aPayment(), was({ result: 'PAID', settledOn: day('2026-12-02') }), null],
    ['of the reason alone', uncollected(), was({ reasonCode: 'OFFICE_CLOSED' }), null],
    ['to what is known', aPayment(), was({ result: 'PAID' }), 'NOTHING_TO_CORRECT'],
    ['without a reason to reject', aPayment(), was({ result: 'REJECTED' }), 'REASON_NEEDED'],
    ['with a reason of paid', uncollected(), was({ result: 'PAID', reasonCode: 'OTHER' }), 'REASON_OF_PAID'],
    ['on the day of sending', aPayment(), was({ settledOn: day('2026-11-22') }), null],
    ['before it was sent', aPayment(), was({ settledOn: day('2026-11-21') }), 'DAY_NOT_POSSIBLE'],
    ['of today', aPayment(), was({ settledOn: TODAY }), null],
    ['of tomorrow', aPayment(), was({ settledOn: day('2026-12-11') }), 'DAY_NOT_POSSIBLE'],
    ['of what is open', aPayment({ state: 'SENT', settledOn: null }), was(), 'NOT_SETTLED'],
    ['of what is not sent', aPayment({ state: 'APPROVED', sentOn: null }), was(), 'NOT_SETTLED'],
    ['of what is nothing', aPayment({ state: 'NOTHING_DUE' }), was(), 'NOT_SETTLED'],
    [
      'to paid of what is paid again',
      uncollected({ paidAgainIn: day('2027-01-01') }),
      was({ result: 'PAID' }),
      'PAID_AGAIN',
    ],
    [
      'to rejected of what is paid again',
      uncollected({ paidAgainIn: day('2027-01-01') }),
      was({ result: 'REJECTED', reasonCode: 'OTHER' }),
      null,
    ],
  ])('%s', (_name, payment, collection, code) => {
    expect(refuseCorrection(payment, collection, TODAY)?.code ?? null).toBe(code);
  });

  test.each<[string, string, string | null]>([
    ['a reason', 'The post office sent the wrong list.', null],
    ['1000 characters', 'ا'.repeat(1000), null],
    ['1001 characters', 'ا'.repeat(1001), 'WORDS_MISSING'],
    ['blanks', ' \n ', 'WORDS_MISSING'],
    ['a NUL', 'a\0b', 'WORDS_MISSING'],
  ])('with %s', (_name, words, code) => {
    expect(refuseWords(words)?.code ?? null).toBe(code);
  });

  test.each<[CorrectionState, CorrectionAction, string]>([
    ['PROPOSED', 'confirm', 'CONFIRMED'],
    ['PROPOSED', 'decline', 'DECLINED'],
    ['CONFIRMED', 'confirm', 'NOT_POSSIBLE'],
    ['CONFIRMED', 'decline', 'NOT_POSSIBLE'],
    ['DECLINED', 'confirm', 'NOT_POSSIBLE'],
    ['DECLINED', 'decline', 'NOT_POSSIBLE'],
  ])('that is %s: %s', (state, action, expected) => {
    const step = move(correctionLife, state, action, { role: 'finance_officer' });

    expect(step.ok ? step.to : step.why).toBe(expected);
  });
});
