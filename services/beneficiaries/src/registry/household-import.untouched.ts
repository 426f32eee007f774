import { householdChanged, personRegistered } from '@solidarity/subgraph-kit/events/catalogue';
import { emitSelected } from '@solidarity/subgraph-kit/events/outbox';
import type { ImportRun } from '@solidarity/subgraph-kit/imports/import-kind';
import { auditSelected } from '@solidarity/subgraph-kit/records/audit';

/**
 * Registers the households of a range of whom the registry knows nothing: all but those with these references. It writes
 * what `household-import.writing.ts` writes for the others, by statements that select from the staged rows. Should somebody
 * register one of the people meanwhile, the person is there twice and nothing of the range is written.
 */
export async function registerUntouched(run: ImportRun, touched: readonly string[]): Promise<void> {
  const { today, source, caller } = run;
  const [heads, members] = [headsOf(run), membersOf(run)];
  const given = [touched, today];
  await run.query(
    `insert into person (id, name_ar, name_en, birth_date, sex, national_id, document_kind, document_country,
                         document_number, registered_at, household_id, area_id, sort_name, search_keys)
     select person_id, name_ar, name_en, born_on, person_sex, national_id, document_kind, document_country,
            document_number, now(), home_id, home_area_id, sort_name, search_keys::tsvector
       from ${members} as member order by person_id`,
    given,
  );
  await run.query(
    `insert into household (id, head_id, formed_on, area_id, registered_at)
     select new_household_id, person_id, begun_on, area_id, now() from ${heads} as head order by line`,
    given,
  );
  await run.query(
    `insert into headship (household_id, person_id, since)
     select new_household_id, person_id, begun_on from ${heads} as head order by line`,
    given,
  );
  await run.query(
    `insert into household_address (household_id, area_id, line, latitude, longitude, since)
     select new_household_id, area_id, address, latitude, longitude, begun_on from ${heads} as head order by head.line`,
    given,
  );
  await run.query(
    // Their ids rise in the order of the list, and they are written in that of the people, near one another in the indexes.
    `insert into membership (id, household_id, person_id, relationship, relative_to_id, joined_on)
     select id, home_id, person_id, relationship, head_id, joined_on from (
       select uuidv7() as id, in_order.* from (
         select * from ${members} as member order by group_key, line offset 0) as in_order offset 0) as membership
      order by person_id`,
    given,
  );
  await run.query(
    `select begin_households(array(select new_household_id from ${heads} as head order by line), $3, $4, $2)`,
    [...given, caller.subject, caller.role],
  );
  if (source !== null)
    await run.query(
      `insert into service_consent (household_id, ngo_id, kind, given_by_id, given_on, evidence, recorded_at)
       select new_household_id, $3::uuid, consent_kind, person_id, coalesce(consent_given_on, $2::date), consent_evidence, now()
         from ${heads} as head order by line`,
      [...given, source],
    );
  await run.query(
    `insert into household_import_reference (sender, reference, household_id)
     select sender, group_key, new_household_id from ${heads} as head order by group_key`,
    given,
  );
  await auditUntouched(run, members, given);
  await tellOfUntouched(run, members, given);
}

/** The staged rows of these households; `$1` are the references of the others. */
const untouched = ({ rows }: ImportRun): string =>
  `(select * from ${rows} as staged where group_key <> all ($1::text[]))`;

/** The rows of their heads, with the day from which the household is; `$2` is today. */
const headsOf = (run: ImportRun): string =>
  `(select *, coalesce(formed_on, consent_given_on, $2::date) as begun_on
      from ${untouched(run)} as listed where relationship = 'HEAD')`;

/** The rows of all members, with what the row of the head says. */
const membersOf = (run: ImportRun): string =>
  `(select listed.*, head.new_household_id as home_id, head.area_id as home_area_id, head.person_id as head_id,
           greatest(head.begun_on, listed.born_on) as joined_on
      from ${untouched(run)} as listed join ${headsOf(run)} as head on head.group_key = listed.group_key)`;

async function auditUntouched(run: ImportRun, members: string, given: readonly unknown[]): Promise<void> {
  await auditSelected(
    run,
    `select 'registered' as action, 'Household' as entity, array_agg(person_id order by line) as person_ids
       from ${members} as member group by group_key`,
    given,
  );
  if (run.source === null) return;
  await auditSelected(
    run,
    `select 'consented' as action, 'ServiceConsent' as entity,
            array_agg(person_id order by joined_on, line) as person_ids
       from ${members} as member group by group_key`,
    given,
  );
}

/** Tells other services of the households, each after its people. */
async function tellOfUntouched(run: ImportRun, members: string, given: readonly unknown[]): Promise<void> {
  await emitSelected(
    run.manager,
    `with member as materialized (
       select group_key, line, person_id, home_id, head_id, home_area_id, joined_on,
              governorate_of_area(home_area_id) as home_governorate
         from ${members} as listed)
     select type, version, subject, payload from (
       select '${personRegistered.type}' as type, ${personRegistered.version} as version, person_id as subject,
              jsonb_build_object('personId', person_id, 'householdId', home_id, 'governorate', home_governorate) as payload,
              group_key, line
         from member
       union all
       select '${householdChanged.type}', ${householdChanged.version}, home_id,
              jsonb_build_object('householdId', home_id, 'change', 'REGISTERED', 'headId', head_id,
                'areaId', home_area_id, 'governorate', home_governorate,
                'memberIds', jsonb_agg(person_id order by joined_on, line)),
              group_key, null
         from member group by group_key, home_id, head_id, home_area_id, home_governorate) as told
      order by group_key, line nulls last`,
    given,
  );
}
