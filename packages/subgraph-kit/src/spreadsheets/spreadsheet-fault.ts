import { fillIn, type Facts, type FactsFor, type MessageTexts } from '../errors/text';

/**
 * Why a file cannot be read (or written) as a list. The texts say what to do; they never repeat what stands in a
 * cell, for it may be personal.
 */
const FAULTS = {
  NOT_A_SPREADSHEET: {
    en: 'The file is no list that can be read. Save it in Excel as .xlsx or as "CSV UTF-8", then send it again.',
    ar: 'الملف ليس قائمة يمكن قراءتها. احفظه من إكسل بصيغة ‎.xlsx أو "CSV UTF-8" ثم أرسله مرة أخرى.',
  },
  EMPTY: {
    en: 'The file is empty. Its first row must hold the headings of the columns.',
    ar: 'الملف فارغ. يجب أن يحمل صفه الأول عناوين الأعمدة.',
  },
  TOO_LARGE: {
    en: 'The file is larger than {megabytes} MB, as it is or unpacked. Split it and send the parts one by one.',
    ar: 'حجم الملف أكبر من {megabytes} ميجابايت، كما هو أو بعد فك ضغطه. قسّمه وأرسل الأجزاء واحدًا بعد الآخر.',
  },
  TOO_MANY_ROWS: {
    en: 'The list has more than {most} rows. Split it and send the parts one by one.',
    ar: 'في القائمة أكثر من {most} صف. قسّمها وأرسل الأجزاء واحدًا بعد الآخر.',
  },
  TOO_MANY_COLUMNS: {
    en: 'The list has more than {most} columns. Keep only the columns of the template.',
    ar: 'في القائمة أكثر من {most} عمود. أبقِ أعمدة النموذج فقط.',
  },
  CELL_TOO_LONG: {
    en: 'A cell holds more than {most} characters. Shorten it, or close its quotation marks.',
    ar: 'في إحدى الخلايا أكثر من {most} حرف. اختصرها، أو أغلق علامات التنصيص فيها.',
  },
  ENCODING_UNKNOWN: {
    en: 'The letters of the file cannot be told. Save it in Excel as .xlsx or as "CSV UTF-8", then send it again.',
    ar: 'تعذّر التعرف على ترميز حروف الملف. احفظه من إكسل بصيغة ‎.xlsx أو "CSV UTF-8" ثم أرسله مرة أخرى.',
  },
  FORMULA: {
    en: 'A cell holds a formula. Put its value in its place (copy, then "Paste values").',
    ar: 'في إحدى الخلايا معادلة. ضع قيمتها مكانها (نسخ ثم "لصق القيم").',
  },
  BROKEN: {
    en: 'The file is damaged and cannot be read to its end. Open it, save it anew, then send it again.',
    ar: 'الملف تالف ولا يمكن قراءته حتى نهايته. افتحه واحفظه من جديد ثم أرسله مرة أخرى.',
  },
  NUL_BYTES: {
    en: 'The file holds NUL bytes, as no list does. Save it in Excel as .xlsx or as "CSV UTF-8", then send it again.',
    ar: 'في الملف بايتات NUL لا توجد في القوائم. احفظه من إكسل بصيغة ‎.xlsx أو "CSV UTF-8" ثم أرسله مرة أخرى.',
  },
  ENCRYPTED: {
    en: 'The workbook is locked with a password. Remove the password, save it, then send it again.',
    ar: 'المصنّف محمي بكلمة مرور. أزل كلمة المرور واحفظه ثم أرسله مرة أخرى.',
  },
} satisfies Readonly<Record<string, MessageTexts>>;

/** The place, for faults that have one; told after the message. */
const PLACE: MessageTexts = { en: ' Row {line}.', ar: ' الصف {line}.' };

export type SpreadsheetFaultCode = keyof typeof FAULTS;

/** Why a list could not be read: a file of the user's, not a fault of the system. */
export class SpreadsheetFault<Code extends SpreadsheetFaultCode = SpreadsheetFaultCode> extends Error {
  readonly code: Code;

  /** What the message tells of; `line`, when known, is the row of the file as a person sees it, from 1. */
  readonly facts: Facts;

  /** The reason in both languages, facts filled in. */
  readonly messages: MessageTexts;

  constructor(code: Code, facts: FactsFor<(typeof FAULTS)[Code]['en']>) {
    const told = (language: 'ar' | 'en'): string => {
      const text = FAULTS[code][language] + ('line' in facts ? PLACE[language] : '');
      return fillIn(text, facts, language);
    };
    super(`${code}: ${told('en')}`);
    this.name = 'SpreadsheetFault';
    this.code = code;
    this.facts = facts;
    this.messages = { ar: told('ar'), en: told('en') };
  }
}
