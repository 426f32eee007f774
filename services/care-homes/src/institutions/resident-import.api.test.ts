import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { aList, ImportingService, statementsMatching } from '@solidarity/subgraph-kit/testing/importing';
import { testService, type TestService } from '@solidarity/subgraph-kit/testing/service';
import { fixedClock } from '@solidarity/subgraph-kit/values/clock';
import type { NationalId } from '@solidarity/subgraph-kit/values/national-id';
import { service } from '../service';

const officer = aCaller('child_protection_officer');
const admin = aCaller('ministry_admin');
const staffOf = (homeId: string): Caller => aCaller('care_home_staff', { homeId }, `staff-${homeId}`);

const HEADINGS = ['الرقم القومي', 'معرّف الدار', 'تاريخ الإلحاق', 'رقم قرار الإلحاق'];
const ADMIT = 'mutation ($input: AdmitResidentInput!) { admitResident(input: $input) { errors { code } } }';

let homes: TestService;
let desk: ImportingService;
let born = 0;

beforeAll(async () => {
  homes = await testService(service, fixedClock('2026-11-22T10:00:00Z'));
  desk = await ImportingService.over(homes);
});

afterAll(async () => {
  await desk.end();
  await homes.close();
});

/** The national ID of somebody who lives nowhere yet. */
function somebody(): string {
  born += 1;
  return `3050101210${String(born).padStart(4, '0')}`;
}

const personIdOf = (nationalId: string): string => homes.personIds.ofNationalId(nationalId as NationalId);

async function aHome(differing: Partial<Record<string, unknown>> = {}): Promise<string> {
  const home = {
    id: randomUUID(),
    ngo: randomUUID(),
    capacity: 3,
    state: 'LICENSED',
    until: '2028-01-01',
    ...differing,
  };
  await homes.database.owner(
    `insert into care_home (id, name_ar, kind, operator_ngo_id, area_id, address, capacity, licence_state,
       licensed_from, licensed_until, applied_by, applied_on)
     values ($1, 'دار', 'OLDER_PEOPLE', $2, 'EG-GZ-03', 'شارع النيل', $3, $4, '2020-01-01', $5, 'someone', '2020-01-01')`,
    [home.id, home.ngo, home.capacity, home.state, home.until],
  );
  return home.id;
}

const line = (
  nationalId: string,
  home: string,
  admittedOn = '2024-03-01',
  decision = '17/2024',
): string[] => [...[nationalId, home, admittedOn, decision]];
const listOf = (...lines: readonly string[][]): Buffer => aList(HEADINGS, ...lines);
const bring = (caller: Caller, ...lines: readonly string[][]) =>
  desk.brought(caller, 'residents', listOf(...lines));

async function occupied(home: string): Promise<number | undefined> {
  const [row] = await homes.database.owner<{ occupied: number }>(
    'select occupied from care_home where id = $1',
    [home],
  );
  return row?.occupied;
}

const staysIn = (home: string) =>
  homes.database.owner(
    `select person_id as "personId", admitted_on::text as "admittedOn", discharged_on as "dischargedOn",
            decision_reference as decision, discharge_reason as "dischargeReason"
       from care_home_stay where care_home_id = $1 order by admitted_on, person_id`,
    [home],
  );

async function admit(personId: string, careHomeId: string): Promise<void> {
  const input = { careHomeId, personId, decisionReference: '17/2024', idempotencyKey: randomUUID() };
  const answer = await homes.ask<{ admitResident: { errors: object[] } }>(officer, ADMIT, { input });
  expect(answer.data.admitResident.errors).toEqual([]);
}

describe('a list of residents', () => {
  it('comes to the same as admitting each of them', async () => {
    const [listed, admitted] = [await aHome(), await aHome()];
    const [one, other] = [somebody(), somebody()];
    await admit(personIdOf(other), admitted);

    const job = await bring(officer, line(one, listed, '22/11/2026'));

    const [byList, byCommand] = [await staysIn(listed), await staysIn(admitted)];
    expect(job).toMatchObject({ state: 'COMMITTED', rowsCommitted: 1 });
    expect(byList).toEqual([{ ...byCommand[0], personId: personIdOf(one) }]);
    expect([await occupied(listed), await occupied(admitted)]).toEqual([1, 1]);
    const trail = (id: string) =>
      homes.database.owner(
        'select subject, role, action, entity from audit_entry where $1 = any(person_ids)',
        [id],
      );
    expect(await trail(personIdOf(one))).toEqual(await trail(personIdOf(other)));
  });

  it('keeps no national ID where it is staged', async () => {
    const [home, who] = [await aHome(), somebody()];

    const { id } = await desk.checked(officer, 'residents', listOf(line(who, home)));

    const staged = await homes.database.owner(
      'select row_to_json(r)::text as row from import_staging.residents r where job_id = $1',
      [id],
    );
    expect(staged).toHaveLength(1);
    expect(JSON.stringify(staged)).not.toContain(who);
  });

  it('takes a guest without a national ID by the id that all services know', async () => {
    const [home, guest] = [await aHome(), randomUUID()];

    await bring(officer, line(guest, home));

    expect(await staysIn(home)).toMatchObject([{ personId: guest }]);
  });

  it('changes nothing when somebody sends it again', async () => {
    const home = await aHome();
    const lines = [line(somebody(), home), line(somebody(), home)];
    await bring(officer, ...lines);
    const before = await staysIn(home);

    const again = await bring(admin, ...lines);

    expect(again).toMatchObject({ rowsUnchanged: 2, rowsCommitted: 0, rowsRefused: 0 });
    expect(await staysIn(home)).toEqual(before);
  });

  it('is mended and sent again, and only what is new is written', async () => {
    const home = await aHome();
    const [first, second] = [somebody(), somebody()];
    await bring(officer, line(first, home), line(second, home, '2024-13-01'));

    const mended = await bring(officer, line(first, home), line(second, home, '2024-12-01'));

    expect(mended).toMatchObject({ rowsUnchanged: 1, rowsCommitted: 1, rowsRefused: 0 });
    expect(await occupied(home)).toBe(2);
  });
});

describe('the places of a home', () => {
  it('go to the first lines, in all pieces of the file alike', async () => {
    const [small, large] = [await aHome({ capacity: 2 }), await aHome({ capacity: 9 })];
    // Pieces have four lines: the second place of the small home is taken in another piece than the first.
    const lines = [small, large, large, large, large, small, small, large, small].map((home) =>
      line(somebody(), home),
    );

    const { id } = await desk.checked(officer, 'residents', listOf(...lines));
    const refused = await desk.refusedRows(officer, id);
    const job = await desk.committed(officer, id);

    expect(refused.map(({ line: at, code }) => [at, code])).toEqual([
      [8, 'HOME_FULL'],
      [10, 'HOME_FULL'],
    ]);
    expect(refused[0]?.message.en).toBe(
      'The home has 2 free places of 2, and the lines before this one take them all.',
    );
    expect(job).toMatchObject({ rowsCommitted: 7, rowsRefused: 2 });
    expect([await occupied(small), await occupied(large)]).toEqual([2, 5]);
  });

  it('are not used up by lines that are refused or change nothing', async () => {
    const home = await aHome({ capacity: 2 });
    const elsewhere = await aHome();
    const [here, away, comes] = [somebody(), somebody(), somebody()];
    await bring(officer, line(here, home), line(away, elsewhere));

    const job = await bring(officer, line(here, home), line(away, home), line(comes, home));

    expect(job).toMatchObject({ rowsUnchanged: 1, rowsRefused: 1, rowsCommitted: 1 });
    expect(await occupied(home)).toBe(2);
  });

  it('are never given twice when two lists are committed at once', async () => {
    const homesOfBoth = await Promise.all(Array.from({ length: 3 }, () => aHome({ capacity: 1 })));
    const list = (): Buffer => listOf(...homesOfBoth.map((home) => line(somebody(), home)));
    const reversed = listOf(...[...homesOfBoth].reverse().map((home) => line(somebody(), home)));
    const second = await ImportingService.over(homes);
    const jobs = [
      await desk.checked(officer, 'residents', list()),
      await desk.checked(admin, 'residents', reversed),
    ];

    const [one, other] = await Promise.all([
      desk.committed(officer, jobs[0]?.id ?? '', 'ROW_BY_ROW'),
      second.committed(admin, jobs[1]?.id ?? '', 'ROW_BY_ROW'),
    ]);
    await second.end();

    expect([jobs[0]?.rowsRefused, jobs[1]?.rowsRefused]).toEqual([0, 0]);
    expect(one.rowsCommitted + other.rowsCommitted).toBe(3);
    expect(one.rowsRefused + other.rowsRefused).toBe(3);
    expect(await Promise.all(homesOfBoth.map(occupied))).toEqual([1, 1, 1]);
  });

  it('taken meanwhile stop a list that is committed all or nothing', async () => {
    const home = await aHome({ capacity: 1 });
    const { id } = await desk.checked(officer, 'residents', listOf(line(somebody(), home)));
    await admit(randomUUID(), home);

    const job = await desk.committed(officer, id, 'ALL_OR_NOTHING');

    expect(job.state).toBe('REFUSED');
    expect(await desk.refused(officer, id)).toEqual([[2, 'معرّف الدار', 'HOME_FULL']]);
    expect(await occupied(home)).toBe(1);
  });
});

describe('a line is refused', () => {
  const refusedOf = async (caller: Caller, ...lines: readonly string[][]) => {
    const { id } = await desk.checked(caller, 'residents', listOf(...lines));
    return desk.refused(caller, id);
  };

  it.each([
    ['of a home that does not exist', async () => randomUUID(), 'HOME_NOT_FOUND'],
    ['of a home whose licence is suspended', () => aHome({ state: 'SUSPENDED' }), 'HOME_NOT_LICENSED'],
    ['of a home whose licence has run out', () => aHome({ until: '2026-11-21' }), 'HOME_NOT_LICENSED'],
  ])('%s', async (_name, home, code) => {
    expect(await refusedOf(officer, line(somebody(), await home()))).toEqual([[2, 'معرّف الدار', code]]);
  });

  it('of a home of an NGO that may not act', async () => {
    const ngo = randomUUID();
    await homes.database.owner(`insert into ngo_standing values ($1, 'SUSPENDED', '2026-01-01', null)`, [
      ngo,
    ]);

    expect(await refusedOf(officer, line(somebody(), await aHome({ ngo })))).toEqual([
      [2, 'معرّف الدار', 'OPERATOR_MAY_NOT_ACT'],
    ]);
  });

  it('of a person who lives in another home, which its staff cannot see either', async () => {
    const [there, here, who] = [await aHome(), await aHome(), somebody()];
    await bring(officer, line(who, there));

    expect(await refusedOf(staffOf(here), line(who, here))).toEqual([[2, 'الرقم القومي', 'LIVES_IN_A_HOME']]);
    expect(await occupied(here)).toBe(0);
  });

  it('of a person who left another home only after the day', async () => {
    const [there, here, who] = [await aHome(), await aHome(), somebody()];
    await bring(officer, line(who, there, '2020-01-01'));
    await homes.database.owner(
      `update care_home_stay set discharged_on = '2024-05-01', discharge_reason = 'moved' where care_home_id = $1`,
      [there],
    );

    expect(await refusedOf(officer, line(who, here, '2024-04-30'))).toEqual([
      [2, 'الرقم القومي', 'LIVES_IN_A_HOME'],
    ]);
    expect(await refusedOf(officer, line(who, here, '2024-05-01'))).toEqual([]);
  });

  it('that says otherwise of a stay on record', async () => {
    const [home, who] = [await aHome(), somebody()];
    await bring(officer, line(who, home));

    expect(await refusedOf(officer, line(who, home, '2024-03-02'))).toEqual([
      [2, null, 'LIVES_HERE_OTHERWISE'],
    ]);
  });

  it('of a person who stands in the file before', async () => {
    const [home, who] = [await aHome(), somebody()];

    expect(await refusedOf(officer, line(who, home), line(who, home))).toEqual([
      [3, 'الرقم القومي', 'DUPLICATE_IN_FILE'],
    ]);
  });

  it('without a home, or with what is no person or no day before tomorrow', async () => {
    expect(
      await refusedOf(
        officer,
        line(somebody(), ''),
        line('123', await aHome(), '2026-11-23', ''),
        line(randomUUID().slice(0, 30), await aHome()),
      ),
    ).toEqual([
      [2, 'معرّف الدار', 'REQUIRED'],
      [3, 'الرقم القومي', 'NATIONAL_ID_LENGTH'],
      [3, 'تاريخ الإلحاق', 'DATE_IN_FUTURE'],
      [3, 'رقم قرار الإلحاق', 'REQUIRED'],
      [4, 'الرقم القومي', 'NOT_AN_ID'],
    ]);
  });
});

describe('the staff of a home', () => {
  it('bring those of their own home without naming it', async () => {
    const home = await aHome();

    const job = await bring(staffOf(home), line(somebody(), ''));

    expect(job).toMatchObject({ rowsCommitted: 1 });
    expect(await occupied(home)).toBe(1);
  });

  it('know no other home', async () => {
    const [own, other] = [await aHome(), await aHome()];

    const { id } = await desk.checked(staffOf(own), 'residents', listOf(line(somebody(), other)));

    expect(await desk.refused(staffOf(own), id)).toEqual([[2, 'معرّف الدار', 'HOME_NOT_FOUND']]);
  });

  it('see no list of another home', async () => {
    const [own, other] = [await aHome(), await aHome()];
    const { id } = await desk.checked(staffOf(other), 'residents', listOf(line(somebody(), '')));

    expect((await desk.ask(staffOf(own), 'GET', `/imports/jobs/${id}`)).status).toBe(404);
    expect(
      (await desk.ask(staffOf(own), 'POST', `/imports/jobs/${id}/commit`, { mode: 'ROW_BY_ROW' })).status,
    ).toBe(404);
  });
});

it.each(['inspector', 'ngo_partner', 'case_worker'] as const)('is not for the role %s', async (role) => {
  const answer = await desk.ask(aCaller(role), 'POST', '/imports/residents', listOf(line(somebody(), '')));

  expect([403, 404]).toContain(answer.status);
});

it('needs as many statements for fifty residents as for five', async () => {
  await desk.end();
  desk = await ImportingService.over(homes, { chunkRows: 1_000, rangeRows: 1_000 });
  const statementsFor = async (count: number): Promise<number> => {
    const home = await aHome({ capacity: 60 });
    const list = listOf(...Array.from({ length: count }, () => line(somebody(), home)));
    const statements = await statementsMatching(homes, /care_home|audit_note/, () =>
      desk.brought(officer, 'residents', list, 'ALL_OR_NOTHING'),
    );
    expect(await occupied(home)).toBe(count);
    return statements;
  };

  // To lock the homes and to judge, twice each; then to insert and to audit.
  expect([await statementsFor(5), await statementsFor(50)]).toEqual([6, 6]);
});
