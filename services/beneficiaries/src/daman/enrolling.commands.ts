import { violatedConstraint } from '@solidarity/subgraph-kit/database/faults';
import { CodedError } from '@solidarity/subgraph-kit/errors/coded-error';
import { enrolmentChanged } from '@solidarity/subgraph-kit/events/catalogue';
import { emitSelected } from '@solidarity/subgraph-kit/events/outbox';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import { addMonths, ageOn, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { enrolmentLife } from '../enrolment/enrolment';
import { auditCases, recordSteps, type KnownCase, type TransferContext } from './case-record.commands';
import { damanCase } from './daman-case';
import { entitledAfter } from './judgement';
import type { DamanDestination, DamanTransfer } from './rules';

/** A case that can be moved, with whom and where. */
export interface MovableCase {
  readonly known: KnownCase;
  readonly destination: DamanDestination;
  readonly householdId: string;
  readonly headId: string;
  readonly birthDate: PlainDate;
}

/**
 * Enrols the people of these cases and settles the cases, by statements over all of them. A programme that pays persons
 * takes them into the enrolment that the household has there, if it has one. Whoever enrols one of them at the same
 * moment in another way ends this: CONFLICT, and nothing was moved.
 */
export async function enrolCases(
  context: TransferContext,
  transfer: DamanTransfer,
  cases: readonly MovableCase[],
): Promise<void> {
  if (cases.length === 0) return;
  try {
    await writeEnrolments(context, transfer, cases);
  } catch (error) {
    if (violatedConstraint(error) !== null)
      throw new CodedError('CONFLICT', {}, { originalError: error as Error });
    throw error;
  }
}

/** An enrolment that has begun. */
interface Enrolled {
  readonly id: string;
  readonly payeeId: string;
  readonly since: PlainDate;
}

const MOVES = `jsonb_to_recordset($1) as moving (place int, case_id uuid, person_id uuid, programme_id text, category text,
  household_id uuid, payee_id uuid, entitled_from date)`;
/** By an array of one, so that it is not found by the index of the exclusion constraint, which becomes slow as it grows. */
const IN_FORCE = `enrolment.household_id = any (array[moving.household_id])
  and enrolment.programme_id = moving.programme_id and enrolment.state <> 'EXITED'`;

async function writeEnrolments(
  context: TransferContext,
  { payeeFromAge, channel, recertifyAfterMonths }: DamanTransfer,
  cases: readonly MovableCase[],
): Promise<void> {
  const { manager, caller, today } = context;
  const moves = JSON.stringify(
    cases.map(({ known, destination, householdId, headId, birthDate }, place) => ({
      ...{ place, case_id: known.caseId, person_id: known.personId, household_id: householdId },
      ...{ programme_id: destination.programmeId, category: destination.category },
      payee_id: ageOn(birthDate, today) >= payeeFromAge ? known.personId : headId,
      entitled_from: entitledAfter(paidThrough(known, destination)),
    })),
  );
  const enrolled = await manager.query<Enrolled[]>(
    `insert into enrolment (programme_id, household_id, payee_id, channel, state, entitled_from, recertify_by,
                            enrolled_on, enrolled_by)
     select distinct on (programme_id, household_id) programme_id, household_id, payee_id, $2, 'ACTIVE',
            min(entitled_from) over (partition by programme_id, household_id), $3::date, $4::date, $5
       from ${MOVES} where not exists (select from enrolment where ${IN_FORCE})
      order by programme_id, household_id, place
     returning id, payee_id as "payeeId", entitled_from::text as since`,
    [moves, channel, addMonths(today, recertifyAfterMonths), today, caller.subject],
  );
  // An earlier first month of the enrolment gives its other people none: each has a first month of their own.
  await manager.query(
    `update enrolment set entitled_from = earliest.month
       from (select household_id, programme_id, min(entitled_from) as month from ${MOVES}
              where category is not null group by 1, 2) as earliest
      where enrolment.household_id = any (array[earliest.household_id])
        and enrolment.programme_id = earliest.programme_id
        and enrolment.state <> 'EXITED' and enrolment.entitled_from > earliest.month`,
    [moves],
  );
  await manager.query(
    `insert into enrolment_person (enrolment_id, person_id, category, entitled_from)
     select enrolment.id, moving.person_id, moving.category, moving.entitled_from
       from ${MOVES} join enrolment on ${IN_FORCE} where moving.category is not null order by place`,
    [moves],
  );
  await manager.query(
    `update daman_case given
        set state = 'MOVED', enrolment_id = enrolment.id, entitled_from = moving.entitled_from,
            moved_by = $2, moved_on = $3
       from ${MOVES} join enrolment on ${IN_FORCE} where given.id = moving.case_id`,
    [moves, caller.subject, today],
  );
  await tellOf(context, cases, enrolled);
}

function paidThrough(known: KnownCase, { category }: DamanDestination): PlainDate {
  const { personPaidThrough, householdPaidThrough } = known;
  const isLater = householdPaidThrough !== null && householdPaidThrough > personPaidThrough;
  return category === null && isLater ? householdPaidThrough : personPaidThrough;
}

async function tellOf(
  context: TransferContext,
  cases: readonly MovableCase[],
  enrolled: readonly Enrolled[],
): Promise<void> {
  const caseIds = cases.map(({ known }) => known.caseId);
  const moved = caseIds.map((id) => ({ id, from: 'VERIFIED', to: 'MOVED', action: 'move' }) as const);
  await recordSteps(context, damanCase.subjectType, moved);
  const begun = enrolled.map(({ id, since }) => ({ id, since, from: null, to: 'ACTIVE', action: 'enrol' }));
  await recordSteps(context, enrolmentLife.subjectType, begun, 'Daman');
  await context.manager.query(
    `select note_entitlement_change(array_agg(distinct enrolment_id), entitled_from, 'DAMAN_TRANSFER')
       from daman_case where id = any ($1) group by entitled_from`,
    [caseIds],
  );
  await auditCases(
    context,
    'moved',
    cases.map(({ known }) => known.personId),
  );
  await tellOfEnrolments(context, caseIds);
  const personIds = [...new Set(enrolled.map(({ payeeId }) => payeeId))];
  if (personIds.length > 0)
    await auditChange(context, { action: 'enrolled', entity: 'Enrolment', personIds });
}

/** Tells other services of the enrolments that these cases have begun, or have added a person to. */
async function tellOfEnrolments({ manager }: TransferContext, caseIds: readonly string[]): Promise<void> {
  await emitSelected(
    manager,
    `select '${enrolmentChanged.type}' as type, ${enrolmentChanged.version} as version, enrolment.id as subject,
            jsonb_build_object('enrolmentId', enrolment.id, 'householdId', enrolment.household_id,
              'programmeId', enrolment.programme_id, 'state', enrolment.state, 'since', moved.since,
              'personIds', (select jsonb_agg(distinct person_id) from (
                 select enrolment.payee_id as person_id union all
                 select person_id from enrolment_person
                  where enrolment_id = enrolment.id and entitled_until is null) as paid)) as payload
       from (select enrolment_id, min(entitled_from) as since from daman_case where id = any ($1) group by 1) as moved
       join enrolment on enrolment.id = moved.enrolment_id order by enrolment.id`,
    [caseIds],
  );
}
