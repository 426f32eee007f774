/**
 * Evaluates months for any number of enrolments by statements over all of them. What is asked and when it counts as kept
 * stands in `conditions.ts`; the data of the rules come from the version that holds in the month.
 */
import { rulesOn } from '@solidarity/subgraph-kit/records/rules-data';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { EnrolmentRange } from '../enrolment/ranges';
import { REASON_TEXTS } from './compliance';
import { conditions, CONDITIONS } from './conditions';
import { followSteps, type Evaluating } from './steps';

/** Months of enrolments of which something was reported by somebody, each once; they may be months of no interest. */
interface NotedMonth {
  readonly id: string;
  readonly month: PlainDate;
  readonly notedBy: string;
}

/**
 * Evaluates the noted months of a range of enrolments, as far as these are in force in them and their programme has
 * conditions, and draws the consequences. A month that is noted again meanwhile is evaluated again; one that is to come
 * waits for its first day, on which it stands who belongs to the household.
 */
export async function evaluateNoted(evaluating: Evaluating, { first, next }: EnrolmentRange): Promise<void> {
  const { manager, today } = evaluating;
  const noted = await manager.query<NotedMonth[]>(TAKE_NOTED, [first, next, today]);
  if (noted.length === 0) return;
  // The statements take the rules as they stand, so a version that is not in form must stop them.
  for (const month of new Set(noted.map((each) => each.month)))
    await rulesOn(manager, CONDITIONS, month, conditions);
  const changed = await manager.query<{ enrolmentId: string }[]>(EVALUATE, [
    noted.map(({ id }) => id),
    noted.map(({ month }) => month),
    noted.map(({ notedBy }) => notedBy),
    JSON.stringify(REASON_TEXTS),
    today,
  ]);
  await followSteps(
    evaluating,
    changed.map(({ enrolmentId }) => enrolmentId),
  );
}

/** The enrolments stay locked, so that of two who evaluate at once the second sees what the first has found. */
const TAKE_NOTED = `
with taken as (
  delete from noted_month where enrolment_id >= $1 and ($2::uuid is null or enrolment_id < $2) and month <= $3
  returning enrolment_id, month, noted_by
)
select enrolment.id, noted.month::text, noted.noted_by as "notedBy"
  from (select enrolment_id, month, max(noted_by) as noted_by from taken group by enrolment_id, month) as noted
  join enrolment on enrolment.id = noted.enrolment_id and enrolment.entitled_from <= noted.month
   and (enrolment.entitled_until is null or noted.month < enrolment.entitled_until)
  join programme on programme.id = enrolment.programme_id and programme.is_conditional
 order by enrolment.id for no key update of enrolment`;

/** Who belongs to the household on the first of the month and lives. */
const MEMBERS = `
terms as materialized (select * from condition_terms),
asked as materialized (
  select asked.enrolment_id, asked.month, asked.noted_by, enrolment.household_id, terms.version
    from unnest($1::uuid[], $2::date[], $3::text[]) as asked (enrolment_id, month, noted_by)
    join enrolment on enrolment.id = asked.enrolment_id
    join terms on terms.effective_from <= asked.month
     and (terms.effective_to is null or asked.month < terms.effective_to)
),
member as materialized (
  select asked.enrolment_id, asked.month, asked.version, asked.household_id, person.id as person_id, person.birth_date, membership.relationship,
         ((extract(year from asked.month) - extract(year from person.birth_date)) * 12
           + extract(month from asked.month) - extract(month from person.birth_date))::int as months_old
    from asked
    join membership on membership.household_id = asked.household_id and membership.joined_on <= asked.month
     and (membership.left_on is null or membership.left_on > asked.month)
    join person on person.id = membership.person_id and (person.died_on is null or person.died_on > asked.month)
)`;

const SCHOOL = `
school as (
  select member.enrolment_id, member.month, member.person_id, 'ATTENDANCE' as requirement,
         case when record.days_open is null then 'NOT_REPORTED'
              when record.days_present * 100 >= terms.attendance_percent * record.days_open then 'KEPT'
              else 'NOT_KEPT' end as result,
         trim_scale(trunc(record.days_present * 100.0 / record.days_open, 1))::text as fact,
         trim_scale(terms.attendance_percent)::text as "limit"
    from member join terms on terms.version = member.version
    left join lateral (
      select days_open, days_present from attendance_record as reported
       where reported.person_id = member.person_id and reported.month = member.month
       order by version desc limit 1) as record on true
   where member.relationship not in ('HEAD', 'SPOUSE')
     and member.birth_date + make_interval(years => terms.school_from_age) <= member.month
     and member.birth_date + make_interval(years => terms.school_to_age) > member.month
     and extract(month from member.month)::int <> all (terms.months_without_school)
     and record.days_open is distinct from 0
)`;

/** The last school year, of those of whom it is reported. */
const YEAR = `
school_year as (
  select member.enrolment_id, member.month, member.person_id, 'YEAR_PASSED' as requirement,
         case reported.result when 'PASSED' then 'KEPT' else 'NOT_KEPT' end as result,
         null as fact, concat_ws('/', school_year, school_year + 1) as "limit"
    from member join terms on terms.version = member.version
   cross join lateral (
      select school_year, result from school_year_result as result
       where result.person_id = member.person_id and school_year = extract(year from member.month)::int - 1
       order by version desc limit 1) as reported
   where member.relationship not in ('HEAD', 'SPOUSE')
     and member.birth_date + make_interval(years => terms.year_from_age) <= member.month
     and member.birth_date + make_interval(years => terms.year_to_age) > member.month
     and extract(month from member.month)::int = terms.year_month
)`;

/** The visit of a kind that is reported for a person of whom it may be asked, as columns `result`, `fact` and `limit`. */
const visitsOf = (asked: string, kind: 'CHILD' | 'MOTHER'): string => `
  select asked.enrolment_id, asked.month, asked.person_id, '${kind}_VISIT' as requirement,
         case when visit.version is null then 'NOT_REPORTED'
              when visit.visited_on between asked.month - terms.visit_early_days and last_day then 'KEPT'
              else 'NOT_KEPT' end as result,
         visit.visited_on::text as fact, last_day::text as "limit"
    from ${asked} as asked join terms on terms.version = asked.version
   cross join lateral (
      select (asked.month + interval '1 month')::date - 1 + terms.visit_late_days as last_day) as time_limit
    left join lateral (
      select version, visited_on from health_visit as reported
       where reported.person_id = asked.person_id and reported.kind = '${kind}' and reported.month = asked.month
       order by version desc limit 1) as visit on true`;

/** Of several wives one visit is enough: which of them has given birth is not recorded. */
const VISITS = `
child_visit as (
  ${visitsOf('member', 'CHILD')}
   where asked.months_old = any (terms.child_at_months)
     and asked.birth_date + make_interval(years => terms.visits_to_age) > asked.month
),
birth as (
  select distinct child.enrolment_id, child.month, child.version, child.household_id
    from member as child join terms on terms.version = child.version
   where child.relationship = 'CHILD' and child.months_old = any (terms.mother_at_months)
),
mother as (
  select birth.*, person.id as person_id
    from birth
    join membership on membership.household_id = birth.household_id and membership.joined_on <= birth.month
     and (membership.left_on is null or membership.left_on > birth.month)
     and membership.relationship in ('HEAD', 'SPOUSE')
    join person on person.id = membership.person_id and person.sex = 'FEMALE'
     and (person.died_on is null or person.died_on > birth.month)
),
mother_visit as (
  select distinct on (enrolment_id, month) * from (${visitsOf('mother', 'MOTHER')}) as visit
   order by enrolment_id, month, array_position(array['KEPT', 'NOT_KEPT', 'NOT_REPORTED'], result), person_id
)`;

/** What each month came to. A row for the month itself comes along, so that one of which nothing is asked has one too. */
const JUDGED = `
found as (
  select each.*, requirement || '_' || result as code from (
    select * from school union all select * from school_year union all select * from child_visit union all select * from mother_visit
    union all select enrolment_id, month, null, null, null, null, null from asked) as each
),
judged as (
  select found.enrolment_id, found.month,
         count(code) as requirements,
         count(*) filter (where result = 'NOT_KEPT') as not_kept,
         count(*) filter (where result = 'NOT_REPORTED') as not_reported,
         coalesce(jsonb_agg(jsonb_build_object(
             'code', code, 'fact', fact, 'limit', "limit", 'message', jsonb_build_object(
               'ar', replace(replace($4::jsonb #>> array[code, 'ar'], '{fact}', coalesce(fact, '–')), '{limit}', "limit"),
               'en', replace(replace($4::jsonb #>> array[code, 'en'], '{fact}', coalesce(fact, '–')), '{limit}', "limit")))
           order by code, person_id) filter (where result <> 'KEPT'), '[]') as reasons,
         coalesce(jsonb_agg(jsonb_build_object(
             'personId', person_id, 'requirement', requirement, 'shortfall', result, 'fact', fact, 'limit', "limit")
           order by code, person_id) filter (where result <> 'KEPT'), '[]') as findings
    from found group by found.enrolment_id, found.month
),
decided as (
  select judged.*, version, noted_by, case when not_kept > 0 then 'BREACH' when not_reported > 0 then 'NOT_REPORTED'
                        when requirements > 0 then 'COMPLIANT' else 'NOTHING_ASKED' end as outcome
    from judged join asked using (enrolment_id, month)
)`;

/** Gives the enrolments for which something is otherwise than it was known. A breach stands at the first step at least. */
const EVALUATE = `
with ${[MEMBERS, SCHOOL, YEAR, VISITS, JUDGED].join(',')}
insert into compliance_outcome as known (enrolment_id, month, outcome, decision, findings, evaluated_on, evaluated_by, step)
select enrolment_id, month, outcome,
       jsonb_build_object('outcome', outcome, 'rulesVersion', version, 'reasons', reasons, 'inputs', jsonb_build_array(
         jsonb_build_object('name', 'asked', 'value', requirements::text),
         jsonb_build_object('name', 'notKept', 'value', not_kept::text),
         jsonb_build_object('name', 'notReported', 'value', not_reported::text))),
       findings, $5, noted_by, case when outcome = 'BREACH' then 1 else 0 end
  from decided order by enrolment_id, month
on conflict (enrolment_id, month) do update
   set outcome = excluded.outcome, decision = excluded.decision, findings = excluded.findings,
       evaluated_on = excluded.evaluated_on, evaluated_by = excluded.evaluated_by,
       step = greatest(known.step, excluded.step)
 where (known.decision, known.findings) is distinct from (excluded.decision, excluded.findings)
returning enrolment_id as "enrolmentId"`;
