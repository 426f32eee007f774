import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { SYSTEM_CALLER } from '@solidarity/subgraph-kit/access/roles';
import { inTransaction } from '@solidarity/subgraph-kit/database/transaction';
import { careHomeLicenceChanged } from '@solidarity/subgraph-kit/events/catalogue';
import { readFeed } from '@solidarity/subgraph-kit/events/feed';
import { statementsOf } from '@solidarity/subgraph-kit/events/feed-capability';
import { emit } from '@solidarity/subgraph-kit/events/outbox';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { testService, type TestService } from '@solidarity/subgraph-kit/testing/service';
import { fixedClock } from '@solidarity/subgraph-kit/values/clock';
import { parsePlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { service } from '../service';

let homes: TestService;
let licensed: string;
let applied: string;
const operatorNgoId = randomUUID();

beforeAll(async () => {
  homes = await testService(service, fixedClock('2026-11-22T10:00:00Z'));
  licensed = await aHome('LICENSED');
  applied = await aHome('APPLIED');
  for (const licence of ['APPLIED', 'INSPECTED', 'LICENSED'] as const) await tell(licensed, licence);
  await tell(applied, 'APPLIED');
});

afterAll(() => homes.close());

const APPLY = `mutation ($input: ApplyForCareHomeLicenceInput!) {
  applyForCareHomeLicence(input: $input) { careHome { id } errors { code } }
}`;

/** A home of the NGO, with no event but those that a test tells. */
async function aHome(state: 'APPLIED' | 'LICENSED'): Promise<string> {
  await homes.database.owner(
    `insert into ngo_standing (ngo_id, standing, since) values ($1, 'GOOD', '2020-01-01') on conflict do nothing`,
    [operatorNgoId],
  );
  const input = {
    ...{ operatorNgoId, name: { ar: 'دار الأمل للمسنين' }, kind: 'OLDER_PEOPLE', areaId: 'EG-GZ-03' },
    ...{ address: '١٢ شارع النيل', capacity: 2, idempotencyKey: randomUUID() },
  };
  interface Applied {
    applyForCareHomeLicence: { careHome: { id: string } };
  }
  const { data } = await homes.ask<Applied>(aCaller('ngo_partner', { ngoId: operatorNgoId }), APPLY, {
    input,
  });
  const { id } = data.applyForCareHomeLicence.careHome;
  await homes.database.owner(
    'update care_home set licence_state = $2, licensed_from = $3, licensed_until = $4 where id = $1',
    [id, state, state === 'LICENSED' ? '2026-11-01' : null, state === 'LICENSED' ? '2029-10-31' : null],
  );
  return id;
}

async function tell(careHomeId: string, licence: 'APPLIED' | 'INSPECTED' | 'LICENSED'): Promise<void> {
  const event = careHomeLicenceChanged.of(careHomeId, {
    ...{ careHomeId, operatorNgoId, licence, since: parsePlainDate('2026-11-01') },
    ...{ licensedUntil: null, capacity: 2, areaId: 'EG-GZ-03' },
  });
  await inTransaction(homes.database.dataSource, SYSTEM_CALLER, (manager) => emit(manager, event));
}

/** The licences that a caller hears of, of the licensed home and of the other, each once. */
async function heardBy(caller: Caller): Promise<[string[], string[]]> {
  const asked = { after: null, types: null, subject: null, first: 100 };
  const { events } = await readFeed(statementsOf(homes.database.pool, caller), asked);
  const of = (id: string) => {
    const licences = events
      .filter(({ subject }) => subject === id)
      .map(({ payload }) => (payload as { licence: string }).licence);
    return [...new Set(licences)];
  };
  return [of(licensed), of(applied)];
}

const EVERYTHING = [['APPLIED', 'INSPECTED', 'LICENSED'], ['APPLIED']];
const IN_PUBLIC = [['LICENSED'], []];

it('tells those in charge of every step of a licence', async () => {
  for (const role of ['ministry_admin', 'auditor', 'inspector', 'child_protection_officer'] as const)
    expect(await heardBy(aCaller(role))).toEqual(EVERYTHING);
});

it('tells the NGO that runs a home, and its staff, of every step, and others of the licence alone', async () => {
  expect(await heardBy(aCaller('ngo_partner', { ngoId: operatorNgoId }))).toEqual(EVERYTHING);
  expect(await heardBy(aCaller('care_home_staff', { homeId: licensed }))).toEqual([EVERYTHING[0], []]);
  expect(await heardBy(aCaller('care_home_staff', { homeId: applied }))).toEqual([['LICENSED'], ['APPLIED']]);
  expect(await heardBy(aCaller('ngo_partner', { ngoId: randomUUID() }))).toEqual(IN_PUBLIC);
});

it('tells everybody else of licences, as they are public, and not of what was applied for', async () => {
  for (const role of [
    'analyst',
    'case_worker',
    'finance_officer',
    'lender_officer',
    'marketplace',
    'citizen',
  ] as const)
    expect([role, await heardBy(aCaller(role))]).toEqual([role, IN_PUBLIC]);
});
