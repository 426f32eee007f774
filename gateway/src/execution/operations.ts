import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import {
  getOperationAST,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import { CodedError } from '@solidarity/subgraph-kit/errors/coded-error';
import { costOf, type Cost } from '../access/cost';
import { requireWithinLimits, type OperationLimits } from '../access/limits';
import { scopedFieldsOf, type ScopedField } from '../access/operation-scopes';
import type { ScopeMap } from '../supergraph/security';
import type { ExecutableOperation } from './executor';

/** An operation that has been read and checked once, to be answered many times. */
export interface PreparedOperation extends ExecutableOperation {
  readonly scopedFields: readonly ScopedField[];
  readonly cost: Cost;
}

export type Preparation = PreparedOperation | { readonly errors: readonly GraphQLError[] };

export interface OperationRules {
  /** Null when nobody is asked who they are: then nothing is scoped and nothing limited but the text's length. */
  readonly access: { readonly scopeMap: ScopeMap; readonly limits: OperationLimits } | null;
  readonly maxTokens: number;
  readonly cached: number;
}

/** More wrong fields than these need not be told at once. */
const MOST_ERRORS = 20;
/** Of texts that are kept, all together. */
const MOST_CACHED_CHARACTERS = 20_000_000;

/** Reads, validates and measures operations on one variant, and keeps the recent ones. */
export class Operations {
  readonly #prepared: LRUCache<string, PreparedOperation>;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly rules: OperationRules,
  ) {
    this.#prepared = new LRUCache({
      max: rules.cached,
      maxSize: MOST_CACHED_CHARACTERS,
      sizeCalculation: (_operation, text) => text.length,
    });
  }

  /** The operation, or what is wrong with it. What is wrong is not kept: a stranger could fill the memory with it. */
  prepare(text: string, operationName?: string): Preparation {
    const key = operationName === undefined ? text : `${operationName}\n${text}`;
    const known = this.#prepared.get(key);
    if (known) return known;
    const preparation = this.#prepare(text, operationName, key);
    if (!('errors' in preparation)) this.#prepared.set(key, preparation);
    return preparation;
  }

  #prepare(text: string, operationName: string | undefined, key: string): Preparation {
    const { access, maxTokens } = this.rules;
    let document: DocumentNode;
    try {
      document = parse(text, { maxTokens });
      if (access) requireWithinLimits(document, access.limits);
    } catch (error) {
      return { errors: [parsingError(error as GraphQLError, maxTokens)] };
    }
    const errors = validate(this.schema, document, specifiedRules, {
      maxErrors: MOST_ERRORS,
      hideSuggestions: true,
    });
    if (errors.length > 0) return { errors };
    const operation = getOperationAST(document, operationName);
    if (!operation) return { errors: [new CodedError('OPERATION_NOT_FOUND')] };
    const kind = operation.operation;
    // That the schema has no mutations at all is nothing that the rules of validation look for.
    if (kind === OperationTypeNode.SUBSCRIPTION || !this.schema.getRootType(kind)) {
      return { errors: [new CodedError('GRAPHQL_VALIDATION_FAILED', { notServed: kind })] };
    }
    return {
      key: createHash('sha256').update(key).digest('base64url'),
      text,
      document,
      operation,
      operationName: operation.name?.value,
      scopedFields: access ? scopedFieldsOf(this.schema, document, access.scopeMap) : [],
      cost: costOf(this.schema, document, operation),
    };
  }
}

function parsingError(error: GraphQLError, maxTokens: number): GraphQLError {
  return error.message.includes('Parsing aborted')
    ? new CodedError('OPERATION_TOO_LARGE', { limit: 'tokens', most: maxTokens })
    : error;
}
