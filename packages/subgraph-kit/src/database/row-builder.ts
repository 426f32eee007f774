import type { ValueTransformer } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata';

/** Makes the object of a row. */
export type RowBuilder<E> = (row: readonly unknown[]) => E;

/** A property is one column, or an embedded value of further properties. */
type Branch = Map<string, Branch | number>;

/**
 * Compiles a function that turns a row into an object: `(row, from) => ({ "id": row[0], "name": { "ar": row[1], … } })`.
 * An object literal is several times faster than assigning properties by name. Only names of properties get into
 * the code, each as a JSON string. An embedded value all of whose columns are null is null.
 */
export function rowBuilder<E>(columns: readonly ColumnMetadata[]): RowBuilder<E> {
  const readers: ((value: unknown) => unknown)[] = columns.map(readerOf);
  const tree: Branch = new Map();
  columns.forEach((column, index) => plant(tree, column.propertyPath.split('.'), index));
  const code = `return (row) => (${literal(tree)});`;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the code is made of JSON strings and numbers only
  const compiled = new Function('readers', code) as (given: typeof readers) => RowBuilder<E>;
  return compiled(readers);

  function literal(branch: Branch): string {
    const members = [...branch].map(([name, part]) => `${JSON.stringify(name)}: ${expression(part)}`);
    return `{ ${members.join(', ')} }`;
  }

  function expression(part: Branch | number): string {
    if (typeof part === 'number')
      return columns[part]?.transformer ? `readers[${part}](row[${part}])` : `row[${part}]`;
    const allNull = leaves(part).map((index) => `row[${index}] === null`);
    return `${allNull.join(' && ')} ? null : ${literal(part)}`;
  }
}

function plant(branch: Branch, [name = '', ...rest]: readonly string[], index: number): void {
  if (rest.length === 0) {
    branch.set(name, index);
    return;
  }
  const below = branch.get(name);
  const next: Branch = below instanceof Map ? below : new Map<string, Branch | number>();
  branch.set(name, next);
  plant(next, rest, index);
}

function leaves(branch: Branch): number[] {
  return [...branch.values()].flatMap((part) => (typeof part === 'number' ? [part] : leaves(part)));
}

/** What the entity says of how a column's value is read, the last transformer first. */
function readerOf(column: ColumnMetadata): (value: unknown) => unknown {
  const transformers = ([] as ValueTransformer[]).concat(column.transformer ?? []).reverse();
  return (value) => transformers.reduce((read, transformer) => transformer.from(read) as unknown, value);
}
