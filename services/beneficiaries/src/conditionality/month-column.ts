import { columnTexts, dateColumn } from '@solidarity/subgraph-kit/imports/columns';
import { RowRefusal, type ImportColumn } from '@solidarity/subgraph-kit/imports/import-kind';
import type { MessageTexts } from '@solidarity/subgraph-kit/errors/text';
import { asciiDigits } from '@solidarity/subgraph-kit/values/digits';
import { startOfMonth, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';

/** No programme with conditions is older. */
const EARLIEST = '2015-01-01' as PlainDate;

const YEAR_FIRST = /^(\d{4})[-/](\d{1,2})$/;
const MONTH_FIRST = /^(\d{1,2})[-/](\d{4})$/;

/** A month that has begun, written as 2026-10, 10/2026 or any of its days; staged as the day of its first. */
export function monthColumn(name: string, heading: MessageTexts, description: MessageTexts): ImportColumn {
  const day = dateColumn(columnTexts(name, true, '2026-10', heading, description), { earliest: EARLIEST });
  return {
    ...day,
    parse(text, facts) {
      const plain = asciiDigits(text);
      const [year, month] =
        YEAR_FIRST.exec(plain)?.slice(1) ?? MONTH_FIRST.exec(plain)?.slice(1).reverse() ?? [];
      const read = day.parse(
        year === undefined || month === undefined ? text : `${year}-${month.padStart(2, '0')}-01`,
        facts,
      );
      return read instanceof RowRefusal ? read : startOfMonth(read as PlainDate);
    },
  };
}
