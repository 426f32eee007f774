import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse, type GraphQLSchema } from 'graphql';
import { operationOf, supergraphOf, type SmallService } from '../../planning/testing/small-federation';
import { RequestDeadline } from '../../subgraphs/request-deadline';
import type { ServiceAnswer } from '../../subgraphs/service-answer';
import { createCompiledExecutor } from '../compiled-executor';
import type { Executor } from '../executor';

const LINK = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.11"
  import: ["@key", "@requires", "@external", "@shareable", "@provides", "@interfaceObject", "@inaccessible"]
)`;

/** A small federation of services in this process, answered by the compiled executor. */
export class ExecutedFederation {
  /** What services were asked for the last answer: `service query`. */
  readonly asked: string[] = [];
  readonly #executor: Promise<Executor>;

  constructor(services: Readonly<Record<string, SmallService>>) {
    const schemas = new Map<string, GraphQLSchema>(
      Object.entries(services).map(([name, { sdl, resolvers = {} }]) => [
        name,
        buildSubgraphSchema({ typeDefs: parse(`${LINK} ${sdl}`), resolvers }),
      ]),
    );
    this.#executor = createCompiledExecutor({
      supergraphSdl: supergraphOf(services),
      ask: async (service, body) => {
        const { query, variables } = JSON.parse(body.toString()) as { query: string; variables?: object };
        this.asked.push(`${service} ${query}`);
        const schema = schemas.get(service);
        if (!schema) throw new Error(service);
        const answer = await graphql({ schema, source: query, variableValues: { ...variables } });
        return JSON.parse(JSON.stringify(answer)) as ServiceAnswer;
      },
    });
  }

  /** The data, and where there are errors, each as `code at path`. */
  async answerTo(text: string, variables: Record<string, unknown> = {}): Promise<object> {
    const executor = await this.#executor;
    this.asked.length = 0;
    const { data, errors } = await executor.execute({
      operation: operationOf(text),
      variables,
      forwarded: {
        requestId: 'r',
        language: 'en',
        authorization: null,
        purpose: null,
        isRepeatable: true,
        deadline: new RequestDeadline(5_000),
      },
      telling: { language: 'en', requestId: 'r', trust: 'anyone', onFault: () => undefined },
    });
    const told = errors.map(
      ({ extensions, path = [] }) => `${String(extensions['code'])} at ${path.join('.')}`,
    );
    return { data: JSON.parse(data) as unknown, ...(told.length > 0 ? { errors: told } : {}) };
  }

  /** What clients see. */
  async schema(): Promise<GraphQLSchema> {
    return (await this.#executor).schema;
  }

  /** Which services were asked for the last answer, in order. */
  servicesAsked(): string[] {
    return this.asked.map((call) => call.split(' ', 1)[0] ?? '');
  }

  async close(): Promise<void> {
    await (await this.#executor).close();
  }
}
