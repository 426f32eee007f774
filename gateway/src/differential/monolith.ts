import { defaultFieldResolver, execute, OperationTypeNode, type GraphQLSchema } from 'graphql';
import type { ExecutableOperation } from '../execution/executor';
import type { Answer } from './compare';
import { failure, fieldFault } from './faults';
import type { Scene } from './service-in-process';

/**
 * The truth: what one service with all the data and the whole schema answers. Of faults it knows those of fields,
 * which fail wherever they are asked for.
 */
export async function answerOfMonolith(
  schema: GraphQLSchema,
  implementationsOf: (typeName: string) => readonly string[],
  { document, operation, operationName }: ExecutableOperation,
  variables: Readonly<Record<string, unknown>>,
  { world, faults, writes }: Scene,
): Promise<Answer> {
  const { data, errors = [] } = await execute({
    schema,
    document,
    operationName,
    variableValues: variables,
    rootValue: operation.operation === OperationTypeNode.MUTATION ? world.mutation : world.query,
    fieldResolver: (thing: object, args, context, info) => {
      const { parentType, fieldName } = info;
      if (parentType === schema.getMutationType()) writes.push(fieldName);
      const { mark } = thing as { mark?: string };
      const fault = fieldFault(faults, fieldName, mark, ({ type }) =>
        implementationsOf(type).includes(parentType.name),
      );
      // The service may know the type by the name of an interface only; the error is told in its words.
      if (fault) throw failure(`${fault.type}.${fieldName}`);
      return defaultFieldResolver(thing, args, context, info);
    },
  });
  return {
    data: JSON.stringify(data ?? null),
    errors: errors.map(({ message, path, extensions }) => ({ message, path, extensions })),
    writes,
  };
}
