import { composeServices } from '@apollo/composition';
import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlan } from '@apollo/query-planner';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { getOperationAST, graphql, isAbstractType, isObjectType, parse, type GraphQLSchema } from 'graphql';
import type { ServiceAnswer } from '../../../subgraphs/services';
import { createApolloExecutor } from '../../apollo-executor';
import type { ExecutionAnswer, ExecutionRequest } from '../../executor';
import type { PossibleTypes } from '../type-conditions';

type Resolvers = NonNullable<
  Parameters<typeof buildSubgraphSchema>[0] extends infer P
    ? P extends { resolvers?: infer R }
      ? R
      : never
    : never
>;

export interface TestService {
  readonly sdl: string;
  readonly resolvers: Resolvers;
}

const LINK = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.5"
  import: ["@key", "@external", "@requires", "@provides", "@shareable", "@interfaceObject"]
)\n`;

export interface Answered {
  readonly data: unknown;
  readonly errors: readonly { readonly message: string; readonly path?: unknown }[];
}

type Ask = (service: string, body: string) => Promise<ServiceAnswer>;

/** A composed graph of small services in this process, with Apollo's planner and executor over it. */
export class PlannedGraph {
  readonly types: PossibleTypes;
  readonly #planner: QueryPlanner;
  readonly #supergraph: Supergraph;
  readonly #supergraphSdl: string;
  readonly #schemas: ReadonlyMap<string, GraphQLSchema>;

  constructor(services: Readonly<Record<string, TestService>>) {
    const documents = Object.entries(services).map(([name, { sdl }]) => ({
      name,
      typeDefs: parse(LINK + sdl),
    }));
    const { supergraphSdl, errors } = composeServices(
      documents.map((one) => ({ ...one, url: `http://${one.name}/` })),
    );
    if (errors) throw new Error(errors.map(({ message }) => message).join('\n'));
    this.#supergraphSdl = supergraphSdl;
    this.#supergraph = Supergraph.build(supergraphSdl);
    this.#planner = new QueryPlanner(this.#supergraph);
    const schema = this.#supergraph.schema.toGraphQLJSSchema();
    this.types = {
      possibleTypes: (name) => {
        const type = schema.getType(name);
        if (isObjectType(type)) return [type.name];
        return isAbstractType(type) ? schema.getPossibleTypes(type).map((one) => one.name) : [];
      },
    };
    this.#schemas = new Map(
      documents.map(({ name, typeDefs }) => [
        name,
        buildSubgraphSchema([{ typeDefs, resolvers: services[name]?.resolvers ?? {} }]),
      ]),
    );
  }

  plan(query: string): QueryPlan {
    return this.#planner.buildQueryPlan(operationFromDocument(this.#supergraph.apiSchema(), parse(query)));
  }

  /** What a service answers. */
  readonly answer: Ask = async (service, body) => {
    const schema = this.#schemas.get(service);
    if (!schema) throw new Error(`No service ${service}.`);
    const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
    const answer = await graphql({ schema, source: query, variableValues: variables });
    return JSON.parse(JSON.stringify(answer)) as ServiceAnswer;
  };

  /** What Apollo's executor makes of the same services. */
  async apolloAnswer(
    query: string,
    variables: Record<string, unknown> = {},
    ask: Ask = this.answer,
  ): Promise<Answered> {
    const executor = await createApolloExecutor({ supergraphSdl: this.#supergraphSdl, ask });
    const document = parse(query);
    const operation = getOperationAST(document);
    if (!operation) throw new Error('No operation.');
    const request: ExecutionRequest = {
      operation: { key: query, text: query, document, operation, operationName: operation.name?.value },
      variables,
      forwarded: undefined as never,
      telling: { language: 'en', requestId: 'r', trust: 'anyone', onFault: () => undefined },
    };
    const { data, errors }: ExecutionAnswer = await executor.execute(request);
    return { data: JSON.parse(data) as unknown, errors };
  }
}
