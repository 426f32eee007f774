import { AssertionSigner } from '@solidarity/subgraph-kit/access/assertion';
import fastify, { type FastifyInstance } from 'fastify';
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { pino } from 'pino';
import { TokenVerifier } from '../access/tokens';
import { addFileRoutes } from './file-routes';
import { ServiceCalls } from './service-calls';

const RULES = { issuer: 'https://id.example', audience: 'solidarity-graph', type: 'at+jwt' };
const ID = 'ngos:0b000000-0000-4000-8000-000000000001';
/** The token holds from noon for a minute. */
const NOON = Date.parse('2026-11-22T10:00:00Z');
const ROUTES = [
  ['POST', '/imports/ngos'],
  ['GET', '/imports/ngos/template'],
  ['GET', `/imports/${ID}/errors`],
  ['GET', `/exports/${ID}/file`],
] as const;

let time = NOON;
let service: FastifyInstance;
let gateway: FastifyInstance;
let address: string;
let authorization: string;
let keys: ReturnType<typeof createLocalJWKSet>;
let verifier: TokenVerifier;
const heard: string[] = [];

beforeAll(async () => {
  service = fastify();
  service.removeAllContentTypeParsers();
  service.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  service.addHook('onRequest', async ({ url }) => void heard.push(url));
  service.get('/imports/kinds', async () => ({ kinds: [{ name: 'ngos' }] }));
  service.all('/*', async () => ({ id: ID, rowsRefused: 0 }));
  const origin = await service.listen({ port: 0, host: '127.0.0.1' });

  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] });
  const token = await new SignJWT({ sub: 'demo-admin', role: 'ministry_admin' })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt' })
    .setIssuer(RULES.issuer)
    .setAudience(RULES.audience)
    .setIssuedAt(NOON / 1000 - 60)
    .setNotBefore(NOON / 1000)
    .setExpirationTime(NOON / 1000 + 60)
    .sign(privateKey);
  authorization = `Bearer ${token}`;

  gateway = fastify();
  void gateway.register(async (scope) =>
    addFileRoutes(scope, {
      calls: new ServiceCalls(new Map([['ngos', origin]]), new AssertionSigner('k'.repeat(40)), 4_000),
      identify: (header) => verifier.identify(header),
      log: pino({ level: 'silent' }),
      onFile: () => undefined,
    }),
  );
  address = await gateway.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  for (const { server } of [gateway, service]) server.closeAllConnections();
  await gateway.close();
  await service.close();
});
beforeEach(() => {
  verifier = new TokenVerifier(keys, RULES, { now: () => new Date(time) });
  heard.splice(0);
});

async function statusAt(instant: number, method: string, path: string): Promise<number> {
  time = instant;
  const body = method === 'POST' ? { body: 'a' } : {};
  const headers = { authorization, 'content-type': 'text/csv' };
  const answer = await fetch(address + path, { method, headers, ...body });
  const { errors } = (await answer.json()) as { errors?: { extensions: { code: string } }[] };
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual(
    answer.status === 401 ? ['UNAUTHENTICATED'] : undefined,
  );
  return answer.status;
}

describe.each(ROUTES)('%s %s', (method, path) => {
  test('is closed to a token that does not hold yet, and no service hears of it', async () => {
    expect(await statusAt(NOON - 1_000, method, path)).toBe(401);
    expect(heard).toEqual([]);
  });

  test('is open while the token holds, and closed with its last second, to a token that was taken before too', async () => {
    expect(await statusAt(NOON, method, path)).toBe(200);
    expect(await statusAt(NOON + 59_000, method, path)).toBe(200);
    heard.splice(0);

    expect(await statusAt(NOON + 60_000, method, path)).toBe(401);
    expect(heard).toEqual([]);
  });
});
