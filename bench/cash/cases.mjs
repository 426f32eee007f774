/** What a ministry has in hand besides payments: applications, grievances, cases of Daman, money not collected. */
import { asAdministrator } from '../exchange/statements.mjs';

const SERVICE = 'beneficiaries';
const TODAY = "date '2026-11-01'";

/** A number from 0 to 99 that is a row's own, another one for each use. */
const percent = (id, use) => `abs(hashtextextended('${use}' || ${id}::text, 0)) % 100`;

/** Of one household in four an application within the last year; one in seven is still open. */
const APPLICATIONS = `
with drawn as (
  select household.id as household_id, head_id, governorate, ${percent('household.id', 'state')} as p,
         ${TODAY} - (abs(hashtextextended('day' || household.id::text, 0)) % 365)::integer as submitted_on
    from household where ${percent('household.id', 'applies')} < 25),
applied as (
  insert into benefit_application
    (programme_id, household_id, lives_in, applicant_id, state, submitted_on, submitted_by, decided_on, decided_by, decision)
    select case when p % 3 = 0 then 'KARAMA' else 'TAKAFUL' end, household_id, governorate, head_id,
           case when p < 6 then 'SUBMITTED' when p < 10 then 'DOCUMENTS_COMPLETE' when p < 14 then 'VERIFIED'
                when p < 70 then 'APPROVED' when p < 95 then 'REFUSED' else 'WITHDRAWN' end,
           submitted_on, 'bench',
           case when p between 14 and 94 then submitted_on + 20 end,
           case when p between 14 and 94 then 'bench' end,
           case when p between 14 and 94 then '{}'::jsonb end
      from drawn
    returning id, submitted_on)
insert into state_transition (subject_type, subject_id, ordinal, to_state, action, by_subject, by_role, at, on_date)
  select 'benefit_application', id, 1, 'SUBMITTED', 'submit', 'bench', 'case_worker', submitted_on, submitted_on
    from applied`;

/** Of the payments that were sent one in 25 has come back. */
const UNCOLLECTED = `
update payment set state = 'UNCOLLECTED', settled_on = ${TODAY}, settlement_code = 'NOT_CLAIMED'
 where state = 'SENT' and ${percent('id', 'collected')} < 4`;

/** Against one payment in 25; half of them wait for an answer, some of these for too long. */
const GRIEVANCES = `
insert into grievance
  (household_id, governorate, lives_in, complainant_id, against_kind, against_id, contested_decided_on, deciders, words, filed_on,
   filed_by, terms_version, due_on, state, assigned_to, assigned_on, closed_on, decision, decided_by)
  select household_id, governorate, governorate, payee_id, 'PAYMENT', id, filed_on - 1, '{bench}', 'لم يصل المبلغ كاملًا.', filed_on,
         'bench', 'bench', filed_on + 30, state, officer, case when officer is not null then filed_on + 1 end,
         case when decision is not null then filed_on + 10 end, decision, case when decision is not null then officer end
    from (select household_id, governorate, payee_id, id, ${TODAY} - (p % 60)::integer as filed_on,
                 case when p < 25 then 'FILED' when p < 50 then 'ASSIGNED' when p < 70 then 'UPHELD' else 'REJECTED' end as state,
                 case when p >= 25 then case when p % 2 = 0 then 'demo-caseworker-giza' else 'officer' end end as officer,
                 case when p >= 50 then '{}'::jsonb end as decision
            from (select *, ${percent('id', 'grievance')} as p from payment) as payment
           where ${percent('id', 'objects')} < 4) as drawn`;

/** A batch with a case of the head of two households in five. */
const DAMAN = `
with batch as (insert into daman_batch (name, received_by) values ('bench', 'bench') returning id)
insert into daman_case
  (batch_id, case_number, national_id, person_id, name, governorate, basis, monthly_amount, last_paid_month, persons,
   state, decision, verified_on, verified_by, programme_id, household_id, closed_on, closed_by, close_reason)
  select batch.id, 'D' || lpad(nr::text, 8, '0'), national_id, head_id, name_ar, governorate, 'WIDOW', 450, date '2026-10-01', 3,
         state, case when state <> 'RECEIVED' then '{}'::jsonb end, case when state <> 'RECEIVED' then ${TODAY} end,
         case when state <> 'RECEIVED' then 'bench' end, case when state = 'VERIFIED' then 'TAKAFUL' end,
         case when state = 'VERIFIED' then household_id end, case when state = 'CLOSED' then ${TODAY} end,
         case when state = 'CLOSED' then 'bench' end, case when state = 'CLOSED' then 'NOT_FOUND' end
    from (select row_number() over (order by person.name_ar, person.id) as nr, national_id, head_id, name_ar,
                 household.governorate, household.id as household_id,
                 case when p < 30 then 'RECEIVED' when p < 80 then 'VERIFIED' when p < 90 then 'NOT_FOUND' else 'CLOSED' end as state
            from (select *, ${percent('id', 'daman')} as p from household) as household
            join person on person.id = head_id
           where ${percent('household.id', 'in daman')} < 40) as drawn, batch`;

const COUNTS = `
select (select count(*)::integer from household) as households, (select count(*)::integer from enrolment) as enrolments,
       (select count(*)::integer from payment) as payments, (select count(*)::integer from benefit_application) as applications,
       (select count(*)::integer from grievance) as grievances, (select count(*)::integer from daman_case) as "damanCases",
       (select count(*)::integer from payment where is_uncollected) as uncollected`;

/** Writes all that, past the triggers, and gives how much there is of each. */
export async function takeInHand(house) {
  return asAdministrator(house, SERVICE, async (query) => {
    await query("set session_replication_role = 'replica'");
    for (const sql of [APPLICATIONS, UNCOLLECTED, GRIEVANCES, DAMAN]) await query(sql);
    await query('vacuum analyze');
    return (await query(COUNTS))[0];
  });
}
