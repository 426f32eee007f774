/** What a payment and each of its lines mean for the family, in words that can be read to it. */
import type { MessageTexts } from '@solidarity/subgraph-kit/errors/text';
import type { LocalizedText } from '@solidarity/subgraph-kit/values/localized-text';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { Requirement } from '../conditionality/compliance';
import type { PaymentLineKind, PaymentState } from '../payments/payment';
import { amountInWords, monthInWords, percentInWords, say, type Words } from './words';

/** The payments that a family is told of: what is not approved and sent may still change. */
export const TOLD_STATES = [
  'SENT',
  'PAID',
  'UNCOLLECTED',
  'REJECTED',
  'NOTHING_DUE',
] as const satisfies readonly PaymentState[];
export type ToldState = (typeof TOLD_STATES)[number];

export interface PaymentFacts {
  readonly state: ToldState;
  readonly programme: LocalizedText;
  readonly month: PlainDate;
  readonly amount: Money;
  readonly settledOn: PlainDate | null;
  /** The day on which what was said of it was corrected; null when it never was. */
  readonly correctedOn: PlainDate | null;
}

export function paymentInWords({ correctedOn, ...payment }: PaymentFacts): Words {
  const { state, programme, month, amount, settledOn } = payment;
  const facts = {
    ...{ programme, month: monthInWords(month), amount: amountInWords(amount) },
    settledOn: settledOn ?? '–',
  };
  const told = say(PAYMENT[state], facts);
  if (correctedOn === null) return told;
  const corrected = say(CORRECTED, { correctedOn });
  return { ar: `${told.ar} ${corrected.ar}`, en: `${told.en} ${corrected.en}` };
}

const CORRECTED = {
  ar: 'كان المسجل غير ذلك وصُحح في {correctedOn}.',
  en: 'Something else was said of it before; that was corrected on {correctedOn}.',
} as const;

const PAYMENT = {
  SENT: {
    ar: 'مبلغ {amount} من برنامج {programme} عن {month} متاح للصرف.',
    en: '{amount} of {programme} for {month} can be collected.',
  },
  PAID: {
    ar: 'صُرف مبلغ {amount} من برنامج {programme} عن {month} في {settledOn}.',
    en: '{amount} of {programme} for {month} was paid on {settledOn}.',
  },
  UNCOLLECTED: {
    ar: 'لم يُستلم مبلغ {amount} من برنامج {programme} عن {month}، ويُضاف إلى دفعة لاحقة.',
    en: '{amount} of {programme} for {month} was not collected; a later payment brings it.',
  },
  REJECTED: {
    ar: 'تعذر صرف مبلغ {amount} من برنامج {programme} عن {month}، ويُضاف إلى دفعة لاحقة.',
    en: '{amount} of {programme} for {month} could not be paid; a later payment brings it.',
  },
  NOTHING_DUE: {
    ar: 'لا يُستحق صرف من برنامج {programme} عن {month}.',
    en: 'Nothing of {programme} is due for {month}.',
  },
} as const satisfies Record<ToldState, MessageTexts>;

/** Something that was asked of the household and not kept. */
export interface Breach {
  readonly requirement: Requirement;
  readonly month: PlainDate;
  /** What was asked: the least attendance in per cent, the school year, or the last day of the visit. */
  readonly limit: string;
}

export interface LineFacts {
  readonly kind: PaymentLineKind;
  readonly forMonth: PlainDate;
  readonly amount: Money;
  /** The name of the person whom it is for; null when it is for none, or the person cannot be seen. */
  readonly person: LocalizedText | null;
  /** Of what is withheld: how much, and what was not kept. */
  readonly withheld: { readonly percent: string; readonly breaches: readonly Breach[] } | null;
}

/** A line with its reason: the family learns why the sum is what it is. */
export function lineInWords({ kind, forMonth, amount, person, withheld }: LineFacts): Words {
  const facts = { month: monthInWords(forMonth), amount: amountInWords(amount) };
  if (kind === 'WITHHELD' && withheld) {
    const percent = percentInWords(withheld.percent);
    return say(WITHHELD, { ...facts, percent, reason: reasonInWords(withheld.breaches) });
  }
  if ((kind === 'CHILD' || kind === 'PERSON') && person) return say(OF_PERSON, { ...facts, person });
  return say(LINE[kind], facts);
}

const OF_PERSON = {
  ar: 'عن {person} لشهر {month}: {amount}.',
  en: 'For {person} for {month}: {amount}.',
} as const;

const WITHHELD = {
  ar: 'خُصم {percent} ٪ من دفعة {month} ({amount}) {reason}.',
  en: '{percent} % of the payment for {month} ({amount}) withheld since {reason}.',
} as const;

const LINE = {
  HOUSEHOLD: { ar: 'مبلغ الأسرة لشهر {month}: {amount}.', en: 'For the household for {month}: {amount}.' },
  CHILD: { ar: 'عن طفل لشهر {month}: {amount}.', en: 'For a child for {month}: {amount}.' },
  PERSON: { ar: 'عن أحد أفراد الأسرة لشهر {month}: {amount}.', en: 'For a member for {month}: {amount}.' },
  WITHHELD: {
    ar: 'خُصم {amount} من دفعة {month} لعدم الالتزام بشروط البرنامج.',
    en: '{amount} of the payment for {month} withheld since the conditions of the programme were not kept.',
  },
  ARREARS: {
    ar: 'أُضيف {amount} فرق مستحق عن {month}.',
    en: '{amount} added, since too little was paid for {month}.',
  },
  DEDUCTION: {
    ar: 'خُصم {amount} صُرف بالزيادة عن {month}.',
    en: '{amount} deducted, since too much was paid for {month}.',
  },
  CARRIED_OVER: {
    ar: 'أُضيف {amount} لم يُستلم من دفعة {month}.',
    en: '{amount} added that was not collected of the payment for {month}.',
  },
} as const satisfies Record<PaymentLineKind, MessageTexts>;

const BREACH = {
  ATTENDANCE: {
    ar: 'لأن الحضور المدرسي في {month} كان أقل من {limit} ٪',
    en: 'school attendance in {month} was below {limit} %',
  },
  YEAR_PASSED: {
    ar: 'لعدم نجاح أحد أفراد الأسرة في العام الدراسي {limit}',
    en: 'a member did not pass the school year {limit}',
  },
  CHILD_VISIT: {
    ar: 'لعدم زيارة طفل للوحدة الصحية عن {month} حتى {limit}',
    en: 'a child was not taken to the health unit for {month} by {limit}',
  },
  MOTHER_VISIT: {
    ar: 'لعدم زيارة الأم للوحدة الصحية عن {month} حتى {limit}',
    en: 'the mother did not go to the health unit for {month} by {limit}',
  },
} as const satisfies Record<Requirement, MessageTexts>;

const CONDITIONS = {
  ar: 'لعدم الالتزام بشروط البرنامج',
  en: 'the conditions of the programme were not kept',
};

/** Each reason once, however many children it is about. */
function reasonInWords(breaches: readonly Breach[]): Words {
  const told = breaches.map(({ requirement, month, limit }) =>
    say(BREACH[requirement], { month: monthInWords(month), limit }),
  );
  const [first, ...others] = told.filter(({ en }, place) => told.findIndex((one) => one.en === en) === place);
  return others.reduce<Words>(
    (before, next) => ({ ar: `${before.ar} و${next.ar}`, en: `${before.en} and ${next.en}` }),
    first ?? CONDITIONS,
  );
}
