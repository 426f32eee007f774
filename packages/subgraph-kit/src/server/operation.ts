import { LRUCache } from 'lru-cache';
import {
  execute,
  getOperationAST,
  isCompositeType,
  isInputObjectType,
  Kind,
  NoSchemaIntrospectionCustomRule,
  OperationTypeNode,
  parse,
  specifiedRules,
  typeFromAST,
  getNamedType,
  validate,
  visit,
  BREAK,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { accessOf, type OperationAccess } from '../access/operation-access';
import { CodedError } from '../errors/coded-error';

/** An operation that was parsed, checked and compiled once, to be run many times. */
export interface PreparedOperation {
  readonly kind: OperationTypeNode;
  readonly access: OperationAccess;
  run(context: object, variables: Record<string, unknown>): Promise<ExecutionResult>;
}

export type Preparation = PreparedOperation | { readonly errors: readonly GraphQLError[] };

/** Operations of the gateway's plans are few and recur; a stranger's many texts must not fill the memory. */
const CACHED = 1_000;
const MAX_TOKENS = 10_000;

/** Prepares operations and keeps the recent ones. */
export class Operations {
  readonly #prepared = new LRUCache<string, Preparation>({ max: CACHED });

  constructor(
    private readonly schema: GraphQLSchema,
    /** The compiler can be left out to compare its answers with those of graphql-js. */
    private readonly compile = true,
  ) {}

  prepare(text: string, operationName?: string): Preparation {
    const key = operationName ? `${operationName}\n${text}` : text;
    const known = this.#prepared.get(key);
    if (known) return known;
    const preparation = this.#prepare(text, operationName);
    this.#prepared.set(key, preparation);
    return preparation;
  }

  #prepare(text: string, operationName: string | undefined): Preparation {
    let document: DocumentNode;
    try {
      document = parse(text, { maxTokens: MAX_TOKENS });
    } catch (error) {
      return { errors: [error as GraphQLError] };
    }
    const errors = validate(this.schema, document, [...specifiedRules, NoSchemaIntrospectionCustomRule]);
    if (errors.length > 0) return { errors };
    const operation = getOperationAST(document, operationName);
    if (!operation) return { errors: [new CodedError('OPERATION_NOT_FOUND')] };
    const access = accessOf(this.schema, document);
    return { kind: operation.operation, access, run: this.#runner(document, operation, operationName) };
  }

  #runner(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    operationName: string | undefined,
  ): PreparedOperation['run'] {
    if (this.compile && isSafeToCompile(this.schema, document, operation)) {
      const compiled = compileQuery(this.schema, document, operationName, {});
      if (isCompiledQuery(compiled)) {
        return async (context, variables) => compiled.query(undefined, context, variables);
      }
    }
    return async (contextValue, variableValues) =>
      execute({ schema: this.schema, document, operationName, contextValue, variableValues });
  }
}

/**
 * What graphql-jit does otherwise than graphql-js stays with graphql-js: mutations, variables inside input
 * objects, variables of input types, required variables with a default, and conditions on fragments.
 */
export function isSafeToCompile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): boolean {
  if (operation.operation !== OperationTypeNode.QUERY) return false;
  for (const { type, defaultValue } of operation.variableDefinitions ?? []) {
    if (defaultValue && type.kind === Kind.NON_NULL_TYPE) return false;
    const known = typeFromAST(schema, type as Parameters<typeof typeFromAST>[1] & { kind: Kind.NAMED_TYPE });
    if (!known || isInputObjectType(getNamedType(known)) || isCompositeType(getNamedType(known)))
      return false;
  }
  let safe = true;
  const refuse = (): typeof BREAK => {
    safe = false;
    return BREAK;
  };
  visit(document, {
    ObjectValue: () => refuse(),
    FragmentSpread: (node) => (node.directives?.length ? refuse() : undefined),
    InlineFragment: (node) => (node.directives?.length ? refuse() : undefined),
  });
  return safe;
}
