import { defaultFieldResolver, type GraphQLSchema } from 'graphql';
import type { ExecutionContext } from '../server/context';

/** Gives every top-level mutation a transaction of its own. */
export function runMutationsInTransactions(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const resolve = field.resolve ?? defaultFieldResolver;
    field.resolve = (source, args, context: ExecutionContext, info) =>
      context.runCommand(async (command) => resolve(source, args, command, info));
  }
}
