/** Rows that are alike in something, under it, in the order in which they came. */
export function grouped<Row>(
  rows: Iterable<Row>,
  keyOf: (row: Row) => string,
): Map<string, readonly [Row, ...Row[]]> {
  const groups = new Map<string, [Row, ...Row[]]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
