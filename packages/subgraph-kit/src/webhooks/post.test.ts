import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AddressBook, AddressRules, type LookUp } from './addresses';
import { Post, type PostLimits } from './post';
import { newSecret, sign } from './signature';

let server: Server;
let url: string;
let calls: number;
let connections: number;
let answer: (response: ServerResponse) => void;
let post: Post | null = null;

beforeEach(async () => {
  [calls, connections] = [0, 0];
  answer = (response) => void response.writeHead(204).end();
  server = createServer((request, response) => {
    calls += 1;
    request.resume().on('end', () => answer(response));
    response.on('error', () => undefined);
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});

afterEach(async () => {
  await post?.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const LIMITS: PostLimits = { deadlineMs: 300, restMs: 50, connections: 2 };

function send(to = url, lookUp: LookUp = async () => [], allowLoopback = true) {
  post ??= new Post(new AddressBook(new AddressRules(allowLoopback), lookUp, 0), LIMITS);
  return post.send(to, sign([newSecret()], 'an-id', new Date(), '{}'), '{}');
}

afterEach(() => {
  post = null;
});

it('tells that a receiver has taken it, and keeps its connections for further calls', async () => {
  for (let index = 0; index < 10; index += 1)
    expect(await send()).toMatchObject({ failure: null, httpStatus: 204, retryAfterMs: null });

  expect([calls, connections]).toEqual([10, LIMITS.connections]);
});

it.each([
  [301, 'REDIRECT'],
  [307, 'REDIRECT'],
  [400, 'HTTP_STATUS'],
  [410, 'GONE'],
  [500, 'HTTP_STATUS'],
])('counts %i as %s, and goes nowhere else', async (status, failure) => {
  answer = (response) => void response.writeHead(status, { location: url }).end();

  expect(await send()).toMatchObject({ failure, httpStatus: status });
  expect(calls).toBe(1);
});

it.each([
  ['7', 7_000],
  ['soon', null],
])('reads a Retry-After of %s as %s ms', async (header, retryAfterMs) => {
  answer = (response) => void response.writeHead(429, { 'retry-after': header }).end();

  expect(await send()).toMatchObject({ retryAfterMs });
});

it('reads a Retry-After that is a time', async () => {
  answer = (response) =>
    void response.writeHead(503, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() }).end();

  const { retryAfterMs } = await send();

  expect(retryAfterMs).toBeGreaterThan(55_000);
  expect(retryAfterMs).toBeLessThanOrEqual(60_000);
});

it('is not held up by an answer that never ends, nor keeps it', async () => {
  let written = 0;
  answer = (response) => {
    response.writeHead(200);
    const chunk = Buffer.alloc(8_192);
    const more = (): void => {
      if (response.destroyed) return;
      written += chunk.length;
      if (response.write(chunk)) setImmediate(more);
      else response.once('drain', more);
    };
    more();
  };

  const { failure, durationMs } = await send();

  expect(failure).toBeNull();
  expect(durationMs).toBeLessThan(LIMITS.deadlineMs + 200);
  expect(written).toBeLessThan(16 * 1_024 * 1_024);
});

it('is not held up by an answer that comes drop by drop', async () => {
  answer = (response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write('.'), 10);
    response.on('close', () => clearInterval(timer));
  };

  const { failure, durationMs } = await send();

  expect(failure).toBeNull();
  expect(durationMs).toBeLessThan(LIMITS.deadlineMs);
});

it('gives up after the deadline when the receiver is silent, or sends interim answers without end', async () => {
  answer = () => undefined;
  expect(await send()).toMatchObject({ failure: 'NO_ANSWER_IN_TIME', httpStatus: null });

  answer = (response) => {
    const timer = setInterval(() => response.writeProcessing(), 10);
    response.on('close', () => clearInterval(timer));
  };
  expect(await send()).toMatchObject({ failure: 'NO_ANSWER_IN_TIME', httpStatus: null });
});

it('gives up after the deadline when no name server answers', async () => {
  const never: LookUp = () => new Promise(() => undefined);

  const { failure, durationMs } = await send('https://partner.example/', never);

  expect(failure).toBe('NO_ANSWER_IN_TIME');
  expect(durationMs).toBeLessThan(LIMITS.deadlineMs + 200);
});

it('refuses an answer whose headers are too large', async () => {
  answer = (response) => void response.writeHead(200, { 'x-much': 'a'.repeat(12_000) }).end();

  expect(await send()).toMatchObject({ failure: 'ANSWER_NOT_UNDERSTOOD', httpStatus: null });
});

it('connects to the very address that was checked, also when the name has another a moment later', async () => {
  const names: string[] = [];
  const lookUp: LookUp = async (name) => {
    names.push(name);
    return [{ address: names.length === 1 ? '127.0.0.1' : '10.0.0.7', family: 4 }];
  };

  const { failure } = await send(url.replace('127.0.0.1', 'moving.localhost'), lookUp);

  expect(failure).toBe('ADDRESS_NOT_ALLOWED');
  expect([names.length, calls]).toEqual([2, 0]);
});

it('calls nothing on this machine unless development allows it', async () => {
  const resolves: LookUp = async () => [{ address: '127.0.0.1', family: 4 }];
  const port = new URL(url).port;

  expect(await send(url, resolves, false)).toMatchObject({ failure: 'ADDRESS_NOT_ALLOWED' });
  expect(await send(`https://partner.example:${port}/`, resolves, false)).toMatchObject({
    failure: 'ADDRESS_NOT_ALLOWED',
  });
  expect([calls, connections]).toEqual([0, 0]);
});

it('says by a code that nobody listens, that a name is unknown, or that it is no TLS', async () => {
  const resolves: LookUp = async () => [{ address: '127.0.0.1', family: 4 }];

  expect(await send('http://127.0.0.1:1/')).toMatchObject({ failure: 'CONNECTION_REFUSED' });
  expect(await send('https://nobody.example/')).toMatchObject({ failure: 'NAME_NOT_FOUND' });
  expect(
    await new Post(new AddressBook(new AddressRules(true), resolves), LIMITS).send(
      ...([url.replace('http:', 'https:'), sign([newSecret()], 'an-id', new Date(), '{}'), '{}'] as const),
    ),
  ).toMatchObject({ failure: 'TLS_FAILED', httpStatus: null });
});
