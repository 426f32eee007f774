import { request as httpRequest } from 'node:http';
import { ASSERTION_KEY, GatewayUnderTest } from '../testing/gateway-under-test';
import { FixtureServer } from '../testing/fixture-services';

const SERVICE_TIMEOUT_MS = 1_000;
const REQUEST_TIMEOUT_MS = 1_500;

const ACROSS = `{ households(first: 2) { nodes { name servedBy { id } head { hasLoan } } } }`;

async function withinMs(limit: number, work: Promise<unknown>): Promise<void> {
  const started = performance.now();
  await work;
  expect(performance.now() - started).toBeLessThan(limit);
}

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await GatewayUnderTest.start({
    SERVICE_TIMEOUT_MS: String(SERVICE_TIMEOUT_MS),
    REQUEST_TIMEOUT_MS: String(REQUEST_TIMEOUT_MS),
  });
  // What is made at the first request (plans, connections, keys) is no part of the times measured.
  await gateway.ask(ACROSS, { as: 'ngo_partner' });
});
beforeEach(() => gateway.takeCalls());
afterEach(() => gateway.mend());
afterAll(() => gateway.stop());

describe('a service that is down', () => {
  it('takes only its own part of the answer with it', async () => {
    await gateway.services.ngos.kill();

    const { status, data, errors, text } = await gateway.ask(ACROSS, { as: 'ngo_partner' });

    expect(status).toBe(200);
    expect(data).toEqual({
      households: {
        nodes: [
          { name: 'بيت منى', servedBy: null, head: { hasLoan: true } },
          { name: 'بيت كريم', servedBy: null, head: { hasLoan: false } },
        ],
      },
    });
    expect(errors).toEqual([
      {
        message: 'This part of the answer is not available at the moment. Try again in a minute.',
        path: ['households', 'nodes', 0, 'servedBy'],
        extensions: { code: 'SERVICE_UNAVAILABLE', facts: { service: 'ngos' } },
      },
    ]);
    expect(gateway.leaksIn(text)).toEqual([]);
  });

  it('names each field at the root that it should have answered', async () => {
    await gateway.services.ngos.kill();

    const { data, errors } = await gateway.ask('{ lendingTotal some: ngos { id } ngo(id: "n1") { id } }');

    expect(data).toEqual({ lendingTotal: '1250.00', some: null, ngo: null });
    expect(errors.map(({ path }) => path)).toEqual([['some'], ['ngo']]);
  });

  it('says so in Arabic', async () => {
    await gateway.services.loans.kill();

    const { errors } = await gateway.ask('{ lendingTotal }', { headers: { 'accept-language': 'ar' } });

    expect(errors[0]?.message).toBe('هذا الجزء من الإجابة غير متاح الآن. حاول بعد دقيقة.');
  });

  it('is used again as soon as it is back, though its old connections are dead', async () => {
    const { port } = gateway.services.ngos;
    await gateway.services.ngos.kill();
    gateway.services.ngos = await FixtureServer.start('ngos', ASSERTION_KEY, port);

    const { data, errors } = await gateway.ask('{ ngo(id: "n1") { id } }');

    expect(errors).toEqual([]);
    expect(data).toEqual({ ngo: { id: 'n1' } });
  });
});

describe('a service that is killed in the middle of a query', () => {
  it('leaves a partial answer', async () => {
    gateway.services.loans.behaviour = { kind: 'breaks off' };

    const { data, errors, text } = await gateway.ask(ACROSS, { as: 'ngo_partner' });

    expect(data).toMatchObject({
      households: { nodes: [{ servedBy: { id: 'n1' }, head: { hasLoan: null } }, {}] },
    });
    expect(errors.map(({ extensions }) => extensions)).toEqual([
      { code: 'SERVICE_UNAVAILABLE', facts: { service: 'loans' } },
    ]);
    expect(gateway.leaksIn(text)).toEqual([]);
  });

  it('is asked once more for a query, and never again for a mutation', async () => {
    gateway.services.registry.behaviour = { kind: 'breaks off' };

    await gateway.ask('{ slowCount }');
    const forQuery = gateway.takeCalls();
    await gateway.ask('mutation { renameHousehold(input: { id: "h1", name: "x" }) { id } }', {
      as: 'ministry_admin',
    });
    const forMutation = gateway.takeCalls();

    expect([forQuery, forMutation]).toEqual([2, 1]);
  });
});

describe('a service that hangs', () => {
  it.each(['hangs', 'hangs in the middle'] as const)(
    '(it %s) costs no more than its deadline',
    async (kind) => {
      gateway.services.ngos.behaviour = { kind };

      const asked = gateway.ask(ACROSS, { as: 'ngo_partner' });

      await withinMs(1.2 * SERVICE_TIMEOUT_MS, asked);
      const { data, errors } = await asked;
      expect(data).toMatchObject({
        households: { nodes: [{ servedBy: null, head: { hasLoan: true } }, {}] },
      });
      expect(errors.map(({ path, extensions }) => ({ path, extensions }))).toEqual([
        {
          path: ['households', 'nodes', 0, 'servedBy'],
          extensions: { code: 'DEADLINE_EXCEEDED', facts: { service: 'ngos' } },
        },
      ]);
    },
  );

  it('cannot hold up the whole longer than the deadline of the request, however many steps there are', async () => {
    gateway.services.registry.behaviour = { kind: 'answers', afterMs: 800 };
    gateway.services.loans.behaviour = { kind: 'hangs' };

    const asked = gateway.ask(ACROSS, { as: 'ngo_partner' });

    await withinMs(1.2 * REQUEST_TIMEOUT_MS, asked);
    expect((await asked).errors[0]?.extensions['code']).toBe('DEADLINE_EXCEEDED');
  });

  it('does not hold up others', async () => {
    gateway.services.ngos.behaviour = { kind: 'hangs' };
    const hanging = Promise.all(Array.from({ length: 20 }, () => gateway.ask('{ ngo(id: "n1") { id } }')));

    await withinMs(SERVICE_TIMEOUT_MS / 2, gateway.ask('{ lendingTotal }'));

    await hanging;
  });
});

describe('a client that goes away', () => {
  it('has its calls to services given up', async () => {
    gateway.services.ngos.behaviour = { kind: 'hangs' };
    const leave = postAndLeave('{ ngo(id: "n1") { id } }');
    await until(() => gateway.services.ngos.calls.length === 1);

    leave();

    await withinMs(
      SERVICE_TIMEOUT_MS / 2,
      gateway.services.ngos.calls[0]?.wasAbandoned ?? Promise.reject(new Error()),
    );
  });

  it('does not leave a mutation half done', async () => {
    gateway.services.registry.behaviour = { kind: 'hangs' };
    const token = await gateway.issuer.token({ role: 'ministry_admin' });
    const leave = postAndLeave('mutation { renameHousehold(input: { id: "h1", name: "x" }) { id } }', token);
    await until(() => gateway.services.registry.calls.length === 1);
    const started = performance.now();

    leave();
    await gateway.services.registry.calls[0]?.wasAbandoned;

    expect(performance.now() - started).toBeGreaterThan(SERVICE_TIMEOUT_MS / 2);
  });

  function postAndLeave(query: string, token?: string): () => void {
    const outgoing = httpRequest(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    });
    outgoing.on('error', () => undefined);
    outgoing.end(JSON.stringify({ query }));
    return () => void outgoing.destroy();
  }

  async function until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
  }
});
