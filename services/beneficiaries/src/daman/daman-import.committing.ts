import type { ImportRun } from '@solidarity/subgraph-kit/imports/import-kind';
import { auditSelected } from '@solidarity/subgraph-kit/records/audit';
import { damanCase } from './daman-case';

/** Writes the rows of a range: new cases with their batches, and what has changed of cases that wait. */
export async function commitCases(run: ImportRun): Promise<void> {
  const { rows, caller, today } = run;
  // Before any row is held: a move holds it alone, and the rows after it.
  await run.query(`select pg_advisory_xact_lock_shared(hashtext('daman_transfer'))`);
  await run.query(`select daman_batches_named(array(select distinct batch from ${rows} as staged), $1)`, [
    caller.subject,
  ]);
  await correctKnown(run);
  const received = await run.query<{ id: string }>(
    `insert into daman_case (batch_id, case_number, national_id, person_id, name, governorate, basis, monthly_amount,
                             last_paid_month, persons)
     select named.id, case_number, national_id, person_id, staged.name, governorate, basis, monthly_amount,
            last_paid_month, persons
       from ${rows} as staged
       join daman_batch_ids(array(select distinct batch from ${rows} as staged)) named on named.name = staged.batch
      where not exists (select from daman_case known where known.case_number = staged.case_number)
      order by line
     returning id`,
  );
  await run.query(
    `select record_daman_steps($1, (select jsonb_agg(jsonb_build_object('id', id, 'to', 'RECEIVED', 'action', 'receive'))
                                      from unnest($2::uuid[]) as id), $3, $4, $5, null)`,
    [damanCase.subjectType, received.map(({ id }) => id), caller.subject, caller.role, today],
  );
  await auditSelected(
    run,
    `select 'received' as action, 'DamanCase' as entity, array_agg(person_id order by line) as person_ids
       from ${rows} as staged having count(*) > 0`,
    [],
  );
}

/** What is new of cases that wait; what was there before stays in their corrections. */
async function correctKnown(run: ImportRun): Promise<void> {
  const { rows, caller } = run;
  await run.query(
    `insert into daman_case_correction (case_id, field, old_value, new_value, reason, by_subject, by_role)
     select known.id, change.field, change.before, change.after, 'list', $1, $2
       from ${rows} as staged join daman_case known on known.case_number = staged.case_number
      cross join lateral (values
        ('LAST_PAID_MONTH', known.last_paid_month::text, staged.last_paid_month::text),
        ('MONTHLY_AMOUNT', known.monthly_amount::text, staged.monthly_amount::numeric(14,2)::text),
        ('PERSONS', known.persons::text, staged.persons::text),
        ('BASIS', known.basis, staged.basis),
        ('NAME', known.name, staged.name)) as change (field, before, after)
      where change.before <> change.after`,
    [caller.subject, caller.role],
  );
  await run.query(
    `update daman_case known
        set last_paid_month = staged.last_paid_month, monthly_amount = staged.monthly_amount,
            persons = staged.persons, basis = staged.basis, name = staged.name
       from ${rows} as staged where known.case_number = staged.case_number`,
  );
}
