import { asciiDigits } from '../values/digits';
import { isPlainDate, startOfMonth, type PlainDate } from '../values/plain-date';
import { readDay, type ColumnTexts } from './columns';
import { COMMON_REFUSALS } from './common-refusals';
import { refuseRow, type ImportColumn } from './import-kind';

const YEAR_FIRST = /^(\d{4})[-/](\d{1,2})$/;
const MONTH_FIRST = /^(\d{1,2})[-/](\d{4})$/;

interface MonthLimits {
  readonly earliest?: PlainDate;
  /** The last month that may be said; the current one unless it is given. */
  readonly latest?: (today: PlainDate) => PlainDate;
}

/** A month written as 2026-10, 10/2026 or any of its days; staged as the day of its first. */
export function monthColumn(
  texts: ColumnTexts,
  { earliest, latest = startOfMonth }: MonthLimits = {},
): ImportColumn {
  return {
    ...texts,
    sqlType: 'date',
    parse(text, { today }) {
      const month = readMonth(text);
      if (month === null) return refuseRow(COMMON_REFUSALS.NOT_A_MONTH, {});
      const last = latest(today);
      if (month > last) return refuseRow(COMMON_REFUSALS.MONTH_TOO_LATE, { latest: last });
      return earliest !== undefined && month < earliest
        ? refuseRow(COMMON_REFUSALS.MONTH_TOO_EARLY, { earliest })
        : month;
    },
  };
}

function readMonth(text: string): PlainDate | null {
  const plain = asciiDigits(text).trim();
  const [year, month] = YEAR_FIRST.exec(plain)?.slice(1) ?? MONTH_FIRST.exec(plain)?.slice(1).reverse() ?? [];
  const day =
    year === undefined || month === undefined ? readDay(text) : `${year}-${month.padStart(2, '0')}-01`;
  return day !== null && isPlainDate(day) ? startOfMonth(day) : null;
}
