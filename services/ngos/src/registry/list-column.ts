import { COMMON_REFUSALS } from '@solidarity/subgraph-kit/imports/common-refusals';
import { refuseRow, RowRefusal, type ImportColumn } from '@solidarity/subgraph-kit/imports/import-kind';

const BETWEEN = /[،,;؛|/\n]/;

/** Several of what a column reads, in one cell: each once, in the order written, staged with commas between them. */
export function listColumn(item: ImportColumn): ImportColumn {
  return {
    ...item,
    sqlType: 'text',
    parse(text, facts) {
      const read = new Set<string>();
      for (const part of text.split(BETWEEN)) {
        if (part.trim() === '') continue;
        const value = item.parse(part.trim(), facts);
        if (value instanceof RowRefusal) return value;
        read.add(String(value));
      }
      if (read.size > 0) return [...read].join(',');
      return item.isRequired ? refuseRow(COMMON_REFUSALS.REQUIRED, {}) : null;
    },
  };
}

/** What `listColumn` has read. */
export function listed(value: unknown): string[] {
  return typeof value === 'string' ? value.split(',') : [];
}
