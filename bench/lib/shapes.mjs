/** What is asked of an entity, and the same as SQL and as a row: written once for all contenders. */

/** A name in both languages: two columns. */
export const localized = (name) => ({ ar: `${name}_ar`, en: `${name}_en` });

/** An instant, which the graph gives to the millisecond. */
export const instant = (column) => ({ instant: column });

const isInstant = (field) => typeof field === 'object' && 'instant' in field;

/** `id name { ar en } birthDate` */
export function selectionOf(fields) {
  return Object.entries(fields)
    .map(([name, field]) =>
      typeof field === 'string' || isInstant(field) ? name : `${name} { ${selectionOf(field)} }`,
    )
    .join(' ');
}

/** The columns, in the order in which a row has them. */
export function columnsOf(fields) {
  return Object.values(fields).flatMap((field) => {
    if (typeof field === 'string') return [field];
    return isInstant(field) ? [field.instant] : columnsOf(field);
  });
}

/** The code of an object literal out of a row, as one would write it by hand: `{ id: row[0], … }`. */
export function literalOf(fields, next = { column: 0 }) {
  const parts = Object.entries(fields).map(([name, field]) => {
    if (typeof field === 'string') return `${name}: row[${next.column++}]`;
    if (isInstant(field)) return `${name}: instantText(row[${next.column++}])`;
    return `${name}: ${literalOf(field, next)}`;
  });
  return `{ ${parts.join(', ')} }`;
}
