import { buildSubgraphSchema } from '@apollo/subgraph';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import fastify, { type FastifyInstance } from 'fastify';
import { graphql, parse, type GraphQLSchema } from 'graphql';
import { AssertionVerifier } from '@solidarity/subgraph-kit/access/assertion';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { fixtureResolvers } from './fixture-data';
import { FIXTURE_SDL, FIXTURE_SERVICES, type FixtureService } from './fixture-schemas';

/** What a service was asked. */
export interface SeenCall {
  readonly caller: Caller | null;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly query: string;
  /** Whether the gateway closed the connection before it was answered. */
  readonly wasAbandoned: Promise<void>;
}

/** How a service behaves from now on: as it should, or by one of the faults that services have. */
export type Behaviour =
  | { readonly kind: 'answers'; readonly afterMs?: number }
  | { readonly kind: 'hangs' }
  | { readonly kind: 'hangs in the middle' }
  | { readonly kind: 'breaks off' }
  | { readonly kind: 'says'; readonly status: number; readonly body: string };

/** A small service of the fixture graph, over HTTP like a real one, whose faults can be switched on. */
export class FixtureServer {
  readonly calls: SeenCall[] = [];
  isAlive = true;
  behaviour: Behaviour = { kind: 'answers' };
  readonly #server: FastifyInstance;
  #called: () => void = () => undefined;
  #port = 0;

  private constructor(
    readonly name: FixtureService,
    private readonly verifier: AssertionVerifier,
    private readonly schema: GraphQLSchema,
  ) {
    this.#server = fastify({ forceCloseConnections: true });
    this.#server.get('/health/ready', () => ({ status: 'ready' }));
    this.#server.post('/graphql', async (request, reply) => {
      const caller = await this.verifier.verify(request.headers.authorization);
      const { query, variables } = request.body as { query: string; variables?: Record<string, unknown> };
      const wasAbandoned = new Promise<void>((resolve) => {
        reply.raw.once('close', () => (reply.raw.writableFinished ? undefined : resolve()));
      });
      this.calls.push({ caller, headers: request.headers, query, wasAbandoned });
      this.#called();
      switch (this.behaviour.kind) {
        case 'hangs':
          return new Promise(() => undefined);
        case 'hangs in the middle':
          reply.hijack();
          reply.raw.writeHead(200, { 'content-type': 'application/json' });
          reply.raw.write('{"data":');
          return;
        case 'breaks off':
          request.raw.socket.destroy();
          return reply.hijack();
        case 'says':
          return reply.code(this.behaviour.status).type('application/json').send(this.behaviour.body);
        case 'answers':
          await setTimeout(this.behaviour.afterMs ?? 0);
          return graphql({
            schema: this.schema,
            source: query,
            variableValues: variables,
            contextValue: { caller },
          });
      }
    });
  }

  /** Starts it on a free port, or where it was before it was killed. */
  static async start(name: FixtureService, assertionKey: string, port = 0): Promise<FixtureServer> {
    const schema = buildSubgraphSchema({
      typeDefs: parse(FIXTURE_SDL[name]),
      resolvers: fixtureResolvers[name],
    });
    const service = new FixtureServer(name, new AssertionVerifier(assertionKey), schema);
    await service.#server.listen({ port, host: '127.0.0.1' });
    service.#port = (service.#server.server.address() as AddressInfo).port;
    return service;
  }

  /** Resolves when it is asked the next time. */
  called(): Promise<void> {
    return new Promise((resolve) => (this.#called = resolve));
  }

  /** Where it listens, or did when it was alive. */
  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/graphql`;
  }

  /** Ends the service at once, as a killed process does. */
  async kill(): Promise<void> {
    this.isAlive = false;
    await this.#server.close();
  }
}

/** All services of the fixture graph, running. */
export async function startFixtureServices(
  assertionKey: string,
): Promise<Record<FixtureService, FixtureServer>> {
  const servers = await Promise.all(FIXTURE_SERVICES.map((name) => FixtureServer.start(name, assertionKey)));
  return Object.fromEntries(servers.map((server) => [server.name, server])) as Record<
    FixtureService,
    FixtureServer
  >;
}
