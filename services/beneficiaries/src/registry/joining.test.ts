import { randomUUID } from 'node:crypto';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { Members } from '../testing/members';
import {
  aHousehold,
  aMember,
  aNationalId,
  cairoWorker,
  changesOf,
  eventsOf,
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

describe('joining a household', () => {
  test('is known from the day on which it began', async () => {
    const { id, people } = await aHousehold(service, undefined, { formedOn: '2020-01-01' });
    const nationalId = aNationalId({ born: '2026-03-10' });
    const child = service.personIds.ofNationalId(nationalId as never);

    const { errors } = await members.add({
      householdId: id,
      ...aMember('CHILD', 'سارة', { nationalId }),
      joinedOn: '2026-03-10',
    });

    expect(errors).toEqual([]);
    expect(await members.idsOn(id)).toEqual([...people, child]);
    expect(await members.idsOn(id, '2026-03-10')).toEqual([...people, child]);
    expect(await members.idsOn(id, '2026-03-09')).toEqual(people);
    expect(await members.idsOn(id, '2019-12-31')).toEqual([]);
    expect((await eventsOf(service, id)).at(-1)?.payload).toMatchObject({
      change: 'MEMBER_JOINED',
      memberIds: [...people, child],
    });
    expect(await changesOf(service, child)).toEqual([{ action: 'joined', role: 'case_worker' }]);
  });

  test('at once with the same key adds one member', async () => {
    const { id } = await aHousehold(service);
    const input = { householdId: id, ...aMember('CHILD', 'ياسر'), idempotencyKey: randomUUID() };

    const [first, second] = await Promise.all([members.add(input), members.add(input)]);

    expect(first.errors).toEqual([]);
    expect(second).toEqual(first);
    expect(await members.idsOn(id)).toHaveLength(2);
  });

  test('of one person to two households at once is refused to one of them', async () => {
    const [one, two] = [await aHousehold(service), await aHousehold(service)];
    const nationalId = aNationalId();

    const answers = await Promise.all(
      [one, two].map(({ id }) =>
        members.add({ householdId: id, ...aMember('CHILD', 'زياد', { nationalId }) }),
      ),
    );

    expect(answers.map(codesOf).sort()).toEqual([[], ['PERSON_IN_ANOTHER_HOUSEHOLD']]);
    expect([(await members.idsOn(one.id)).length, (await members.idsOn(two.id)).length].sort()).toEqual([
      1, 2,
    ]);
  });

  test.each([
    ['a household that is not there', { householdId: randomUUID() }, 'HOUSEHOLD_NOT_FOUND'],
    ['a household by an id that is none', { householdId: 'nothing' }, 'HOUSEHOLD_NOT_FOUND'],
    ['tomorrow', { joinedOn: '2026-11-23' }, 'DATE_IN_FUTURE'],
    ['before it was formed', { joinedOn: '2026-11-21' }, 'DATE_TOO_EARLY'],
    ['as a second head', { relationship: 'HEAD' }, 'HEAD_IS_NAMED_OTHERWISE'],
  ])('is refused: %s', async (_name, facts, code) => {
    const { id } = await aHousehold(service);
    const before = await rowCounts(service);

    const refused = await members.add({ householdId: id, ...aMember('CHILD', 'زياد'), ...facts });

    expect(codesOf(refused)).toEqual([code]);
    expect(await rowCounts(service)).toEqual(before);
  });

  test('of a household of another governorate looks as if it were not there', async () => {
    const { id } = await aHousehold(service);

    expect(codesOf(await members.add({ householdId: id, ...aMember('CHILD', 'زياد') }, cairoWorker))).toEqual(
      ['HOUSEHOLD_NOT_FOUND'],
    );
  });
});
