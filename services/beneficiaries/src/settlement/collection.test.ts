import { money } from '@solidarity/subgraph-kit/values/money';
import { parsePlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { refuseClosing, refuseReconciliation, type SettledMoney } from './collection';

const RULES = { collectionDays: 30, mostUncollectedInARow: 3 };
const day = parsePlainDate;

describe('reconciling a cycle that was sent on 22 October', () => {
  test.each([
    ['nothing is open, on the very day', 0, '2026-10-22', null],
    ['one is open, on the last day', 1, '2026-11-21', 'PAYMENTS_OPEN'],
    ['one is open, on the day after', 1, '2026-11-22', null],
    ['many are open, in between', 1000, '2026-11-01', 'PAYMENTS_OPEN'],
  ])('%s', (_name, openPayments, today, code) => {
    const refused = refuseReconciliation({ sentOn: day('2026-10-22'), openPayments }, RULES, day(today));

    expect(refused?.code ?? null).toBe(code);
  });

  test('tells how many are open and until when', () => {
    const refused = refuseReconciliation(
      { sentOn: day('2026-10-22'), openPayments: 7 },
      RULES,
      day('2026-11-01'),
    );

    expect(refused?.messages.en).toBe(
      'Of 7 payments nothing has come back, and they can be collected until 2026-11-21.',
    );
  });
});

const counted = (count: number, amount: string) => ({ count, amount: money(amount) });
const aShare = (differing: Partial<SettledMoney> = {}): SettledMoney => ({
  ...{ governorate: 'EG_GZ', channel: 'SMART_CARD', sent: counted(4, '1000.00'), paid: counted(2, '500.00') },
  ...{ uncollected: counted(1, '300.00'), rejected: counted(1, '200.00'), ...differing },
});

describe('closing a cycle', () => {
  test.each<[string, Partial<SettledMoney>, string, string[]]>([
    ['agrees', {}, '0.00', []],
    ['a piastre too little is settled', { paid: counted(2, '499.99') }, '0.00', ['TOTALS_DIFFER']],
    ['a piastre too much is settled', { rejected: counted(1, '200.01') }, '0.00', ['TOTALS_DIFFER']],
    ['the money agrees and the payments do not', { paid: counted(3, '500.00') }, '0.00', ['TOTALS_DIFFER']],
    ['the agent holds a piastre', {}, '0.01', ['MONEY_WITH_AGENT']],
    ['the agent has paid a piastre too much', {}, '-0.01', ['MONEY_WITH_AGENT']],
    ['nothing agrees', { sent: counted(0, '0.00') }, '5.00', ['TOTALS_DIFFER', 'MONEY_WITH_AGENT']],
  ])('%s', (_name, differing, withAgent, codes) => {
    const refused = refuseClosing([aShare(differing)], 0, money(withAgent));

    expect(refused.map(({ code }) => code)).toEqual(codes);
  });

  test('a payment of which nothing is known keeps it open, though all totals agree', () => {
    const refused = refuseClosing([aShare()], 1, money('0.00'));

    expect(refused.map(({ code }) => code)).toEqual(['PAYMENTS_NOT_SETTLED']);
  });

  test('one governorate too little and another too much are two differences', () => {
    const shares = [
      aShare({ paid: counted(2, '490.00') }),
      aShare({ governorate: 'EG_C', paid: counted(2, '510.00') }),
    ];

    const refused = refuseClosing(shares, 0, money('0.00'));

    expect(refused.map(({ facts }) => [facts['governorate'], facts['difference']])).toEqual([
      ['EG_GZ', '10.00'],
      ['EG_C', '-10.00'],
    ]);
  });
});
