import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { rebuild } from '@solidarity/subgraph-kit/events/rebuild';
import { service } from '../service';
import { LendingWorld } from '../testing/lending-world';
import { somebody } from '../testing/people';
import { PERSON_DEATHS } from './person-death.projection';

let world: LendingWorld;
let registry: Server;
let address: string;
let deaths: object[] = [];

beforeAll(async () => {
  world = await LendingWorld.begin();
  registry = createServer((_request, response) => {
    response.end(JSON.stringify({ events: deaths, endCursor: 'the end', hasMore: false }));
  });
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(registry.address() as AddressInfo).port}`;
});

afterAll(async () => {
  registry.closeAllConnections();
  await new Promise((resolve) => registry.close(resolve));
  await world.end();
});

it('flags the loans of those who have died when the deaths are made anew of the feed of the registry', async () => {
  const lender = await world.aLender();
  const productId = await world.aProduct(lender);
  const ofSomebody = () => world.aLoan(lender, productId, { nationalId: somebody() });
  const [flagged, other] = [await ofSomebody(), await ofSomebody()];
  const [loan] = await world.service.database.owner<{ person_id: string }>(
    'select person_id from loan where id = $1',
    [flagged],
  );
  const personId = loan?.person_id ?? '';
  deaths = [
    {
      ...{ id: randomUUID(), type: 'person.died', version: 1, time: '2026-01-01T08:00:00.000Z', seq: 7 },
      ...{ subject: personId, payload: { personId, diedOn: '2025-12-31' } },
    },
  ];

  const rebuilt = await rebuild({
    definition: { entities: service.entities, projections: [PERSON_DEATHS] },
    ownerUrl: world.service.database.ownerUrl,
    addresses: { beneficiaries: address },
    authorization: async () => 'Caller somebody',
  });

  expect(rebuilt).toEqual([{ table: 'person_death', told: 1, left: 0 }]);
  const flags = await world.service.database.owner<{ id: string; flag: string | null }>(
    'select id, borrower_died_on::text as flag from loan',
  );
  expect(Object.fromEntries(flags.map(({ id, flag }) => [id, flag]))).toEqual({
    [flagged]: '2025-12-31',
    [other]: null,
  });
});
