import { answer, ScriptedServer } from '../testing/scripted-server';
import type { Exchange } from './connection';
import { originOf } from './origin';
import { Pool, type PoolLimits } from './pool';
import { headerLine, requestText } from './request-text';
import type { HttpResponse } from './response-parser';
import type { WireFault } from './wire-fault';

let server: ScriptedServer;
let pool: Pool;
beforeEach(async () => {
  server = await ScriptedServer.start();
  pool = aPool({});
});
afterEach(async () => {
  await server.stop();
  await pool.close();
});

function aPool(limits: Partial<PoolLimits>): Pool {
  const origin = originOf(new URL(server.url));
  return new Pool(origin, {
    connections: 4,
    queued: 100,
    idleMs: 10_000,
    maxBodyBytes: 1_000_000,
    ...limits,
  });
}

interface Sent {
  readonly exchange: Exchange;
  readonly response: Promise<HttpResponse>;
}

function begin(body = '{}'): Sent {
  let exchange: Exchange | undefined;
  const response = new Promise<HttpResponse>((answered, failed) => {
    exchange = { request: requestText('POST /graphql HTTP/1.1\r\nhost: test\r\n', body), answered, failed };
    pool.send(exchange);
  });
  if (!exchange) throw new Error('Nothing was sent.');
  return { exchange, response };
}

const send = (body?: string): Promise<HttpResponse> => begin(body).response;
const fault = (response: Promise<HttpResponse>): Promise<string> =>
  response.then(
    () => 'answered',
    (error: WireFault) => error.code,
  );

describe('a request', () => {
  it('is sent whole, with the length of its body in bytes', async () => {
    await send('{"name":"منى"}');

    expect(server.requests).toEqual([
      {
        head: 'POST /graphql HTTP/1.1\r\nhost: test\r\ncontent-length: 17',
        body: '{"name":"منى"}',
        connection: 1,
      },
    ]);
  });

  it('of many megabytes and its answer arrive as they were sent', async () => {
    pool = aPool({ maxBodyBytes: 10_000_000 });
    server.script = ({ body }, socket) => void socket.write(answer(body));
    const body = `{"names":"${'منى 🏠 '.repeat(300_000)}"}`;

    const { text } = await send(body);

    expect(text === body).toBe(true);
  });

  it.each(['a\r\nx: y', 'a\nb', 'a\0', 'منى'])('has no header that holds %j', (value) => {
    expect(() => headerLine('x-purpose', value)).toThrow('REQUEST_HEADER_INVALID');
  });
});

describe('connections', () => {
  it('are used again, the last used first', async () => {
    const [one, other] = [send(), send()];
    await Promise.all([one, other]);

    await send();
    await send();
    await send();

    const [, last, ...later] = server.requests.map(({ connection }) => connection);
    expect(later).toEqual([last, last, last]);
    expect(server.connections).toBe(2);
  });

  it('are four for 200 calls at once, which wait in the order in which they came', async () => {
    pool = aPool({ connections: 4, queued: 196 });
    server.script = ({ body }, socket) => void setImmediate(() => socket.write(answer(body)));
    const bodies = Array.from({ length: 200 }, (_, index) => String(index));

    const answers = await Promise.all(bodies.map((body) => send(body)));

    expect(answers.map(({ text }) => text)).toEqual(bodies);
    expect([server.connections, pool.size]).toEqual([4, 4]);
    // Calls on other connections may overtake, by no more than there are connections.
    const overtaken = server.requests.map(({ body }, place) => Math.abs(Number(body) - place));
    expect(Math.max(...overtaken)).toBeLessThan(4);
  });

  it('keep no more waiting than they may', async () => {
    server.script = () => undefined;
    const waiting = Array.from({ length: 104 }, () => begin());

    expect(await fault(send())).toBe('QUEUE_FULL');

    for (const { exchange } of waiting) pool.cancel(exchange);
    await server.until(() => server.open.size === 0);
  });

  it('are not kept when the answer says that it is the last', async () => {
    server.script = (_request, socket) => void socket.write(answer('{}', '200 OK', ['connection: close']));

    await send();

    expect(pool.size).toBe(0);
    await server.until(() => server.open.size === 0);
  });

  it('are not kept when the peer keeps them for a second only', async () => {
    server.script = (_request, socket) =>
      void socket.write(answer('{}', '200 OK', ['keep-alive: timeout=1']));

    await send();

    expect(pool.size).toBe(0);
  });

  it('are closed when they have been idle for long', async () => {
    pool = aPool({ idleMs: 30 });
    await Promise.all([send(), send()]);

    await server.until(() => server.open.size === 0);

    expect(pool.size).toBe(0);
  });

  it('are not used again when the peer has closed them meanwhile', async () => {
    server.script = (_request, socket) => void socket.end(answer('{}'));
    await send();
    await server.until(() => server.open.size === 0);

    const { status } = await send();

    expect(status).toBe(200);
    expect(server.connections).toBe(2);
  });

  it('are dropped when bytes come over them unasked', async () => {
    let idle: { write(text: string): void } | undefined;
    server.script = ({ body }, socket) => {
      idle = socket;
      socket.write(answer(body));
    };
    await send('{"call":1}');
    idle?.write(answer('{"data":"poison"}'));
    await server.until(() => server.open.size === 0);

    const { text } = await send('{"call":2}');

    expect(text).toBe('{"call":2}');
    expect(server.connections).toBe(2);
  });

  it('are dropped when more comes with an answer than the answer', async () => {
    server.script = ({ body }, socket) => void socket.write(answer(body) + answer('{"data":"poison"}'));

    const { text: one } = await send('{"call":1}');
    const { text: other } = await send('{"call":2}');

    expect([one, other]).toEqual(['{"call":1}', '{"call":2}']);
    expect(server.connections).toBe(2);
  });

  it('are dropped when the answer came before the request was sent whole', async () => {
    server.scriptOnConnect = (socket) => {
      socket.pause();
      socket.write(answer('{"errors":[{}]}', '413 Payload Too Large'));
    };

    const { status } = await send('x'.repeat(20_000_000));

    expect(status).toBe(413);
    expect(pool.size).toBe(0);
  });

  it.each([
    ['before it answers', '', 'CONNECTION_CLOSED'],
    ['within its status line', 'HTTP/1.1 2', 'RESPONSE_CUT_OFF'],
    ['within its headers', 'HTTP/1.1 200 OK\r\ncontent-le', 'RESPONSE_CUT_OFF'],
    ['within its body', 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{"dat', 'RESPONSE_CUT_OFF'],
    [
      'within its chunks',
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n',
      'RESPONSE_CUT_OFF',
    ],
  ])('that the peer closes %s fail the call', async (_when, text, code) => {
    server.script = (_request, socket) => void socket.end(text);

    expect(await fault(send())).toBe(code);
    expect(pool.size).toBe(0);
  });

  it('that are idle are doubted when another breaks, but not those that have answered since', async () => {
    server.script = ({ body }, socket) =>
      void (body === 'break' ? socket.destroy() : socket.write(answer(body)));
    await Promise.all([send('a'), send('b'), send('c')]);

    expect(await fault(send('break'))).toMatch(/CONNECTION_CLOSED|ECONNRESET/);

    expect(pool.size).toBe(0);
    await send('d');
    const [broken, fine] = [fault(send('break')), send('e')];
    await fine;
    await broken;
    expect(pool.size).toBe(1);
  });

  it('are tried for every call that waits when nobody listens', async () => {
    await server.stop();

    const faults = await Promise.all(Array.from({ length: 20 }, () => fault(send())));

    expect(new Set(faults)).toEqual(new Set(['ECONNREFUSED']));
    expect(pool.size).toBe(0);
  });
});

describe('a call that is given up', () => {
  it('closes its connection', async () => {
    server.script = () => undefined;
    const { exchange } = begin();
    await server.until(() => server.requests.length === 1);

    pool.cancel(exchange);

    await server.until(() => server.open.size === 0);
    expect(pool.size).toBe(0);
  });

  it('is never sent when it had waited for a connection, and the others move up', async () => {
    pool = aPool({ connections: 1 });
    let release = (): void => undefined;
    server.script = (_request, socket) => void (release = () => socket.write(answer('{}')));
    const first = begin('first');
    const second = begin('second');
    const third = begin('third');
    await server.until(() => server.requests.length === 1);

    pool.cancel(second.exchange);
    server.script = (_request, socket) => void socket.write(answer('{}'));
    release();
    await Promise.all([first.response, third.response]);

    expect(server.requests.map(({ body }) => body)).toEqual(['first', 'third']);
  });

  it('makes room for the one that waits', async () => {
    pool = aPool({ connections: 1 });
    server.script = () => undefined;
    const hanging = begin('hanging');
    const waiting = begin('waiting');
    await server.until(() => server.requests.length === 1);

    server.script = (_request, socket) => void socket.write(answer('{}'));
    pool.cancel(hanging.exchange);

    expect((await waiting.response).status).toBe(200);
    expect(server.connections).toBe(2);
  });
});

describe('closing', () => {
  it('ends when the calls under way have ended, and refuses new ones', async () => {
    pool = aPool({ connections: 1 });
    let release = (): void => undefined;
    server.script = (_request, socket) => void (release = () => socket.write(answer('{}')));
    const under = begin();
    const waiting = begin();
    await server.until(() => server.requests.length === 1);

    const closed = pool.close();
    const late = fault(send());
    server.script = (_request, socket) => void socket.write(answer('{}'));
    release();

    await closed;
    expect(await late).toBe('POOL_CLOSED');
    expect((await Promise.all([under.response, waiting.response])).map(({ status }) => status)).toEqual([
      200, 200,
    ]);
    await server.until(() => server.open.size === 0);
  });
});
