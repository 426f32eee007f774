import type { DataSource, Driver, EntityMetadata } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata';
import { personIdPropertiesOf } from './personal-record';
import { rowBuilder, type RowBuilder } from './row-builder';

/** A class with `@Entity`. */
export type EntityClass<E extends object> = abstract new (...args: never[]) => E;

/** The columns that a read fetches, and how a row of them becomes an object. */
export interface Selection<E> {
  /** `"id", "name_ar", "name_en"` */
  readonly list: string;
  /** `select "id", "name_ar", "name_en" from "household"` */
  readonly select: string;
  /** How many columns; what a statement selects after them begins at this index. */
  readonly width: number;
  readonly build: RowBuilder<E>;
  /** Where a property that is one column stands in a row. */
  readonly indexOf: (property: string) => number;
}

/** The primary key; it is the first column of every selection. */
interface Key {
  readonly name: string;
  readonly sql: string;
  readonly sqlType: string;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** An entity as SQL: its table, and its columns by the name of the property. Only what stands here gets into SQL. */
export class EntityShape<E extends object> {
  readonly name: string;
  readonly table: string;
  readonly key: Key;
  /** The properties that hold the ids of the people whom a row is about. */
  readonly personIds: readonly string[];
  private readonly properties = new Map<string, ColumnMetadata[]>();
  private readonly selections = new Map<string, Selection<E>>();

  constructor(
    metadata: EntityMetadata,
    private readonly driver: Driver,
  ) {
    this.name = metadata.name;
    this.table = quoted(metadata.tableName);
    this.personIds = personIdPropertiesOf(metadata.target as object);
    for (const column of metadata.columns) {
      const [property = column.propertyName] = column.propertyPath.split('.');
      this.properties.set(property, [...(this.properties.get(property) ?? []), column]);
    }
    const [key, ...more] = metadata.primaryColumns;
    if (!key || more.length > 0)
      throw new Error(`${this.name} needs exactly one primary key column to be read.`);
    const name = key.propertyName;
    this.key = { name, sql: this.sqlColumn(name), sqlType: this.sqlType(name) };
  }

  /** The column of a property that is exactly one. */
  column(property: string): ColumnMetadata {
    const [column, ...more] = this.columns(property);
    if (!column || more.length > 0)
      throw new Error(`${this.name}.${property} is several columns; name one in SQL.`);
    return column;
  }

  /** The same, quoted for SQL. */
  sqlColumn(property: string): string {
    return quoted(this.column(property).databaseName);
  }

  /** Its type in PostgreSQL, such as `uuid`. */
  sqlType(property: string): string {
    return this.driver.normalizeType(this.column(property));
  }

  /** The key, the person ids, what the read needs and what was asked for, each once. */
  selection(asked: readonly string[], needed: readonly string[] = []): Selection<E> {
    const cacheKey = `${needed.join()} ${asked.join()}`;
    let selection = this.selections.get(cacheKey);
    if (!selection) this.selections.set(cacheKey, (selection = this.makeSelection([...needed, ...asked])));
    return selection;
  }

  private makeSelection(asked: readonly string[]): Selection<E> {
    const properties = new Set([this.key.name, ...this.personIds, ...asked]);
    const columns = [...properties].flatMap((property) => this.columns(property));
    const list = columns.map(({ databaseName }) => quoted(databaseName)).join(', ');
    return {
      list,
      select: `select ${list} from ${this.table}`,
      width: columns.length,
      build: rowBuilder<E>(columns),
      indexOf: (property) => columns.indexOf(this.column(property)),
    };
  }

  private columns(property: string): readonly ColumnMetadata[] {
    const columns = this.properties.get(property);
    if (!columns) throw new Error(`${this.name} has no property ${JSON.stringify(property)}.`);
    return columns;
  }
}

/** The shapes of the entities of a data source, each made once. */
export class EntityShapes {
  private readonly shapes = new Map<unknown, EntityShape<object>>();

  constructor(private readonly dataSource: DataSource) {}

  of<E extends object>(entity: EntityClass<E>): EntityShape<E> {
    let shape = this.shapes.get(entity);
    if (!shape) {
      shape = new EntityShape<object>(this.dataSource.getMetadata(entity), this.dataSource.driver);
      this.shapes.set(entity, shape);
    }
    return shape as EntityShape<E>;
  }
}

const known = new WeakMap<DataSource, EntityShapes>();

/** The shapes of a data source, shared by all requests. */
export function shapesOf(dataSource: DataSource): EntityShapes {
  let shapes = known.get(dataSource);
  if (!shapes) known.set(dataSource, (shapes = new EntityShapes(dataSource)));
  return shapes;
}
