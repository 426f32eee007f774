import { MapperKind, mapSchema } from '@graphql-tools/utils';
import {
  getNamedType,
  responsePathAsArray,
  type GraphQLFieldConfig,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import type { Reads } from '../database/reads';
import type { ServiceContext } from '../server/context';
import { isConnection } from './export-query';

/** What the resolvers of an exported query are given. */
export interface ExportContext extends ServiceContext {
  /** What the resolver of the exported list is given in its place: its reads fetch large pages. */
  readonly ofList: ServiceContext;
  /** How many fields lead to the exported list, itself counted. */
  readonly listDepth: number;
}

type Field = GraphQLFieldConfig<unknown, ExportContext>;

/**
 * The service's schema as exports execute it: the one list that is exported is read in large pages, all others as
 * ever. It is a schema of its own, so that no request of the graph can come by such pages.
 */
export function schemaOfWholeLists(schema: GraphQLSchema): GraphQLSchema {
  return mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: (field: Field): Field => {
      const { resolve } = field;
      if (!resolve || !isConnection(getNamedType(field.type))) return field;
      return {
        ...field,
        resolve: (source, args, context, info) =>
          resolve(source, args, (isTheList(context, info) ? context.ofList : context) as ExportContext, info),
      };
    },
  });
}

function isTheList({ listDepth }: ExportContext, { path }: GraphQLResolveInfo): boolean {
  return responsePathAsArray(path).length === listDepth;
}

/** The same reads, whose pages hold so many rows whatever is asked for, the first of them with the number of all rows. */
export function inLargePages(reads: Reads, rows: number): Reads {
  const large = <O extends { first: number; after?: string | null }>(options: O) => ({
    ...options,
    first: rows,
    withTotal: (options.after ?? null) === null,
  });
  const ofList: Pick<Reads, 'page' | 'byParentPage'> = {
    page: (entity, options) => reads.page(entity, large(options)),
    byParentPage: (entity, link, parentId, columns, options) =>
      reads.byParentPage(entity, link, parentId, columns, large(options)),
  };
  return Object.assign(Object.create(reads) as Reads, ofList);
}
