import type { QueryRunner } from 'typeorm';
import { ownerOf } from '../../records/records.fixture';
import { aCaller } from '../../testing/callers';
import { partner, WebhookHouse } from '../webhooks.fixture';
import { Webhooks1764100000300 } from './1764100000300-webhooks';

let house: WebhookHouse;

beforeEach(async () => {
  house = await WebhookHouse.open();
});

afterEach(() => house.close());

const read = (table: string, role = partner()) => house.database.pool.query(role, `select * from ${table}`);

it('shows secrets and turns to the system alone, and other roles no webhook at all', async () => {
  for (const table of ['webhook_secret', 'webhook_turn']) {
    await expect(read(table)).rejects.toThrow(/permission denied/);
    await expect(read(table, aCaller('ministry_admin'))).rejects.toThrow(/permission denied/);
  }
  await expect(read('webhook', aCaller('auditor'))).rejects.toThrow(/permission denied/);
  await expect(read('webhook')).resolves.toEqual([]);
});

it('lets nobody but the system write', async () => {
  for (const role of [partner(), aCaller('ministry_admin')]) {
    await expect(
      house.database.pool.query(role, `update webhook set url = 'https://8.8.8.8/'`),
    ).rejects.toThrow(/permission denied/);
    await expect(house.database.pool.query(role, 'delete from webhook_delivery')).rejects.toThrow(
      /permission denied/,
    );
    await expect(house.database.pool.query(role, 'select webhook_resume(uuidv7(), now())')).rejects.toThrow(
      /permission denied/,
    );
  }
});

it('goes and comes back', async () => {
  const runner = ownerOf(house.database) as unknown as QueryRunner;
  const migration = new Webhooks1764100000300();

  await migration.down(runner);
  await expect(read('webhook')).rejects.toThrow(/does not exist/);
  await migration.up(runner);

  await expect(read('webhook')).resolves.toEqual([]);
});
