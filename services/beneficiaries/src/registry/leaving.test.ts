import { randomUUID } from 'node:crypto';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { Members } from '../testing/members';
import {
  admin,
  aHousehold,
  aMember,
  aNationalId,
  eventsOf,
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

describe('leaving a household', () => {
  const couple = () =>
    aHousehold(
      service,
      [aMember('HEAD', 'حسن'), aMember('SPOUSE', 'نادية', { born: '1985-01-01', sex: 'FEMALE' })],
      {
        formedOn: '2020-01-01',
      },
    );

  test('ends the membership on the day and keeps who belonged to it before', async () => {
    const { id, people } = await couple();
    const [head, wife] = people;

    const { errors } = await members.end({
      householdId: id,
      personId: wife,
      leftOn: '2025-06-01',
      reason: 'EMIGRATED',
    });

    expect(errors).toEqual([]);
    expect(await members.idsOn(id)).toEqual([head]);
    expect(await members.idsOn(id, '2025-05-31')).toEqual([head, wife]);
    expect(await members.idsOn(id, '2025-06-01')).toEqual([head]);
    const { data } = await service.ask(
      gizaWorker,
      `query ($id: ID!) { person(id: $id) { household { id } memberships { leftOn leftReason } } }`,
      { id: wife },
    );
    expect(data).toEqual({
      person: { household: null, memberships: [{ leftOn: '2025-06-01', leftReason: 'EMIGRATED' }] },
    });
  });

  test('by the head needs a new head, who heads it from that day on', async () => {
    const { id, people } = await couple();
    const [head, wife] = people;
    const refused = await members.end({ householdId: id, personId: head });

    const { errors } = await members.end({
      householdId: id,
      personId: head,
      leftOn: '2026-10-01',
      newHeadId: wife,
    });

    expect(codesOf(refused)).toEqual(['NEW_HEAD_MISSING']);
    expect(errors).toEqual([]);
    expect(await members.householdOn(id)).toMatchObject({
      head: { id: wife },
      heads: [
        { person: { id: head }, since: '2020-01-01', until: '2026-10-01' },
        { person: { id: wife }, since: '2026-10-01', until: null },
      ],
    });
    const changes = (await eventsOf(service, id)).map(
      ({ payload }) => (payload as { change: string }).change,
    );
    expect(changes).toEqual(['REGISTERED', 'MEMBER_LEFT', 'HEAD_CHANGED']);
  });

  test('by the last one dissolves it', async () => {
    const { id, people } = await aHousehold(service);
    const [head] = people;

    await members.end({ householdId: id, personId: head });

    expect(await members.householdOn(id)).toMatchObject({
      head: { id: head },
      dissolvedOn: '2026-11-22',
      members: [],
    });
    const adding = await members.add({ householdId: id, ...aMember('CHILD', 'زياد') });
    expect(codesOf(adding)).toEqual(['HOUSEHOLD_DISSOLVED']);
    const { data } = await service.ask(
      ...([
        admin,
        `query ($id: ID!) { household(id: $id) { address { since } history { action onDate } } }`,
        { id },
      ] as const),
    );
    expect(data).toEqual({
      household: {
        address: null,
        history: [
          { action: 'register', onDate: '2026-11-22' },
          { action: 'dissolve', onDate: '2026-11-22' },
        ],
      },
    });
  });

  test('by the last one, recorded for a day before another left, dissolves it when that other left', async () => {
    const { id, people } = await couple();
    const [head, wife] = people;
    await members.end({ householdId: id, personId: wife, leftOn: '2026-10-01' });

    await members.end({ householdId: id, personId: head, leftOn: '2026-05-01' });

    expect(await members.householdOn(id)).toMatchObject({ dissolvedOn: '2026-10-01' });
  });

  test('by the head, recorded for a day before the heir came, has the heir head it from joining on', async () => {
    const { id, people } = await aHousehold(service, undefined, { formedOn: '2020-01-01' });
    const nationalId = aNationalId({ born: '1990-01-01' });
    const heir = service.personIds.ofNationalId(nationalId as never);
    const brother = aMember('SIBLING', 'خالد', { nationalId });
    await members.add({ householdId: id, ...brother, joinedOn: '2026-06-01' });

    await members.end({ householdId: id, personId: people[0], leftOn: '2026-05-01', newHeadId: heir });

    const { heads } = await members.householdOn(id);
    expect(heads.map(({ since, until }) => [since, until])).toEqual([
      ['2020-01-01', '2026-06-01'],
      ['2026-06-01', null],
    ]);
  });

  test('at once by both leaves no household without a head', async () => {
    const { id, people } = await couple();
    const [head, wife] = people;

    const answers = await Promise.all([
      members.end({ householdId: id, personId: head, newHeadId: wife }),
      members.end({ householdId: id, personId: wife }),
    ]);

    const left = await members.householdOn(id);
    const headStays = left.members.some(({ person }) => person?.id === left.head?.id);
    expect(answers.filter(({ errors }) => errors.length > 0).length).toBeLessThanOrEqual(1);
    expect(headStays || left.dissolvedOn !== null).toBe(true);
  });

  test.each([
    ['who is no member', { personId: randomUUID() }, 'NOT_A_MEMBER'],
    ['by death', { reason: 'DIED' }, 'REASON_IS_ANOTHER_MUTATION'],
    ['to another household', { reason: 'MOVED_TO_HOUSEHOLD' }, 'REASON_IS_ANOTHER_MUTATION'],
    ['before joining', { leftOn: '2019-12-31' }, 'DATE_TOO_EARLY'],
  ])('is refused: %s', async (_name, facts, code) => {
    const { id, people } = await couple();
    const before = await rowCounts(service);

    const refused = await members.end({ householdId: id, personId: people[1], ...facts });

    expect(codesOf(refused)).toEqual([code]);
    expect(await rowCounts(service)).toEqual(before);
    expect(await members.idsOn(id)).toEqual(people);
  });
});
