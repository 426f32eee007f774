import { randomUUID } from 'node:crypto';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import {
  admin,
  aHousehold,
  aMember,
  cairoWorker,
  CAIRO_ADDRESS,
  changesOf,
  codesOf,
  eventsOf,
  GIZA_ADDRESS,
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
  readonly household: object | null;
  readonly errors: readonly TestRefusal[];
}
const MOVE = `mutation ($input: MoveHouseholdInput!) {
  moveHousehold(input: $input) {
    household {
      governorate area { id }
      address { line coordinates { latitude longitude } since }
      addresses { line since until area { id } }
    }
    errors { code field message }
  }
}`;
const move = (input: object, caller = gizaWorker) => mutate<Payload>(service, caller, MOVE, input);
const next = { areaId: 'EG-GZ', line: 'شارع فيصل 40', coordinates: { latitude: 30.01, longitude: 31.19 } };

describe('a move', () => {
  test('keeps the address that was left', async () => {
    const { id, people } = await aHousehold(service, undefined, { formedOn: '2020-01-01' });

    const { household, errors } = await move({ householdId: id, address: next, movedOn: '2025-09-01' });

    expect(errors).toEqual([]);
    expect(household).toEqual({
      governorate: 'EG_GZ',
      area: { id: 'EG-GZ' },
      address: {
        line: 'شارع فيصل 40',
        coordinates: { latitude: 30.01, longitude: 31.19 },
        since: '2025-09-01',
      },
      addresses: [
        { line: GIZA_ADDRESS.line, since: '2020-01-01', until: '2025-09-01', area: { id: 'EG-GZ' } },
        { line: 'شارع فيصل 40', since: '2025-09-01', until: null, area: { id: 'EG-GZ' } },
      ],
    });
    expect((await eventsOf(service, id)).at(-1)?.payload).toMatchObject({ change: 'MOVED', areaId: 'EG-GZ' });
    expect((await changesOf(service, people[0] as string)).map(({ action }) => action)).toEqual([
      'registered',
      'moved',
    ]);
  });

  test('into another governorate is recorded by the ministry and takes the people along', async () => {
    const { id, people } = await aHousehold(service, [
      aMember('HEAD', 'حسن'),
      aMember('CHILD', 'ليلى', { born: '2010-01-01' }),
    ]);
    const byWorker = await move({ householdId: id, address: CAIRO_ADDRESS });

    const byMinistry = await move({ householdId: id, address: CAIRO_ADDRESS }, admin);

    expect(codesOf(byWorker)).toEqual(['AREA_OUTSIDE_YOURS']);
    expect(byMinistry.household).toMatchObject({ governorate: 'EG_C', area: { id: 'EG-C' } });
    const query = `query ($id: ID!, $person: ID!) { household(id: $id) { id } person(id: $person) { id } }`;
    const seenBy = async (caller: typeof admin) =>
      (await service.ask(caller, query, { id, person: people[1] })).data;
    expect(await seenBy(gizaWorker)).toEqual({ household: null, person: null });
    expect(await seenBy(cairoWorker)).toEqual({ household: { id }, person: { id: people[1] } });
  });

  test('twice at once leaves one present address', async () => {
    const { id } = await aHousehold(service);

    const answers = await Promise.all(
      ['شارع 1', 'شارع 2'].map((line) => move({ householdId: id, address: { ...GIZA_ADDRESS, line } })),
    );

    expect(answers.flatMap(codesOf)).toEqual([]);
    const present = 'select line from household_address where household_id = $1 and until is null';
    expect(await service.database.owner(present, [id])).toHaveLength(1);
  });

  test.each([
    ['to the same address', { address: GIZA_ADDRESS }, 'ADDRESS_UNCHANGED'],
    ['tomorrow', { movedOn: '2026-11-23' }, 'DATE_IN_FUTURE'],
    ['before the last move', { movedOn: '2026-11-21' }, 'DATE_TOO_EARLY'],
    ['to no known area', { address: { ...next, areaId: 'EG-GZ-99' } }, 'AREA_NOT_FOUND'],
    [
      'to the sea',
      { address: { ...next, coordinates: { latitude: 33, longitude: 29 } } },
      'COORDINATES_OUTSIDE_EGYPT',
    ],
    ['of a household that is not there', { householdId: randomUUID() }, 'HOUSEHOLD_NOT_FOUND'],
  ])('is refused: %s', async (_name, facts, code) => {
    const { id } = await aHousehold(service);
    const before = await rowCounts(service);

    const refused = await move({ householdId: id, address: next, ...facts });

    expect(codesOf(refused)).toEqual([code]);
    expect(await rowCounts(service)).toEqual(before);
  });
});
