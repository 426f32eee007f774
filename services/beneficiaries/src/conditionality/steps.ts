/**
 * Where enrolments stand after each of their months, and what their breaches withhold. It follows from the sequence of
 * the outcomes alone, so months may be reported late, or otherwise than before, in any order.
 */
import type { AuditedContext } from '@solidarity/subgraph-kit/records/audit';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { withholdAsStepsSay } from './withholding.writing';

/** In whose name, on which day and in which transaction months are evaluated: an import's or a command's. */
export interface Evaluating extends AuditedContext {
  readonly manager: CommandContext['manager'];
  readonly today: PlainDate;
}

/**
 * Counts the steps of these enrolments anew and has withheld what they say. The first month that a breach withholds of
 * is the next whose cycle is not calculated when it begins to withhold; it stays, whatever is reported later.
 */
export async function followSteps(evaluating: Evaluating, enrolmentIds: readonly string[]): Promise<void> {
  const { manager } = evaluating;
  if (enrolmentIds.length === 0) return;
  // Who has never broken a condition stands at no step; that is most.
  const inBreach = await manager.query<{ id: string }[]>(
    `select distinct enrolment_id as id from compliance_outcome
      where enrolment_id = any($1) and step > 0 order by id`,
    [enrolmentIds],
  );
  if (inBreach.length === 0) return;
  const ids = inBreach.map(({ id }) => id);
  await manager.query(COUNT_STEPS, [ids]);
  await withholdAsStepsSay(evaluating, ids);
}

/**
 * `breaches` numbers the breaches; `kept` the kept months since the last of them; with enough of these the steps are set
 * back, so that `sets_back` numbers the new beginnings and the step is the number of breaches since the last.
 */
const COUNT_STEPS = `
with terms as materialized (select * from condition_terms),
last_calculated as materialized (
  select programme_id, max(month) as month from payment_cycle where state <> 'DRAFT' group by programme_id
),
counted as (
  select id, enrolment_id, outcome.month, withholds_from, kind, terms.withhold_percents, terms.restored_after_months,
         terms.review_after_months,
         count(*) filter (where kind = 'BREACH') over (partition by enrolment_id order by outcome.month) as breaches
    from (select *, case when excused_on is null then outcome else 'EXCUSED' end as kind
            from compliance_outcome where enrolment_id = any($1)) as outcome
    join terms on terms.effective_from <= outcome.month
     and (terms.effective_to is null or outcome.month < terms.effective_to)
),
kept as (
  select counted.*, kind = 'COMPLIANT' and restored_after_months <=
           count(*) filter (where kind = 'COMPLIANT') over (partition by enrolment_id, breaches order by month) as restores
    from counted
),
begun as (
  select kept.*, count(*) filter (where restores) over (partition by enrolment_id order by month) as sets_back,
         min(month) filter (where restores) over (partition by enrolment_id order by month
           rows between 1 following and unbounded following) as restored_by
    from kept
),
stepped as (
  select begun.*, least(cardinality(withhold_percents),
           count(*) filter (where kind = 'BREACH') over (partition by enrolment_id, sets_back order by month)) as new_step
    from begun
),
following as (
  select stepped.*, new_step = cardinality(withhold_percents) as is_last,
         case when kind = 'BREACH' then withhold_percents[new_step] else 0 end as new_percent,
         coalesce(withholds_from, greatest(stepped.month, last_calculated.month) + interval '1 month') as first_month
    from stepped
    join enrolment on enrolment.id = stepped.enrolment_id
    left join last_calculated on last_calculated.programme_id = enrolment.programme_id
),
timed as (
  select id, new_step, new_percent,
         case when new_percent > 0 then first_month end::date as new_from,
         case when new_percent = 0 then null
              when not is_last then first_month + interval '1 month'
              else least(first_month + make_interval(months => review_after_months),
                case when restored_by is not null
                     then greatest(first_month, restored_by) + interval '1 month' end) end::date as new_until,
         case when new_percent > 0 and is_last
              then first_month + make_interval(months => review_after_months) end::date as new_review
    from following
)
update compliance_outcome as known
   set step = new_step, withhold_percent = new_percent, withholds_from = new_from, withholds_until = new_until,
       review_on = new_review
  from timed
 where known.id = timed.id
   and (known.step, known.withhold_percent, known.withholds_from, known.withholds_until, known.review_on)
       is distinct from (new_step, new_percent, new_from, new_until, new_review)`;
