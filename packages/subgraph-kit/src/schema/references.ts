import { GraphQLError, type GraphQLResolveInfo } from 'graphql';
import type { ServiceContext } from '../server/context';
import { askedColumns } from './selection';

/** What another service knows of an entity: its type and key. */
export interface Reference {
  readonly __typename: string;
  readonly id: string;
  readonly [field: string]: unknown;
}

/** Answers many references to one type at once, in their order; null for what is not there or not for the caller. */
export type ReferenceLoader = (
  references: readonly Reference[],
  context: ServiceContext,
  columns: readonly string[],
) => Promise<readonly (object | null | Error)[]> | readonly (object | null | Error)[];

/** The common case: the entity is a row of ours, found by its id. */
export function rowsById(entity: new () => object): ReferenceLoader {
  return (references, context, columns) =>
    context.reads.many(
      entity,
      references.map(({ id }) => id),
      columns,
    );
}

/** An entity that another service owns: the reference itself is all that is needed to add fields to it. */
export const asReferenced: ReferenceLoader = (references) =>
  references.map((reference) => ({ ...reference }));

/**
 * Answers `_entities` as one batch for each type that occurs. The answer is one promise of a plain array, with
 * an Error as the value of what failed: a promise that rejects inside a list would change the list.
 */
export function entitiesResolver(loaders: Readonly<Record<string, ReferenceLoader>>) {
  return async (
    _source: unknown,
    args: { representations: readonly Reference[] },
    context: ServiceContext,
    info: GraphQLResolveInfo,
  ): Promise<(object | null)[]> => {
    const answers = new Array<object | null>(args.representations.length).fill(null);
    const positions = new Map<string, number[]>();
    args.representations.forEach(({ __typename }, index) => {
      const known = positions.get(__typename);
      if (known) known.push(index);
      else positions.set(__typename, [index]);
    });
    await Promise.all([...positions].map(([typeName, indexes]) => answerType(typeName, indexes)));
    return answers;

    async function answerType(typeName: string, indexes: readonly number[]): Promise<void> {
      const load = loaders[typeName];
      if (!load) {
        for (const index of indexes)
          answers[index] = new GraphQLError('This type is no entity of this service.');
        return;
      }
      const references = indexes.map((index) => args.representations[index] as Reference);
      const loaded = await load(references, context, askedColumns(info, typeName));
      indexes.forEach((position, index) => {
        const value = loaded[index] ?? null;
        answers[position] = value === null || value instanceof Error ? value : named(value, typeName);
      });
    }
  };
}

function named(value: object, typeName: string): object {
  (value as { __typename?: string }).__typename = typeName;
  return value;
}
