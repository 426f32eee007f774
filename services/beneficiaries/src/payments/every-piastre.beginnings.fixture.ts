import { randomUUID } from 'node:crypto';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { randomOf } from '@solidarity/subgraph-kit/sample/random';
import type { ImportingService } from '@solidarity/subgraph-kit/testing/importing';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { addDays, addMonths, startOfMonth, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DamanDesk } from '../testing/daman';
import { Cases } from '../testing/enrolment';
import type { History } from '../testing/payment-histories';
import { upholdAgainst } from './every-piastre.commands.fixture';

const verifier = aCaller('ministry_admin', {}, 'who-verifies');
const mover = aCaller('ministry_admin', {}, 'who-moves');
const approver = aCaller('ministry_admin', {}, 'who-approves');
const TRANSFER = {
  payeeFromAge: 18,
  channel: 'POST_OFFICE',
  recertifyAfterMonths: 36,
  heldWhenUnpaidMonths: 12,
};
const CATEGORY = 'OLDER_PERSON';

/** A family that Daman pays: one of its children is small, or its head is old enough for a programme for persons. */
export function asOfDaman(history: History): History {
  const { people, paysHousehold } = history;
  for (const person of people) person.entitled = null;
  const child = people.find(({ isSpouseOrHeadByRelation }) => !isSpouseOrHeadByRelation);
  const goesAsHousehold = paysHousehold && child !== undefined;
  if (goesAsHousehold) child.bornOn = '2019-12-31';
  else for (const head of people.slice(0, 1)) head.bornOn = '1950-01-01';
  return Object.assign(history, { paysHousehold: goesAsHousehold, isEnrolled: false });
}

/** A family whose application was refused; it has to be one that is paid as a household. */
export function asRefused(history: History): History {
  for (const person of history.people) person.entitled = null;
  return Object.assign(history, { paysHousehold: true, isEnrolled: false });
}

/** How families come into a programme while cycles go on. */
export class Beginnings {
  /** Up to which month Daman has paid a family, by its household: from then on the programme does. */
  readonly paidByDaman = new Map<string, PlainDate>();
  readonly #desk: DamanDesk;
  readonly #cases: Cases;

  constructor(
    private readonly service: TestService,
    lists: ImportingService,
    private readonly seed: string,
    private readonly programmeOf: (history: History) => string,
  ) {
    this.#desk = new DamanDesk(service, lists);
    this.#cases = new Cases(() => service);
  }

  /** Sends cases of Daman to these programmes. */
  async rule(ofHouseholds: string, ofPersons: string): Promise<void> {
    const destinations = [
      { programmeId: ofPersons, category: CATEGORY, fromAge: 65 },
      { programmeId: ofHouseholds, category: null, childBelowAge: 18 },
    ];
    const { database } = this.service;
    await database.owner(`update rule_version set effective_to = '2025-12-01' where name = 'daman_transfer'`);
    await database.owner(
      `insert into rule_version (name, effective_from, value, source, is_sample)
       values ('daman_transfer', '2025-12-01', $1, 'test', true)`,
      [JSON.stringify({ ...TRANSFER, destinations })],
    );
  }

  /**
   * Moves families by a batch of their own. Some have a second case, by which Daman has paid longer or shorter, or
   * their spouse has one; of some the last month was written down wrongly.
   */
  async moveFromDaman(families: readonly History[], month: PlainDate): Promise<void> {
    const { database } = this.service;
    const batchId = randomUUID();
    await database.owner(`insert into daman_batch (id, name, received_by) values ($1, $2, 'x')`, [
      batchId,
      month,
    ]);
    const cases = families.flatMap((family) => this.#casesOf(family, month, batchId));
    await database.owner(
      `with given as (
         insert into daman_case (id, batch_id, case_number, national_id, person_id, name, governorate, basis, monthly_amount, last_paid_month, persons)
         select id, batch, id::text, lpad((row_number() over ())::text, 14, '0'), person, 'س', governorate, 'OTHER', 450, paid, 1
           from jsonb_to_recordset($1) as given (id uuid, batch uuid, person uuid, governorate text, paid date)
         returning id)
       insert into state_transition (subject_type, subject_id, ordinal, to_state, action, by_subject, by_role, on_date)
         select 'daman_case', id, 1, 'RECEIVED', 'receive', 'x', 'system', $2::date from given`,
      [JSON.stringify(cases), month],
    );
    for (const { id: caseId, isWrong, paid } of cases) {
      if (!isWrong) continue;
      const corrected = { caseId, lastPaidMonth: addMonths(paid, 1), reason: 'x' };
      const { errors } = await this.#desk.do(verifier, 'correctDamanCase', corrected);
      if (errors.length > 0) throw new Error(JSON.stringify(errors));
    }
    await this.#desk.worked(verifier, 'verifyDamanBatch', { batchId });
    await this.#desk.worked(mover, 'moveVerifiedDamanCases', { batchId });
    const moved = await database.owner<{ householdId: string; id: string }>(
      `select household_id as "householdId", enrolment_id as id from daman_case where batch_id = $1 and state = 'MOVED'`,
      [batchId],
    );
    const enrolmentOf = new Map(moved.map(({ householdId, id }) => [householdId, id]));
    for (const family of families) {
      const id = enrolmentOf.get(family.householdId);
      if (!id) throw new Error(`The family ${family.householdId} was not moved.`);
      const since = cases
        .filter((each) => each.household === family.householdId)
        .map(({ paid, isWrong }) => addMonths(paid, isWrong ? 2 : 1))
        .reduce((a, b) => (a > b ? a : b));
      this.paidByDaman.set(family.householdId, addMonths(since, -1));
      const [head] = family.people;
      if (head && !family.paysHousehold) head.entitled = { from: since, until: null };
      Object.assign(family, { id, entitledFrom: since, isEnrolled: true });
    }
  }

  #casesOf({ householdId, people, paysHousehold, areaId }: History, month: PlainDate, batch: string) {
    const random = randomOf(this.seed, householdId, 'daman');
    const [head, spouse] = people;
    const hasSpouse = paysHousehold && spouse?.isSpouseOrHeadByRelation;
    const second = hasSpouse && random.chance(0.5) ? spouse : head;
    const payers = random.chance(0.4) ? [head, second] : [head];
    return payers.map((person) => ({
      ...{ id: randomUUID(), batch, household: householdId, person: person?.id },
      ...{ governorate: areaId.replace('-', '_'), paid: addMonths(month, random.int(-4, 2)) },
      isWrong: random.chance(0.1),
    }));
  }

  /** Has the refusal of applications contested, the grievances upheld, and the applications approved. */
  async approveAfterGrievance(families: readonly History[], today: PlainDate): Promise<void> {
    for (const family of families) {
      const random = randomOf(this.seed, family.householdId, 'application');
      const submittedOn = addDays(today, -random.int(0, 100));
      const applicationId = await this.#aRefusedApplication(family, submittedOn, today);
      await upholdAgainst(this.service, 'APPLICATION', applicationId);
      const { errors } = await this.#cases.decide(applicationId, {}, approver);
      if (errors.length > 0) throw new Error(JSON.stringify(errors));
      const id = await this.#cases.enrolmentOf(family.householdId);
      const entitledFrom = addMonths(startOfMonth(submittedOn), 1);
      Object.assign(family, { id, entitledFrom, isEnrolled: true });
    }
  }

  async #aRefusedApplication(family: History, submittedOn: PlainDate, today: PlainDate): Promise<string> {
    const { database } = this.service;
    const [row] = await database.owner<{ id: string }>(
      `insert into benefit_application (programme_id, household_id, applicant_id, state, submitted_on, submitted_by)
       values ($1, $2, $3, 'VERIFIED', $4, 'x') returning id`,
      [this.programmeOf(family), family.householdId, family.people[0]?.id, submittedOn],
    );
    const decision = JSON.stringify({ outcome: 'REFUSED', rulesVersion: 'x#1', reasons: [], inputs: [] });
    const values = [row?.id, decision, today];
    await database.owner(
      `insert into application_decision (application_id, decision, assessment_id, decided_on, decided_by)
       values ($1, $2, gen_random_uuid(), $3, 'refuser')`,
      values,
    );
    await database.owner(
      `update benefit_application set state = 'REFUSED', decided_on = $3, decided_by = 'refuser', decision = $2 where id = $1`,
      values,
    );
    return row?.id ?? '';
  }
}
