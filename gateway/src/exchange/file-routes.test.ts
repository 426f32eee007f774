import { once } from 'node:events';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { AssertionSigner } from '@solidarity/subgraph-kit/access/assertion';
import { PUBLIC_CALLER } from '@solidarity/subgraph-kit/access/roles';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import fastify, { type FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { FileReport } from './file-log';
import { addFileRoutes } from './file-routes';
import { ServiceCalls } from './service-calls';
import { MOST_UPLOADS } from './uploads-under-way';

const ID = 'ngos:0b000000-0000-4000-8000-000000000001';
const JOB = { id: '0b000000-0000-4000-8000-000000000001', rowsRefused: 0 };

let service: FastifyInstance;
let gateway: FastifyInstance;
let address: string;
const heard: { url: string; purpose: unknown }[] = [];
const logged: string[] = [];
const ended: FileReport[] = [];

beforeAll(async () => {
  service = fastify();
  service.removeAllContentTypeParsers();
  service.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  service.addHook(
    'onRequest',
    async ({ url, headers }) => void heard.push({ url, purpose: headers['x-purpose'] }),
  );
  service.get('/imports/kinds', async () => ({ kinds: [{ name: 'ngos' }] }));
  service.post('/imports/ngos', async ({ body }, reply) =>
    body === 'fault' ? reply.code(502).send('<html>no JSON</html>') : reply.code(202).send(JOB),
  );
  service.get('/exports/jobs/:id/file', async () => 'x'.repeat(5_000));
  const origin = await service.listen({ port: 0, host: '127.0.0.1' });

  gateway = fastify();
  const log = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const calls = new ServiceCalls(new Map([['ngos', origin]]), new AssertionSigner('k'.repeat(40)), 4_000);
  void gateway.register(async (scope) =>
    addFileRoutes(scope, {
      ...{ calls, log, onFile: (report) => void ended.push(report) },
      identify: (token) => (token ? aCaller('ministry_admin') : PUBLIC_CALLER),
    }),
  );
  address = await gateway.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  for (const { server } of [gateway, service]) server.closeAllConnections();
  await gateway.close();
  await service.close();
});
beforeEach(() => [heard, logged, ended].forEach((list) => list.splice(0)));

const send = (body: string, headers: Record<string, string> = {}, path = '/imports/ngos') =>
  fetch(address + path, {
    method: 'POST',
    body,
    headers: { authorization: 'Bearer x', 'content-type': 'text/csv', ...headers },
  });

async function untilEnded(): Promise<FileReport | undefined> {
  for (let tries = 0; tries < 200 && ended.length === 0; tries += 1)
    await new Promise((go) => setTimeout(go, 10));
  return ended[0];
}

describe('the routes of files', () => {
  test.each(['/imports/ngos', '/imports/nosuch', '/imports/..%2fjobs'])(
    'ask who has not signed in to do so, and no service, at %s',
    async (path) => {
      expect((await fetch(address + path, { method: 'POST', body: 'a' })).status).toBe(401);
      expect(heard).toEqual([]);
    },
  );

  test.each(['/imports/bad/errors', `/imports/${ID}/errors`, '/exports/bad/file', `/exports/${ID}/file`])(
    'tell who has not signed in nothing about %s',
    async (path) => {
      expect((await fetch(address + path)).status).toBe(401);
    },
  );

  test.each<[string, Record<string, string>]>([
    ['a form', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['a compressed body', { 'content-encoding': 'gzip' }],
    ['a type that is none', { 'content-type': ';;;' }],
  ])('take no file within %s, and say how to send it', async (_what, headers) => {
    const answer = await send('--x', { ...headers, 'accept-language': 'en' });
    const { errors } = (await answer.json()) as { errors: { message: string; extensions: object }[] };

    expect(answer.status).toBe(415);
    expect(errors[0]).toMatchObject({ extensions: { code: 'REQUEST_INVALID' } });
    expect(errors[0]?.message).toMatch(/Send the file itself/);
    expect(heard).toEqual([]);
  });

  test('send a purpose on that only looks percent-encoded', async () => {
    expect((await send('a', { 'x-purpose': '100%' })).status).toBe(202);
    expect(heard.at(-1)?.purpose).toBe('100%25');
  });

  test('give the job by its public id, and outlive a service that answers no JSON', async () => {
    expect(await (await send('a')).json()).toMatchObject({ id: ID });
    expect((await send('fault')).status).toBe(502);
    expect((await send('a')).status).toBe(202);
  });
});

test('one caller has so many uploads under way and no more, until one has ended', async () => {
  const sockets = Array.from({ length: MOST_UPLOADS }, () => {
    const socket = connect((gateway.server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(
      'POST /imports/ngos HTTP/1.1\r\nhost: x\r\nauthorization: x\r\ncontent-type: text/csv\r\ncontent-length: 9\r\n\r\na',
    );
    return socket;
  });
  const underWay = (): number => heard.filter(({ url }) => url === '/imports/ngos').length;
  while (underWay() < MOST_UPLOADS) await new Promise((go) => setTimeout(go, 5));

  const refused = await send('a');
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('10');
  expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });

  for (const socket of sockets) socket.destroy();
  while (ended.length <= MOST_UPLOADS) await new Promise((go) => setTimeout(go, 5));
  expect((await send('a')).status).toBe(202);
});

describe('the log of files', () => {
  test('tells route, role, kind, status and bytes, and no id', async () => {
    await fetch(`${address}/exports/${ID}/file`, { headers: { authorization: 'Bearer x' } }).then((answer) =>
      answer.text(),
    );
    const report = await untilEnded();

    expect(report).toMatchObject({ route: 'export', status: '200', bytesIn: 0 });
    expect(report?.bytesOut).toBeGreaterThan(5_000);
    expect(JSON.parse(logged.join('').trim())).toMatchObject({
      ...{
        msg: 'file',
        route: 'export',
        role: 'ministry_admin',
        calledService: 'ngos',
        kind: null,
        status: '200',
      },
    });
    expect(logged.join('')).not.toContain(JOB.id);
  });

  test('counts what was sent, and names no kind but one that there is', async () => {
    await send('a,b\n1,2');
    expect(await untilEnded()).toMatchObject({ route: 'upload', status: '202', bytesIn: 7 });
    ended.splice(0);
    await send('a', {}, '/imports/mona-mohamed');
    expect(await untilEnded()).toMatchObject({ status: '404' });

    expect(logged[0]).toContain('"kind":"ngos"');
    expect(logged.join('')).not.toContain('mona');
  });

  test('tells of an upload that was broken off', async () => {
    const socket = connect((gateway.server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(
      'POST /imports/ngos HTTP/1.1\r\nhost: x\r\nauthorization: x\r\ncontent-type: text/csv\r\ncontent-length: 90\r\n\r\nhalf',
    );
    while (!heard.some(({ url }) => url === '/imports/ngos')) await new Promise((go) => setTimeout(go, 5));
    socket.destroy();
    await once(socket, 'close');

    expect(await untilEnded()).toMatchObject({ route: 'upload', status: 'cut' });
  });
});
