import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { pino } from 'pino';
import { secretOf } from '../access/demo-clients';
import { readConfig } from '../config';
import { createGateway, type Gateway } from '../gateway';
import { answerOf, ASSERTION_KEY, writeFixtureGraph, type HttpAnswer } from '../testing/gateway-under-test';
import { startFixtureServices, type FixtureServer } from '../testing/fixture-services';

let url: string;
let gateway: Gateway;
let services: FixtureServer[];
let graphFolder: string;
let journeysFolder: string;

beforeAll(async () => {
  const started = await startFixtureServices(ASSERTION_KEY);
  services = Object.values(started);
  graphFolder = writeFixtureGraph();
  journeysFolder = mkdtempSync(path.join(tmpdir(), 'journeys-'));
  writeFileSync(path.join(journeysFolder, '1-partner.graphql'), '# client: demo-ngo\n{ lendingTotal }\n');
  writeFileSync(path.join(journeysFolder, '1-partner.json'), '{ "first": 10 }\n');
  writeFileSync(path.join(journeysFolder, '10-public.graphql'), '# client: none\n{ ngos { id } }\n');
  writeFileSync(path.join(journeysFolder, '2-analyst.graphql'), '# client: demo-analyst\n{ lendingTotal }\n');
  const port = await freePort();
  const config = readConfig({
    IDENTITY: 'development',
    PORT: String(port),
    CALLER_ASSERTION_KEY: ASSERTION_KEY,
    SUPERGRAPH_FILE: path.join(graphFolder, 'supergraph.graphql'),
    SERVICE_URLS: services.map(({ name, url: address }) => `${name}=${address}`).join(','),
    JOURNEYS_DIRECTORY: journeysFolder,
  });
  gateway = await createGateway(config, pino({ level: 'silent' }));
  url = await gateway.server.listen({ port, host: '127.0.0.1' });
});
afterAll(async () => {
  await gateway.close();
  await Promise.all(services.map((service) => service.kill()));
  rmSync(graphFolder, { recursive: true });
  rmSync(journeysFolder, { recursive: true });
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

function requestToken(id: string, secret = secretOf({ id }), more = ''): Promise<Response> {
  return fetch(`${url}/oauth/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: `grant_type=client_credentials${more}`,
  });
}

async function tokenOf(id: string, more = ''): Promise<string> {
  const { access_token: token } = (await (await requestToken(id, undefined, more)).json()) as {
    access_token: string;
  };
  return token;
}

async function ask(query: string, token: string): Promise<HttpAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  return answerOf(response);
}

describe('the demo issuer', () => {
  it('gives a demo client a token with its role and its rows', async () => {
    const token = await tokenOf('demo-ngo-2');

    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
    expect(decodeJwt(token)).toMatchObject({
      sub: 'demo-ngo-2',
      role: 'ngo_partner',
      ngo_id: '0b000000-0000-4000-8000-000000000002',
      aud: 'solidarity-graph',
      iss: expect.stringMatching(/^http:\/\/localhost:\d+\/oauth$/),
    });
  });

  it('gives every demo client a token that the gateway believes', async () => {
    const { clients } = (await (await fetch(`${url}/explorer/examples.json`)).json()) as {
      clients: { id: string }[];
    };

    const statuses = await Promise.all(
      clients.map(async ({ id }) => (await ask('{ lendingTotal }', await tokenOf(id))).status),
    );

    expect(clients).toHaveLength(15);
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  it('gives a token to a page of its own, as a browser asks for it, and to no other page', async () => {
    const statusFor = async (origin: string) =>
      (
        await fetch(`${url}/oauth/token`, {
          method: 'POST',
          headers: {
            origin,
            authorization: `Basic ${Buffer.from('demo-ngo:demo-ngo-secret').toString('base64')}`,
            'content-type': 'application/x-www-form-urlencoded',
          },
          body: 'grant_type=client_credentials',
        })
      ).status;

    expect(await statusFor(new URL(url).origin)).toBe(200);
    expect(await statusFor('http://elsewhere.example')).toBe(400);
  });

  it('takes the secret in the form as well', async () => {
    const response = await fetch(`${url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: 'demo-analyst',
        client_secret: 'demo-analyst-secret',
      }),
    });

    expect(response.status).toBe(200);
  });

  it('narrows a token to the scopes that were asked for', async () => {
    const token = await tokenOf('demo-caseworker-giza', '&scope=ngos:read');

    const { errors } = await ask('{ household(id: "h1") { name } }', token);

    expect(decodeJwt(token)['scope']).toBe('ngos:read');
    expect(errors[0]?.extensions['code']).toBe('FORBIDDEN');
  });

  it.each([
    ['a wrong secret', () => requestToken('demo-admin', 'guess')],
    ['an unknown client', () => requestToken('demo-emperor')],
  ])('refuses %s', async (_what, asking) => {
    const response = await asking();

    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: 'invalid_client' });
  });

  it('publishes its key, by which others can verify, and never the private part', async () => {
    const { keys } = (await (await fetch(`${url}/oauth/jwks`)).json()) as { keys: Record<string, unknown>[] };

    expect(keys).toHaveLength(1);
    expect(keys[0]).toMatchObject({ kid: 'development', alg: 'ES256' });
    expect(keys[0]).not.toHaveProperty('d');
  });
});

describe('the explorer', () => {
  it('is a page that loads everything from its own origin', async () => {
    const response = await fetch(`${url}/explorer`);
    const page = await response.text();
    const nonce = /name="style-nonce" content="([\w-]+)"/.exec(page)?.[1];

    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(page).not.toMatch(/https?:\/\//);
  });

  it('serves every file that the page names', async () => {
    const page = await (await fetch(`${url}/explorer`)).text();
    const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file);

    const responses = await Promise.all(
      [...files, '/explorer/graphiql.js'].map((file) => fetch(`${url}${file}`)),
    );

    expect(files).toHaveLength(5);
    for (const response of responses) {
      expect(response.status).toBe(200);
      expect((await response.text()).length).toBeGreaterThan(500);
    }
  });

  it('offers the journeys in their order, with who asks and the variables', async () => {
    const { journeys } = (await (await fetch(`${url}/explorer/examples.json`)).json()) as {
      journeys: object[];
    };

    expect(journeys).toEqual([
      {
        name: '1-partner',
        client: 'demo-ngo',
        query: '# client: demo-ngo\n{ lendingTotal }\n',
        variables: '{ "first": 10 }\n',
      },
      { name: '2-analyst', client: 'demo-analyst', query: expect.any(String), variables: '{}' },
      { name: '10-public', client: null, query: expect.any(String), variables: '{}' },
    ]);
  });

  it('serves no other file of the house', async () => {
    expect((await fetch(`${url}/explorer/..%2f..%2fpackage.json`)).status).toBe(404);
  });
});
