import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { RequestDeadline } from './request-deadline';
import type { ServiceFault } from './service-fault';
import { Services, type CallReport, type ForwardedRequest, type ServiceOptions } from './services';
import { answer, ScriptedServer } from './testing/scripted-server';

const TIMEOUT_MS = 500;
const BODY = '{"query":"{ ok }"}';

let server: ScriptedServer;
let services: Services;
let reports: CallReport[];
beforeEach(async () => {
  server = await ScriptedServer.start();
  services = someServices();
});
afterEach(async () => {
  await services.close();
  await server.stop();
});

function someServices(options: ServiceOptions = {}, url = server.url): Services {
  reports = [];
  return new Services(
    new Map([['registry', url]]),
    { timeoutMs: TIMEOUT_MS, connections: 4, maxResponseBytes: 1_000 },
    (report) => reports.push(report),
    options,
  );
}

function aRequest(parts: Partial<ForwardedRequest> = {}): ForwardedRequest {
  return {
    requestId: 'r1',
    language: 'en',
    authorization: 'Caller x.y.z',
    purpose: null,
    isRepeatable: true,
    deadline: new RequestDeadline(10_000),
    ...parts,
  };
}

async function faultOf(
  asked: Promise<unknown>,
): Promise<Pick<ServiceFault, 'code' | 'reason' | 'retryAfterSeconds'>> {
  const fault = await asked.then(
    () => Promise.reject(new Error('There was an answer.')),
    (error: ServiceFault) => error,
  );
  expect(JSON.stringify([fault.message, fault.reason])).not.toMatch(/127\.0\.0\.1|:\d{4,5}/);
  return { code: fault.code, reason: fault.reason, retryAfterSeconds: fault.retryAfterSeconds };
}

const late = { code: 'DEADLINE_EXCEEDED', reason: 'deadline', retryAfterSeconds: null };
const unavailable = (reason: string) => ({ code: 'SERVICE_UNAVAILABLE', reason, retryAfterSeconds: null });

describe('a call', () => {
  it('tells the service what is forwarded', async () => {
    const { data } = await services.ask('registry', BODY, aRequest({ language: 'ar', purpose: 'a%20visit' }));

    expect(data).toEqual({ ok: true });
    expect(server.requests.map(({ head, body }) => ({ head: head.split('\r\n').slice(2), body }))).toEqual([
      {
        head: [
          'content-type: application/json',
          'accept: application/json',
          'accept-language: ar',
          'x-request-id: r1',
          'authorization: Caller x.y.z',
          'x-purpose: a%20visit',
          `content-length: ${BODY.length}`,
        ],
        body: BODY,
      },
    ]);
    expect(reports).toEqual([
      { service: 'registry', outcome: 'answered', seconds: expect.any(Number) as number },
    ]);
  });

  it('tells each request what is its own', async () => {
    await services.ask('registry', BODY, aRequest({ requestId: 'r1', authorization: null }));
    await services.ask('registry', BODY, aRequest({ requestId: 'r2', purpose: 'x' }));

    const heads = server.requests.map(({ head }) => head);
    expect(heads.map((head) => /x-request-id: (\S+)/.exec(head)?.[1])).toEqual(['r1', 'r2']);
    expect(heads.map((head) => head.includes('authorization:'))).toEqual([false, true]);
    expect(heads.map((head) => head.includes('x-purpose:'))).toEqual([false, true]);
  });

  it('is not made when a header would hold a line of its own', async () => {
    const asked = services.ask('registry', BODY, aRequest({ authorization: 'x\r\nx-role: admin' }));

    expect(await faultOf(asked)).toEqual(unavailable('REQUEST_HEADER_INVALID'));
    expect(server.connections).toBe(0);
  });

  it('to a service without an address is a fault', async () => {
    expect(await faultOf(services.ask('ngos', BODY, aRequest()))).toEqual(unavailable('NO_ADDRESS'));
  });

  it.each(['ftp://127.0.0.1:4001/graphql', 'nowhere'])('cannot be made to the address %s', (address) => {
    expect(() => someServices({}, address)).toThrow(/address|URL/);
  });
});

describe('an answer', () => {
  it.each([
    ['is a redirection', answer('{"data":{}}', '302 Found', ['location: /elsewhere']), 'HTTP_302'],
    ['has no content', 'HTTP/1.1 204 No Content\r\n\r\n', 'HTTP_204_NOT_JSON'],
    ['is compressed', answer('{"data":{}}', '200 OK', ['content-encoding: br']), 'RESPONSE_ENCODED'],
    ['is too large', answer('x'.repeat(1_001)), 'RESPONSE_TOO_LARGE'],
    ['is not HTTP', 'hello\r\n\r\n', 'STATUS_LINE_INVALID'],
    ['is no JSON', answer('<html>', '502 Bad Gateway'), 'HTTP_502_NOT_JSON'],
    ['is no GraphQL', answer('[]'), 'HTTP_200_NOT_GRAPHQL'],
  ])('that %s is a fault, and is asked for once', async (_what, text, reason) => {
    server.script = (_request, socket) => void socket.write(text);

    expect(await faultOf(services.ask('registry', BODY, aRequest()))).toEqual(unavailable(reason));
    expect(server.requests.length).toBe(1);
    expect(reports.map(({ outcome }) => outcome)).toEqual(['unavailable']);
  });

  it('of GraphQL counts whatever its status is', async () => {
    server.script = (_request, socket) =>
      void socket.write(answer('{"errors":[{"message":"no"}]}', '400 Bad Request'));

    expect(await services.ask('registry', BODY, aRequest())).toEqual({
      data: null,
      errors: [{ message: 'no' }],
    });
  });
});

describe('a service that is too busy', () => {
  it.each(['429 Too Many Requests', '503 Service Unavailable'])(
    '(%s) may say for how long',
    async (status) => {
      server.script = (_request, socket) => void socket.write(answer('', status, ['retry-after: 7']));

      const { retryAfterSeconds } = await faultOf(services.ask('registry', BODY, aRequest()));

      expect(retryAfterSeconds).toBe(7);
    },
  );

  it('is left alone after a 503 that asks for it', async () => {
    server.script = (_request, socket) => void socket.write(answer('', '503 No', ['retry-after: 7']));
    await faultOf(services.ask('registry', BODY, aRequest()));

    const second = await faultOf(services.ask('registry', BODY, aRequest()));

    expect(second).toEqual({ code: 'SERVICE_UNAVAILABLE', reason: 'ASKED_FOR_TIME', retryAfterSeconds: 7 });
    expect(server.requests.length).toBe(1);
  });

  it('is asked for other callers after a 429, which is meant for one', async () => {
    server.script = (_request, socket) => void socket.write(answer('', '429 No', ['retry-after: 7']));
    await faultOf(services.ask('registry', BODY, aRequest()));
    await faultOf(services.ask('registry', BODY, aRequest({ authorization: 'Caller other' })));

    expect(server.requests.length).toBe(2);
  });
});

describe('a connection that breaks', () => {
  it.each([
    [true, 2],
    [false, 1],
  ])('is tried once more when the call may be repeated (%s)', async (isRepeatable, requests) => {
    server.script = (_request, socket) => void socket.destroy();

    await faultOf(services.ask('registry', BODY, aRequest({ isRepeatable })));

    expect(server.requests.length).toBe(requests);
    expect(reports.length).toBe(1);
  });

  it('just as a call is sent over it costs a query nothing but a new connection', async () => {
    await Promise.all([1, 2, 3].map(() => services.ask('registry', BODY, aRequest())));

    // The peer closes all of them now, and the word of it is still on its way when the next call is sent.
    for (const socket of server.open) socket.destroy();
    const { data } = await services.ask('registry', BODY, aRequest());

    expect(data).toEqual({ ok: true });
    expect(server.connections).toBe(4);
  });
});

describe('a service that hangs', () => {
  const head = 'HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n';
  it.each([
    ['before it answers', () => undefined],
    ['in its headers', (write) => write(head.slice(0, 25))],
    ['in its body', (write) => write(`${head}{"data":`)],
    ['in a chunk', (write) => write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{')],
    ['after an informational response', (write) => write('HTTP/1.1 102 Processing\r\n\r\n')],
    ['by dripping its headers', (write) => drip(write, head)],
    ['by dripping its body', (write) => (write(head), drip(write, ' '.repeat(500)))],
  ] as [string, (write: (text: string) => boolean) => void][])(
    '(%s) costs no more than the deadline of the call',
    async (_where, begin) => {
      server.script = (_request, socket) => begin((text) => !socket.destroyed && socket.write(text));
      const started = performance.now();

      expect(await faultOf(services.ask('registry', BODY, aRequest()))).toEqual(late);

      expect(performance.now() - started).toBeLessThan(1.2 * TIMEOUT_MS);
      await server.until(() => server.open.size === 0);
      expect(server.requests.length).toBe(1);
      expect(reports.map(({ outcome }) => outcome)).toEqual(['deadline']);
    },
  );

  it('costs no more than is left of the request', async () => {
    server.script = () => undefined;
    const started = performance.now();

    await faultOf(services.ask('registry', BODY, aRequest({ deadline: new RequestDeadline(300) })));

    expect(performance.now() - started).toBeLessThan(1.2 * 300);
  });

  it('costs those who wait for a connection no more than their own deadline', async () => {
    server.script = () => undefined;
    const started = performance.now();

    const faults = await Promise.all(
      Array.from({ length: 20 }, () => faultOf(services.ask('registry', BODY, aRequest()))),
    );

    expect(faults).toEqual(Array(20).fill(late));
    expect(performance.now() - started).toBeLessThan(1.2 * TIMEOUT_MS);
  });

  it('before it accepts costs no more than the deadline', async () => {
    const { port, end } = await listenWithoutAccepting();
    services = someServices({}, `http://127.0.0.1:${port}/graphql`);
    const started = performance.now();

    const faults = await Promise.all(
      Array.from({ length: 4 }, () => faultOf(services.ask('registry', BODY, aRequest()))),
    );

    expect(faults).toEqual(Array(4).fill(late));
    expect(performance.now() - started).toBeLessThan(1.2 * TIMEOUT_MS);
    await end();
  });

  it('is not asked at all when nothing is left of the request', async () => {
    const asked = services.ask('registry', BODY, aRequest({ deadline: new RequestDeadline(0) }));

    expect(await faultOf(asked)).toEqual(late);
    expect(server.connections).toBe(0);
  });

  /** The system takes the first connections for it and lets the others wait, as for a process that is stopped. */
  async function listenWithoutAccepting(): Promise<{ port: number; end: () => Promise<unknown> }> {
    const listener = new Worker(
      `const { parentPort } = require('node:worker_threads');
       const server = require('node:net').createServer();
       server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
         parentPort.postMessage(server.address().port);
         Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
       });`,
      { eval: true },
    );
    const [port] = (await once(listener, 'message')) as [number];
    return { port, end: () => listener.terminate() };
  }

  function drip(write: (text: string) => boolean, text: string, at = 0): void {
    if (write(text[at % text.length] ?? '')) setTimeout(() => drip(write, text, at + 1), 20);
  }
});

describe('a client that goes away', () => {
  it('closes the connections of its calls, and starts no more', async () => {
    server.script = () => undefined;
    const deadline = new RequestDeadline(10_000);
    const asked = [1, 2].map(() => faultOf(services.ask('registry', BODY, aRequest({ deadline }))));
    await server.until(() => server.requests.length === 2);

    deadline.clientHasGone();

    const gone = { ...late, reason: 'client gone' };
    expect(await Promise.all(asked)).toEqual([gone, gone]);
    expect(await faultOf(services.ask('registry', BODY, aRequest({ deadline })))).toEqual(gone);
    await server.until(() => server.open.size === 0);
    expect(server.requests.length).toBe(2);
    expect(reports.map(({ outcome }) => outcome)).toEqual(['client gone', 'client gone', 'client gone']);
  });

  it('leaves the calls of others alone', async () => {
    let release = (): void => undefined;
    server.script = (_request, socket) => void (release = () => socket.write(answer('{"data":{"ok":true}}')));
    const deadline = new RequestDeadline(10_000);
    const leaving = faultOf(services.ask('registry', BODY, aRequest({ deadline })));
    const staying = services.ask('registry', BODY, aRequest());
    await server.until(() => server.requests.length === 2);

    deadline.clientHasGone();
    release();

    expect((await staying).data).toEqual({ ok: true });
    await leaving;
  });
});
