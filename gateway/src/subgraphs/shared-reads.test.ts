import { RequestDeadline } from './request-deadline';
import type { ServiceFault } from './service-fault';
import { Services, type CallReport, type ForwardedRequest } from './services';
import { answer, ScriptedServer } from './testing/scripted-server';

const TIMEOUT_MS = 500;
const QUERY = '{"query":"{ ok }"}';
const MUTATION = '{"query":"mutation { act }"}';

let server: ScriptedServer;
let services: Services;
let reports: CallReport[];
/** Answers what was asked so far, each with the number of its request. */
let release: () => void;

beforeEach(async () => {
  server = await ScriptedServer.start();
  services = start(true);
  const held: (() => void)[] = [];
  release = () => held.splice(0).forEach((reply) => reply());
  server.script = (_request, socket) => {
    const call = server.requests.length;
    held.push(() => socket.write(answer(`{"data":{"call":${call},"list":[]}}`)));
  };
});
afterEach(async () => {
  release();
  await services.close();
  await server.stop();
});

function start(sharedReads: boolean): Services {
  reports = [];
  return new Services(
    new Map([
      ['registry', server.url],
      ['ngos', server.url],
    ]),
    { timeoutMs: TIMEOUT_MS, connections: 100, maxResponseBytes: 1_000 },
    (report) => reports.push(report),
    { sharedReads },
  );
}

function aRequest(parts: Partial<ForwardedRequest> = {}): ForwardedRequest {
  return {
    requestId: 'r1',
    language: 'en',
    authorization: 'Caller one',
    purpose: null,
    isRepeatable: true,
    deadline: new RequestDeadline(10_000),
    ...parts,
  };
}

async function callOf(asked: ReturnType<Services['ask']>): Promise<unknown> {
  return asked.then(
    ({ data }) => data?.['call'],
    (fault: ServiceFault) => fault.reason,
  );
}

const read = (parts: Partial<ForwardedRequest> = {}, service = 'registry', body = QUERY): Promise<unknown> =>
  callOf(services.ask(service, body, aRequest(parts)));
const write = (service = 'registry'): Promise<unknown> =>
  callOf(services.ask(service, MUTATION, aRequest({ isRepeatable: false })));
const asked = (requests: number): Promise<void> => server.until(() => server.requests.length === requests);

describe('identical reads at the same time', () => {
  it('are asked once, and each is answered by a value of its own', async () => {
    const both = ['r1', 'r2'].map((requestId) => services.ask('registry', QUERY, aRequest({ requestId })));
    await asked(1);
    release();
    const [one, other] = await Promise.all(both);

    expect(one).toEqual({ data: { call: 1, list: [] }, errors: undefined });
    (one?.data?.['list'] as unknown[]).push('mine');
    expect(other?.data).toEqual({ call: 1, list: [] });
    expect(reports.map(({ outcome }) => outcome)).toEqual(['answered', 'shared']);
  });

  it('are asked each for itself when sharing is off', async () => {
    await services.close();
    services = start(false);

    const all = [read(), read()];
    await asked(2);
    release();

    expect(await Promise.all(all)).toEqual([1, 2]);
  });

  it.each([
    ['another caller', { authorization: 'Caller two' }, 'registry', QUERY],
    ['nobody in particular', { authorization: null }, 'registry', QUERY],
    ['an empty caller', { authorization: '' }, 'registry', QUERY],
    ['another language', { language: 'ar' }, 'registry', QUERY],
    ['a purpose', { purpose: 'visit' }, 'registry', QUERY],
    ['an empty purpose', { purpose: '' }, 'registry', QUERY],
    ['another service', {}, 'ngos', QUERY],
    ['another question', {}, 'registry', '{"query":"{ no }"}'],
  ] as [string, Partial<ForwardedRequest>, string, string][])(
    'are not shared with one for %s',
    async (_what, parts, service, body) => {
      const all = [read(), read(parts, service, body), read({ authorization: null, purpose: 'Caller one' })];
      await asked(3);
      release();

      expect(await Promise.all(all)).toEqual([1, 2, 3]);
    },
  );

  it('are not shared with one that is over', async () => {
    const first = read();
    await asked(1);
    release();
    await first;

    const second = read();
    await asked(2);
    release();

    expect([await first, await second]).toEqual([1, 2]);
  });

  it('share a fault too, and the next asks anew', async () => {
    server.script = (_request, socket) => void socket.write(answer('<html>', '502 No'));

    const faults = await Promise.all([read(), read()]);
    await read();

    expect(faults).toEqual(['HTTP_502_NOT_JSON', 'HTTP_502_NOT_JSON']);
    expect(server.requests.length).toBe(2);
  });

  it('are tried once more together when their connection breaks', async () => {
    server.script = (_request, socket) =>
      void (server.requests.length === 1 ? socket.destroy() : socket.write(answer('{"data":{"call":2}}')));

    expect(await Promise.all([read(), read(), read()])).toEqual([2, 2, 2]);
    expect(server.requests.length).toBe(2);
  });
});

describe('writes', () => {
  it('are never shared', async () => {
    const all = [write(), write()];
    await asked(2);
    release();

    expect(await Promise.all(all)).toEqual([1, 2]);
  });

  it.each(['registry', 'ngos'])(
    '(to %s) that have ended are seen by every read that begins later',
    async (service) => {
      const slow = holdFirst();
      const before = read();
      await asked(1);
      expect(await write(service)).toBe(2);

      const after = read();
      const alongside = read();

      expect(await Promise.all([after, alongside])).toEqual([3, 3]);
      slow();
      expect(await before).toBe(1);
    },
  );

  it('are seen through a supergraph that has taken over since they began', async () => {
    const old = services;
    services = start(true);
    const slow = holdFirst();
    const before = read();
    await asked(1);
    expect(await callOf(old.ask('registry', MUTATION, aRequest({ isRepeatable: false })))).toBe(2);

    expect(await read()).toBe(3);

    slow();
    expect(await before).toBe(1);
    await old.close();
  });

  it.each([
    ['are refused', answer('{"errors":[{}]}', '400 No'), undefined],
    ['break', null, 'CONNECTION_CLOSED'],
  ])('that %s may have been done all the same', async (_how, text, outcome) => {
    const slow = holdFirst();
    const before = read();
    await asked(1);
    server.script = (_request, socket) => void (text === null ? socket.end() : socket.write(text));
    expect((await write()) ?? undefined).toBe(outcome);

    server.script = (_request, socket) => void socket.write(answer('{"data":{"call":3}}'));

    expect(await read()).toBe(3);
    slow();
    expect(await before).toBe(1);
  });

  it('that time out do not leave an older read to be joined', async () => {
    const slow = holdFirst();
    const before = read({ deadline: new RequestDeadline(10_000) });
    await asked(1);
    server.script = () => undefined;
    const writing = callOf(
      services.ask('ngos', MUTATION, aRequest({ isRepeatable: false, deadline: new RequestDeadline(50) })),
    );
    expect(await writing).toBe('deadline');

    server.script = (_request, socket) => void socket.write(answer('{"data":{"call":3}}'));

    expect(await read()).toBe(3);
    slow();
    expect(await before).toBe(1);
  });

  /** Holds the first request's answer until told; what comes later is answered at once. */
  function holdFirst(): () => void {
    let first = (): void => undefined;
    server.script = (_request, socket) => {
      const call = server.requests.length;
      const reply = (): void => void socket.write(answer(`{"data":{"call":${call}}}`));
      if (call === 1) first = reply;
      else reply();
    };
    return () => first();
  }
});

describe('those who wait for a shared read', () => {
  it('stay when the one who began it goes', async () => {
    const deadline = new RequestDeadline(10_000);
    const leaving = read({ deadline });
    const staying = read();
    await asked(1);

    deadline.clientHasGone();
    expect(await leaving).toBe('client gone');
    release();

    expect(await staying).toBe(1);
    expect(reports.map(({ outcome }) => outcome)).toEqual(['client gone', 'shared']);
  });

  it('have it given up when the last of them goes, and the next asks anew', async () => {
    const deadlines = [new RequestDeadline(10_000), new RequestDeadline(10_000)];
    const all = deadlines.map((deadline) => read({ deadline }));
    await asked(1);

    deadlines[0]?.clientHasGone();
    expect(server.open.size).toBe(1);
    deadlines[1]?.clientHasGone();

    await server.until(() => server.open.size === 0);
    expect(await Promise.all(all)).toEqual(['client gone', 'client gone']);
    const next = read();
    await asked(2);
    release();
    expect(await next).toBe(2);
  });

  it('wait no longer than each may, and nobody begins to wait for one that was too slow for another', async () => {
    const short = read({ deadline: new RequestDeadline(60) });
    const long = read();
    expect(await short).toBe('deadline');

    const next = read();
    await asked(2);
    release();

    expect(await Promise.all([long, next])).toEqual([1, 2]);
  });

  it('are each told of the deadline when the service hangs', async () => {
    server.script = () => undefined;
    const started = performance.now();

    const reasons = await Promise.all(Array.from({ length: 50 }, () => read()));

    expect(reasons).toEqual(Array(50).fill('deadline'));
    expect(performance.now() - started).toBeLessThan(1.2 * TIMEOUT_MS);
    expect(server.requests.length).toBe(1);
    await server.until(() => server.open.size === 0);
  });

  it('may be hundreds', async () => {
    const all = Array.from({ length: 500 }, () => read());
    await asked(1);
    release();

    expect(new Set(await Promise.all(all))).toEqual(new Set([1]));
    expect(server.requests.length).toBe(1);
  });
});
