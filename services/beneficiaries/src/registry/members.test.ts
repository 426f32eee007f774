import { randomUUID } from 'node:crypto';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import {
  admin,
  aHousehold,
  aMember,
  aNationalId,
  cairoWorker,
  CAIRO_ADDRESS,
  changesOf,
  eventsOf,
  gizaWorker,
  mutate,
  registryService,
  rowCounts,
  type TestRefusal,
} from '../testing/registry';

let service: TestService;
beforeAll(async () => {
  service = await registryService();
});
afterAll(() => service.close());

interface Payload {
  readonly household: { id: string } | null;
  readonly errors: readonly TestRefusal[];
}

const ADD = `mutation ($input: AddHouseholdMemberInput!) {
  addHouseholdMember(input: $input) { household { id } errors { code field message } }
}`;
const END = `mutation ($input: EndMembershipInput!) {
  endMembership(input: $input) { household { id } errors { code field message } }
}`;
const MOVE = `mutation ($input: MoveMemberInput!) {
  moveMember(input: $input) { from { id dissolvedOn } to { id } errors { code field message } }
}`;

const add = (input: object, caller = gizaWorker) =>
  mutate<Payload>(service, caller, ADD, { idempotencyKey: randomUUID(), ...input });
const end = (input: object, caller = gizaWorker) =>
  mutate<Payload>(service, caller, END, { reason: 'LEFT', ...input });
const move = (input: object, caller = gizaWorker) =>
  mutate<{
    from: { id: string; dissolvedOn: string | null } | null;
    to: { id: string } | null;
    errors: TestRefusal[];
  }>(...([service, caller, MOVE, { relationship: 'CHILD', ...input }] as const));
const codesOf = ({ errors }: { readonly errors: readonly TestRefusal[] }) => errors.map(({ code }) => code);

interface Members {
  readonly household: {
    readonly head: { readonly id: string } | null;
    readonly dissolvedOn: string | null;
    readonly heads: readonly {
      readonly person: { id: string } | null;
      readonly since: string;
      readonly until: string | null;
    }[];
    readonly members: readonly {
      readonly person: { readonly id: string } | null;
      readonly leftReason: string | null;
    }[];
  };
}
const householdOn = async (id: string, on?: string) => {
  const query = `query ($id: ID!, $on: Date) {
    household(id: $id) { head { id } dissolvedOn heads { person { id } since until } members(on: $on) { person { id } leftReason } }
  }`;
  const { data } = await service.ask<Members>(gizaWorker, query, { id, on });
  return data.household;
};
const memberIds = async (id: string, on?: string) =>
  (await householdOn(id, on)).members.map(({ person }) => person?.id);

describe('joining a household', () => {
  test('is known from the day on which it began', async () => {
    const { id, people } = await aHousehold(service, undefined, { formedOn: '2020-01-01' });
    const nationalId = aNationalId({ born: '2026-03-10' });
    const child = service.personIds.ofNationalId(nationalId as never);

    const { errors } = await add({
      householdId: id,
      ...aMember('CHILD', 'سارة', { nationalId }),
      joinedOn: '2026-03-10',
    });

    expect(errors).toEqual([]);
    expect(await memberIds(id)).toEqual([...people, child]);
    expect(await memberIds(id, '2026-03-10')).toEqual([...people, child]);
    expect(await memberIds(id, '2026-03-09')).toEqual(people);
    expect(await memberIds(id, '2019-12-31')).toEqual([]);
    expect((await eventsOf(service, id)).at(-1)?.payload).toMatchObject({
      change: 'MEMBER_JOINED',
      memberIds: [...people, child],
    });
    expect(await changesOf(service, child)).toEqual([{ action: 'joined', role: 'case_worker' }]);
  });

  test('at once with the same key adds one member', async () => {
    const { id } = await aHousehold(service);
    const input = { householdId: id, ...aMember('CHILD', 'ياسر'), idempotencyKey: randomUUID() };

    const [first, second] = await Promise.all([add(input), add(input)]);

    expect(first.errors).toEqual([]);
    expect(second).toEqual(first);
    expect(await memberIds(id)).toHaveLength(2);
  });

  test('of one person to two households at once is refused to one of them', async () => {
    const [one, two] = [await aHousehold(service), await aHousehold(service)];
    const nationalId = aNationalId();

    const answers = await Promise.all(
      [one, two].map(({ id }) => add({ householdId: id, ...aMember('CHILD', 'زياد', { nationalId }) })),
    );

    expect(answers.map(codesOf).sort()).toEqual([[], ['PERSON_IN_ANOTHER_HOUSEHOLD']]);
    expect([(await memberIds(one.id)).length, (await memberIds(two.id)).length].sort()).toEqual([1, 2]);
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

    const refused = await add({ householdId: id, ...aMember('CHILD', 'زياد'), ...facts });

    expect(codesOf(refused)).toEqual([code]);
    expect(await rowCounts(service)).toEqual(before);
  });

  test('of a household of another governorate looks as if it were not there', async () => {
    const { id } = await aHousehold(service);

    expect(codesOf(await add({ householdId: id, ...aMember('CHILD', 'زياد') }, cairoWorker))).toEqual([
      'HOUSEHOLD_NOT_FOUND',
    ]);
  });
});

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

    const { errors } = await end({
      householdId: id,
      personId: wife,
      leftOn: '2025-06-01',
      reason: 'EMIGRATED',
    });

    expect(errors).toEqual([]);
    expect(await memberIds(id)).toEqual([head]);
    expect(await memberIds(id, '2025-05-31')).toEqual([head, wife]);
    expect(await memberIds(id, '2025-06-01')).toEqual([head]);
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
    const refused = await end({ householdId: id, personId: head });

    const { errors } = await end({ householdId: id, personId: head, leftOn: '2026-10-01', newHeadId: wife });

    expect(codesOf(refused)).toEqual(['NEW_HEAD_MISSING']);
    expect(errors).toEqual([]);
    expect(await householdOn(id)).toMatchObject({
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

    await end({ householdId: id, personId: head });

    expect(await householdOn(id)).toMatchObject({
      head: { id: head },
      dissolvedOn: '2026-11-22',
      members: [],
    });
    const adding = await add({ householdId: id, ...aMember('CHILD', 'زياد') });
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

  test('at once by both leaves no household without a head', async () => {
    const { id, people } = await couple();
    const [head, wife] = people;

    const answers = await Promise.all([
      end({ householdId: id, personId: head, newHeadId: wife }),
      end({ householdId: id, personId: wife }),
    ]);

    const left = await householdOn(id);
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

    const refused = await end({ householdId: id, personId: people[1], ...facts });

    expect(codesOf(refused)).toEqual([code]);
    expect(await rowCounts(service)).toEqual(before);
    expect(await memberIds(id)).toEqual(people);
  });
});

describe('moving to another household', () => {
  test('leaves the one and joins the other on the same day', async () => {
    const from = await aHousehold(
      service,
      [aMember('HEAD', 'حسن'), aMember('CHILD', 'ليلى', { born: '2004-01-01', sex: 'FEMALE' })],
      { formedOn: '2020-01-01' },
    );
    const to = await aHousehold(service, undefined, { formedOn: '2021-01-01' });
    const daughter = from.people[1];

    const moved = await move({
      personId: daughter,
      toHouseholdId: to.id,
      relationship: 'SPOUSE',
      movedOn: '2026-02-14',
    });

    expect(moved).toEqual({ from: { id: from.id, dissolvedOn: null }, to: { id: to.id }, errors: [] });
    expect(await memberIds(from.id, '2026-02-13')).toContain(daughter);
    expect(await memberIds(from.id, '2026-02-14')).not.toContain(daughter);
    expect(await memberIds(to.id, '2026-02-13')).not.toContain(daughter);
    expect(await memberIds(to.id)).toContain(daughter);
  });

  test('of a widow, the last of her household, into that of her son dissolves hers', async () => {
    const hers = await aHousehold(service, [aMember('HEAD', 'زينب', { sex: 'FEMALE' })]);
    const his = await aHousehold(service);

    const moved = await move({ personId: hers.people[0], toHouseholdId: his.id, relationship: 'PARENT' });

    expect(moved.from).toEqual({ id: hers.id, dissolvedOn: '2026-11-22' });
  });

  test('of two members in opposite directions at once brings both through', async () => {
    const family = (name: string) =>
      aHousehold(service, [aMember('HEAD', name), aMember('CHILD', `${name} الابن`, { born: '2010-01-01' })]);
    const [one, two] = [await family('حسن'), await family('حسين')];

    const answers = await Promise.all([
      move({ personId: one.people[1], toHouseholdId: two.id }),
      move({ personId: two.people[1], toHouseholdId: one.id }),
    ]);

    expect(answers.flatMap(codesOf)).toEqual([]);
    expect(await memberIds(one.id)).toEqual([one.people[0], two.people[1]]);
  });

  test('into another governorate takes the record there', async () => {
    const giza = await aHousehold(service, [
      aMember('HEAD', 'حسن'),
      aMember('CHILD', 'ليلى', { born: '2004-01-01', sex: 'FEMALE' }),
    ]);
    const cairo = await aHousehold(service, undefined, { caller: cairoWorker, address: CAIRO_ADDRESS });
    const daughter = giza.people[1] as string;

    await move({ personId: daughter, toHouseholdId: cairo.id }, admin);

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

    const refused = await move({ personId: from.people[1], toHouseholdId: to.id, ...facts(from) });

    expect(codesOf(refused)).toEqual([code]);
    expect(await rowCounts(service)).toEqual(before);
  });
});
