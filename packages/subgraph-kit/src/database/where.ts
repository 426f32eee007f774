import type { EntityShape } from './columns';

/** Properties that must equal a value, be one of several, or be null. Every value is a parameter. */
export type Equality<E> = { readonly [P in keyof E]?: E[P] | readonly E[P][] | null };

/** A condition in SQL; each `?` is a value, never text put into it. */
export interface SqlCondition {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** One condition, or several that must all hold. */
export type Where<E> = Equality<E> | SqlCondition | readonly (Equality<E> | SqlCondition)[];

/** The values of a statement, numbered as they are added. */
export class Parameters {
  readonly values: unknown[] = [];

  /** Adds a value and tells its place, such as `$3`. */
  add(value: unknown): string {
    return `$${this.values.push(value)}`;
  }
}

/** The condition as SQL, `true` when there is none. */
export function whereSql<E extends object>(
  shape: EntityShape<E>,
  where: Where<E> | undefined,
  parameters: Parameters,
): string {
  if (where === undefined) return 'true';
  const parts = (isList(where) ? where : [where]).flatMap((part) =>
    isSql(part) ? [`(${filledIn(part, parameters)})`] : equalities(shape, part, parameters),
  );
  return parts.length === 0 ? 'true' : parts.join(' and ');
}

function equalities<E extends object>(
  shape: EntityShape<E>,
  wanted: Equality<E>,
  parameters: Parameters,
): string[] {
  return Object.entries(wanted).map(([property, value]: [string, unknown]) => {
    const column = shape.sqlColumn(property);
    if (value === undefined) {
      throw new Error(`${shape.name}.${property} is compared with undefined; leave it out or say null.`);
    }
    if (value === null) return `${column} is null`;
    const isOneOf = Array.isArray(value) && !shape.column(property).isArray;
    return isOneOf ? `${column} = any(${parameters.add(value)})` : `${column} = ${parameters.add(value)}`;
  });
}

function filledIn({ sql, values }: SqlCondition, parameters: Parameters): string {
  const pieces = sql.split('?');
  if (pieces.length !== values.length + 1) throw new Error(`Each ? of a condition needs one value: ${sql}`);
  return pieces.reduce((text, piece, index) => `${text}${parameters.add(values[index - 1])}${piece}`);
}

function isSql(part: object): part is SqlCondition {
  return 'sql' in part && 'values' in part;
}

function isList<E>(where: Where<E>): where is readonly (Equality<E> | SqlCondition)[] {
  return Array.isArray(where);
}
