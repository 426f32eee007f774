import '../../execution/without-telemetry';
import { composeServices } from '@apollo/composition';
import { ApolloGateway, LocalGraphQLDataSource } from '@apollo/gateway';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper';
import { getOperationAST, parse } from 'graphql';
import type { ExecutableOperation } from '../../execution/executor';

const LINK = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.11"
  import: ["@key", "@requires", "@external", "@shareable", "@provides", "@interfaceObject", "@inaccessible"]
)`;

/** A service of a small graph: its schema, and what it answers when it has to. */
export interface SmallService {
  readonly sdl: string;
  readonly resolvers?: GraphQLResolverMap<unknown>;
}

/** Composes services into a supergraph. */
export function supergraphOf(services: Readonly<Record<string, SmallService>>): string {
  const { supergraphSdl, errors } = composeServices(
    Object.entries(services).map(([name, { sdl }]) => ({
      name,
      url: `http://${name}/graphql`,
      typeDefs: parse(`${LINK} ${sdl}`),
    })),
  );
  if (errors) throw new Error(errors.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

/** Answers a document as Apollo's gateway does, with the services in this process. */
export async function answerOfApollo(
  services: Readonly<Record<string, SmallService>>,
  document: string,
  variables: Record<string, unknown> = {},
): Promise<unknown> {
  const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  const gateway = new ApolloGateway({
    supergraphSdl: supergraphOf(services),
    logger: silent,
    buildService: ({ name }) => {
      const { sdl = '', resolvers = {} } = services[name] ?? {};
      return new LocalGraphQLDataSource(
        buildSubgraphSchema({ typeDefs: parse(`${LINK} ${sdl}`), resolvers }),
      );
    },
  });
  const { executor } = await gateway.load();
  const request = {
    request: { variables },
    document: parse(document),
    queryHash: document,
    source: document,
  };
  const context = { context: {}, logger: silent, metrics: {}, operationName: null };
  // The library asks for a whole Apollo Server request; these are the parts of it that it reads.
  const answer = await executor({ ...request, ...context } as unknown as Parameters<typeof executor>[0]);
  await gateway.stop();
  if (answer.errors) throw new Error(answer.errors.map(({ message }) => message).join('\n'));
  return JSON.parse(JSON.stringify(answer.data));
}

/** An operation as it comes to be planned. */
export function operationOf(text: string, operationName?: string): ExecutableOperation {
  const document = parse(text);
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new Error(`No operation in ${text}`);
  return {
    key: `${operationName ?? ''} ${text}`,
    text,
    document,
    operation,
    operationName: operation.name?.value,
  };
}

function ignore(): void {
  // Nothing to say.
}
