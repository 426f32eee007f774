import { randomUUID } from 'node:crypto';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import {
  aHousehold,
  aMember,
  cairoWorker,
  changesOf,
  codesOf,
  eventsOf,
  gizaWorker,
  mutate,
  register,
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
  readonly person: { readonly diedOn: string | null; readonly household: object | null } | null;
  readonly household: {
    readonly head: { readonly id: string };
    readonly dissolvedOn: string | null;
    readonly members: readonly { readonly person: { readonly id: string } }[];
  } | null;
  readonly errors: readonly TestRefusal[];
}
const DIED = `mutation ($input: MarkDeceasedInput!) {
  markDeceased(input: $input) {
    person { diedOn household { id } } household { head { id } dissolvedOn members { person { id } } }
    errors { code field message }
  }
}`;
const markDeceased = (input: object, caller = gizaWorker) =>
  mutate<Payload>(service, caller, DIED, {
    evidence: 'death certificate 4711',
    diedOn: '2026-11-20',
    ...input,
  });
const aFamily = () =>
  aHousehold(
    service,
    [
      aMember('HEAD', 'حسن', { born: '1970-01-01' }),
      aMember('SPOUSE', 'نادية', { born: '1975-01-01', sex: 'FEMALE' }),
      aMember('CHILD', 'ليلى', { born: '2012-01-01', sex: 'FEMALE' }),
    ],
    { formedOn: '2000-01-01' },
  );

describe('a death', () => {
  test('of a member ends the membership on that day, and is told and kept', async () => {
    const { id, people } = await aFamily();
    const [head = '', , daughter = ''] = people;

    const payload = await markDeceased({ personId: daughter });

    expect(payload.errors).toEqual([]);
    expect(payload.person).toEqual({ diedOn: '2026-11-20', household: null });
    expect(payload.household?.head.id).toBe(head);
    expect(payload.household?.members).toHaveLength(2);
    expect((await eventsOf(service, daughter)).at(-1)).toEqual({
      type: 'person.died',
      payload: { personId: daughter, diedOn: '2026-11-20' },
    });
    expect((await eventsOf(service, id)).at(-1)?.payload).toMatchObject({ change: 'MEMBER_LEFT' });
    expect((await changesOf(service, daughter)).map(({ action }) => action)).toEqual(['registered', 'died']);
  });

  test('of the head needs a new head', async () => {
    const { people } = await aFamily();
    const [head, wife] = people;
    const before = await rowCounts(service);
    const refused = await markDeceased({ personId: head });
    const unchanged = await rowCounts(service);

    const payload = await markDeceased({ personId: head, newHeadId: wife });

    expect(codesOf(refused)).toEqual(['NEW_HEAD_MISSING']);
    expect(unchanged).toEqual(before);
    expect(payload.errors).toEqual([]);
    expect(payload.household?.head.id).toBe(wife);
  });

  test('of the last one dissolves the household', async () => {
    const { people } = await aHousehold(service, undefined, { formedOn: '2020-01-01' });

    const payload = await markDeceased({ personId: people[0] });

    expect(payload.household).toMatchObject({ dissolvedOn: '2026-11-20', members: [] });
  });

  test('that came to be known after a household was registered ends the membership that never was', async () => {
    const { id, people } = await aHousehold(service, [
      aMember('HEAD', 'حسن'),
      aMember('PARENT', 'علي', { born: '1950-01-01' }),
    ]);

    const payload = await markDeceased({ personId: people[1], diedOn: '2026-01-01' });

    expect(payload.errors).toEqual([]);
    const rows = await service.database.owner(
      'select joined_on, left_on from membership where household_id = $1 and person_id = $2',
      [id, people[1]],
    );
    expect(rows).toEqual([{ joined_on: '2026-11-22', left_on: '2026-11-22' }]);
  });

  test('recorded twice at once is recorded once', async () => {
    const { people } = await aFamily();

    const answers = await Promise.all([1, 2].map(() => markDeceased({ personId: people[2] })));

    expect(answers.map(codesOf).sort()).toEqual([[], ['DEATH_ALREADY_RECORDED']]);
    expect(
      (await eventsOf(service, people[2] as string)).filter(({ type }) => type === 'person.died'),
    ).toHaveLength(1);
  });

  test('keeps the dead out of households', async () => {
    const { people } = await aFamily();
    await markDeceased({ personId: people[2] });
    const [row] = await service.database.owner<{ national_id: string }>(
      'select national_id from person where id = $1',
      [people[2]],
    );

    const refused = await register(service, [
      aMember('HEAD', 'ليلى', { nationalId: row?.national_id ?? '' }),
    ]);

    expect(refused.errors.map(({ code }) => code)).toContain('PERSON_DECEASED');
  });

  test.each([
    ['tomorrow', { diedOn: '2026-11-23' }, 'DATE_IN_FUTURE'],
    ['before birth', { diedOn: '2011-12-31' }, 'DATE_TOO_EARLY'],
    ['without evidence', { evidence: '' }, 'EVIDENCE_MISSING'],
    ['of a person who is not there', { personId: randomUUID() }, 'PERSON_NOT_FOUND'],
    ['with a new head that is not needed', { newHeadId: randomUUID() }, 'NEW_HEAD_NOT_NEEDED'],
  ])('is refused: %s', async (_name, facts, code) => {
    const { people } = await aFamily();
    const before = await rowCounts(service);

    const refused = await markDeceased({ personId: people[2], ...facts });

    expect(codesOf(refused)).toEqual([code]);
    expect(await rowCounts(service)).toEqual(before);
  });

  test('in another governorate looks as if the person were not there', async () => {
    const { people } = await aFamily();

    expect(codesOf(await markDeceased({ personId: people[2] }, cairoWorker))).toEqual(['PERSON_NOT_FOUND']);
  });
});
