import type { EntityShape } from './columns';
import type { Parameters } from './where';

/** The order of a list. The key is added at the end, so that no two rows are equal and a page can go on after one. */
export interface Order<E> {
  readonly orderBy?: readonly (keyof E & string)[];
  /** Latest or greatest first. */
  readonly descending?: boolean;
}

/** An order as SQL. All its columns go one way, so that one row comparison, and so one index, serves a page. */
export interface Keyset {
  readonly properties: readonly string[];
  /** For `order by`. */
  readonly sql: string;
  /** The rows behind a cursor: `("created_at", "id") < ($1, $2)`. */
  readonly after: (cursor: readonly string[], parameters: Parameters) => string;
}

export function keysetOf<E extends object>(
  shape: EntityShape<E>,
  { orderBy = [], descending }: Order<E>,
): Keyset {
  const properties = [...new Set([...orderBy, shape.key.name])];
  for (const property of properties) {
    if (shape.column(property).isNullable) {
      throw new Error(`${shape.name}.${property} may be null, so rows cannot be paged by it.`);
    }
  }
  const columns = properties.map((property) => shape.sqlColumn(property));
  return {
    properties,
    sql: columns.map((column) => (descending ? `${column} desc` : column)).join(', '),
    after: (cursor, parameters) => {
      const values = cursor.map((value) => parameters.add(value));
      return `(${columns.join(', ')}) ${descending ? '<' : '>'} (${values.join(', ')})`;
    },
  };
}
