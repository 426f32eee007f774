import { randomUUID } from 'node:crypto';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import {
  aHousehold,
  auditor,
  cairoWorker,
  changesOf,
  codesOf,
  citizen,
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
  readonly person: object | null;
  readonly errors: readonly TestRefusal[];
}
const CORRECT = `mutation ($input: CorrectPersonInput!) {
  correctPerson(input: $input) { person { name { ar en } birthDate sex } errors { code field } }
}`;
const correct = (input: object, caller = gizaWorker) =>
  mutate<Payload>(service, caller, CORRECT, { reason: 'as in the birth certificate', ...input });

describe('a correction', () => {
  test('keeps the old value with who, when and why', async () => {
    const { id, people } = await aHousehold(service);
    const [personId = ''] = people;

    const { person, errors } = await correct({
      personId,
      name: { ar: 'محمود علي حسن', en: 'Mahmoud Ali Hassan' },
    });

    expect(errors).toEqual([]);
    expect(person).toMatchObject({ name: { ar: 'محمود علي حسن', en: 'Mahmoud Ali Hassan' } });
    const query = `query ($id: ID!) { person(id: $id) { corrections { field oldValue newValue reason byRole at } } }`;
    const { data } = await service.ask(auditor, query, { id: personId });
    const kept = {
      reason: 'as in the birth certificate',
      byRole: 'case_worker',
      at: '2026-11-22T09:00:00.000Z',
    };
    expect(data).toEqual({
      person: {
        corrections: [
          { field: 'NAME_AR', oldValue: 'محمد علي حسن', newValue: 'محمود علي حسن', ...kept },
          { field: 'NAME_EN', oldValue: null, newValue: 'Mahmoud Ali Hassan', ...kept },
        ],
      },
    });
    expect((await eventsOf(service, id)).at(-1)?.payload).toMatchObject({ change: 'CORRECTED' });
    expect((await changesOf(service, personId)).map(({ action }) => action)).toEqual([
      'registered',
      'corrected',
    ]);
  });

  test('is found by the new name and no longer by the old one', async () => {
    const { people } = await aHousehold(service);
    await correct({ personId: people[0], name: { ar: 'قسورة شهاب' } });
    const found = async (name: string) => {
      const { data } = await service.ask<{ searchPersons: { nodes: { id: string }[] } }>(
        ...([
          gizaWorker,
          `query ($name: String) { searchPersons(name: $name, first: 100) { nodes { id } } }`,
          { name },
        ] as const),
      );
      return data.searchPersons.nodes.map(({ id }) => id);
    };

    expect(await found('قسوره')).toEqual(people);
    expect(await found('محمد')).not.toContain(people[0]);
  });

  test('of birth date and sex is for guests', async () => {
    const document = { kind: 'PASSPORT', country: 'SY', number: 'N00112233' };
    const guest = { name: { ar: 'سليم' }, document, birthDate: '1990-01-01', sex: 'MALE' };
    const { household } = await register(service, [{ relationship: 'HEAD', person: guest }]);
    const { people } = await aHousehold(service);

    const ofGuest = await correct({ personId: household?.head.id, birthDate: '1991-01-01', sex: 'FEMALE' });
    const ofCitizen = await correct({ personId: people[0], birthDate: '1991-01-01' });

    expect(ofGuest.person).toMatchObject({ birthDate: '1991-01-01', sex: 'FEMALE' });
    expect(codesOf(ofCitizen)).toEqual(['FOLLOWS_NATIONAL_ID']);
  });

  test.each([
    ['of nothing', {}, 'NOTHING_TO_CORRECT'],
    ['without a reason', { name: { ar: 'محمود' }, reason: ' ' }, 'REASON_MISSING'],
    ['of a person who is not there', { personId: randomUUID(), name: { ar: 'محمود' } }, 'PERSON_NOT_FOUND'],
  ])('is refused: %s', async (_name, facts, code) => {
    const { people } = await aHousehold(service);
    const before = await rowCounts(service);

    const refused = await correct({ personId: people[0], ...facts });

    expect(codesOf(refused)).toEqual([code]);
    expect(await rowCounts(service)).toEqual(before);
  });

  test('is made by nobody outside the governorate, nor by the citizen', async () => {
    const { people } = await aHousehold(service);
    const input = { personId: people[0], name: { ar: 'محمود' }, reason: 'why' };

    const { status } = await service.ask(citizen(people[0] as string), CORRECT, { input });

    expect(status).toBe(403);
    expect(codesOf(await correct(input, cairoWorker))).toEqual(['PERSON_NOT_FOUND']);
  });

  test('is kept for ever', async () => {
    const { people } = await aHousehold(service);
    await correct({ personId: people[0], name: { ar: 'محمود' } });

    for (const role of ['case_worker', 'ministry_admin', 'system']) {
      const rights = `select has_table_privilege('caller_${role}', 'person_correction', 'update, delete') as may`;
      expect(await service.database.owner(rights)).toEqual([{ may: false }]);
    }
  });
});
