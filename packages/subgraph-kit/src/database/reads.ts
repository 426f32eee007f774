import DataLoader from 'dataloader';
import type { DataSource } from 'typeorm';
import type { Caller } from '../access/caller';
import type { Connection, PageRequest } from '../values/connection';
import type { ChildQuery, ParentLink } from './child-statements';
import { shapesOf, type EntityClass, type EntityShapes } from './columns';
import { keysetOf, type Order } from './order';
import { boundedRows, cursorFault, cursorOf, pageOf } from './page';
import { RowReader, type OnRead } from './row-reader';
import type { ClaimedStatements } from './statements';
import type { Where } from './where';

/** The names of the properties that are read; the key, and what the read itself needs, come along. */
export type Columns = readonly string[];

/** Which rows in which order; 100 of them when nothing is said. */
export interface ListOptions<E> extends Order<E> {
  readonly where?: Where<E>;
  readonly limit?: number;
}

/** Which page of which rows in which order. */
export interface PageOptions<E> extends Order<E>, PageRequest {
  readonly where?: Where<E>;
  /** Whether to count the whole list as well, in a statement of its own; `totalCount` is null otherwise. */
  readonly withTotal?: boolean;
}

/** Who reads from where. */
export interface ReadsOptions {
  readonly pool: ClaimedStatements;
  /** Knows the tables and columns of the entities. */
  readonly dataSource: DataSource;
  readonly caller: Caller;
  readonly onRead?: OnRead;
}

const USUAL_LIMIT = 100;

/**
 * What one request reads, as its caller. Reads of the same kind that are asked for in the same moment become one
 * statement, however many they are. Rows are plain objects with the asked columns only (the type says the whole
 * entity); what does not exist and what the caller may not see look alike.
 */
export class Reads {
  private readonly pool: ClaimedStatements;
  private readonly caller: Caller;
  private readonly onRead: OnRead | undefined;
  private readonly shapes: EntityShapes;
  private readonly reader: RowReader;
  private readonly loaders = new Map<string, unknown>();

  constructor({ pool, dataSource, caller, onRead }: ReadsOptions) {
    this.pool = pool;
    this.caller = caller;
    this.onRead = onRead;
    this.shapes = shapesOf(dataSource);
    this.reader = new RowReader(pool, this.shapes, caller, onRead);
  }

  /** The row of an id; null when there is none for this caller. */
  async one<E extends object>(entity: EntityClass<E>, id: string, columns: Columns): Promise<E | null> {
    const [row] = await this.many(entity, [id], columns);
    return row ?? null;
  }

  /** The rows of ids, in their order; null for each that is not there for this caller. */
  many<E extends object>(
    entity: EntityClass<E>,
    ids: readonly string[],
    columns: Columns,
  ): Promise<(E | null)[]> {
    const shape = this.shapes.of(entity);
    return this.batch(`many ${shape.name} ${columns.join()}`, ids, (lists) =>
      this.reader.byIds(shape, columns, lists),
    );
  }

  /** The children of a parent, found by their property that holds its id or through a table between. */
  byParent<E extends object>(
    entity: EntityClass<E>,
    link: (keyof E & string) | ParentLink,
    parentId: string,
    columns: Columns,
    options: ListOptions<E> = {},
  ): Promise<E[]> {
    const children: ChildQuery<E> = { shape: this.shapes.of(entity), link, where: options.where };
    return this.batch(kindOf('byParent', children, columns, options), parentId, (parentIds) => {
      const limit = boundedRows(options.limit ?? USUAL_LIMIT);
      const range = { columns, keyset: keysetOf(children.shape, options), cursor: null, limit };
      return this.reader.byParents(children, range, parentIds);
    });
  }

  /** One page of the children of a parent; the same page of many parents is one statement. */
  byParentPage<E extends object>(
    entity: EntityClass<E>,
    link: (keyof E & string) | ParentLink,
    parentId: string,
    columns: Columns,
    options: PageOptions<E>,
  ): Promise<Connection<E>> {
    const children: ChildQuery<E> = { shape: this.shapes.of(entity), link, where: options.where };
    return this.batch(kindOf('byParentPage', children, columns, options), parentId, async (parentIds) => {
      const keyset = keysetOf(children.shape, options);
      const cursor = cursorOf(options, keyset);
      const range = { columns, keyset, cursor, limit: boundedRows(options.first) + 1 };
      try {
        const [groups, totals] = await Promise.all([
          this.reader.byParents(children, range, parentIds),
          options.withTotal ? this.reader.countsByParents(children, parentIds) : [],
        ]);
        return groups.map((rows, index) => pageOf(rows, options, keyset, totals[index]));
      } catch (error) {
        throw cursorFault(error, options);
      }
    });
  }

  /** How many children a parent has for this caller. */
  countByParent<E extends object>(
    entity: EntityClass<E>,
    link: (keyof E & string) | ParentLink,
    parentId: string,
    where?: Where<E>,
  ): Promise<number> {
    const children: ChildQuery<E> = { shape: this.shapes.of(entity), link, where };
    return this.batch(kindOf('countByParent', children, [], { where }), parentId, (parentIds) =>
      this.reader.countsByParents(children, parentIds),
    );
  }

  /** The rows that meet a condition, without pages. */
  async list<E extends object>(
    entity: EntityClass<E>,
    { columns, ...options }: ListOptions<E> & { readonly columns: Columns },
  ): Promise<E[]> {
    const shape = this.shapes.of(entity);
    const limit = boundedRows(options.limit ?? USUAL_LIMIT);
    return this.reader.matching(shape, options.where, {
      columns,
      keyset: keysetOf(shape, options),
      cursor: null,
      limit,
    });
  }

  /** One page of the rows that meet a condition. */
  async page<E extends object>(
    entity: EntityClass<E>,
    { columns, ...options }: PageOptions<E> & { readonly columns: Columns },
  ): Promise<Connection<E>> {
    const shape = this.shapes.of(entity);
    const keyset = keysetOf(shape, options);
    const range = {
      columns,
      keyset,
      cursor: cursorOf(options, keyset),
      limit: boundedRows(options.first) + 1,
    };
    try {
      const [rows, total] = await Promise.all([
        this.reader.matching(shape, options.where, range),
        options.withTotal ? this.reader.count(shape, options.where) : undefined,
      ]);
      return pageOf(rows, options, keyset, total);
    } catch (error) {
      throw cursorFault(error, options);
    }
  }

  /** How many rows meet a condition for this caller. */
  count<E extends object>(entity: EntityClass<E>, where?: Where<E>): Promise<number> {
    return this.reader.count(this.shapes.of(entity), where);
  }

  /**
   * Rows of one's own SQL with `$1`, `$2` … for values, as objects by the names of its columns
   * (`select birth_date as "birthDate"`). Whose records it shows must be told with `shown`.
   */
  async rows<T extends object>(text: string, values: readonly unknown[] = []): Promise<T[]> {
    const { columns, rows } = await this.pool.run(this.caller, text, values);
    return rows.map((row) => Object.fromEntries(columns.map((name, index) => [name, row[index]])) as T);
  }

  /** Tells the audit trail of people whose records were read with one's own SQL. */
  shown(entityName: string, personIds: readonly string[]): void {
    if (personIds.length > 0) this.onRead?.(entityName, personIds);
  }

  /**
   * One's own read, batched: keys of the same kind that are asked for in the same moment are loaded together, by one
   * call that gives a value for each key in their order. `kind` names everything else that the read depends on.
   */
  batch<K, V>(kind: string, key: K, load: (keys: readonly K[]) => Promise<readonly V[]>): Promise<V> {
    let loader = this.loaders.get(kind) as DataLoader<K, V> | undefined;
    if (!loader) this.loaders.set(kind, (loader = new DataLoader<K, V>(load, { cache: false })));
    return loader.load(key);
  }
}

/** What must be the same for reads of children to be one statement. */
function kindOf<E extends object>(
  kind: string,
  { shape, link }: ChildQuery<E>,
  columns: Columns,
  options: object,
): string {
  const between = typeof link === 'string' ? link : [link.entity.name, link.parent, link.child, link.where];
  return `${kind} ${shape.name} ${columns.join()} ${JSON.stringify([between, options])}`;
}
