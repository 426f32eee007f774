import { randomUUID } from 'node:crypto';
import { createDataSource } from '../../database/data-source';
import { RecordsTables1763800000000 } from '../../records/migrations/1763800000000-records-tables';
import { StateTransition } from '../../records/state-history';
import { testDatabase, type TestDatabase } from '../../testing/database';
import { pageOfFeed, standingOf, told } from '../feed.fixture';
import { EventsTables1763800000001 } from './1763800000001-events-tables';
import { Feed1764100000200 } from './1764100000200-feed';

/** The last of them is taken back and made again. */
const MIGRATIONS = [RecordsTables1763800000000, EventsTables1763800000001, Feed1764100000200];

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase({ service: 'kit', entities: [StateTransition], migrations: MIGRATIONS });
});

afterAll(() => database.close());

it('takes in the events of a database that has some, in their order, and can be taken back', async () => {
  const ngoIds = Array.from({ length: 3 }, () => randomUUID());
  const ids: string[] = [];
  const tellAll = async () => {
    for (const ngoId of ngoIds) ids.push(await told(database, standingOf(ngoId)));
  };
  const owner = createDataSource({
    url: database.ownerUrl,
    entities: [],
    migrations: MIGRATIONS,
  });
  await owner.initialize();

  await tellAll();
  await owner.undoLastMigration();
  await tellAll();
  await owner.runMigrations();
  await tellAll();
  await owner.destroy();

  expect((await pageOfFeed(database)).events.map(({ id }) => id)).toEqual(ids);
});
