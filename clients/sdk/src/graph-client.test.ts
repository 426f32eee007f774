import { GraphClient } from './graph-client';
import { operation } from './operation';
import { itemsOf } from './pages';
import { FakeGateway, type Asked, type Told } from './testing/fake-gateway';

const Answer = operation<{ answer: number }, object>('query { answer }');
const Act = operation<{ act: number }, object>('mutation { act }');

describe('a client of the graph', () => {
  let gateway: FakeGateway;
  const waits: number[] = [];

  async function clientOf(
    answer: (asked: Asked, number: number) => Told,
    withToken = false,
  ): Promise<GraphClient> {
    gateway = new FakeGateway(answer);
    const address = await gateway.start();
    return new GraphClient({
      gateway: address,
      ...(withToken
        ? { credentials: { tokenUrl: `${address}/oauth/token`, clientId: 'c', clientSecret: 's' } }
        : {}),
      patience: { wait: async (ms) => void waits.push(ms), attempts: 3, firstWaitMs: 100 },
    });
  }

  beforeEach(() => void (waits.length = 0));
  afterEach(() => gateway.stop());

  test('waits as long as the gateway says, then asks again, also with a mutation', async () => {
    const client = await clientOf((_asked, number) =>
      number === 1 ? { status: 429, headers: { 'retry-after': '7' } } : { body: { data: { act: 1 } } },
    );
    await expect(client.ask(Act, {})).resolves.toEqual({ act: 1 });
    expect(waits).toEqual([7_000]);
  });

  test('asks a query again when the connection breaks, waiting longer each time', async () => {
    const client = await clientOf((_asked, number) =>
      number < 3 ? { hangUp: true } : { body: { data: { answer: 42 } } },
    );
    await expect(client.ask(Answer, {})).resolves.toEqual({ answer: 42 });
    expect(waits).toHaveLength(2);
    expect(waits[0]).toBeGreaterThanOrEqual(50);
    expect(waits[0]).toBeLessThanOrEqual(100);
    expect(waits[1]).toBeGreaterThanOrEqual(100);
    expect(waits[1]).toBeLessThanOrEqual(200);
  });

  test('does not send a mutation again of which nobody knows whether it took effect', async () => {
    const client = await clientOf(() => ({ hangUp: true }));
    await expect(client.ask(Act, {})).rejects.toThrow();
    expect(gateway.asked).toHaveLength(1);
  });

  test('gives up after the last attempt with what the gateway said', async () => {
    const told = { errors: [{ message: 'Too many requests.', extensions: { code: 'RATE_LIMITED' } }] };
    const client = await clientOf(() => ({ status: 429, body: told }));
    await expect(client.ask(Answer, {})).rejects.toMatchObject({ code: 'RATE_LIMITED', status: 429 });
    expect(gateway.asked).toHaveLength(3);
  });

  test('throws what the graph refuses, with its code and the data beside it', async () => {
    const told = { data: { answer: null }, errors: [{ message: 'No.', extensions: { code: 'FORBIDDEN' } }] };
    const client = await clientOf(() => ({ body: told }));
    await expect(client.ask(Answer, {})).rejects.toMatchObject({ code: 'FORBIDDEN', data: { answer: null } });
  });

  describe('with a token', () => {
    let given = 0;
    const answer =
      (expiresIn: number, refuseFirst = false) =>
      ({ path, headers }: Asked): Told => {
        if (path === '/oauth/token')
          return { body: { access_token: `t${(given += 1)}`, expires_in: expiresIn } };
        const isRefused = refuseFirst && headers.authorization === 'Bearer t1';
        return isRefused ? { status: 401 } : { body: { data: { answer: given } } };
      };
    const tokensAsked = () => gateway.asked.filter(({ path }) => path === '/oauth/token').length;

    beforeEach(() => void (given = 0));

    test('asks for it once, also for many requests at once', async () => {
      const client = await clientOf(answer(300), true);
      await Promise.all([1, 2, 3].map(() => client.ask(Answer, {})));
      await client.ask(Answer, {});
      expect(tokensAsked()).toBe(1);
      expect(gateway.asked.at(-1)?.headers.authorization).toBe('Bearer t1');
    });

    test('asks for a new one before it runs out', async () => {
      const client = await clientOf(answer(10), true);
      await client.ask(Answer, {});
      await client.ask(Answer, {});
      expect(tokensAsked()).toBe(2);
    });

    test('asks for a new one when it is refused, once', async () => {
      const client = await clientOf(answer(300, true), true);
      await expect(client.ask(Answer, {})).resolves.toEqual({ answer: 2 });
      expect(tokensAsked()).toBe(2);
    });
  });

  test('walks a list to its end', async () => {
    const List = operation<
      { list: { nodes: number[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } },
      { after?: string | null }
    >('query { list }');
    const client = await clientOf(({ body }) => {
      const { variables } = JSON.parse(body) as { variables: { after: string | null } };
      const isFirst = variables.after === null;
      const pageInfo = { hasNextPage: isFirst, endCursor: isFirst ? 'two' : null };
      return { body: { data: { list: { nodes: isFirst ? [1, 2] : [3], pageInfo } } } };
    });
    const seen: number[] = [];
    for await (const item of itemsOf(client, List, {}, ({ list }) => list)) seen.push(item);
    expect(seen).toEqual([1, 2, 3]);
    expect(JSON.parse(gateway.asked[1]?.body ?? '')).toMatchObject({ variables: { after: 'two' } });
  });
});
