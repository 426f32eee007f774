import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { ngoStandingChanged } from '@solidarity/subgraph-kit/events/catalogue';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { SYSTEM_CALLER } from '@solidarity/subgraph-kit/access/roles';
import { inTransaction } from '@solidarity/subgraph-kit/database/transaction';
import type { HandlerContext } from '@solidarity/subgraph-kit/events/inbox';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { testService, type TestService } from '@solidarity/subgraph-kit/testing/service';
import { fixedClock } from '@solidarity/subgraph-kit/values/clock';
import { service } from '../service';
import { hearNgoStanding } from '@solidarity/subgraph-kit/events/ngo-standing.projection';

const ngo = '0b000000-0000-4000-8000-000000000001';
const otherNgo = '0b000000-0000-4000-8000-000000000002';
const partner = aCaller('ngo_partner', { ngoId: ngo });
const inspector = aCaller('inspector');
const admin = aCaller('ministry_admin');
const officer = aCaller('child_protection_officer');
const anyone = aCaller('public');

const APPLY = `mutation ($input: ApplyForCareHomeLicenceInput!) {
  applyForCareHomeLicence(input: $input) { careHome { id licenceStatus governorate occupied freePlaces } errors { code message } }
}`;
const INSPECT = `mutation ($input: RecordCareHomeInspectionInput!) {
  recordCareHomeInspection(input: $input) { careHome { licenceStatus inspections { findings } } errors { code } }
}`;
const LICENSE = `mutation ($id: ID!) {
  licenseCareHome(input: { careHomeId: $id }) { careHome { licenceStatus licensedUntil } decision { outcome reasons { code } } errors { code } }
}`;
const ADMIT = `mutation ($input: AdmitResidentInput!) {
  admitResident(input: $input) { stay { id person { id } } errors { code message } }
}`;

interface Payload {
  careHome: { id: string } | null;
  stay: { id: string } | null;
  decision: { outcome: string; reasons: { code: string }[] } | null;
  errors: { code: string; message: string }[];
}

describe('care homes', () => {
  let homes: TestService;

  beforeAll(async () => {
    homes = await testService(service, fixedClock('2026-11-22T10:00:00Z'));
  });
  afterAll(() => homes.close());

  const codes = (payload: Payload | undefined) => payload?.errors.map(({ code }) => code);
  const applicationOf = (differing: object = {}) => ({
    operatorNgoId: ngo,
    name: { ar: 'دار الأمل للمسنين' },
    kind: 'OLDER_PEOPLE',
    areaId: 'EG-GZ-03',
    address: '١٢ شارع النيل',
    capacity: 2,
    idempotencyKey: randomUUID(),
    ...differing,
  });
  async function change(
    caller = partner,
    query = APPLY,
    variables: object = { input: applicationOf() },
  ): Promise<Payload> {
    const { data, errors } = await homes.ask<Record<string, Payload>>(
      caller,
      query,
      variables as Record<string, unknown>,
    );
    if (errors) throw new Error(JSON.stringify([errors, homes.faults]));
    return Object.values(data)[0] as Payload;
  }
  async function anApplication(differing: object = {}): Promise<string> {
    return (await change(partner, APPLY, { input: applicationOf(differing) })).careHome?.id ?? '';
  }
  const inspect = (careHomeId: string, differing: object = {}, caller = inspector) =>
    change(caller, INSPECT, {
      input: {
        careHomeId,
        inspectedOn: '2026-11-20',
        findings: 'نظيفة وآمنة',
        isRecommended: true,
        ...differing,
      },
    });
  async function aLicensedHome(differing: object = {}): Promise<string> {
    const id = await anApplication(differing);
    await inspect(id);
    expect(codes(await change(admin, LICENSE, { id }))).toEqual([]);
    return id;
  }
  const admit = (careHomeId: string, differing: object = {}, caller = officer) =>
    change(caller, ADMIT, {
      input: {
        careHomeId,
        personId: randomUUID(),
        decisionReference: '17/2026',
        idempotencyKey: randomUUID(),
        ...differing,
      },
    });
  const occupied = async (id: string) =>
    (
      await homes.database.owner<{ occupied: number }>('select occupied from care_home where id = $1', [id])
    )[0]?.occupied;

  describe('the way to a licence', () => {
    test('leads from application and inspection to a licence of three years, with its history and events', async () => {
      const id = await anApplication();
      await inspect(id);

      const licensed = await change(admin, LICENSE, { id });

      expect(licensed).toEqual({
        careHome: { licenceStatus: 'LICENSED', licensedUntil: '2029-11-21' },
        decision: { outcome: 'LICENSE', reasons: [] },
        errors: [],
      });
      const history =
        'query ($id: ID!) { careHome(id: $id) { licenceHistory { fromState toState byRole } } }';
      expect((await homes.ask(admin, history, { id })).data).toEqual({
        careHome: {
          licenceHistory: [
            { fromState: null, toState: 'APPLIED', byRole: 'ngo_partner' },
            { fromState: 'APPLIED', toState: 'INSPECTED', byRole: 'inspector' },
            { fromState: 'INSPECTED', toState: 'LICENSED', byRole: 'ministry_admin' },
          ],
        },
      });
      const events = await homes.database.owner(
        "select payload ->> 'licence' as licence from event where subject = $1 order by seq",
        [id],
      );
      expect(events.map((event) => event['licence'])).toEqual(['APPLIED', 'INSPECTED', 'LICENSED']);
    });

    test('is not given by who inspected, and tells why', async () => {
      const id = await anApplication();
      await inspect(id, {}, admin);

      const payload = await change(admin, LICENSE, { id });

      expect([payload.careHome, payload.decision?.reasons, codes(payload)]).toEqual([
        null,
        [{ code: 'INSPECTED_BY_THE_SAME' }],
        ['LICENCE_NOT_POSSIBLE'],
      ]);
    });

    test('is not given by who applied, and tells why', async () => {
      const { careHome } = await change(admin);
      const id = careHome?.id ?? '';
      await inspect(id);

      const payload = await change(admin, LICENSE, { id });

      expect([payload.decision?.reasons, codes(payload)]).toEqual([
        [{ code: 'APPLIED_BY_THE_SAME' }],
        ['LICENCE_NOT_POSSIBLE'],
      ]);
    });

    test('is not for an inspector to give', async () => {
      const id = await anApplication();
      await inspect(id);

      expect(codes(await change(inspector, LICENSE, { id }))).toEqual(['NOT_YOUR_STEP']);
    });

    test('does not begin while new orphanages are frozen, and does for small homes', async () => {
      const frozen = await change(partner, APPLY, { input: applicationOf({ kind: 'ORPHANAGE' }) });
      const small = await change(partner, APPLY, { input: applicationOf({ kind: 'SMALL_HOME' }) });

      expect(codes(frozen)).toEqual(['KIND_FROZEN']);
      expect(frozen.errors[0]?.message).toContain('2026-12-15');
      expect(codes(small)).toEqual([]);
    });

    test('begins once however often the application is sent, also at once', async () => {
      const input = applicationOf();

      const answers = await Promise.all([1, 2, 3].map(() => change(partner, APPLY, { input })));

      expect(new Set(answers.map(({ careHome }) => careHome?.id)).size).toBe(1);
    });

    test.each([
      ['for another NGO', { operatorNgoId: otherNgo }, 'NGO_NOT_YOURS'],
      ['without a name', { name: { ar: ' ' } }, 'TEXT_MISSING'],
      ['in no area', { areaId: 'EG-XX' }, 'AREA_UNKNOWN'],
      ['without places', { capacity: 0 }, 'CAPACITY_OUT_OF_RANGE'],
      ['with a thousand and one', { capacity: 1001 }, 'CAPACITY_OUT_OF_RANGE'],
    ])('does not begin %s', async (_name, differing, code) => {
      const before = await homes.database.owner('select count(*) from care_home');

      expect(codes(await change(partner, APPLY, { input: applicationOf(differing) }))).toEqual([code]);
      expect(await homes.database.owner('select count(*) from care_home')).toEqual(before);
    });
  });

  describe('admission', () => {
    test('never passes the places, however many come at once', async () => {
      const id = await aLicensedHome({ capacity: 2 });

      const answers = await Promise.all(Array.from({ length: 8 }, () => admit(id)));

      expect(answers.filter(({ stay }) => stay !== null)).toHaveLength(2);
      expect(answers.flatMap(codes)).toEqual(Array.from({ length: 6 }, () => 'HOME_FULL'));
      expect(await occupied(id)).toBe(2);
    });

    test('of one person into two homes at once succeeds once', async () => {
      const [one, two] = [await aLicensedHome(), await aLicensedHome()];
      const personId = randomUUID();

      const answers = await Promise.all([admit(one, { personId }), admit(two, { personId })]);

      expect(answers.flatMap(codes)).toEqual(['LIVES_IN_A_HOME']);
      expect(((await occupied(one)) ?? 0) + ((await occupied(two)) ?? 0)).toBe(1);
    });

    test('PostgreSQL itself refuses one more than there are places', async () => {
      const id = await aLicensedHome({ capacity: 1 });
      await admit(id);

      const insert = homes.database.owner(
        "insert into care_home_stay (id, care_home_id, person_id, admitted_on, decision_reference) values ($1, $2, $3, '2026-11-22', 'x')",
        [randomUUID(), id, randomUUID()],
      );

      await expect(insert).rejects.toMatchObject({ constraint: 'care_home_not_over_capacity' });
    });

    test('waits for a licence', async () => {
      const id = await anApplication();

      expect(codes(await admit(id))).toEqual(['HOME_NOT_LICENSED']);
    });

    test('frees the place again when the stay ends', async () => {
      const id = await aLicensedHome({ capacity: 1 });
      const { stay } = await admit(id);
      const discharge = `mutation ($input: DischargeResidentInput!) { dischargeResident(input: $input) { stay { dischargedOn } errors { code } } }`;
      const input = { stayId: stay?.id, dischargedOn: '2026-11-22', reason: 'عاد إلى أسرته' };

      expect(codes(await change(officer, discharge, { input }))).toEqual([]);
      expect(codes(await change(officer, discharge, { input }))).toEqual(['STAY_ENDED']);
      expect(await occupied(id)).toBe(0);
      expect(codes(await admit(id))).toEqual([]);
    });

    test('into a home of a suspended NGO is refused once its standing was heard', async () => {
      const id = await aLicensedHome({ operatorNgoId: ngo });
      await hear('SUSPENDED');

      expect(codes(await admit(id))).toEqual(['OPERATOR_MAY_NOT_ACT']);
      expect(codes(await change(partner, APPLY, { input: applicationOf() }))).toEqual([
        'OPERATOR_MAY_NOT_ACT',
      ]);

      await hear('GOOD');
      expect(codes(await admit(id))).toEqual([]);
    });

    async function hear(standing: 'SUSPENDED' | 'GOOD'): Promise<void> {
      const payload = { ngoId: ngo, standing, since: '2026-11-01', licensedUntil: null };
      const handle = hearNgoStanding.prepare({
        id: randomUUID(),
        subject: ngo,
        occurredAt: '2026-11-01T00:00:00Z',
        payload: ngoStandingChanged.parse(payload),
      });
      await inTransaction(homes.database.dataSource, SYSTEM_CALLER, (manager) =>
        handle({ manager } as HandlerContext),
      );
    }

    test('is kept on the audit trail', async () => {
      const personId = randomUUID();

      await admit(await aLicensedHome(), { personId });

      const kept = await homes.database.owner(
        'select action, role from audit_entry where $1 = any(person_ids) order by seq',
        [personId],
      );
      expect(kept[0]).toEqual({ action: 'admit', role: 'child_protection_officer' });
    });
  });

  describe('the number of places', () => {
    const CHANGE = `mutation ($input: ChangeCareHomeCapacityInput!) { changeCareHomeCapacity(input: $input) { careHome { capacity } errors { code } } }`;

    test.each([
      [1, []],
      [0, ['CAPACITY_OUT_OF_RANGE']],
    ])('with one resident may become %i: %j', async (capacity, refused) => {
      const id = await aLicensedHome({ capacity: 3 });
      await admit(id);

      expect(
        codes(await change(admin, CHANGE, { input: { careHomeId: id, capacity, reason: 'توسعة' } })),
      ).toEqual(refused);
    });

    test('is changed for a reason that stays', async () => {
      const id = await aLicensedHome({ capacity: 3 });

      await change(admin, CHANGE, { input: { careHomeId: id, capacity: 5, reason: 'توسعة' } });

      const kept =
        'select action, reason from state_transition where subject_id = $1 order by ordinal desc limit 1';
      expect(await homes.database.owner(kept, [id])).toEqual([
        { action: 'change_capacity', reason: 'توسعة' },
      ]);
    });

    test('a home in which somebody lives is not closed', async () => {
      const id = await aLicensedHome();
      await admit(id);
      const close =
        'mutation ($id: ID!) { closeCareHome(input: { careHomeId: $id, reason: "x" }) { careHome { id } errors { code } } }';

      expect(codes(await change(admin, close, { id }))).toEqual(['HOME_NOT_EMPTY']);
    });
  });

  describe('what is seen', () => {
    const RESIDENTS = 'query ($id: ID!) { careHome(id: $id) { residents { nodes { person { id } } } } }';

    test('anyone sees a licensed home, nobody outside sees an application', async () => {
      const [licensed, applied] = [await aLicensedHome(), await anApplication()];
      const query =
        'query ($a: ID!, $b: ID!) { a: careHome(id: $a) { freePlaces operator { id } } b: careHome(id: $b) { id } }';
      const asks = (caller: typeof anyone) => homes.ask(caller, query, { a: licensed, b: applied });

      expect((await asks(anyone)).data).toEqual({ a: { freePlaces: 2, operator: { id: ngo } }, b: null });
      expect((await asks(aCaller('ngo_partner', { ngoId: otherNgo }))).data).toMatchObject({ b: null });
      expect((await asks(partner)).data).toMatchObject({ b: { id: applied } });
    });

    test('the steps of a licence are for the ministry, its NGO and its staff', async () => {
      const id = await aLicensedHome();
      const query = 'query ($id: ID!) { careHome(id: $id) { licenceHistory { toState } } }';
      const stepsSeenBy = async (caller: typeof anyone) =>
        (await homes.ask<{ careHome: { licenceHistory: object[] } }>(caller, query, { id })).data.careHome
          .licenceHistory.length;

      expect(await stepsSeenBy(partner)).toBe(3);
      expect(await stepsSeenBy(inspector)).toBe(3);
      expect(await stepsSeenBy(aCaller('care_home_staff', { homeId: id }))).toBe(3);
      expect(await stepsSeenBy(aCaller('ngo_partner', { ngoId: otherNgo }))).toBe(0);
    });

    test('the decision about a licence is for the ministry, its NGO and its staff', async () => {
      const id = await aLicensedHome();
      const query = 'query ($id: ID!) { careHome(id: $id) { licenceDecision { outcome } } }';
      const decisionFor = async (caller: Caller): Promise<unknown> =>
        (await homes.ask<{ careHome: { licenceDecision: unknown } }>(caller, query, { id })).data.careHome
          .licenceDecision;

      const insiders = [admin, inspector, partner, aCaller('care_home_staff', { homeId: id })];
      const outsiders = [
        aCaller('ngo_partner', { ngoId: otherNgo }),
        aCaller('ngo_partner'),
        aCaller('care_home_staff', { homeId: randomUUID() }),
      ];
      for (const caller of insiders) expect(await decisionFor(caller)).not.toBeNull();
      for (const caller of outsiders) expect(await decisionFor(caller)).toBeNull();
    });

    test('residents are for the home’s own staff and the officers in charge', async () => {
      const id = await aLicensedHome();
      const personId = randomUUID();
      await admit(id, { personId });
      const seenBy = async (caller: typeof anyone) => (await homes.ask(caller, RESIDENTS, { id })).data;
      const nobody = { careHome: { residents: { nodes: [] } } };

      expect(await seenBy(aCaller('care_home_staff', { homeId: id }))).toEqual({
        careHome: { residents: { nodes: [{ person: { id: personId } }] } },
      });
      expect(await seenBy(aCaller('care_home_staff', { homeId: randomUUID() }))).toEqual(nobody);
      expect(await seenBy(partner)).toEqual(nobody);
      expect(await seenBy(inspector)).toEqual(nobody);
      expect((await homes.ask(anyone, RESIDENTS, { id })).status).toBe(403);
    });

    test('places of areas are summed for an analyst, all areas in one statement', async () => {
      await homes.database.owner('delete from care_home_stay');
      await homes.database.owner('delete from care_home_inspection');
      await homes.database.owner('delete from care_home');
      await admit(await aLicensedHome({ capacity: 5, areaId: 'EG-GZ-03-001' }));
      await aLicensedHome({ capacity: 3, areaId: 'EG-GZ-04' });
      await anApplication({ areaId: 'EG-GZ-04' });
      const query =
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Area { careHomePlaces { homes capacity taken free } } } }';
      const r = ['EG-GZ', 'EG-GZ-03', 'EG-GZ-04', 'EG-C'].map((id) => ({ __typename: 'Area', id }));

      const answer = await homes.ask<{ _entities: { careHomePlaces: object }[] }>(aCaller('analyst'), query, {
        r,
      });

      expect(answer.data._entities.map(({ careHomePlaces }) => careHomePlaces)).toEqual([
        { homes: 2, capacity: 8, taken: 1, free: 7 },
        { homes: 1, capacity: 5, taken: 1, free: 4 },
        { homes: 1, capacity: 3, taken: 0, free: 3 },
        { homes: 0, capacity: 0, taken: 0, free: 0 },
      ]);
      expect(await homes.statementsOf(() => homes.ask(aCaller('analyst'), query, { r }))).toBe(1);
    });

    test('places of an area are the same however often it is asked for at once', async () => {
      const inOneArea = [
        await aLicensedHome({ areaId: 'EG-C-01' }),
        await aLicensedHome({ areaId: 'EG-C-01' }),
      ];
      const query = `query ($a: ID!, $b: ID!) {
        a: careHome(id: $a) { area { careHomePlaces { homes capacity } } }
        b: careHome(id: $b) { area { careHomePlaces { homes capacity } } }
      }`;

      const { data } = await homes.ask(aCaller('analyst'), query, { a: inOneArea[0], b: inOneArea[1] });

      const places = { area: { careHomePlaces: { homes: 2, capacity: 4 } } };
      expect(data).toEqual({ a: places, b: places });
    });

    test('homes of many NGOs are one statement', async () => {
      const query =
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Ngo { homes(first: 5) { nodes { name { ar } freePlaces } } } } }';
      const ngos = (count: number) =>
        Array.from({ length: count }, () => ({ __typename: 'Ngo', id: randomUUID() }));

      const few = await homes.statementsOf(() => homes.ask(anyone, query, { r: ngos(5) }));
      const many = await homes.statementsOf(() => homes.ask(anyone, query, { r: ngos(50) }));

      expect([few, many]).toEqual([1, 1]);
    });
  });
});
