import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AssertionSigner, AssertionVerifier } from '@solidarity/subgraph-kit/access/assertion';
import { callerOf } from '@solidarity/subgraph-kit/access/roles';
import { CodedError } from '@solidarity/subgraph-kit/errors/coded-error';
import { ServiceCalls } from './service-calls';

const KEY = 'a key for tests, of no use elsewhere at all';
const asker = {
  caller: callerOf('analyst', 'somebody'),
  requestId: 'r-1',
  language: 'ar' as const,
  purpose: 'زيارة',
};

describe('calls to services', () => {
  const servers: Server[] = [];

  async function serviceThat(answers: RequestListener): Promise<string> {
    const server = createServer(answers).listen(0, '127.0.0.1');
    servers.push(server);
    await new Promise((resolve) => server.once('listening', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  const json =
    (status: number, body: object): RequestListener =>
    (_request, response) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const callsTo = (origins: Record<string, string>, timeoutMs = 5_000): ServiceCalls =>
    new ServiceCalls(new Map(Object.entries(origins)), new AssertionSigner(KEY), timeoutMs);

  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  test('say who asks, why and in which language, and leave out what is not said', async () => {
    let heard: { url?: string | undefined; headers: Record<string, unknown> } = { headers: {} };
    const origin = await serviceThat((request, response) => {
      heard = { url: request.url, headers: request.headers };
      json(200, { fine: true })(request, response);
    });
    const answer = await callsTo({ ngos: origin }).ask(asker, 'ngos', '/feed', {
      parameters: { first: 5, after: null, types: undefined },
    });
    expect(answer).toEqual({ fine: true });
    expect(heard.url).toBe('/feed?first=5');
    expect(heard.headers).toMatchObject({
      ...{ 'x-request-id': 'r-1', 'accept-language': 'ar' },
      'x-purpose': encodeURIComponent('زيارة'),
    });
    const caller = await new AssertionVerifier(KEY).verify(heard.headers['authorization'] as string);
    expect(caller).toMatchObject({ subject: 'somebody', role: 'analyst' });
  });

  test('throw what the service refuses, and of anything else only that it is not there', async () => {
    const refusing = await serviceThat(json(404, { errors: [{ extensions: { code: 'NOT_FOUND' } }] }));
    const broken = await serviceThat(json(500, { errors: [{ extensions: { code: 'INTERNAL_ERROR' } }] }));
    const strange = await serviceThat((_request, response) =>
      response.writeHead(502).end('<html>10.0.0.1</html>'),
    );
    const calls = callsTo({ refusing, broken, strange, gone: 'http://127.0.0.1:1' });
    await expect(calls.ask(asker, 'refusing', '/')).rejects.toEqual(new CodedError('NOT_FOUND'));
    for (const service of ['broken', 'strange', 'gone']) {
      await expect(calls.ask(asker, service, '/')).rejects.toEqual(new CodedError('SERVICE_UNAVAILABLE'));
    }
    await expect(calls.ask(asker, 'nobody', '/')).rejects.toEqual(new CodedError('NOT_FOUND'));
  });

  test('asked of all, give what came in time and name who was late or away', async () => {
    const quick = await serviceThat(json(200, { of: 'quick' }));
    const late = await serviceThat(() => undefined);
    const calls = callsTo({ quick, late, gone: 'http://127.0.0.1:1' }, 200);
    const { answers, unavailable } = await calls.askAll(asker, '/feed');
    expect([...answers]).toEqual([['quick', { of: 'quick' }]]);
    expect(unavailable).toEqual(['gone', 'late']);
  });

  test('asked of all, throw what one refuses', async () => {
    const quick = await serviceThat(json(200, {}));
    const refusing = await serviceThat(json(403, { errors: [{ extensions: { code: 'FORBIDDEN' } }] }));
    await expect(callsTo({ quick, refusing }).askAll(asker, '/feed')).rejects.toEqual(
      new CodedError('FORBIDDEN'),
    );
  });
});
