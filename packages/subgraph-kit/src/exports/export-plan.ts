import { getVariableValues, GraphQLError, OperationTypeNode, type GraphQLSchema } from 'graphql';
import { existsFor, holdsScopes } from '../access/access';
import type { Caller } from '../access/caller';
import { CodedError } from '../errors/coded-error';
import { inputProblemOf } from '../errors/input-problem';
import { withoutValues } from '../errors/without-values';
import { Operations, type PreparedOperation } from '../server/operation';
import { columnsOf, type Column } from './columns';
import { readListQuery } from './export-query';
import { invalidQuery } from './invalid-query';
import { pageQueryOf, type PageQuery } from './page-query';
import { valuesOfRow } from './row-values';
import { schemaOfWholeLists } from './whole-lists';

/** What a query comes to: the list, its columns, and how a page of it is read. */
export interface ExportPlan {
  /** The field of the graph that is the list. */
  readonly list: string;
  readonly columns: readonly Column[];
  readonly query: PageQuery;
  readonly operation: PreparedOperation;
  /** How many values a row holds when its pages are full. */
  readonly valuesOfRow: number;
}

/** Makes plans of queries: checked against the service's part of the graph, and against what the caller may see. */
export class ExportPlans {
  readonly #schema: GraphQLSchema;
  readonly #operations: Operations;

  constructor(schema: GraphQLSchema) {
    this.#schema = schemaOfWholeLists(schema);
    this.#operations = new Operations(this.#schema);
  }

  /** Throws EXPORT_QUERY_INVALID, or FORBIDDEN as the graph does. */
  of(text: string, variables: Readonly<Record<string, unknown>>, caller: Caller): ExportPlan {
    const list = readListQuery(this.#schema, text);
    const query = pageQueryOf(list);
    const operation = this.#operations.prepare(query.text);
    if ('errors' in operation || operation.kind !== OperationTypeNode.QUERY) {
      throw invalidQuery('ONE_QUERY', {});
    }
    requireAccess(operation, caller);
    const coerced = this.#coerced(query, variables);
    const values = valuesOfRow(this.#schema, list, coerced);
    const columns = columnsOf(this.#schema, list, coerced);
    return { list: query.path.at(-1) ?? '', columns, query, operation, valuesOfRow: values };
  }

  #coerced({ operation }: PageQuery, variables: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const { coerced, errors } = getVariableValues(
      this.#schema,
      operation.variableDefinitions ?? [],
      variables,
      { maxErrors: 1 },
    );
    if (coerced) return coerced;
    const problem = errors?.[0] ?? new GraphQLError('');
    const told = (language: 'ar' | 'en') =>
      inputProblemOf(problem, language)?.message ?? withoutValues(problem.message);
    throw invalidQuery('VARIABLES', { problem: { ar: told('ar'), en: told('en') } });
  }
}

/** A field that is not for the caller's kind of client looks like one that does not exist. */
function requireAccess({ access }: PreparedOperation, caller: Caller): void {
  for (const need of access.needs) {
    if (!existsFor(need.access, caller.audience)) {
      const [type, field] = need.field.split('.');
      throw invalidQuery('FIELDS', { problem: `Cannot query field "${field}" on type "${type}".` });
    }
  }
  if (access.needs.some((need) => !holdsScopes(need.access, caller))) throw new CodedError('FORBIDDEN');
}
