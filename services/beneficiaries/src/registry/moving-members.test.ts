import { randomUUID } from 'node:crypto';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { Members } from '../testing/members';
import {
  admin,
  aHousehold,
  aMember,
  cairoWorker,
  CAIRO_ADDRESS,
  gizaWorker,
  registryService,
  rowCounts,
  codesOf,
} from '../testing/registry';

let service: TestService;
const members = new Members(() => service);
beforeAll(async () => {
  service = await registryService();
});
afterAll(() => service.close());

describe('moving to another household', () => {
  test('leaves the one and joins the other on the same day', async () => {
    const from = await aHousehold(
      service,
      [aMember('HEAD', 'حسن'), aMember('CHILD', 'ليلى', { born: '2004-01-01', sex: 'FEMALE' })],
      { formedOn: '2020-01-01' },
    );
    const to = await aHousehold(service, undefined, { formedOn: '2021-01-01' });
    const daughter = from.people[1];

    const moved = await members.move({
      personId: daughter,
      toHouseholdId: to.id,
      relationship: 'SPOUSE',
      movedOn: '2026-02-14',
    });

    expect(moved).toEqual({ from: { id: from.id, dissolvedOn: null }, to: { id: to.id }, errors: [] });
    expect(await members.idsOn(from.id, '2026-02-13')).toContain(daughter);
    expect(await members.idsOn(from.id, '2026-02-14')).not.toContain(daughter);
    expect(await members.idsOn(to.id, '2026-02-13')).not.toContain(daughter);
    expect(await members.idsOn(to.id)).toContain(daughter);
  });

  test('of a widow, the last of her household, into that of her son dissolves hers', async () => {
    const hers = await aHousehold(service, [aMember('HEAD', 'زينب', { sex: 'FEMALE' })]);
    const his = await aHousehold(service);

    const moved = await members.move({
      personId: hers.people[0],
      toHouseholdId: his.id,
      relationship: 'PARENT',
    });

    expect(moved.from).toEqual({ id: hers.id, dissolvedOn: '2026-11-22' });
  });

  test('of two members in opposite directions at once brings both through', async () => {
    const family = (name: string) =>
      aHousehold(service, [aMember('HEAD', name), aMember('CHILD', `${name} الابن`, { born: '2010-01-01' })]);
    const [one, two] = [await family('حسن'), await family('حسين')];

    const answers = await Promise.all([
      members.move({ personId: one.people[1], toHouseholdId: two.id }),
      members.move({ personId: two.people[1], toHouseholdId: one.id }),
    ]);

    expect(answers.flatMap(codesOf)).toEqual([]);
    expect(await members.idsOn(one.id)).toEqual([one.people[0], two.people[1]]);
  });

  test('into another governorate takes the record there', async () => {
    const giza = await aHousehold(service, [
      aMember('HEAD', 'حسن'),
      aMember('CHILD', 'ليلى', { born: '2004-01-01', sex: 'FEMALE' }),
    ]);
    const cairo = await aHousehold(service, undefined, { caller: cairoWorker, address: CAIRO_ADDRESS });
    const daughter = giza.people[1] as string;

    await members.move({ personId: daughter, toHouseholdId: cairo.id }, admin);

    const sees = async (caller: typeof admin) =>
      (
        await service.ask<{ person: object | null }>(caller, `query ($id: ID!) { person(id: $id) { id } }`, {
          id: daughter,
        })
      ).data.person;
    expect(await sees(cairoWorker)).toEqual({ id: daughter });
    expect(await sees(gizaWorker)).toBeNull();
  });

  test.each<[string, (own: { id: string; people: string[] }) => object, string]>([
    ['a person who is not there', () => ({ personId: randomUUID() }), 'PERSON_NOT_FOUND'],
    ['to a household that is not there', () => ({ toHouseholdId: randomUUID() }), 'HOUSEHOLD_NOT_FOUND'],
    ['to the same household', ({ id }) => ({ toHouseholdId: id }), 'PERSON_ALREADY_MEMBER'],
    ['the head, without a new one', ({ people }) => ({ personId: people[0] }), 'NEW_HEAD_MISSING'],
  ])('is refused: %s', async (_name, facts, code) => {
    const from = await aHousehold(service, [
      aMember('HEAD', 'حسن'),
      aMember('CHILD', 'ليلى', { born: '2004-01-01' }),
    ]);
    const to = await aHousehold(service);
    const before = await rowCounts(service);

    const refused = await members.move({ personId: from.people[1], toHouseholdId: to.id, ...facts(from) });

    expect(codesOf(refused)).toEqual([code]);
    expect(await rowCounts(service)).toEqual(before);
  });
});
