import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { pino } from 'pino';
import type { Role } from '@solidarity/subgraph-kit/access/caller';
import { readConfig } from '../config';
import { createGateway, type Gateway } from '../gateway';
import { composeGraph } from '../supergraph/composition';
import { fixtureSchemas, FIXTURE_SERVICES, type FixtureService } from './fixture-schemas';
import { FixtureServer, startFixtureServices } from './fixture-services';

export const ASSERTION_KEY = 'the-key-of-the-tests-has-32-letters';
const ISSUER = 'https://id.example/realms/test';
const AUDIENCE = 'solidarity-graph';

/** What came back from `/graphql`. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly data: unknown;
  readonly errors: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
}

/** Someone who signs tokens, well or badly. */
export interface TestIssuer {
  readonly jwksUrl: string;
  token(
    claims: JWTPayload,
    how?: Partial<{ typ: string; issuer: string; audience: string; expiresIn: number }>,
  ): Promise<string>;
  close(): Promise<void>;
}

export async function startIssuer(): Promise<TestIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'ES256', use: 'sig' };
  const server: FastifyInstance = fastify({ forceCloseConnections: true });
  server.get('/jwks', () => ({ keys: [key] }));
  const address = await server.listen({ port: 0, host: '127.0.0.1' });
  return {
    jwksUrl: `${address}/jwks`,
    token: (claims, how = {}) => signed(privateKey, claims, how),
    close: () => server.close(),
  };
}

function signed(
  key: CryptoKey,
  claims: JWTPayload,
  {
    typ = 'at+jwt',
    issuer = ISSUER,
    audience = AUDIENCE,
    expiresIn = 300,
  }: Parameters<TestIssuer['token']>[1] & object,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ sub: 'test-client', ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'test', typ })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(now - 1000)
    .setExpirationTime(now + expiresIn)
    .sign(key);
}

/** The fixture graph behind a real gateway, on ports of the loopback. */
export class GatewayUnderTest {
  private constructor(
    readonly url: string,
    readonly services: Record<FixtureService, FixtureServer>,
    readonly issuer: TestIssuer,
    readonly logged: string[],
    private readonly gateway: Gateway,
    private readonly folder: string,
  ) {}

  static async start(environment: Record<string, string> = {}): Promise<GatewayUnderTest> {
    const [services, issuer] = await Promise.all([startFixtureServices(ASSERTION_KEY), startIssuer()]);
    const folder = writeFixtureGraph();
    const logged: string[] = [];
    const config = readConfig({
      NODE_ENV: 'test',
      IDENTITY: 'oidc',
      OIDC_ISSUER: ISSUER,
      OIDC_JWKS_URL: issuer.jwksUrl,
      CALLER_ASSERTION_KEY: ASSERTION_KEY,
      SUPERGRAPH_FILE: path.join(folder, 'supergraph.graphql'),
      SUPERGRAPH_POLL_MS: '0',
      SERVICE_URLS: FIXTURE_SERVICES.map((name) => `${name}=${services[name].url}`).join(','),
      ...environment,
    });
    const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
    const gateway = await createGateway(config, log).catch(async (error: unknown) => {
      await stopAll(services, issuer, folder);
      throw error;
    });
    const url = await gateway.server.listen({ port: 0, host: '127.0.0.1' });
    return new GatewayUnderTest(url, services, issuer, logged, gateway, folder);
  }

  /** Asks as a role (its token is made on the spot), or as anyone. */
  async ask(
    query: string,
    { as, claims = {}, variables, headers = {} }: AskOptions = {},
  ): Promise<HttpAnswer> {
    const token: Record<string, string> = as
      ? { authorization: `Bearer ${await this.issuer.token({ role: as, ...claims })}` }
      : {};
    return this.post(JSON.stringify({ query, variables }), { ...token, ...headers });
  }

  async post(body: string, headers: Record<string, string> = {}): Promise<HttpAnswer> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        ...headers,
      },
      body,
    });
    return answerOf(response);
  }

  /** Puts files into the place of those that the gateway serves, and has it look at them. */
  async putSupergraph(graph: ReadonlyMap<string, string>): Promise<void> {
    writeGraph(this.folder, graph);
    await this.gateway.lookForSupergraph();
  }

  /** How often services have been asked since the last time this was asked. */
  takeCalls(): number {
    return FIXTURE_SERVICES.reduce((total, name) => total + this.services[name].calls.splice(0).length, 0);
  }

  /** Every service answers again; one that was killed is started where it was. */
  async mend(): Promise<void> {
    for (const name of FIXTURE_SERVICES) {
      const service = this.services[name];
      service.behaviour = { kind: 'answers' };
      if (!service.isAlive)
        this.services[name] = await FixtureServer.start(name, ASSERTION_KEY, service.port);
    }
  }

  /** What in an answer tells where services are or what they are made of. */
  leaksIn(text: string): string[] {
    const ports = FIXTURE_SERVICES.map((name) => `:${this.services[name].port}`);
    const insides = [
      '127.0.0.1',
      'localhost',
      'http:',
      'ECONN',
      'UND_ERR',
      'undici',
      'node_modules',
      '.js:',
      'relation "',
    ];
    return [...ports, ...insides].filter((trace) => text.includes(trace));
  }

  async stop(): Promise<void> {
    await this.gateway.close();
    await stopAll(this.services, this.issuer, this.folder);
  }
}

async function stopAll(
  services: Record<FixtureService, FixtureServer>,
  issuer: TestIssuer,
  folder: string,
): Promise<void> {
  await Promise.all([...FIXTURE_SERVICES.map((name) => services[name].kill()), issuer.close()]);
  rmSync(folder, { recursive: true });
}

export interface AskOptions {
  readonly as?: Exclude<Role, 'system'>;
  readonly claims?: JWTPayload;
  readonly variables?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
}

export async function answerOf(response: Response): Promise<HttpAnswer> {
  const text = await response.text();
  const { data, errors = [] } = JSON.parse(text) as Pick<HttpAnswer, 'data'> & {
    errors?: HttpAnswer['errors'];
  };
  return { status: response.status, headers: response.headers, text, data, errors };
}

/** Composes the fixture graph into a new folder, which the caller removes. */
export function writeFixtureGraph(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'supergraph-'));
  writeGraph(folder, composeGraph(fixtureSchemas()));
  return folder;
}

function writeGraph(folder: string, graph: ReadonlyMap<string, string>): void {
  for (const [name, text] of graph) writeFileSync(path.join(folder, `${name}.graphql`), text);
}
