import { parsePlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { parseMoney } from '@solidarity/subgraph-kit/values/money';
import { applicationInWords, enrolmentInWords, type EnrolmentFacts } from './enrolment-words';
import { historyInWords, type HistoryFacts } from './history-words';
import { lineInWords, paymentInWords, type LineFacts, type PaymentFacts } from './payment-words';
import { amountInWords, monthInWords, percentInWords } from './words';

const day = parsePlainDate;
const TODAY = day('2026-11-22');
const programme = { ar: 'تكافل', en: 'Takaful' };

describe('the small words', () => {
  test.each([
    ['2026-01-01', 'يناير 2026', 'January 2026'],
    ['2026-10-31', 'أكتوبر 2026', 'October 2026'],
    ['2027-12-01', 'ديسمبر 2027', 'December 2027'],
  ])('the month of %s', (date, ar, en) => {
    expect(monthInWords(day(date))).toEqual({ ar, en });
  });

  test.each([
    ['50.00', '50'],
    ['12.50', '12.5'],
    ['100', '100'],
    ['100.00', '100'],
    ['0.25', '0.25'],
  ])('%s per cent is written %s', (percent, expected) => {
    expect(percentInWords(percent)).toBe(expected);
  });

  test.each(['450.00', '-450.00'])('an amount of %s is told without its sign', (amount) => {
    expect(amountInWords(parseMoney(amount))).toEqual({ ar: '450.00 جنيه', en: 'EGP 450.00' });
  });
});

describe('an enrolment in words', () => {
  const enrolment = (facts: Partial<EnrolmentFacts> = {}): EnrolmentFacts => ({
    ...{ state: 'ACTIVE', programme, entitledFrom: day('2026-03-01'), entitledUntil: null },
    ...{ exitReason: null, suspension: null, withheld: [], ...facts },
  });
  const exited = (until: string) =>
    enrolment({ state: 'EXITED', entitledUntil: day(until), exitReason: 'GRADUATED' });

  test.each<[string, EnrolmentFacts, string, string]>([
    [
      'paid',
      enrolment(),
      'The household is enrolled in Takaful and paid every month since March 2026.',
      'الأسرة مقيدة في برنامج تكافل ويُصرف لها كل شهر منذ مارس 2026.',
    ],
    [
      'paid since this month',
      enrolment({ entitledFrom: day('2026-11-01') }),
      'The household is enrolled in Takaful and paid every month since November 2026.',
      'الأسرة مقيدة في برنامج تكافل ويُصرف لها كل شهر منذ نوفمبر 2026.',
    ],
    [
      'paid from the next month on',
      enrolment({ entitledFrom: day('2026-12-01') }),
      'The household is enrolled in Takaful; payments begin with December 2026.',
      'الأسرة مقيدة في برنامج تكافل ويبدأ الصرف من ديسمبر 2026.',
    ],
    [
      'paid, and a part of months to come withheld',
      enrolment({
        withheld: [
          { month: day('2026-12-01'), percent: '50.00' },
          { month: day('2027-01-01'), percent: '100.00' },
        ],
      }),
      'The household is enrolled in Takaful and paid every month since March 2026. Withheld, since the conditions of the programme were not kept: 50 % of the payment for December 2026, 100 % of the payment for January 2027.',
      'الأسرة مقيدة في برنامج تكافل ويُصرف لها كل شهر منذ مارس 2026. ويُخصم لعدم الالتزام بشروط البرنامج: 50 ٪ من دفعة ديسمبر 2026، 100 ٪ من دفعة يناير 2027.',
    ],
    [
      'suspended',
      enrolment({
        state: 'SUSPENDED',
        suspension: { fromMonth: day('2026-10-01'), reasonCode: 'UNDER_REVIEW' },
      }),
      'Payments of Takaful are suspended since October 2026: the case is under review.',
      'صرف برنامج تكافل موقوف منذ أكتوبر 2026؛ السبب: الحالة قيد المراجعة.',
    ],
    [
      'ended',
      exited('2026-11-01'),
      'The enrolment in Takaful has ended; the last month due was October 2026: the household supports itself.',
      'انتهى القيد في برنامج تكافل وآخر شهر مستحق أكتوبر 2026؛ السبب: الأسرة أصبحت تعول نفسها.',
    ],
    [
      'ended before it was paid',
      exited('2026-03-01'),
      'The enrolment in Takaful ended before any month was due: the household supports itself.',
      'انتهى القيد في برنامج تكافل قبل استحقاق أي شهر؛ السبب: الأسرة أصبحت تعول نفسها.',
    ],
  ])('%s', (_name, facts, en, ar) => {
    expect(enrolmentInWords(facts, TODAY)).toEqual({ ar, en });
  });
});

test('an application tells its number and what comes next', () => {
  expect(applicationInWords('DOCUMENTS_COMPLETE', { number: 'A0000000007', programme })).toEqual({
    ar: 'مستندات الطلب A0000000007 للقيد في برنامج تكافل كاملة، وتليها زيارة منزلية.',
    en: 'The documents of the application A0000000007 for Takaful are complete; a visit to the home comes next.',
  });
});

describe('a payment in words', () => {
  const payment: PaymentFacts = {
    ...{ state: 'PAID', programme, month: day('2026-10-01') },
    ...{ amount: parseMoney('445.00'), settledOn: day('2026-10-18'), correctedOn: null },
  };

  test.each<[PaymentFacts['state'], string]>([
    ['PAID', 'EGP 445.00 of Takaful for October 2026 was paid on 2026-10-18.'],
    ['SENT', 'EGP 445.00 of Takaful for October 2026 can be collected.'],
    ['UNCOLLECTED', 'EGP 445.00 of Takaful for October 2026 was not collected; a later payment brings it.'],
    ['REJECTED', 'EGP 445.00 of Takaful for October 2026 could not be paid; a later payment brings it.'],
    ['NOTHING_DUE', 'Nothing of Takaful is due for October 2026.'],
  ])('%s', (state, en) => {
    expect(paymentInWords({ ...payment, state }).en).toBe(en);
  });

  test('that was corrected says so', () => {
    expect(paymentInWords({ ...payment, state: 'REJECTED', correctedOn: day('2026-11-22') })).toEqual({
      ar: 'تعذر صرف مبلغ 445.00 جنيه من برنامج تكافل عن أكتوبر 2026، ويُضاف إلى دفعة لاحقة. كان المسجل غير ذلك وصُحح في 2026-11-22.',
      en: 'EGP 445.00 of Takaful for October 2026 could not be paid; a later payment brings it. Something else was said of it before; that was corrected on 2026-11-22.',
    });
  });
});

describe('a line of a payment in words', () => {
  const line = (facts: Partial<LineFacts>): LineFacts => ({
    ...{ kind: 'WITHHELD', forMonth: day('2026-11-01'), amount: parseMoney('-222.50') },
    ...{ person: null, withheld: null, ...facts },
  });
  const absence = { requirement: 'ATTENDANCE', month: day('2026-10-01'), limit: '80' } as const;
  const withheld = (...breaches: NonNullable<LineFacts['withheld']>['breaches']) =>
    line({ withheld: { percent: '50.00', breaches } });

  test('tells what was withheld, how much, and what was not kept when', () => {
    expect(lineInWords(withheld(absence))).toEqual({
      ar: 'خُصم 50 ٪ من دفعة نوفمبر 2026 (222.50 جنيه) لأن الحضور المدرسي في أكتوبر 2026 كان أقل من 80 ٪.',
      en: '50 % of the payment for November 2026 (EGP 222.50) withheld since school attendance in October 2026 was below 80 %.',
    });
  });

  test('tells one reason for two children once, and two reasons both', () => {
    const visit = { requirement: 'CHILD_VISIT', month: day('2026-10-01'), limit: '2026-11-15' } as const;

    expect(lineInWords(withheld(absence, absence)).en).toBe(lineInWords(withheld(absence)).en);
    expect(lineInWords(withheld(absence, visit)).en).toContain(
      'since school attendance in October 2026 was below 80 % and a child was not taken to the health unit for October 2026 by 2026-11-15.',
    );
  });

  test('tells which school year was not passed', () => {
    const year = { requirement: 'YEAR_PASSED', month: day('2026-09-01'), limit: '2025/2026' } as const;

    expect(lineInWords(withheld(year))).toEqual({
      ar: 'خُصم 50 ٪ من دفعة نوفمبر 2026 (222.50 جنيه) لعدم نجاح أحد أفراد الأسرة في العام الدراسي 2025/2026.',
      en: '50 % of the payment for November 2026 (EGP 222.50) withheld since a member did not pass the school year 2025/2026.',
    });
  });

  test.each<[string, LineFacts, string]>([
    [
      'withheld, the breach unknown',
      withheld(),
      '50 % of the payment for November 2026 (EGP 222.50) withheld since the conditions of the programme were not kept.',
    ],
    [
      'withheld, nothing known',
      line({}),
      'EGP 222.50 of the payment for November 2026 withheld since the conditions of the programme were not kept.',
    ],
    [
      'a child',
      line({ kind: 'CHILD', amount: parseMoney('60.00'), person: { ar: 'ليلى', en: null } }),
      'For ليلى for November 2026: EGP 60.00.',
    ],
    [
      'a child unseen',
      line({ kind: 'CHILD', amount: parseMoney('60.00') }),
      'For a child for November 2026: EGP 60.00.',
    ],
    [
      'arrears',
      line({ kind: 'ARREARS', amount: parseMoney('60.00') }),
      'EGP 60.00 added, since too little was paid for November 2026.',
    ],
    [
      'a deduction',
      line({ kind: 'DEDUCTION', amount: parseMoney('-60.00') }),
      'EGP 60.00 deducted, since too much was paid for November 2026.',
    ],
    [
      'carried over',
      line({ kind: 'CARRIED_OVER', amount: parseMoney('60.00') }),
      'EGP 60.00 added that was not collected of the payment for November 2026.',
    ],
  ])('%s', (_name, facts, en) => {
    expect(lineInWords(facts).en).toBe(en);
  });
});

describe('a step of a history in words', () => {
  const entry = (facts: Partial<HistoryFacts>): HistoryFacts => ({
    ...{ kind: 'PAYMENT', step: 'PAID', number: null, programme, month: null, amount: null },
    ...{ percent: null, reasonCode: null, ...facts },
  });

  test.each<[HistoryFacts, string]>([
    [
      entry({ month: day('2026-10-01'), amount: parseMoney('445.00') }),
      'EGP 445.00 of Takaful for October 2026 was paid.',
    ],
    [
      entry({ kind: 'SUSPENSION', step: 'SUSPENDED', month: day('2026-10-01'), reasonCode: 'UNDER_REVIEW' }),
      'Payments of Takaful were suspended from October 2026 on: the case is under review.',
    ],
    [
      entry({ kind: 'WITHHOLDING', step: 'WITHHELD', month: day('2026-10-01'), percent: '50.00' }),
      '50 % of the payment of Takaful for October 2026 was withheld.',
    ],
    [
      entry({ kind: 'GRIEVANCE', step: 'UPHELD', number: 'G0000000001' }),
      'Grievance G0000000001 was upheld.',
    ],
    [entry({ kind: 'ENROLMENT', step: 'SOMETHING_NEW' }), 'SOMETHING_NEW'],
  ])('%j', (facts, en) => {
    expect(historyInWords(facts).en).toBe(en);
  });
});
