import { randomUUID } from 'node:crypto';
import type { Caller, Role } from '@solidarity/subgraph-kit/access/caller';
import { ROLE_NAMES } from '@solidarity/subgraph-kit/access/caller';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import {
  admin,
  aHousehold,
  aMember,
  auditor,
  cairoWorker,
  CAIRO_ADDRESS,
  citizen,
  gizaWorker,
  mutate,
  partner,
  register,
  registryService,
} from '../testing/registry';
import { serve } from '../testing/village';

let service: TestService;
const ngoId = randomUUID();
let giza: { id: string; people: string[] };
let served: { id: string; people: string[] };
let cairo: { id: string; people: string[] };

beforeAll(async () => {
  service = await registryService();
  giza = await aHousehold(service, [
    aMember('HEAD', 'حسن'),
    aMember('CHILD', 'ليلى', { born: '2010-01-01', sex: 'FEMALE' }),
  ]);
  served = await aHousehold(service);
  cairo = await aHousehold(service, undefined, { caller: cairoWorker, address: CAIRO_ADDRESS });
  await serve(service, ngoId, served.id);
});
afterAll(() => service.close());

const seenBy = async (caller: Caller) => {
  const query = `query ($ids: [_Any!]!) {
    _entities(representations: $ids) { ... on Household { id } ... on Person { id } }
    households { nodes { id } }
  }`;
  const homes = [giza, served, cairo];
  const ids = [
    ...homes.map(({ id }) => ({ __typename: 'Household', id })),
    ...homes.map(({ people }) => ({ __typename: 'Person', id: people[0] })),
  ];
  const { data } = await service.ask<{
    _entities: ({ id: string } | null)[];
    households: { nodes: { id: string }[] };
  }>(caller, query, { ids });
  return {
    entities: data._entities.map((entity) => entity !== null),
    listed: data.households.nodes.map(({ id }) => id),
  };
};

describe('whose rows a caller sees', () => {
  test.each<[string, Caller, boolean[]]>([
    ['the ministry: all', admin, [true, true, true, true, true, true]],
    ['an auditor: all', auditor, [true, true, true, true, true, true]],
    ['child protection: all', aCaller('child_protection_officer'), [true, true, true, true, true, true]],
    ['a case worker: the governorate', gizaWorker, [true, true, false, true, true, false]],
    ['another case worker: theirs', cairoWorker, [false, false, true, false, false, true]],
    [
      'a case worker of no governorate: none',
      aCaller('case_worker'),
      [false, false, false, false, false, false],
    ],
    ['a partner: what it serves', partner(ngoId), [false, true, false, false, true, false]],
    ['another partner: none', partner(randomUUID()), [false, false, false, false, false, false]],
    [
      'a partner of no organisation: none',
      aCaller('ngo_partner'),
      [false, false, false, false, false, false],
    ],
    ['a citizen of no household: none', citizen(randomUUID()), [false, false, false, false, false, false]],
  ])('%s', async (_name, caller, expected) => {
    const homes = [giza, served, cairo].map(({ id }) => id);

    const { entities, listed } = await seenBy(caller);

    expect(entities).toEqual(expected);
    expect([...listed].sort()).toEqual(homes.filter((_home, index) => expected[index]).sort());
  });

  test('a citizen: their own household and its people', async () => {
    const [head, daughter] = giza.people;
    const query = `{ me { id household { id members { person { id name { ar } } } } } households { nodes { id } } }`;

    const { data } = await service.ask(citizen(daughter as string), query);

    expect(data).toEqual({
      me: {
        id: daughter,
        household: {
          id: giza.id,
          members: [
            { person: { id: head, name: { ar: 'حسن' } } },
            { person: { id: daughter, name: { ar: 'ليلى' } } },
          ],
        },
      },
      households: { nodes: [{ id: giza.id }] },
    });
  });

  test('a partner sees no former member of a household that it serves', async () => {
    const family = await aHousehold(
      service,
      [aMember('HEAD', 'سمير'), aMember('CHILD', 'دينا', { born: '2005-01-01', sex: 'FEMALE' })],
      { formedOn: '2020-01-01' },
    );
    await serve(service, ngoId, family.id);
    const end = `mutation ($input: EndMembershipInput!) { endMembership(input: $input) { errors { code } } }`;
    await mutate(service, gizaWorker, end, {
      householdId: family.id,
      personId: family.people[1],
      leftOn: '2026-01-01',
      reason: 'LEFT',
    });
    const query = `query ($id: ID!, $person: ID!) { household(id: $id) { members(on: "2025-01-01") { person { id } } } person(id: $person) { id } }`;
    const variables = { id: family.id, person: family.people[1] };

    const byPartner = await service.ask(partner(ngoId), query, variables);
    const byWorker = await service.ask(gizaWorker, query, variables);

    expect(byPartner.data).toEqual({
      household: { members: [{ person: { id: family.people[0] } }] },
      person: null,
    });
    expect(byWorker.data).toEqual({
      household: { members: family.people.map((id) => ({ person: { id } })) },
      person: { id: family.people[1] },
    });
  });

  test('no role but those sees a row of any table about people', async () => {
    const readers: readonly Role[] = [
      'ministry_admin',
      'auditor',
      'child_protection_officer',
      'case_worker',
      'ngo_partner',
      'citizen',
      'system',
    ];
    const tables = [
      'person',
      'household',
      'membership',
      'household_address',
      'headship',
      'person_correction',
      'service_consent',
    ];

    for (const role of ROLE_NAMES.filter((name) => !readers.includes(name))) {
      for (const table of tables) {
        const reading = service.database.as(aCaller(role)).rows(`select * from ${table}`);
        await expect(reading).rejects.toMatchObject({ code: '42501' });
      }
    }
  });

  test('PostgreSQL lets a case worker write no row of another governorate', async () => {
    const reads = service.database.as(cairoWorker);

    const updated = await reads.rows('update person set birth_date = birth_date where id = $1 returning id', [
      giza.people[0],
    ]);
    const inserting = reads.rows(
      `insert into membership (household_id, person_id, relationship, relative_to_id, joined_on)
       values ($1, $2, 'CHILD', $3, '2026-01-01')`,
      [giza.id, cairo.people[0], giza.people[0]],
    );

    expect(updated).toEqual([]);
    await expect(inserting).rejects.toMatchObject({ code: '42501' });
  });

  test('nobody removes a row', async () => {
    for (const role of ROLE_NAMES) {
      const rights = `select bool_or(has_table_privilege('caller_${role}', oid, 'delete, truncate')) as may
        from pg_class where relname in ('person', 'household', 'membership', 'household_address', 'headship', 'service_consent', 'area')`;
      expect(await service.database.owner(rights)).toEqual([{ may: false }]);
    }
  });
});

describe('what identifies a person', () => {
  const query = `query ($id: ID!) { person(id: $id) { nationalId document { number } } }`;

  test.each<[string, () => Caller, RegExp]>([
    ['is whole for a case worker', () => gizaWorker, /^\d{14}$/],
    ['is whole for an auditor', () => auditor, /^\d{14}$/],
    ['is masked for a partner', () => partner(ngoId), /^\d{7}\*{6}\d$/],
    ['is masked for the citizen', () => citizen(served.people[0] as string), /^\d{7}\*{6}\d$/],
    [
      'is masked for a case worker whose token was narrowed',
      () => ({ ...gizaWorker, scopes: new Set(['registry:read'] as const) }),
      /^\d{7}\*{6}\d$/,
    ],
  ])('%s', async (_name, caller, expected) => {
    const { data } = await service.ask<{ person: { nationalId: string } }>(caller(), query, {
      id: served.people[0],
    });

    expect(data.person.nationalId).toMatch(expected);
  });

  test('is masked in a document too', async () => {
    const document = { kind: 'PASSPORT', country: 'SD', number: 'P7654321' };
    const guest = { name: { ar: 'الطيب' }, document, birthDate: '1990-01-01', sex: 'MALE' };
    const { household } = await register(service, [{ relationship: 'HEAD', person: guest }]);
    const id = household?.head.id;

    const whole = await service.ask(gizaWorker, query, { id });
    const masked = await service.ask(citizen(id as string), query, { id });

    expect(whole.data).toEqual({ person: { nationalId: null, document: { number: 'P7654321' } } });
    expect(masked.data).toEqual({ person: { nationalId: null, document: { number: '******21' } } });
  });
});

describe('what is for the ministry alone', () => {
  test.each(['heads { since }', 'addresses { line }', 'history { action }'])(
    '%s of a household',
    async (field) => {
      const query = `query ($id: ID!) { household(id: $id) { ${field} } }`;

      expect((await service.ask(partner(ngoId), query, { id: served.id })).status).toBe(403);
      expect((await service.ask(gizaWorker, query, { id: served.id })).status).toBe(200);
    },
  );

  test.each(['corrections { field }', 'deathEvidence'])('%s of a person', async (field) => {
    const query = `query ($id: ID!) { person(id: $id) { ${field} } }`;

    expect((await service.ask(partner(ngoId), query, { id: served.people[0] })).status).toBe(403);
    expect((await service.ask(gizaWorker, query, { id: served.people[0] })).status).toBe(200);
  });
});
