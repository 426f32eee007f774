import { fillIn, type FactsFor, type MessageTexts } from '@solidarity/subgraph-kit/errors/text';
import type { LocalizedText } from '@solidarity/subgraph-kit/values/localized-text';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';

/** A text that is always there in both languages. */
export type Words = LocalizedText & { en: string };

/** A sentence in both languages with its facts filled in. */
export function say<English extends string>(
  texts: MessageTexts & { readonly en: English },
  facts: FactsFor<English>,
): Words {
  return { ar: fillIn(texts.ar, facts, 'ar'), en: fillIn(texts.en, facts, 'en') };
}

/** The months as they are called in Egypt. */
const MONTHS: readonly MessageTexts[] = [
  { ar: 'يناير', en: 'January' },
  { ar: 'فبراير', en: 'February' },
  { ar: 'مارس', en: 'March' },
  { ar: 'أبريل', en: 'April' },
  { ar: 'مايو', en: 'May' },
  { ar: 'يونيو', en: 'June' },
  { ar: 'يوليو', en: 'July' },
  { ar: 'أغسطس', en: 'August' },
  { ar: 'سبتمبر', en: 'September' },
  { ar: 'أكتوبر', en: 'October' },
  { ar: 'نوفمبر', en: 'November' },
  { ar: 'ديسمبر', en: 'December' },
];

/** A month with its year: "أكتوبر 2026", "October 2026". */
export function monthInWords(date: PlainDate): Words {
  const { ar, en } = MONTHS[Number(date.slice(5, 7)) - 1] as MessageTexts;
  const year = date.slice(0, 4);
  return { ar: `${ar} ${year}`, en: `${en} ${year}` };
}

/** An amount without its sign: the sentence says whether it is given or taken. */
export function amountInWords(amount: Money): Words {
  const size = amount.replace(/^-/, '');
  return { ar: `${size} جنيه`, en: `EGP ${size}` };
}

/** A percentage as people write it: "50", "12.5". */
export function percentInWords(percent: string): string {
  return percent.includes('.') ? percent.replace(/\.?0+$/, '') : percent;
}
