import type { EntityClass, EntityShape, EntityShapes, Selection } from './columns';
import type { Keyset } from './order';
import { Parameters, whereSql, type SqlCondition, type Where } from './where';

/** A table between parent and child: `{ entity: Enrolment, parent: 'ngoId', child: 'householdId' }`. */
export interface Through {
  readonly entity: EntityClass<object>;
  /** Its property that holds the parent's id. */
  readonly parent: string;
  /** Its property that holds the child's id. */
  readonly child: string;
  /** Which of its rows count. */
  readonly where?: Readonly<Record<string, unknown>> | SqlCondition;
}

/** How the children of a parent are found: by a property of theirs, or through a table between. */
export type ParentLink = string | Through;

/** A statement and its parameters. */
export interface SqlStatement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Which children are read of each parent. */
export interface ChildQuery<E extends object> {
  readonly shape: EntityShape<E>;
  readonly link: ParentLink;
  readonly where?: Where<E>;
}

/** What is read of the children of each parent, and how many of them. */
export interface ChildRows<E extends object> {
  readonly selection: Selection<E>;
  readonly keyset: Keyset;
  readonly cursor: readonly string[] | null;
  readonly limit: number;
}

/**
 * The children of many parents in one statement, each parent's own in their order and limited for themselves. The
 * parent's id stands behind the selected columns. A lateral join is made parent by parent, so the order holds.
 */
export function childrenSql<E extends object>(
  shapes: EntityShapes,
  { shape, link, where }: ChildQuery<E>,
  { selection, keyset, cursor, limit }: ChildRows<E>,
  parentIds: readonly string[],
): SqlStatement {
  const parameters = new Parameters();
  const parents = parentsSql(shapes, shape, link, parentIds, parameters);
  const conditions = [parents.condition, whereSql(shape, where, parameters)];
  if (cursor) conditions.push(keyset.after(cursor, parameters));
  const text = `select child.*, parent.parent_key from ${parents.from} cross join lateral (
    select ${selection.list} from ${shape.table} where ${conditions.join(' and ')}
    order by ${keyset.sql} limit ${limit}) as child`;
  return { text, values: parameters.values };
}

/** How many children each of many parents has, in one statement. */
export function childCountsSql<E extends object>(
  shapes: EntityShapes,
  { shape, link, where }: ChildQuery<E>,
  parentIds: readonly string[],
): SqlStatement {
  const parameters = new Parameters();
  const parents = parentsSql(shapes, shape, link, parentIds, parameters);
  const condition = `${parents.condition} and ${whereSql(shape, where, parameters)}`;
  const count = `select count(*)::int from ${shape.table} where ${condition}`;
  return { text: `select (${count}), parent.parent_key from ${parents.from}`, values: parameters.values };
}

/** The PostgreSQL type of the column that holds the parent's id. */
export function parentKeyType<E extends object>(
  shapes: EntityShapes,
  { shape, link }: ChildQuery<E>,
): string {
  return typeof link === 'string' ? shape.sqlType(link) : shapes.of(link.entity).sqlType(link.parent);
}

function parentsSql<E extends object>(
  shapes: EntityShapes,
  shape: EntityShape<E>,
  link: ParentLink,
  parentIds: readonly string[],
  parameters: Parameters,
): { from: string; condition: string } {
  const type = parentKeyType(shapes, { shape, link });
  const from = `unnest(${parameters.add(parentIds)}::${type}[]) as parent(parent_key)`;
  if (typeof link === 'string') return { from, condition: `${shape.sqlColumn(link)} = parent.parent_key` };
  const between = shapes.of(link.entity);
  const conditions = [
    `link.${between.sqlColumn(link.child)} = ${shape.table}.${shape.sqlColumn(shape.key.name)}`,
    `link.${between.sqlColumn(link.parent)} = parent.parent_key`,
    whereSql(between, link.where, parameters),
  ];
  return {
    from,
    condition: `exists (select from ${between.table} as link where ${conditions.join(' and ')})`,
  };
}
