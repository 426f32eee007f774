import { readDay } from '@solidarity/subgraph-kit/imports/columns';
import { refuseRow, type ImportColumn } from '@solidarity/subgraph-kit/imports/import-kind';
import { asciiDigits } from '@solidarity/subgraph-kit/values/digits';
import { isPlainDate, startOfMonth, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { latestPaidMonth } from './daman-case';
import { damanImportRefusals } from './import.refusals';

const YEAR_FIRST = /^(\d{4})[-/](\d{1,2})$/;
const MONTH_FIRST = /^(\d{1,2})[-/](\d{4})$/;

/** A month as 2026-09, 09/2026 or any day of it, staged as its first day. */
export function lastPaidMonthColumn(texts: Omit<ImportColumn, 'sqlType' | 'parse'>): ImportColumn {
  return {
    ...texts,
    sqlType: 'date',
    parse(text, { today }) {
      const month = readMonth(text);
      if (month === null) return refuseRow(damanImportRefusals.NOT_A_MONTH, {});
      const latest = latestPaidMonth(today);
      return month > latest ? refuseRow(damanImportRefusals.MONTH_TOO_LATE, { latest }) : month;
    },
  };
}

function readMonth(text: string): PlainDate | null {
  const plain = asciiDigits(text).trim();
  const [year, month] = YEAR_FIRST.exec(plain)?.slice(1) ?? MONTH_FIRST.exec(plain)?.slice(1).reverse() ?? [];
  if (year !== undefined && month !== undefined) {
    const written = `${year}-${month.padStart(2, '0')}-01`;
    return isPlainDate(written) ? written : null;
  }
  const day = readDay(text);
  return day === null ? null : startOfMonth(day);
}
