/**
 * For random batches of several steps, of which some fail at first: every case is moved, closed or waits; of every person and household that moved Daman and the new
 * programme together pay each month once. What should come out is worked out here from the rows alone.
 */
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { addMonths, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DamanDesk, gizaMover, type DamanWorked } from '../testing/daman';
import { gizaWorker, registryService } from '../testing/registry';
import { listDesk } from '../testing/household-lists';

const CASES = 4_600;
const HOUSEHOLDS = 3_400;
const BATCHES = 2;
/** Each so many-th statement that writes cases fails, once: what it belongs to is undone and done anew. */
const FAILING = 4;

/** Mulberry32: the same numbers in each run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface TestPerson {
  readonly id: string;
  readonly nationalId: string;
  readonly household: number;
  readonly born: string;
  readonly isDead: boolean;
}

interface TestCase {
  readonly number: string;
  readonly batch: number;
  readonly person: TestPerson | null;
  readonly nationalId: string;
  readonly lastPaidMonth: PlainDate;
}

const uuid = (kind: number, n: number) =>
  `00000000-0000-4000-8${String(kind).padStart(3, '0')}-${String(n).padStart(12, '0')}`;
const nationalIdOf = (born: string, n: number) =>
  `${born.startsWith('19') ? '2' : '3'}${born.slice(2).replaceAll('-', '')}21${String(n * 2 + 1).padStart(5, '0')}`;

/** Households of a head, a spouse and perhaps a child; some heads are old, some are dead. */
function aVillage(random: () => number): TestPerson[] {
  return Array.from({ length: HOUSEHOLDS }, (_, household) => {
    const adult = (): string => `${random() < 0.4 ? 1950 : 1985}-03-01`;
    const born = [adult(), adult(), ...(random() < 0.6 ? ['2018-03-01'] : [])];
    return born.map((day, member) => {
      const n = household * 3 + member;
      const isDead = member === 1 && random() < 0.15;
      return { id: uuid(1, n), nationalId: nationalIdOf(day, n), household, born: day, isDead };
    });
  }).flat();
}

function someCases(random: () => number, people: readonly TestPerson[]): TestCase[] {
  const adults = people.filter(({ born }) => born < '2000');
  return Array.from({ length: CASES }, (_, n) => {
    const person = random() < 0.1 ? null : (adults[Math.floor(random() * adults.length)] ?? null);
    return {
      ...{ number: String(n).padStart(6, '0'), batch: Math.floor(random() * BATCHES), person },
      nationalId: person?.nationalId ?? nationalIdOf('1970-03-01', HOUSEHOLDS * 3 + n),
      lastPaidMonth: addMonths('2025-06-01' as PlainDate, Math.floor(random() * 24)),
    };
  });
}

/** Writes the village and the cases as the registry and lists would, by statements over all of them. */
async function write({ database, personIds }: TestService, people: TestPerson[], cases: TestCase[]) {
  const idOf = (nationalId: string) => personIds.ofNationalId(nationalId as never);
  const rows = people.map((person, n) => ({
    ...person,
    id: idOf(person.nationalId),
    member: n,
    home: uuid(2, person.household),
  }));
  const given = [JSON.stringify(rows)];
  const PEOPLE = `jsonb_to_recordset($1) as p (id uuid, "nationalId" text, home uuid, born date, "isDead" boolean, household int)`;
  const HEADS = `(select distinct on (home) * from ${PEOPLE} order by home, "nationalId") as head`;
  await database.owner(
    `insert into person (id, name_ar, birth_date, sex, national_id, registered_at, area_id)
     select id, 'فرد', born, 'MALE', "nationalId", now(), 'EG-GZ' from ${PEOPLE}`,
    given,
  );
  await database.owner(
    `insert into household (id, head_id, area_id, formed_on, registered_at)
     select home, id, 'EG-GZ', '2020-01-01', now() from ${HEADS}`,
    given,
  );
  await database.owner(
    `insert into membership (household_id, person_id, relationship, relative_to_id, joined_on)
     select p.home, p.id, case when p.id = head.id then 'HEAD' else 'CHILD' end, head.id, greatest(p.born, '2020-01-01')
       from ${PEOPLE} join (select home, id from ${HEADS}) as head using (home)`,
    given,
  );
  await database.owner(
    `update membership set left_on = '2026-05-10', left_reason = 'DIED' from ${PEOPLE}
      where person_id = p.id and "isDead" and relationship <> 'HEAD'`,
    given,
  );
  await database.owner(
    `update person set died_on = '2026-05-10', death_evidence = 'x', household_id = null
      where id in (select person_id from membership where left_reason = 'DIED')`,
  );
  await database.owner(
    `insert into daman_batch (id, name, received_by) select ('00000000-0000-4000-8003-00000000000' || n)::uuid, 'B' || n, 'x' from generate_series(0, $1::int - 1) n`,
    [BATCHES],
  );
  await database.owner(
    `with given as (
       insert into daman_case (batch_id, case_number, national_id, person_id, name, governorate, basis, monthly_amount, last_paid_month, persons)
       select ('00000000-0000-4000-8003-00000000000' || batch)::uuid, number, "nationalId", "personId", 'فرد', 'EG_GZ', 'WIDOW', 450, "lastPaidMonth", 1
         from jsonb_to_recordset($1) as c (number text, batch int, "nationalId" text, "personId" uuid, "lastPaidMonth" date)
       returning id)
     insert into state_transition (subject_type, subject_id, ordinal, to_state, action, by_subject, by_role, on_date)
       select 'daman_case', id, 1, 'RECEIVED', 'receive', 'x', 'system', '2026-11-22' from given`,
    [JSON.stringify(cases.map((one) => ({ ...one, person: null, personId: idOf(one.nationalId) })))],
  );
}

/** Fails now and then; a sequence does not go back with the step that has failed. */
async function failNowAndThen({ database }: TestService) {
  await database.owner('create sequence test_writes');
  await database.owner(
    `create function test_fails() returns trigger language plpgsql security definer as $$ begin
       if nextval('test_writes') % ${FAILING} = 0 then raise exception 'now and then'; end if;
       return null;
     end $$`,
  );
  await database.owner(
    'create trigger test_fails after update on daman_case for each statement execute function test_fails()',
  );
}

const sum = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((total, each) => total + each, 0);

interface Settled {
  readonly number: string;
  readonly state: string;
  readonly personId: string;
  readonly householdId: string | null;
  readonly programmeId: string | null;
  readonly lastPaidMonth: PlainDate;
  readonly entitledFrom: PlainDate | null;
  readonly ownFrom: PlainDate | null;
  readonly wholeFrom: PlainDate | null;
}

test('every month of every random case is paid once, and every case is moved, closed or waits', async () => {
  const random = randomFrom(20_261_122);
  const service = await registryService();
  const lists = await listDesk(service);
  const desk = new DamanDesk(service, lists);
  const people = aVillage(random);
  const cases = someCases(random, people);
  await write(service, people, cases);
  await failNowAndThen(service);

  const counts: Record<string, number>[] = [];
  const batchIds = await Promise.all(Array.from({ length: BATCHES }, (_, n) => desk.batchId(`B${n}`)));
  const verified: DamanWorked[] = [];
  for (const batchId of batchIds)
    verified.push(await desk.worked(gizaWorker, 'verifyDamanBatch', { batchId }));
  for (const batchId of batchIds) {
    const moved = await desk.worked(gizaMover, 'moveVerifiedDamanCases', { batchId });
    expect(moved.errors).toEqual([]);
    const closed = await desk.worked(gizaMover, 'closeDamanCases', {
      batchId,
      state: 'DECEASED',
      reason: 'dead',
    });
    counts.push(closed.batch?.reconciliation ?? {});
  }

  const settled = await service.database.owner<Settled>(
    `select case_number as number, given.state, given.person_id as "personId", given.household_id as "householdId",
            given.programme_id as "programmeId", last_paid_month::text as "lastPaidMonth",
            given.entitled_from::text as "entitledFrom", own.entitled_from::text as "ownFrom",
            enrolment.entitled_from::text as "wholeFrom"
       from daman_case given left join enrolment on enrolment.id = given.enrolment_id
       left join enrolment_person own on own.enrolment_id = enrolment.id and own.person_id = given.person_id
      order by case_number`,
  );
  const [writes] = await service.database.owner<{ failed: number }>(
    `select (last_value / ${FAILING})::int as failed from test_writes`,
  );
  const stepped = await service.database.owner<{ steps: number }>(
    `select max(ordinal) as steps from state_transition where subject_type = 'daman_case'`,
  );
  const stillFaulty = await service.database.owner('select * from daman_month_fault');
  await lists.end();
  await service.close();

  expect(verified.map(({ batch }) => batch?.progress)).toEqual(
    Array.from({ length: BATCHES }, () => ({ state: 'DONE', stepsDone: 3, stepsTotal: 3, problem: null })),
  );
  expect(verified.reduce((total, { outcomes }) => total + sum(outcomes), 0)).toBe(CASES);
  expect(writes?.failed).toBeGreaterThan(1);
  expect(stepped).toEqual([{ steps: 3 }]);
  expect(stillFaulty).toEqual([]);
  expect(settled).toHaveLength(CASES);
  const moved = settled.filter(({ state }) => state === 'MOVED');
  const faults: string[] = [];
  for (const one of moved) {
    const unit = settled.filter(
      (other) =>
        other.personId === one.personId ||
        (one.programmeId === 'TAKAFUL' &&
          other.programmeId === 'TAKAFUL' &&
          other.householdId === one.householdId),
    );
    const paidThrough =
      unit
        .map(({ lastPaidMonth }) => lastPaidMonth)
        .sort()
        .at(-1) ?? one.lastPaidMonth;
    const begins = one.programmeId === 'KARAMA' ? one.ownFrom : one.wholeFrom;
    if (begins !== addMonths(paidThrough, 1))
      faults.push(`${one.number}: paid through ${paidThrough}, then ${begins}`);
    if (one.programmeId === 'KARAMA' && (one.wholeFrom ?? '') > (begins ?? ''))
      faults.push(`${one.number}: cut off`);
    if (unit.filter(({ state }) => state === 'MOVED').length !== 1) faults.push(`${one.number}: moved twice`);
  }
  expect(faults).toEqual([]);
  expect(moved.length).toBeGreaterThan(500);
  expect(new Set(moved.map(({ programmeId }) => programmeId)).size).toBe(2);
  const states = new Set(settled.map(({ state }) => state));
  expect([...states].sort()).toEqual(['CLOSED', 'DUPLICATE', 'HELD', 'MOVED', 'NOT_FOUND', 'VERIFIED']);
  for (const { received = 0, moved: gone = 0, closed = 0, waiting = 0, monthFaults } of counts) {
    expect(gone + closed + waiting).toBe(received);
    expect(monthFaults).toBe(0);
  }
  expect(counts.reduce((total, { received = 0 }) => total + received, 0)).toBe(CASES);
}, 60_000);
