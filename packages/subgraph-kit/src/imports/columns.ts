import type { MessageTexts } from '../errors/text';
import { foldArabic } from '../values/arabic';
import { asciiDigits } from '../values/digits';
import { GOVERNORATES, levelOfArea, type AreaLevel } from '../values/governorate';
import { compareMoney, parseMoney, type Money } from '../values/money';
import { parseNationalId } from '../values/national-id';
import { isPlainDate, type PlainDate } from '../values/plain-date';
import { COMMON_REFUSALS } from './common-refusals';
import {
  refuseRow,
  type ImportColumn,
  type ImportFacts,
  type ImportValue,
  type RowRefusal,
} from './import-kind';

/** What every column says of itself. */
export type ColumnTexts = Pick<
  ImportColumn,
  'name' | 'heading' | 'aliases' | 'isRequired' | 'description' | 'example'
>;

/** The texts of a column in the order in which a table of columns is read. */
export const columnTexts = (
  name: string,
  isRequired: boolean,
  example: string,
  heading: MessageTexts,
  description: MessageTexts,
): ColumnTexts => ({ name, isRequired, example, heading, description });

/** Texts that are remembered of a column: lists say the same few hundred days, places and codes again and again. */
const MOST_REMEMBERED = 2_000;

/** The same function with what it gave for texts it has seen. */
function remembering<Value>(read: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const seen = known.get(text);
    if (seen !== undefined) return seen;
    const value = read(text);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(text, value);
    return value;
  };
}

type Parse = (text: string, facts: ImportFacts) => ImportValue | RowRefusal;

const column = (texts: ColumnTexts, sqlType: string, parse: Parse): ImportColumn => ({
  ...texts,
  sqlType,
  parse,
});

/** A text of at most that many characters; runs of spaces become one. */
export function textColumn(texts: ColumnTexts, { most = 200 }: { most?: number } = {}): ImportColumn {
  return column(texts, 'text', (text) => {
    const plain = text.replace(/\s+/g, ' ');
    return plain.length > most ? refuseRow(COMMON_REFUSALS.TOO_LONG, { most }) : plain;
  });
}

/** A text of a form, such as a licence number; Eastern Arabic digits are read as ASCII ones. */
export function patternColumn(
  texts: ColumnTexts,
  pattern: RegExp,
  form: string | MessageTexts,
): ImportColumn {
  return column(texts, 'text', (text) => {
    const plain = asciiDigits(text);
    return pattern.test(plain) ? plain : refuseRow(COMMON_REFUSALS.NOT_IN_FORM, { form });
  });
}

/** One of a list of codes, written as the code or as either of its labels: `{ WIDOW: { ar: 'أرملة', en: 'Widow' } }`. */
export function choiceColumn(
  texts: ColumnTexts,
  choices: Readonly<Record<string, MessageTexts>>,
): ImportColumn {
  const known = new Map<string, string>();
  for (const [code, { ar, en }] of Object.entries(choices)) {
    for (const written of [code, ar, en]) known.set(foldArabic(written), code);
  }
  const labels = Object.values(choices);
  const facts = {
    choices: {
      ar: labels.map(({ ar }) => ar).join('، '),
      en: labels.map(({ en }) => en).join(', '),
    },
  };
  return column(
    texts,
    'text',
    remembering((text) => known.get(foldArabic(text)) ?? refuseRow(COMMON_REFUSALS.NOT_ONE_OF, facts)),
  );
}

const YES_AND_NO = new Map([
  ...['نعم', 'اه', 'صح', 'yes', 'y', 'true', '1'].map((word) => [foldArabic(word), true] as const),
  ...['لا', 'خطا', 'no', 'n', 'false', '0'].map((word) => [foldArabic(word), false] as const),
]);

/** نعم or لا, yes or no. */
export function yesNoColumn(texts: ColumnTexts): ImportColumn {
  return column(
    texts,
    'boolean',
    (text) => YES_AND_NO.get(foldArabic(text)) ?? refuseRow(COMMON_REFUSALS.NOT_YES_OR_NO, {}),
  );
}

const ISO_DAY = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/;
const DAY_FIRST = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/;

/** The day that a cell says: 2026-11-22 or 22/11/2026, also in Arabic digits; null when it says none. */
export function readDay(text: string): PlainDate | null {
  // Marks of writing direction stand in days that were typed in Arabic.
  const plain = asciiDigits(text).replace(/[\u061c\u200e\u200f]/g, '');
  const iso = ISO_DAY.exec(plain);
  const [year, month, day] = iso ? iso.slice(1) : (DAY_FIRST.exec(plain)?.slice(1).reverse() ?? []);
  if (year === undefined || month === undefined || day === undefined) return null;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isPlainDate(written) ? written : null;
}

const rememberedDay = remembering(readDay);

/** A day of the calendar, on or after `earliest` and, unless `mayBeLater`, not after today. */
export function dateColumn(
  texts: ColumnTexts,
  { earliest, mayBeLater = false }: { earliest?: PlainDate; mayBeLater?: boolean } = {},
): ImportColumn {
  return column(texts, 'date', (text, { today }) => {
    const day = rememberedDay(text);
    if (day === null) return refuseRow(COMMON_REFUSALS.NOT_A_DATE, {});
    if (!mayBeLater && day > today) return refuseRow(COMMON_REFUSALS.DATE_IN_FUTURE, {});
    return earliest !== undefined && day < earliest
      ? refuseRow(COMMON_REFUSALS.DATE_TOO_EARLY, { earliest })
      : day;
  });
}

/** Digits as people write them: Arabic ones, the Arabic decimal sign, separators between thousands. */
function plainNumber(text: string): string {
  return asciiDigits(text)
    .replaceAll('٫', '.')
    .replace(/[\s\u00a0\u202f٬،](?=\d{3}(\D|$))|,(?=\d{3}(\D|$))/g, '');
}

const AMOUNT = /^\d{1,16}(\.\d{1,2}0*)?$/;

/** An amount in Egyptian pounds from zero to `most`; a currency sign after or before it does not matter. */
export function moneyColumn(texts: ColumnTexts, { most }: { most?: Money } = {}): ImportColumn {
  return column(texts, 'numeric(18,2)', (text) => {
    const plain = plainNumber(text.replace(/EGP|ج\.?\s?م\.?|جنيه/gi, '').trim());
    if (!AMOUNT.test(plain)) return refuseRow(COMMON_REFUSALS.NOT_AN_AMOUNT, {});
    const amount = parseMoney(plain.replace(/(\.\d\d?)0*$/, '$1'));
    return most !== undefined && compareMoney(amount, most) > 0
      ? refuseRow(COMMON_REFUSALS.TOO_LARGE, { most })
      : amount;
  });
}

/** A whole number from `least` to `most`; Excel's "3.0" is one too. */
export function wholeNumberColumn(
  texts: ColumnTexts,
  { least = 0, most = 2_147_483_647 }: { least?: number; most?: number } = {},
): ImportColumn {
  return column(texts, 'int', (text) => {
    const plain = plainNumber(text).replace(/\.0+$/, '');
    if (!/^-?\d{1,15}$/.test(plain)) return refuseRow(COMMON_REFUSALS.NOT_A_WHOLE_NUMBER, {});
    const number = Number(plain);
    if (number < least) return refuseRow(COMMON_REFUSALS.TOO_SMALL, { least });
    return number > most ? refuseRow(COMMON_REFUSALS.TOO_LARGE, { most }) : number;
  });
}

/** A national ID, staged as its 14 digits. To have the person's id beside it, derive it with `facts.personIds`. */
export function nationalIdColumn(texts: ColumnTexts): ImportColumn {
  return column(texts, 'text', (text, { today }) => {
    const { nationalId, problem } = parseNationalId(text.replace(/[\s-]/g, ''), today);
    return problem === undefined ? nationalId : refuseRow(COMMON_REFUSALS[problem], {});
  });
}

const GOVERNORATE_BY_TEXT: ReadonlyMap<string, string> = new Map(
  GOVERNORATES.flatMap(({ code, iso, ar, en }) =>
    [code, iso, ar, en, `محافظة ${ar}`].map((written) => [foldArabic(written), code] as const),
  ),
);

const governorateIn = remembering(
  (text) => GOVERNORATE_BY_TEXT.get(foldArabic(text)) ?? refuseRow(COMMON_REFUSALS.NOT_A_GOVERNORATE, {}),
);

/** A governorate by its name in Arabic or English or by its code, staged as 'EG_GZ'. */
export function governorateColumn(texts: ColumnTexts): ImportColumn {
  return column(texts, 'text', governorateIn);
}

/** The id of an area of one of these levels; whether there is such an area, the kind's check asks the database. */
export function areaColumn(texts: ColumnTexts, levels?: readonly AreaLevel[]): ImportColumn {
  return column(texts, 'text', (text) => {
    const id = asciiDigits(text).toUpperCase().replaceAll('_', '-');
    const level = levelOfArea(id);
    const isKnown = level !== null && (levels === undefined || levels.includes(level));
    return isKnown ? id : refuseRow(COMMON_REFUSALS.NOT_AN_AREA, {});
  });
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An id of a record of the graph. */
export function idColumn(texts: ColumnTexts): ImportColumn {
  return column(texts, 'uuid', (text) => {
    const id = text.toLowerCase();
    return UUID.test(id) ? id : refuseRow(COMMON_REFUSALS.NOT_AN_ID, {});
  });
}
