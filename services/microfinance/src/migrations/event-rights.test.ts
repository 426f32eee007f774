import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { SYSTEM_CALLER } from '@solidarity/subgraph-kit/access/roles';
import { readFeed, type FeedEvent } from '@solidarity/subgraph-kit/events/feed';
import { statementsOf } from '@solidarity/subgraph-kit/events/feed-capability';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { DiarnaWorld } from '../testing/diarna-world';
import { admin, finance, LendingWorld, type TestLender } from '../testing/lending-world';

let world: LendingWorld;
let lender: TestLender;
let otherLender: TestLender;
let loanId: string;
let borrowerId: string;
let productId: string;

beforeAll(async () => {
  world = await LendingWorld.begin();
  lender = await world.aLender();
  otherLender = await world.aLender();
  loanId = await world.aLoan(lender, await world.aProduct(lender));
  const [loan] = await world.service.database.owner<{ person_id: string }>(
    'select person_id from loan where id = $1',
    [loanId],
  );
  borrowerId = loan?.person_id ?? '';
  const diarna = new DiarnaWorld(world);
  productId = await diarna.aProduct();
  await world.do(admin, 'withdrawProduct', { productId, reason: 'لم تعد تصنع' });
});

afterAll(() => world.end());

async function eventsFor(caller: Caller): Promise<readonly FeedEvent[]> {
  const asked = { after: null, types: null, subject: null, first: 100 };
  return (await readFeed(statementsOf(world.service.database.pool, caller), asked)).events;
}

const subjectsFor = async (caller: Caller) =>
  [...new Set((await eventsFor(caller)).map(({ subject }) => subject))].sort();

it('tells of a loan those who may see it', async () => {
  for (const caller of [finance, lender.officer, aCaller('ngo_partner', { ngoId: lender.ngoId ?? '' })])
    expect(await subjectsFor(caller)).toContain(loanId);
  expect(await subjectsFor(aCaller('citizen', { personId: borrowerId }))).toEqual([loanId]);
});

it('tells of it no other lender, no other NGO, no other citizen, and nobody who only counts', async () => {
  for (const caller of [
    otherLender.officer,
    aCaller('ngo_partner', { ngoId: otherLender.ngoId ?? '' }),
    aCaller('citizen', { personId: randomUUID() }),
    aCaller('analyst'),
    aCaller('inspector'),
    aCaller('marketplace'),
  ])
    expect(await subjectsFor(caller)).not.toContain(loanId);
});

it('tells a marketplace when a product is offered and when it is withdrawn, and nothing of a draft', async () => {
  const heard = await eventsFor(aCaller('marketplace'));

  const states = heard.map(({ subject, payload }) => [subject, (payload as { state: string }).state]);
  expect(new Set(states.map(([subject]) => subject))).toEqual(new Set([productId]));
  expect([...new Set(states.map(([, state]) => state))]).toEqual(['OFFERED', 'WITHDRAWN']);
  const all = (await eventsFor(SYSTEM_CALLER)).filter(({ subject }) => subject === productId);
  expect(all.map(({ payload }) => (payload as { state: string }).state)).toContain('DRAFT');
});
