import { defineRefusals, type RefusalKind } from '../errors/refusal';
import { fillIn, type FactsFor } from '../errors/text';

/** Why a file as a whole came to nothing, in both languages, as the job tells it. */
export interface ImportProblem {
  readonly code: string;
  readonly message: { readonly ar: string; readonly en: string };
}

/** What can be wrong with a list as a whole; what makes it unreadable has codes of its own (`SpreadsheetFault`). */
export const FILE_PROBLEMS = defineRefusals({
  COLUMNS_MISSING: {
    en: 'These columns are missing: {columns}. Use the headings of the template.',
    ar: 'هذه الأعمدة غير موجودة: {columns}. استخدم عناوين النموذج.',
  },
  COLUMN_TWICE: {
    en: 'These columns stand in the list more than once: {columns}. Keep one of each.',
    ar: 'هذه الأعمدة مكررة في القائمة: {columns}. أبقِ واحدًا من كل منها.',
  },
  ROWS_REFUSED: {
    en: 'Nothing was committed, for {rows} rows are refused. Mend them and send the list again.',
    ar: 'لم يُعتمد شيء لأن {rows} صفًا مرفوض. صحّحها وأرسل القائمة من جديد.',
  },
  IMPORT_FAILED: {
    en: 'Something failed on our side; what was committed before it stays. Report the id of the import.',
    ar: 'حدث خطأ لدينا، وما اعتُمد قبله باقٍ. أبلغ عن معرّف الاستيراد.',
  },
});

/** The list cannot be taken: ends the job with a problem that its owner reads. */
export class FileRefused extends Error {
  constructor(readonly problem: ImportProblem) {
    super(problem.code);
  }
}

/** A problem with its facts filled in. */
export function problemOf<English extends string>(
  { code, en, ar }: RefusalKind<English>,
  facts: FactsFor<English>,
): ImportProblem {
  return { code, message: { ar: fillIn(ar, facts, 'ar'), en: fillIn(en, facts, 'en') } };
}
