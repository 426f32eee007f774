import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cursorFile } from './cursor-file';
import { followFeed, readFeed } from './feed';
import { GraphClient } from './graph-client';
import { FakeGateway } from './testing/fake-gateway';

const ALL = ['a', 'b', 'c', 'd', 'e'];

describe('a consumer of the feed', () => {
  let folder: string;
  let gateway: FakeGateway;
  let client: GraphClient;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'feed-'));
    gateway = new FakeGateway(({ body }) => {
      const { variables } = JSON.parse(body) as { variables: { after: string | null; first: number } };
      const from = Number(variables.after ?? 0);
      const events = ALL.slice(from, from + variables.first).map((id) => ({ id, subject: id }));
      const end = from + events.length;
      return {
        body: {
          data: { events: { events, endCursor: String(end), hasMore: end < ALL.length, unavailable: [] } },
        },
      };
    });
    client = new GraphClient({ gateway: await gateway.start() });
  });

  afterEach(async () => {
    await gateway.stop();
    await rm(folder, { recursive: true });
  });

  const cursor = () => cursorFile(path.join(folder, 'cursor'));

  test('handles each event once, in order, and goes on from its cursor', async () => {
    const seen: string[] = [];
    const options = { client, cursor: cursor(), pageSize: 2 };
    expect(await readFeed(options, ({ id }) => void seen.push(id))).toBe(5);
    expect(seen).toEqual(ALL);
    expect(await readFeed({ client, cursor: cursor(), pageSize: 2 }, () => undefined)).toBe(0);
    expect(await readFile(path.join(folder, 'cursor'), 'utf8')).toBe('5\n');
  });

  test('sees a page again whose handling failed, and loses none', async () => {
    const seen: string[] = [];
    const options = { client, cursor: cursor(), pageSize: 2 };
    const failing = readFeed(options, ({ id }) => {
      if (id === 'd') throw new Error('the disk is full');
      seen.push(id);
    });
    await expect(failing).rejects.toThrow('the disk is full');
    await readFeed(options, ({ id }) => void seen.push(id));
    expect(seen).toEqual(['a', 'b', 'c', 'c', 'd', 'e']);
  });

  test('follows until it is told to stop', async () => {
    const stop = new AbortController();
    const seen: string[] = [];
    await followFeed({ client, cursor: cursor(), signal: stop.signal, pauseMs: 60_000 }, ({ id }) => {
      seen.push(id);
      if (id === 'e') stop.abort();
    });
    expect(seen).toEqual(ALL);
  });
});
