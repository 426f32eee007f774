/**
 * Brings what is withheld into line with what the breaches say. Of a month whose cycle is calculated it withholds less
 * than before, or nothing, and never more: nobody pays back for a breach that was reported late. Whatever changes is noted,
 * so that the next cycle pays what a calculated one has withheld too much, and none that is under way misses it.
 */
import { auditSelected } from '@solidarity/subgraph-kit/records/audit';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { noteEntitlementChange } from '../payments/entitlement-change';
import type { Evaluating } from './steps';

interface MonthOfEnrolment {
  readonly enrolmentId: string;
  readonly month: PlainDate;
}

/**
 * What the breaches of the enrolments `$1` withhold, month by month: of several breaches the one that withholds most, of
 * these the first. `is_calculated` says whether the cycle of the month has been calculated.
 */
const WANTED = `
wanted as (
  select distinct on (outcome.enrolment_id, each.month) outcome.enrolment_id, each.month::date, outcome.id as outcome_id,
         outcome.withhold_percent as percent, each.month <= last_calculated.month is true as is_calculated
    from compliance_outcome as outcome
    join enrolment on enrolment.id = outcome.enrolment_id
    left join (select programme_id, max(month) as month from payment_cycle where state <> 'DRAFT' group by programme_id)
      as last_calculated on last_calculated.programme_id = enrolment.programme_id
   cross join lateral generate_series(outcome.withholds_from, outcome.withholds_until - interval '1 month',
      interval '1 month') as each (month)
   where outcome.enrolment_id = any($1) and outcome.withholds_from is not null
     and (enrolment.entitled_until is null or each.month < enrolment.entitled_until)
   order by outcome.enrolment_id, each.month, outcome.withhold_percent desc, outcome.month
)`;

/** Has withheld of the payments of these enrolments what the steps of their months say. */
export async function withholdAsStepsSay(
  evaluating: Evaluating,
  enrolmentIds: readonly string[],
): Promise<void> {
  const { manager, today, caller } = evaluating;
  const [annulled] = await manager.query<[MonthOfEnrolment[], number]>(
    `with ${WANTED}
     update withholding as standing set annulled_on = $2, annulled_by = $3
      where enrolment_id = any($1) and annulled_on is null and outcome_id is not null
        and not exists (
          select from wanted where wanted.enrolment_id = standing.enrolment_id and wanted.month = standing.month
             and (wanted.percent = standing.percent or (is_calculated and wanted.percent > standing.percent)))
     returning enrolment_id as "enrolmentId", month::text`,
    [enrolmentIds, today, caller.subject],
  );
  await manager.query(
    `with ${WANTED}
     update withholding as standing set outcome_id = wanted.outcome_id from wanted
      where wanted.enrolment_id = standing.enrolment_id and wanted.month = standing.month
        and standing.annulled_on is null and standing.outcome_id <> wanted.outcome_id`,
    [enrolmentIds],
  );
  const withheld = await manager.query<MonthOfEnrolment[]>(
    `with ${WANTED}
     insert into withholding (enrolment_id, month, percent, outcome_id, decided_on, decided_by)
     select enrolment_id, month, percent, outcome_id, $2, $3 from wanted
      where not exists (
          select from withholding as standing where standing.enrolment_id = wanted.enrolment_id
             and standing.month = wanted.month and standing.annulled_on is null)
        and (not is_calculated
          or (enrolment_id, month) in (select * from unnest($4::uuid[], $5::date[]) as lowered))
      order by enrolment_id, month
     returning enrolment_id as "enrolmentId", month::text`,
    [
      enrolmentIds,
      today,
      caller.subject,
      annulled.map(({ enrolmentId }) => enrolmentId),
      annulled.map(({ month }) => month),
    ],
  );
  await auditWithholdings(evaluating, 'annulled', annulled);
  await auditWithholdings(evaluating, 'withheld', withheld);
  await noteChanges(evaluating, [...annulled, ...withheld]);
}

async function auditWithholdings(
  evaluating: Evaluating,
  action: string,
  changed: readonly MonthOfEnrolment[],
): Promise<void> {
  if (changed.length === 0) return;
  await auditSelected(
    evaluating,
    `select $2::text as action, 'Withholding' as entity, array[payee_id] as person_ids
       from enrolment where id = any($1) order by id`,
    [[...new Set(changed.map(({ enrolmentId }) => enrolmentId))], action],
  );
}

/** One note for each first month that has changed, with all enrolments of which it has. */
async function noteChanges({ manager }: Evaluating, changed: readonly MonthOfEnrolment[]): Promise<void> {
  const firsts = new Map<string, PlainDate>();
  for (const { enrolmentId, month } of changed) {
    const first = firsts.get(enrolmentId);
    if (first === undefined || month < first) firsts.set(enrolmentId, month);
  }
  for (const month of new Set(firsts.values())) {
    const enrolments = [...firsts].filter(([, first]) => first === month).map(([enrolmentId]) => enrolmentId);
    await noteEntitlementChange(manager, enrolments, month, 'WITHHOLDING');
  }
}
