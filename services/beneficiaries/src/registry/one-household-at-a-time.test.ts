import { randomUUID } from 'node:crypto';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import {
  aHousehold,
  aMember,
  aNationalId,
  cairoWorker,
  CAIRO_ADDRESS,
  GIZA_ADDRESS,
  gizaWorker,
  REGISTER,
  register,
  registryService,
  rowCounts,
  TODAY,
  type Registered,
} from '../testing/registry';

let service: TestService;
beforeAll(async () => {
  service = await registryService();
});
afterAll(() => service.close());

const codesOf = ({ errors }: Registered) => errors.map(({ code, field }) => `${code} ${field}`);

describe('a person in two households', () => {
  test('is refused by the rule, and it is not told where the person lives', async () => {
    const nationalId = aNationalId();
    await aHousehold(service, [aMember('HEAD', 'هدى سمير', { nationalId })]);
    const before = await rowCounts(service);

    const refused = await register(service, [aMember('HEAD', 'هدى سمير', { nationalId })], {
      caller: cairoWorker,
      address: CAIRO_ADDRESS,
    });

    expect(refused).toEqual({
      household: null,
      errors: [
        {
          code: 'PERSON_IN_ANOTHER_HOUSEHOLD',
          field: 'input.members.0.person',
          message: `On ${TODAY} this person belongs to another household. Have the person leave it there first, or move them.`,
        },
      ],
    });
    expect(await rowCounts(service)).toEqual(before);
  });

  test('is refused by PostgreSQL itself', async () => {
    const { people } = await aHousehold(service);
    const other = await aHousehold(service);
    const second = `insert into membership (household_id, person_id, relationship, relative_to_id, joined_on)
      values ($1, $2, 'CHILD', $3, '2026-01-01')`;

    const inserting = service.database.owner(second, [other.id, people[0], other.people[0]]);

    await expect(inserting).rejects.toMatchObject({ constraint: 'membership_one_household_at_a_time' });
  });

  test('is refused to one of two who register the person at once', async () => {
    const nationalId = aNationalId();
    const personId = service.personIds.ofNationalId(nationalId as never);

    const answers = await Promise.all(
      [gizaWorker, cairoWorker].map((caller, index) =>
        register(service, [aMember('HEAD', `سامي ${index}`, { nationalId })], {
          ...{ caller, address: caller === gizaWorker ? GIZA_ADDRESS : CAIRO_ADDRESS },
        }),
      ),
    );

    expect(answers.map(({ household }) => household === null).sort()).toEqual([false, true]);
    expect(answers.flatMap(codesOf)).toEqual(['PERSON_IN_ANOTHER_HOUSEHOLD input.members.0.person']);
    const memberships = await service.database.owner('select 1 from membership where person_id = $1', [
      personId,
    ]);
    expect(memberships).toHaveLength(1);
  });

  test('never makes two callers wait for each other, whatever the order of the members', async () => {
    const [one, two] = [aNationalId(), aNationalId({ born: '1990-01-01' })];
    const together = (first: string, second: string) =>
      register(service, [
        aMember('HEAD', 'أول', { nationalId: first }),
        aMember('SIBLING', 'ثان', { nationalId: second }),
      ]);

    const answers = await Promise.all([
      together(one, two),
      together(two, one),
      together(one, two),
      together(two, one),
    ]);

    expect(answers.filter(({ household }) => household !== null)).toHaveLength(1);
    expect(answers.flatMap(codesOf)).toHaveLength(6);
    expect(service.faults).toEqual([]);
  });
});

describe('the same registration sent again', () => {
  test('gives the same household and registers nothing', async () => {
    const members = [aMember('HEAD', 'نبيل فاروق')];
    const idempotencyKey = randomUUID();
    const first = await register(service, members, { idempotencyKey });
    const before = await rowCounts(service);

    const again = await register(service, members, { idempotencyKey });

    expect(again).toEqual(first);
    expect({ ...(await rowCounts(service)), audit_entry: 0 }).toEqual({ ...before, audit_entry: 0 });
  });

  test('at once gives both the same household', async () => {
    const members = [aMember('HEAD', 'رامي عادل')];
    const idempotencyKey = randomUUID();

    const [first, second] = await Promise.all(
      [1, 2].map(() => register(service, members, { idempotencyKey })),
    );

    expect(first?.errors).toEqual([]);
    expect(second).toEqual(first);
  });

  test('with other members is refused', async () => {
    const idempotencyKey = randomUUID();
    await register(service, [aMember('HEAD', 'عماد')], { idempotencyKey });

    const { errors } = await service.ask(gizaWorker, REGISTER, {
      input: { members: [aMember('HEAD', 'حسام')], address: GIZA_ADDRESS, idempotencyKey },
    });

    expect(errors?.[0]?.extensions?.['code']).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  test('after a refusal may use the key again', async () => {
    const idempotencyKey = randomUUID();
    const member = aMember('CHILD', 'ليلى', { sex: 'FEMALE' });
    const refused = await register(service, [member], { idempotencyKey });

    const mended = await register(service, [{ ...member, relationship: 'HEAD' }], { idempotencyKey });

    expect(codesOf(refused)).toEqual(['ONE_HEAD_NEEDED input.members']);
    expect(mended.errors).toEqual([]);
  });
});
