import { CodedError } from '../errors/coded-error';
import { fillIn, type FactsFor, type MessageTexts } from '../errors/text';

/** Why a query cannot be exported, and what to do about it. */
const REASONS = {
  SYNTAX: {
    en: 'correct its syntax ({problem})',
    ar: 'صحّح صياغته ({problem})',
  },
  FIELDS: {
    en: 'an export holds fields of one service only, and this one says: {problem}',
    ar: 'التصدير يشمل حقول خدمة واحدة فقط، ورد هذه الخدمة: {problem}',
  },
  VARIABLES: {
    en: 'correct the variables ({problem})',
    ar: 'صحّح المتغيرات ({problem})',
  },
  ONE_QUERY: {
    en: 'send one query and no other operation',
    ar: 'أرسل استعلام قراءة واحدًا دون أي عملية أخرى',
  },
  ONE_LIST: {
    en: 'ask for exactly one list',
    ar: 'اطلب قائمة واحدة لا غير',
  },
  NO_LIST: {
    en: 'ask for a list that has pages, with "nodes"',
    ar: 'اطلب قائمة ذات صفحات تحت "nodes"',
  },
  NODES: {
    en: 'select the fields of the rows once, under "nodes"',
    ar: 'اختر حقول الصفوف مرة واحدة تحت "nodes"',
  },
  PLAIN: {
    en: 'name the list and its "nodes" without fragments, @skip or @include; below "nodes" they may stand',
    ar: 'اذكر القائمة و"nodes" دون أجزاء (fragments) ودون ‎@skip أو ‎@include؛ ويجوز ذلك تحت "nodes"',
  },
  INNER_LIST: {
    en: 'say with "first" how many of "{field}" each row holds, 100 at most',
    ar: 'حدد بـ "first" كم عنصرًا من "{field}" يحمل كل صف، بحد أقصى 100',
  },
  TOO_MUCH: {
    en: 'a row would hold more than {most} values; ask for fewer lists within lists, smaller ones, or fewer fields',
    ar: 'يحمل الصف أكثر من {most} قيمة؛ اطلب قوائم متداخلة أقل أو أصغر أو حقولًا أقل',
  },
} as const satisfies Record<string, MessageTexts>;
type Reason = keyof typeof REASONS;

/** The refusal of a query for a reason. A problem is told without the values that were sent. */
export function invalidQuery<R extends Reason>(
  reason: R,
  facts: FactsFor<(typeof REASONS)[R]['en']>,
): CodedError<'EXPORT_QUERY_INVALID'> {
  const { en, ar } = REASONS[reason];
  return new CodedError('EXPORT_QUERY_INVALID', {
    reason: { en: inSentence(fillIn(en, facts, 'en')), ar: inSentence(fillIn(ar, facts, 'ar')) },
  });
}

/** A problem may be a sentence of its own; the one that it stands in has its own end. */
function inSentence(text: string): string {
  return text.replace(/\.$/, '');
}
