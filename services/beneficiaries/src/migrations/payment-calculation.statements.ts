/**
 * The statements of `calculate_payments`, which names the cycle `cycle` and the range of enrolments by `first_id` and
 * `next_id`. Each leaves a table of the step for those that follow.
 */

/** Whose payments these are, and from which month on something has changed for them. */
export const ENROLLED = `
create temp table step_enrolled on commit drop as
with changed as (
  select enrolment_id, min(from_month) as since from entitlement_change
   where enrolment_id >= first_id and (next_id is null or enrolment_id < next_id) group by enrolment_id
)
select enrolment.id, household_id, payee_id, channel, state = 'EXITED' as is_over, entitled_from, entitled_until,
       governorate, since
  from enrolment
  join household on household.id = household_id
  left join changed on changed.enrolment_id = enrolment.id
 where programme_id = cycle.programme_id and enrolment.id >= first_id and (next_id is null or enrolment.id < next_id)
   and (state <> 'EXITED' or entitled_until > cycle.month or since is not null
        or exists (select from payment earlier where earlier.enrolment_id = enrolment.id
                      and earlier.is_uncollected and earlier.carried_into is null));
analyze step_enrolled`;

/** The months to look at, this one and those that changed, as far as they are entitled and not suspended. */
export const ASKED = `
create temp table step_asked on commit drop as
select looked.id as enrolment_id, household_id, looked.month, scale.id as scale_id, household_amount, most_children,
       person_amount, most_persons, coalesce(percent, 0) as percent
  from (select id, household_id, entitled_from, entitled_until, cycle.month from step_enrolled
        union all
        select id, household_id, entitled_from, entitled_until, past
          from step_enrolled cross join lateral months_between(greatest(since, entitled_from), cycle.month) as past
         where since is not null and greatest(since, entitled_from) < cycle.month) as looked
  join benefit_scale_period scale on scale.programme_id = cycle.programme_id
       and effective_from <= looked.month and (effective_to is null or looked.month < effective_to)
  left join withholding on withholding.enrolment_id = looked.id and withholding.month = looked.month and annulled_on is null
 where looked.month >= entitled_from and (entitled_until is null or looked.month < entitled_until)
   and not exists (select from suspension where suspension.enrolment_id = looked.id and not is_annulled
                      and from_month <= looked.month and (until_month is null or looked.month < until_month));
analyze step_asked`;

/** What is due to a household: an amount for it as long as anybody lives, and one for each of its eldest children. */
export const HOUSEHOLD_DUE = `
with member as materialized (
  select asked.*, person_id, birth_date, relationship
    from step_asked asked
    join membership on membership.household_id = asked.household_id
         and joined_on <= month and (left_on is null or left_on > month)
    join person on person.id = person_id and birth_date <= month and (died_on is null or died_on > month)
),
stage as (
  select scale_id, month, (month - make_interval(years => from_age))::date as born_by,
         (month - make_interval(years => to_age))::date as born_after, amount
    from (select distinct scale_id, month from step_asked) as used join benefit_scale_child using (scale_id)
),
child as (
  select member.enrolment_id, member.month, person_id, amount, percent, most_children,
         row_number() over (partition by member.enrolment_id, member.month order by birth_date, person_id) as place
    from member
    join stage on stage.scale_id = member.scale_id and stage.month = member.month
         and birth_date <= born_by and birth_date > born_after
   where relationship not in ('HEAD', 'SPOUSE')
     and not exists (select from headship where headship.household_id = member.household_id
                        and headship.person_id = member.person_id and since <= member.month
                        and (until is null or until > member.month))
)
insert into step_due
  select distinct enrolment_id, month, 1, 'HOUSEHOLD', null::uuid, household_amount, percent
    from member where household_amount > 0
  union all
  select enrolment_id, month, 2, 'CHILD', person_id, amount, percent from child where place <= most_children and amount > 0`;

/** What is due to persons: the same amount for each who is entitled and lives, those entitled longest first. */
export const PERSONS_DUE = `
insert into step_due
  select enrolment_id, month, 3, 'PERSON', person_id, person_amount, percent
    from (select asked.*, person_id,
                 row_number() over (partition by asked.enrolment_id, month order by theirs.entitled_from, person_id) as place
            from step_asked asked
            join enrolment_person theirs on theirs.enrolment_id = asked.enrolment_id
                 and entitled_from <= month and (entitled_until is null or month < entitled_until)
            join person on person.id = person_id and birth_date <= month and (died_on is null or died_on > month)
           where person_amount > 0) as placed
   where place <= most_persons`;

/** What payments have told of the changed months, against what is due for them now. */
export const DIFFERENCES = `
create temp table step_month on commit drop as
select enrolment_id, month, sum(amount) as gross, round(sum(amount) * max(percent) / 100, 2) as withheld
  from step_due group by enrolment_id, month;
analyze step_month;
create temp table step_difference on commit drop as
select enrolment_id, month, sum(amount) as amount
  from (select enrolment_id, month, gross - withheld as amount from step_month where month < cycle.month
        union all
        select enrolled.id, for_month, -line.amount
          from step_enrolled enrolled
          join payment on payment.enrolment_id = enrolled.id
          join payment_line line on payment_id = payment.id
         where since is not null and kind <> 'CARRIED_OVER' and for_month >= since and for_month < cycle.month) as compared
 group by enrolment_id, month having sum(amount) <> 0;
analyze step_difference`;

/**
 * Too little is paid at once; of what was too much so much is deducted as this payment's arrears allow, and a share of
 * the month's due: all of it when the enrolment has ended.
 */
export const DEDUCTIONS = `
create temp table step_deduction on commit drop as
with allowance as (
  select changes.enrolment_id, arrears + coalesce(case when is_over then gross - withheld
                                                       else round((gross - withheld) * most_deducted / 100, 2) end, 0) as most
    from (select enrolment_id, coalesce(sum(amount) filter (where amount > 0), 0) as arrears
            from step_difference group by enrolment_id having min(amount) < 0) as changes
    join step_enrolled on id = changes.enrolment_id
    left join step_month now on now.enrolment_id = changes.enrolment_id and now.month = cycle.month
)
select enrolment_id, month, -amount as owed,
       least(-amount, greatest(0, most + coalesce(sum(amount) over earlier, 0))) as taken
  from step_difference join allowance using (enrolment_id)
 where amount < 0
window earlier as (partition by enrolment_id order by month rows between unbounded preceding and 1 preceding);
analyze step_deduction`;

/**
 * Money that was not collected is owed, also to an enrolment that is suspended or has ended. But to one that is suspended
 * because nobody comes for its money, none is sent until somebody has lifted that: then all of it is.
 */
export const LINES = `
create temp table step_carried on commit drop as
select earlier.id, earlier.enrolment_id, earlier.amount, paid_for.month
  from step_enrolled enrolled
  join payment earlier on earlier.enrolment_id = enrolled.id and earlier.is_uncollected and earlier.carried_into is null
  join payment_cycle paid_for on paid_for.id = earlier.cycle_id
 where is_over or not exists (select from suspension where suspension.enrolment_id = enrolled.id and not is_annulled
                                 and reason_code = 'MONEY_NOT_COLLECTED' and from_month <= cycle.month
                                 and (until_month is null or cycle.month < until_month));
create temp table step_line on commit drop as
select enrolment_id, rank, kind, month, person_id, amount from step_due where month = cycle.month
union all
select enrolment_id, 4, 'WITHHELD', month, null, -withheld from step_month where month = cycle.month and withheld > 0
union all
select enrolment_id, 5, 'ARREARS', month, null, amount from step_difference where amount > 0
union all
select enrolment_id, 6, 'DEDUCTION', month, null, -taken from step_deduction where taken > 0
union all
select enrolment_id, 7, 'CARRIED_OVER', month, null, amount from step_carried;
analyze step_line`;

export const WRITTEN = `
with sums as materialized (
  select enrolment_id, sum(amount) as amount, coalesce(sum(amount) filter (where kind <> 'CARRIED_OVER'), 0) as new_dues
    from step_line group by enrolment_id
),
written as (
  insert into payment (cycle_id, enrolment_id, household_id, payee_id, governorate, channel, amount, state)
    select cycle.id, enrolled.id, household_id, payee_id, governorate, channel, coalesce(amount, 0),
           case when coalesce(amount, 0) = 0 then 'NOTHING_DUE' else 'CALCULATED' end
      from step_enrolled enrolled left join sums on sums.enrolment_id = enrolled.id
     where not is_over or sums.enrolment_id is not null
     order by enrolled.id
  returning id, enrolment_id, governorate, channel, amount
),
lines_written as (
  insert into payment_line (payment_id, ordinal, kind, for_month, person_id, amount)
    select written.id, row_number() over (partition by written.id order by rank, month, person_id), kind, month,
           person_id, line.amount
      from step_line line join written on written.enrolment_id = line.enrolment_id
),
carried as (
  update payment set carried_into = written.id
    from step_carried join written using (enrolment_id) where payment.id = step_carried.id
),
left_over as (
  insert into deduction_left (cycle_id, enrolment_id, governorate, amount)
    select cycle.id, enrolment_id, governorate, sum(owed - taken)
      from step_deduction join step_enrolled on id = enrolment_id
     group by enrolment_id, governorate having sum(owed - taken) > 0
)
insert into payment_cycle_total (cycle_id, first_id, next_id, governorate, channel, payments, nothing_due, amount, new_dues)
  select cycle.id, calculate_payments.first_id, calculate_payments.next_id, governorate, channel,
         count(*) filter (where written.amount > 0), count(*) filter (where written.amount = 0),
         sum(written.amount), coalesce(sum(new_dues), 0)
    from written left join sums using (enrolment_id) group by governorate, channel`;
