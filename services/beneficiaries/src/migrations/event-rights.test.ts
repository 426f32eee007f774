import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { readFeed } from '@solidarity/subgraph-kit/events/feed';
import { statementsOf } from '@solidarity/subgraph-kit/events/feed-capability';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import {
  aHousehold,
  aMember,
  admin,
  analyst,
  auditor,
  CAIRO_ADDRESS,
  cairoWorker,
  citizen,
  gizaWorker,
  partner,
  registryService,
} from '../testing/registry';
import { serve } from '../testing/village';

let service: TestService;
let giza: { id: string; people: string[] };
let cairo: { id: string; people: string[] };
const ngoId = randomUUID();

beforeAll(async () => {
  service = await registryService();
  giza = await aHousehold(service, [aMember('HEAD', 'محمد علي حسن')]);
  cairo = await aHousehold(service, [aMember('HEAD', 'منى حسن علي')], {
    caller: cairoWorker,
    address: CAIRO_ADDRESS,
  });
});

afterAll(() => service.close());

/** What a caller hears of the two households and their heads. */
async function heardBy(caller: Caller): Promise<string[]> {
  const asked = { after: null, types: null, subject: null, first: 100 };
  const { events } = await readFeed(statementsOf(service.database.pool, caller), asked);
  const names: Record<string, string> = {
    ...{ [giza.id]: 'giza', [giza.people[0] ?? '']: 'person of giza' },
    ...{ [cairo.id]: 'cairo', [cairo.people[0] ?? '']: 'person of cairo' },
  };
  return events.map(({ type, subject }) => `${type} ${names[subject]}`).sort();
}

const OF_GIZA = ['household.changed giza', 'person.registered person of giza'];
const OF_CAIRO = ['household.changed cairo', 'person.registered person of cairo'];
const ALL = [...OF_CAIRO, ...OF_GIZA].sort();

describe('the feed of the registry', () => {
  it('tells those who read the registry whole of everything', async () => {
    for (const caller of [admin, auditor, aCaller('child_protection_officer'), aCaller('system')])
      expect(await heardBy(caller)).toEqual(ALL);
  });

  it('tells a case worker of the own governorate alone', async () => {
    expect(await heardBy(gizaWorker)).toEqual(OF_GIZA);
    expect(await heardBy(cairoWorker)).toEqual(OF_CAIRO);
  });

  it('tells a citizen of the own household alone', async () => {
    expect(await heardBy(citizen(giza.people[0] ?? ''))).toEqual(OF_GIZA);
    expect(await heardBy(citizen(randomUUID()))).toEqual([]);
  });

  it('tells an organisation of a household for as long as it is served, before and after, and no longer', async () => {
    const before = await heardBy(partner(ngoId));
    await serve(service, ngoId, giza.id);
    const meanwhile = await heardBy(partner(ngoId));
    await service.database.owner(
      `update service_consent set withdrawn_on = '2026-11-22', withdrawn_reason = 'a wish' where ngo_id = $1`,
      [ngoId],
    );
    const afterwards = await heardBy(partner(ngoId));

    expect([before, meanwhile, afterwards]).toEqual([[], OF_GIZA, []]);
  });

  it('tells nothing to those who see no household, and to those who see none of these', async () => {
    for (const role of [
      'inspector',
      'finance_officer',
      'care_home_staff',
      'lender_officer',
      'marketplace',
    ] as const)
      expect(await heardBy(aCaller(role))).toEqual([]);
    expect(await heardBy(analyst)).toEqual([]);
    expect(await heardBy(partner(randomUUID()))).toEqual([]);
  });
});
