import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { testService, type TestService } from '@solidarity/subgraph-kit/testing/service';
import { fixedClock } from '@solidarity/subgraph-kit/values/clock';
import { service } from '../service';
import { admin, ngo, officer, partner, stranger, fosterWorld } from '../testing/foster-world';

describe('who sees foster families', () => {
  let homes: TestService;
  const { act, codes, aCouple, aDraft, aTrained, approve, stateOf } = fosterWorld(() => homes);

  beforeAll(async () => {
    homes = await testService(service, fixedClock('2026-11-22T10:00:00Z'));
  });
  afterAll(() => homes.close());
  afterEach(() => expect(homes.faults).toEqual([]));

  describe('who may and who may not', () => {
    const PERSON = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Person { fosterApplications { id state } } } }`;
    const ofPerson = async (caller: Caller, id: string | undefined) => {
      const r = [{ __typename: 'Person', id }];
      const { data } = await homes.ask<{ _entities: { fosterApplications: { id: string }[] }[] }>(
        caller,
        PERSON,
        { r },
      );
      return data._entities[0]?.fosterApplications.map((one) => one.id);
    };

    test('an application is seen by the family, its NGO and the officers, and by nobody else', async () => {
      const { applicationId, people } = await aDraft();
      const [him, wife] = people;
      const citizen = (personId: string | undefined) => aCaller('citizen', { personId });
      const seeing = [citizen(him), citizen(wife), partner, officer, admin, aCaller('auditor')];
      const blind = [citizen(randomUUID()), stranger, aCaller('ngo_partner')];

      for (const caller of seeing)
        expect([caller.role, await ofPerson(caller, him)]).toEqual([caller.role, [applicationId]]);
      for (const caller of blind)
        expect([caller.role, await ofPerson(caller, him)]).toEqual([caller.role, []]);
      const spouse = `query ($id: ID!) { fosterApplication(id: $id) { applicants { person { id } } history { toState } } }`;
      expect((await homes.ask(citizen(wife), spouse, { id: applicationId })).data).toEqual({
        fosterApplication: {
          applicants: people.map((id) => ({ person: { id } })),
          history: [{ toState: 'DRAFT' }],
        },
      });
      expect((await homes.ask(stranger, spouse, { id: applicationId })).data).toEqual({
        fosterApplication: null,
      });
    });

    test.each([
      'public',
      'marketplace',
      'analyst',
      'care_home_staff',
      'lender_officer',
      'case_worker',
      'inspector',
    ] as const)('%s may not ask for families', async (role) => {
      const { status } = await homes.ask(aCaller(role), '{ fosterApplications { nodes { id } } }');

      expect(status).toBe(403);
    });

    test('the study of the home is not for the NGO, nor the members of the committee', async () => {
      const { applicationId } = await aTrained();
      const ask = (field: string) =>
        homes.ask(partner, `query ($id: ID!) { fosterApplication(id: $id) { ${field} } }`, {
          id: applicationId,
        });

      expect((await ask('homeStudies { report }')).status).toBe(403);
      expect((await ask('decisions { committee }')).status).toBe(403);
      expect((await ask('decisions { kind }')).data).toMatchObject({
        fosterApplication: { decisions: [{ kind: 'ELIGIBILITY' }] },
      });
    });

    test('another NGO finds no application to change, and a partner takes no step of the officers', async () => {
      const { applicationId } = await aDraft();

      expect(codes(await act(stranger, 'submitFosterApplication', { applicationId }))).toEqual([
        'APPLICATION_NOT_FOUND',
      ]);
      expect(codes(await act(stranger, 'withdrawFosterApplication', { applicationId, reason: 'x' }))).toEqual(
        ['APPLICATION_NOT_FOUND'],
      );
      const check =
        'mutation ($id: ID!) { checkFosterEligibility(input: { applicationId: $id }) { errors { code } } }';
      for (const caller of [partner, aCaller('citizen'), aCaller('auditor')]) {
        expect((await homes.ask(caller, check, { id: applicationId })).status).toBe(403);
      }
      expect(await stateOf(applicationId)).toBe('DRAFT');
    });

    test('whose family is shown stands on the audit trail', async () => {
      const { applicationId, people } = await aDraft();

      await homes.ask(officer, 'query ($id: ID!) { fosterApplication(id: $id) { monthlyIncome } }', {
        id: applicationId,
      });

      const read = await homes.database.owner(
        "select role, entity from audit_entry where action = 'read' and person_ids @> $1 and subject = 'officer'",
        [people],
      );
      expect(read).toContainEqual({ role: 'child_protection_officer', entity: 'FosterApplication' });
    });
  });

  describe('the waiting list', () => {
    const LIST = `query ($governorate: Governorate!, $first: Int!, $after: String) {
      fosterWaitingList(governorate: $governorate, first: $first, after: $after) { nodes { id waitingPosition } pageInfo { endCursor hasNextPage } } }`;
    interface List {
      fosterWaitingList: {
        nodes: { id: string; waitingPosition: number }[];
        pageInfo: { endCursor: string; hasNextPage: boolean };
      };
    }

    test('stands by the time of approval in each governorate; a partner sees its own families at their true places', async () => {
      const families: string[] = [];
      for (const [areaId, caller] of [
        ['EG-ASN', admin],
        ['EG-ASN', partner],
        ['EG-LX', admin],
        ['EG-ASN', admin],
      ] as const) {
        families.push((await aTrained(aCouple({ areaId }), caller)).applicationId);
      }
      for (const [index, id] of families.entries()) {
        expect(codes(await approve(id))).toEqual([]);
        const at = `2026-11-2${2 - (index === 3 ? 2 : 0)}T10:0${index}:00Z`;
        await homes.database.owner('update foster_application set state_since = $2 where id = $1', [id, at]);
      }
      const [first, second, luxor, earliest] = families;
      const list = async (caller: Caller, governorate: string, page: object = { first: 10 }) =>
        (await homes.ask<List>(caller, LIST, { governorate, ...page })).data.fosterWaitingList;

      const places = (nodes: List['fosterWaitingList']['nodes']) =>
        nodes.map((one) => [one.id, one.waitingPosition]);
      expect(places((await list(officer, 'EG_ASN')).nodes)).toEqual([
        [earliest, 1],
        [first, 2],
        [second, 3],
      ]);
      expect(places((await list(officer, 'EG_LX')).nodes)).toEqual([[luxor, 1]]);
      expect(places((await list(partner, 'EG_ASN')).nodes)).toEqual([[second, 3]]);
      const page = await list(officer, 'EG_ASN', { first: 2 });
      const next = await list(officer, 'EG_ASN', { first: 2, after: page.pageInfo.endCursor });
      expect([page.pageInfo.hasNextPage, places(next.nodes)]).toEqual([true, [[second, 3]]]);
    });

    test('and lists of applications need the same statements for 5 and for 50 rows', async () => {
      const statements = `
        with one as (
          insert into foster_application (id, kind, state, state_since, applicant_person_id, area_id, address, monthly_income,
            wish_age_from, wish_age_to, wish_takes_siblings, assisted_by_ngo_id, started_by, submitted_on)
          select gen_random_uuid(), 'SINGLE_WOMAN', 'WAITING', now(), gen_random_uuid(), 'EG-MT', 'x', 9000, 0, 4, false, $1, 'x', '2026-11-01'
          from generate_series(1, 60) returning id, applicant_person_id)
        insert into foster_applicant (id, application_id, person_id, place, birth_date, sex, marital_status, religion, schooling)
        select gen_random_uuid(), id, applicant_person_id, 1, '1990-01-01', 'FEMALE', 'WIDOWED', 'MUSLIM', 'SECONDARY' from one
        returning person_id`;
      const people = await homes.database.owner<{ person_id: string }>(statements, [ngo]);
      const fields = `id state dueOn isLate waitingPosition assistedBy { id } decision { outcome } documents { kind }
        applicants { person { id } } decisions { kind } history { toState }`;
      const list = `query ($first: Int!) { fosterWaitingList(governorate: EG_MT, first: $first) { nodes { ${fields} } } }`;
      const persons = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Person { fosterApplications { ${fields} } } } }`;
      const refs = (count: number) => ({
        r: people.slice(0, count).map(({ person_id: id }) => ({ __typename: 'Person', id })),
      });
      const needs = (query: string, variables: Record<string, unknown>) =>
        homes.statementsOf(async () => {
          const { data, errors } = await homes.ask<Record<string, unknown>>(partner, query, variables);
          if (errors) throw new Error(JSON.stringify([errors, homes.faults]));
          expect(JSON.stringify(data)).toContain('WAITING');
        });
      await needs(list, { first: 1 });

      expect(await needs(list, { first: 50 })).toBe(await needs(list, { first: 5 }));
      expect(await needs(persons, refs(50))).toBe(await needs(persons, refs(5)));
      expect(
        await needs(
          'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Person { fosterApplications { state } } } }',
          refs(50),
        ),
      ).toBe(1);
    });
  });
});
