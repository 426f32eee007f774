import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { keepCatalogue } from '@solidarity/sdk/examples/diarna-catalogue';
import { GraphClient } from '@solidarity/sdk/graph-client';
import {
  commitImport,
  download,
  exportEnd,
  importEnd,
  startExport,
  uploadImport,
} from '@solidarity/sdk/lists';
import { verifyWebhook } from '@solidarity/sdk/webhooks';
import { RealHouse, STARTS_WITHIN_MS } from './testing/real-house';

interface FeedPage {
  events: {
    events: {
      id: string;
      type: string;
      subject: string;
      service: string;
      actorKind: string;
      payload: object;
    }[];
    endCursor: string;
    hasMore: boolean;
    unavailable: string[];
  };
}
interface WebhookAnswer {
  webhook: {
    state: string;
    lanes: { service: string; deliveries: { nodes: { type: string; subject: string; state: string }[] } }[];
  } | null;
}

const FEED = `query ($after: String, $types: [String!], $subject: ID, $first: Int! = 1000) {
  events(after: $after, types: $types, subject: $subject, first: $first) {
    events { id type subject service actorKind payload } endCursor hasMore unavailable
  }
}`;

describe('lists in and out, events and webhooks, through the gateway, over four services', () => {
  let house: RealHouse;
  let folder: string;

  beforeAll(async () => {
    house = await RealHouse.start(300);
    folder = await mkdtemp(path.join(tmpdir(), 'exchange-'));
  }, STARTS_WITHIN_MS);
  afterAll(async () => {
    await house?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const clientOf = (client: string, language: 'ar' | 'en' = 'en'): GraphClient => {
    const gateway = house.address('gateway');
    const credentials = {
      tokenUrl: `${gateway}/oauth/token`,
      clientId: client,
      clientSecret: `${client}-secret`,
    };
    return new GraphClient({ gateway, credentials, language });
  };

  async function dataOf<Data>(client: string, query: string, variables: object = {}): Promise<Data> {
    const answer = await house.ask(client, query, variables);
    expect(answer.errors).toBeUndefined();
    return answer.data as Data;
  }

  async function aProduct(): Promise<{ id: string; price: string }> {
    const { products } = await dataOf<{ products: { nodes: { id: string; price: string }[] } }>(
      'demo-diarna',
      '{ products(first: 5) { nodes { id price } } }',
    );
    const [product] = products.nodes;
    if (!product) throw new Error('The sample has no product.');
    return product;
  }

  async function changePrice(productId: string, price: string): Promise<void> {
    const { changeProductPrice } = await dataOf<{ changeProductPrice: { errors: object[] } }>(
      'demo-admin',
      'mutation ($input: ChangeProductPriceInput!) { changeProductPrice(input: $input) { errors { code } } }',
      { input: { productId, price } },
    );
    expect(changeProductPrice.errors).toEqual([]);
  }

  async function feedToItsEnd(client: string, variables: object = {}): Promise<FeedPage['events']> {
    const all: FeedPage['events']['events'] = [];
    let after: string | null = null;
    for (;;) {
      const page: FeedPage = await dataOf<FeedPage>(client, FEED, { after, ...variables });
      all.push(...page.events.events);
      after = page.events.endCursor;
      if (!page.events.hasMore) return { ...page.events, events: all };
    }
  }

  describe('the feed', () => {
    test('tells who may see it of what has become true, and goes on from its cursor', async () => {
      const { endCursor } = await feedToItsEnd('demo-diarna');
      const { id } = await aProduct();
      await changePrice(id, '321.50');

      const { events } = await dataOf<FeedPage>('demo-diarna', FEED, { after: endCursor });
      expect(events.events).toEqual([
        expect.objectContaining({
          ...{ type: 'product.changed', subject: id, service: 'microfinance', actorKind: 'ministry_admin' },
          payload: expect.objectContaining({ productId: id, price: '321.50' }),
        }),
      ]);
      const nothingNew = await dataOf<FeedPage>('demo-diarna', FEED, { after: events.endCursor });
      expect(nothingNew.events).toMatchObject({ events: [], hasMore: false });
    });

    test('shows nobody what is not for them', async () => {
      const { id } = await aProduct();
      await changePrice(id, '322.50');
      const analyst = await feedToItsEnd('demo-analyst');
      expect(analyst.events.filter(({ type }) => /^(person|household|loan|product)\./.test(type))).toEqual(
        [],
      );
      const ngo = await feedToItsEnd('demo-ngo', { subject: id });
      expect(ngo.events).toEqual([]);
      const anyone = await house.ask('none', FEED);
      expect(anyone.errors?.[0]?.extensions['code']).toBe('GRAPHQL_VALIDATION_FAILED');
      const citizen = await house.ask('demo-citizen', FEED);
      expect(citizen.errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
    });

    test('keeps its place in a service that is away, and says which', async () => {
      const { id } = await aProduct();
      const { endCursor } = await feedToItsEnd('demo-diarna');
      await changePrice(id, '323.50');
      await house.kill('microfinance');
      const away = await dataOf<FeedPage>('demo-diarna', FEED, { after: endCursor });
      expect(away.events).toMatchObject({ events: [], unavailable: ['microfinance'] });
      await house.startServer('microfinance');
      const back = await dataOf<FeedPage>('demo-diarna', FEED, { after: away.events.endCursor });
      expect(back.events.events.map(({ subject }) => subject)).toEqual([id]);
    });

    test.each(['x', 'W10x', Buffer.from('[["microfinance","x"]]').toString('base64url')])(
      'refuses a cursor that it did not give: %s',
      async (after) => {
        const answer = await house.ask('demo-diarna', FEED, { after });
        expect(answer.errors?.[0]?.extensions['code']).toBe('CURSOR_INVALID');
      },
    );

    test('refuses a type that there is not', async () => {
      const answer = await house.ask('demo-diarna', FEED, { types: ['product.chnaged'] });
      expect(answer.errors?.[0]?.extensions['code']).toBe('EVENT_TYPE_UNKNOWN');
    });

    test('keeps a catalogue in step by the example of the SDK', async () => {
      const file = path.join(folder, 'catalogue.json');
      const { id } = await aProduct();
      const stop = new AbortController();
      const kept = keepCatalogue(clientOf('demo-diarna'), file, stop.signal);
      const priceIn = async (): Promise<string | undefined> => {
        const products = JSON.parse(await readFile(file, 'utf8').catch(() => '[]')) as {
          id: string;
          price: string;
        }[];
        return products.find((product) => product.id === id)?.price;
      };
      await until(async () => (await priceIn()) !== undefined);
      await changePrice(id, '324.75');
      await until(async () => (await priceIn()) === '324.75');
      stop.abort();
      await kept;
    });
  });

  describe('an export', () => {
    const products = '{ products { nodes { id name { ar } price producer { hasLoan } } } }';

    test('is the list as its caller sees it, for that caller alone', async () => {
      const client = clientOf('demo-diarna');
      const job = await exportEnd(client, await startExport(client, products, 'CSV'));
      expect(job).toMatchObject({ state: 'DONE', problem: null });
      const csv = (await buffer(await download(client, job.downloadUrl ?? ''))).toString('utf8');
      const [heading, ...rows] = csv.trimEnd().split('\r\n');
      expect(heading).toBe('\uFEFFid,name.ar,price,producer.hasLoan');
      expect(rows).toHaveLength(job.rowsWritten);
      expect(rows.length).toBeGreaterThan(10);

      for (const other of ['demo-ngo', 'demo-admin', 'demo-lender']) {
        const { exportJob } = await dataOf<{ exportJob: null }>(
          other,
          'query ($id: ID!) { exportJob(id: $id) { id state downloadUrl } }',
          { id: job.id },
        );
        expect(exportJob).toBeNull();
        await expect(download(clientOf(other), job.downloadUrl ?? '')).rejects.toMatchObject({
          code: 'NOT_FOUND',
        });
      }
      await expect(
        download(new GraphClient({ gateway: house.address('gateway') }), job.downloadUrl ?? ''),
      ).rejects.toMatchObject({
        status: expect.any(Number),
      });
    });

    test('of households holds only those that the organisation serves', async () => {
      const client = clientOf('demo-ngo');
      const job = await exportEnd(
        client,
        await startExport(client, '{ households { nodes { id } } }', 'JSONL'),
      );
      const rows = (await text(await download(client, job.downloadUrl ?? ''))).trim().split('\n');
      const { myNgo } = await dataOf<{ myNgo: { householdsServed: { nodes: { id: string }[] } } }>(
        'demo-ngo',
        '{ myNgo { householdsServed(first: 100) { nodes { id } } } }',
      );
      const served = myNgo.householdsServed.nodes.map(({ id }) => id).sort();
      expect(rows.map((row) => (JSON.parse(row) as { id: string }).id).sort()).toEqual(served);
    });

    test.each([
      ['demo-analyst', '{ households { nodes { id } } }', 'FORBIDDEN'],
      ['demo-diarna', '{ nothing { nodes { id } } }', 'EXPORT_QUERY_INVALID'],
      ['demo-diarna', '{ products { nodes { id }', 'EXPORT_QUERY_INVALID'],
      ['demo-diarna', 'mutation { changeProductPrice { errors { code } } }', 'EXPORT_QUERY_INVALID'],
      ['demo-admin', '{ ngoRegister { nodes { id homes { nodes { id } } } } }', 'EXPORT_QUERY_INVALID'],
    ])('is refused to %s: %s', async (client, query, code) => {
      await expect(startExport(clientOf(client), query, 'CSV')).rejects.toMatchObject({ code });
    });
  });

  describe('an import', () => {
    interface Kinds {
      importKinds: { name: string; columns: { name: string; heading: { ar: string; en: string } }[] }[];
    }

    test('has kinds by what the caller may send', async () => {
      const kindsOf = async (client: string): Promise<string[]> =>
        (await dataOf<Kinds>(client, '{ importKinds { name } }')).importKinds.map(({ name }) => name);
      expect(await kindsOf('demo-admin')).toEqual([
        'civil-status',
        'daman-cases',
        'health-visits',
        'households',
        'loans',
        'ngos',
        'payment-returns',
        'pensions',
        'ration-cards',
        'residents',
        'school-attendance',
        'school-years',
        'vehicles',
      ]);
      expect(await kindsOf('demo-education')).toEqual(['health-visits', 'school-attendance', 'school-years']);
      expect(await kindsOf('demo-carehome')).toEqual(['residents']);
      expect(await kindsOf('demo-ngo')).toContain('households');
    });

    test('is unknown to who may not send it, and needs a token', async () => {
      const file = path.join(folder, 'empty.csv');
      await writeFile(file, 'a\n1\n');
      await expect(uploadImport(clientOf('demo-carehome'), 'ngos', file)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      await expect(uploadImport(clientOf('demo-carehome'), 'nothing', file)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      await expect(uploadImport(clientOf('demo-diarna'), 'ngos', file)).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
      const nobody = new GraphClient({ gateway: house.address('gateway') });
      await expect(uploadImport(nobody, 'ngos', file)).rejects.toMatchObject({ name: 'GraphError' });
    });

    test('gives a template that can be sent back', async () => {
      const template = await text(
        await download(clientOf('demo-admin', 'ar'), '/imports/households/template?format=csv&language=ar'),
      );
      const { importKinds } = await dataOf<Kinds>(
        'demo-admin',
        '{ importKinds { name columns { name heading { ar en } } } }',
      );
      const headings = importKinds
        .find(({ name }) => name === 'households')
        ?.columns.map(({ heading }) => heading.ar);
      expect(template.replace('\uFEFF', '').split('\r\n')[0]).toBe(headings?.join(','));
    });

    test('is checked, committed, and changes nothing the second time', async () => {
      const file = path.join(folder, 'households.csv');
      const { importKinds } = await dataOf<Kinds>(
        'demo-admin',
        '{ importKinds { name columns { name heading { ar en } } } }',
      );
      const columns = importKinds.find(({ name }) => name === 'households')?.columns ?? [];
      const rows = [
        {
          household: 'A1',
          nationalId: '29001012100011',
          nameAr: 'محمود سيد علي',
          relationship: 'HEAD',
          areaId: 'EG-GZ',
          address: 'شارع النيل',
        },
        {
          household: 'A1',
          nationalId: '29203032100024',
          nameAr: 'منى أحمد حسن',
          relationship: 'SPOUSE',
          areaId: 'EG-GZ',
          address: 'شارع النيل',
        },
      ];
      const line = (cells: string[]): string => cells.map((cell) => `"${cell}"`).join(',');
      const csv = [
        line(columns.map(({ heading }) => heading.ar)),
        ...rows.map((row) => line(columns.map(({ name }) => (row as Record<string, string>)[name] ?? ''))),
      ];
      await writeFile(file, `${csv.join('\r\n')}\r\n`);
      const client = clientOf('demo-admin');
      const first = await uploadImport(client, 'households', file);
      const checked = await importEnd(client, first.id);
      expect(checked).toMatchObject({
        state: 'CHECKED',
        rowsRead: 2,
        rowsRefused: 0,
        canCommit: true,
        problem: null,
      });
      await commitImport(client, first.id, 'ALL_OR_NOTHING');
      expect(await importEnd(client, first.id)).toMatchObject({ state: 'COMMITTED', rowsCommitted: 2 });

      await writeFile(file, `${csv.join('\n')}\n`);
      const second = await uploadImport(client, 'households', file);
      expect(await importEnd(client, second.id)).toMatchObject({
        state: 'CHECKED',
        rowsRefused: 0,
        rowsUnchanged: 2,
      });

      const { importJob } = await dataOf<{ importJob: null }>(
        'demo-ngo',
        'query ($id: ID!) { importJob(id: $id) { id } }',
        first,
      );
      expect(importJob).toBeNull();
    });
  });

  describe('a webhook', () => {
    let receiver: Server;
    let url: string;
    const received: { headers: IncomingHttpHeaders; body: string }[] = [];

    beforeAll(async () => {
      receiver = createServer((request, response) => {
        void text(request).then((body) => {
          received.push({ headers: request.headers, body });
          response.writeHead(204).end();
        });
      }).listen(0, '127.0.0.1');
      await once(receiver, 'listening');
      url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
    });
    afterAll(() => receiver.close());

    const CREATE = `mutation ($input: CreateWebhookInput!) {
      createWebhook(input: $input) { webhook { id state lanes { service } } secret errors { code message } }
    }`;
    interface Created {
      createWebhook: {
        webhook: { id: string; state: string; lanes: { service: string }[] } | null;
        secret: string;
        errors: { code: string }[];
      };
    }

    test('is sent what its owner may see, signed, once, and tells so in its log', async () => {
      const input = {
        url,
        types: ['product.changed'],
        description: 'catalogue',
        idempotencyKey: randomUUID(),
      };
      const { createWebhook } = await dataOf<Created>('demo-diarna', CREATE, { input });
      expect(createWebhook).toMatchObject({
        errors: [],
        webhook: { state: 'ACTIVE', lanes: [{ service: 'microfinance' }] },
      });
      expect((await dataOf<Created>('demo-diarna', CREATE, { input })).createWebhook).toEqual(createWebhook);
      const id = createWebhook.webhook?.id ?? '';
      const other = { input: { ...input, url: `${url}/other` } };
      expect((await dataOf<Created>('demo-diarna', CREATE, other)).createWebhook.errors).toMatchObject([
        { code: 'IDEMPOTENCY_KEY_REUSED' },
      ]);

      const product = await aProduct();
      await changePrice(product.id, '400.25');
      await until(async () => received.length > 0);
      const [hook] = received;
      const event = verifyWebhook<{ price: string }>(
        createWebhook.secret,
        hook?.headers ?? {},
        hook?.body ?? '',
      );
      expect(event).toMatchObject({
        type: 'product.changed',
        subject: product.id,
        data: { price: '400.25' },
      });

      const LOG =
        'query ($id: ID!) { webhook(id: $id) { state lanes { service deliveries { nodes { type subject state } } } } }';
      await until(async () => {
        const { webhook } = await dataOf<WebhookAnswer>('demo-diarna', LOG, { id });
        return webhook?.lanes[0]?.deliveries.nodes[0]?.state === 'DELIVERED';
      });
      expect((await dataOf<WebhookAnswer>('demo-ngo', LOG, { id })).webhook).toBeNull();
      expect(received).toHaveLength(1);
    });

    test.each([
      ['http://10.0.0.1/hook', ['product.changed'], 'WEBHOOK_URL_INVALID'],
      ['https://169.254.169.254/latest/meta-data', ['product.changed'], 'WEBHOOK_URL_INVALID'],
      ['no address', ['product.changed'], 'WEBHOOK_URL_INVALID'],
      ['https://example.com/hook', ['person.died'], 'WEBHOOK_TYPE_UNKNOWN'],
      ['https://example.com/hook', [], 'WEBHOOK_TYPE_UNKNOWN'],
    ])('is refused at %s for %j', async (address, types, code) => {
      const input = { url: address, types, description: '', idempotencyKey: randomUUID() };
      const { createWebhook } = await dataOf<Created>('demo-diarna', CREATE, { input });
      expect(createWebhook.webhook).toBeNull();
      expect(createWebhook.errors.map((error) => error.code)).toEqual([code]);
    });

    test('does not exist for anyone without a token', async () => {
      const answer = await house.ask('none', '{ webhooks { id } }');
      expect(answer.errors?.[0]?.extensions['code']).toBe('GRAPHQL_VALIDATION_FAILED');
    });
  });
});

const PATIENCE_MS = 20_000;
const LOOK_MS = 50;

/** Waits for what is under way in other processes. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  throw new Error('It did not come about in time.');
}
