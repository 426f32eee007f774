import type { MessageTexts } from '@solidarity/subgraph-kit/errors/text';
import { columnTexts } from '@solidarity/subgraph-kit/imports/columns';
import type { ImportColumn } from '@solidarity/subgraph-kit/imports/import-kind';
import { monthColumn as columnOfMonths } from '@solidarity/subgraph-kit/imports/month-column';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';

/** No programme with conditions is older. */
export const EARLIEST = '2015-01-01' as PlainDate;

/** A month that has begun, of which a list reports. */
export function monthColumn(name: string, heading: MessageTexts, description: MessageTexts): ImportColumn {
  return columnOfMonths(columnTexts(name, true, '2026-10', heading, description), { earliest: EARLIEST });
}
