import { LONGEST_MS } from './schedule';

/** Why a webhook is paused, and what its owner can do. */
const DAYS = LONGEST_MS / 86_400_000;

export const PAUSE_REASONS = {
  REQUESTED: {
    en: 'You paused it. Resume it when your receiver is ready: what has happened since is then sent in order.',
    ar: 'أوقفتموه مؤقتًا بأنفسكم. استأنفوه حين يصبح المستقبِل جاهزًا، فيُرسَل ما حدث منذ ذلك الحين بترتيبه.',
  },
  GONE: {
    en: 'Your receiver answered 410 Gone. Correct its address, try it with a ping, then resume: what waits is sent in order.',
    ar: 'أجاب المستقبِل بالرمز 410 (لم يعد موجودًا). صحّحوا عنوانه وجرّبوه بإرسال ping ثم استأنفوه، فيُرسَل ما ينتظر بترتيبه.',
  },
  NO_SUCCESS: {
    en: `Your receiver took nothing for ${DAYS} days. See the delivery log, repair it, try it with a ping, then resume: what waits is sent in order.`,
    ar: `لم يقبل المستقبِل شيئًا مدة ${DAYS} أيام. راجعوا سجل التسليم وأصلحوه وجرّبوه بإرسال ping ثم استأنفوه، فيُرسَل ما ينتظر بترتيبه.`,
  },
} as const satisfies Record<string, { readonly en: string; readonly ar: string }>;

export type PauseReason = keyof typeof PAUSE_REASONS;
