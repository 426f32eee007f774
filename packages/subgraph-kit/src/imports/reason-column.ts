import type { MessageTexts } from '../errors/text';

/** The one column more of an error file. A mended file may keep it: it is not read. */
export const REASON_COLUMN: MessageTexts = { ar: 'سبب الرفض', en: 'Reason for refusal' };

/** Each way in which the column may be headed. */
export const REASON_HEADINGS: readonly string[] = [
  REASON_COLUMN.ar,
  REASON_COLUMN.en,
  `${REASON_COLUMN.ar} / ${REASON_COLUMN.en}`,
];
