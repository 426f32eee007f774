import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { ExportingService } from '@solidarity/subgraph-kit/testing/exporting';
import { DiarnaWorld } from '../testing/diarna-world';
import { admin, LendingWorld } from '../testing/lending-world';

const marketplace = aCaller('marketplace');
const CATALOGUE =
  '{ products { nodes { id name { ar } price stock craft { name { ar } } producer { name { ar } } } } }';

let world: LendingWorld;
let diarna: DiarnaWorld;
let exporting: ExportingService;

beforeAll(async () => {
  world = await LendingWorld.begin('2026-01-01');
  diarna = new DiarnaWorld(world);
  exporting = await ExportingService.over(world.service, { pageRows: 2 });
});
afterAll(async () => {
  await exporting.server.close();
  await world.end();
});

describe('the catalogue as a file', () => {
  test('holds for the marketplace what is offered, as the graph tells of it', async () => {
    const craftId = await diarna.aCraft('التلي');
    const producerId = await diarna.aProducer();
    for (let count = 0; count < 3; count += 1) await diarna.aProduct({ producerId, craftId });
    const draft = await diarna.aProduct({ producerId, craftId, isOffered: false });

    const exported = await exporting.lines<{ id: string }>(marketplace, CATALOGUE);

    const asked = await world.query<{ products: { nodes: unknown[] } }>(marketplace, CATALOGUE);
    expect(exported).toEqual(asked.products.nodes);
    expect(exported).toHaveLength(3);
    expect((await exporting.lines<{ id: string }>(admin, CATALOGUE)).map(({ id }) => id)).toContain(draft);
  });

  test('opens in Excel: a column for each leaf, in Arabic', async () => {
    const file = await exporting.exported(marketplace, CATALOGUE, { format: 'CSV' });

    const [headings, first = ''] = file.toString('utf8').split('\r\n');
    expect(headings).toBe('\uFEFFid,name.ar,price,stock,craft.name.ar,producer.name.ar');
    expect(first).toMatch(/,شال تلي,1250\.00,5,التلي,تلي سوهاج$/);
  });

  test.each(['prices { amount }', 'stockMovements(first: 5) { nodes { quantity } }'])(
    'has no %s for the marketplace',
    async (hidden) => {
      const query = `{ products { nodes { id ${hidden} } } }`;

      const { status, body } = await exporting.answerTo(marketplace, query);

      expect(status).toBe(400);
      expect(body).toMatchObject({ errors: [{ extensions: { code: 'EXPORT_QUERY_INVALID' } }] });
    },
  );
});
