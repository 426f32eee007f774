import 'reflect-metadata';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { readFeed } from '@solidarity/subgraph-kit/events/feed';
import { FEED_ROLES } from '@solidarity/subgraph-kit/events/migrations/feed-tables';
import { statementsOf } from '@solidarity/subgraph-kit/events/feed-capability';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { admin, partnerOf, testRegister, type TestRegister } from '../testing/register';

let register: TestRegister;
let onRegister: string;
let applicant: string;

beforeAll(async () => {
  register = await testRegister('2026-11-22');
  onRegister = await register.aRegistered();
  applicant = await register.anApplicant();
  await register.database.owner(
    `select event_emit(jsonb_build_array(jsonb_build_object('type', 'ngo.standing_changed', 'version', 1, 'subject', $1::text,
       'payload', jsonb_build_object('ngoId', $1::text, 'standing', 'NOT_REGISTERED', 'since', '2026-11-22', 'licensedUntil', null))))`,
    [applicant],
  );
});

afterAll(() => register.close());

async function subjectsFor(caller: Caller): Promise<Set<string>> {
  const asked = { after: null, types: null, subject: null, first: 100 };
  const { events } = await readFeed(statementsOf(register.database.pool, caller), asked);
  return new Set(events.map(({ subject }) => subject));
}

it('tells everybody with a feed of the NGOs that are on the register', async () => {
  for (const role of FEED_ROLES) expect((await subjectsFor(aCaller(role))).has(onRegister)).toBe(true);
});

it('tells of one that is not on the register yet those who see its file, and nobody else', async () => {
  for (const caller of [admin, aCaller('auditor'), aCaller('inspector'), partnerOf(applicant)])
    expect((await subjectsFor(caller)).has(applicant)).toBe(true);
  for (const caller of [
    aCaller('analyst'),
    aCaller('marketplace'),
    aCaller('citizen'),
    partnerOf(onRegister),
  ])
    expect((await subjectsFor(caller)).has(applicant)).toBe(false);
});
