import { ngoStandingChanged } from '@solidarity/subgraph-kit/events/catalogue';
import { emit } from '@solidarity/subgraph-kit/events/outbox';
import type { ImportRun } from '@solidarity/subgraph-kit/imports/import-kind';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { announcementOf } from './announcement';
import { earlierLicence } from './earlier-ngo';
import { ENTERED } from './registration';
import { licenceRulesOn, regularisationRulesOn, type RegularisationRules } from './registry-rules';

interface EnteredNgo {
  readonly id: string;
  readonly registeredOn: PlainDate;
}

/** Enters the NGOs of a range as `enterEarlierNgo` does with one: register, licence, board, history, audit, events. */
export async function enterStaged(run: ImportRun): Promise<void> {
  const rules = (await regularisationRulesOn(run.manager, run.today)).value;
  const entered = await insertNgos(run, rules);
  await insertLicences(run);
  await insertChairs(run);
  await recordEntries(run);
  await tellStandings(run, entered, rules);
}

function insertNgos(run: ImportRun, { lastDay }: RegularisationRules): Promise<EnteredNgo[]> {
  return run.query<EnteredNgo>(
    `insert into ngo (id, name_ar, name_en, kind, fields_of_work, seat_governorate, seat_area_id, governorates,
       registration_number, status, status_since, on_register_from, legal_personality_from, is_older_than_law,
       licensed_from, licensed_until)
     select gen_random_uuid(), name_ar, name_en, kind, string_to_array(fields_of_work, ','), seat_governorate,
            seat_area_id, string_to_array(all_governorates, ','), registration_number, '${ENTERED.to}',
            registered_on, registered_on, registered_on, true, registered_on, $1::date
       from ${run.rows} as staged order by line
     returning id, legal_personality_from::text as "registeredOn"`,
    [lastDay],
  );
}

/** The NGOs of the range, each beside its line. */
const ENTERED_NGOS = ({ rows }: ImportRun): string =>
  `${rows} as staged join ngo on ngo.registration_number = staged.registration_number`;

async function insertLicences(run: ImportRun): Promise<void> {
  const { version } = await licenceRulesOn(run.manager, run.today);
  await run.query(
    `insert into ngo_licence (id, ngo_id, kind, valid_from, valid_until, granted_on, rules_version)
     select gen_random_uuid(), ngo.id, 'EARLIER_LAW', ngo.licensed_from, ngo.licensed_until, $1::date, $2
       from ${ENTERED_NGOS(run)} order by staged.line`,
    [run.today, version],
  );
}

async function insertChairs(run: ImportRun): Promise<void> {
  const seats = await run.query<{ personId: string }>(
    `insert into ngo_board_member (id, ngo_id, person_id, name_ar, name_en, office, since)
     select gen_random_uuid(), ngo.id, chair_person_id, chair_name, chair_name_en, 'CHAIR', chair_since
       from ${ENTERED_NGOS(run)} order by staged.line
     returning person_id as "personId"`,
  );
  const personIds = [...new Set(seats.map(({ personId }) => personId))];
  await auditChange(run, { action: 'appointed', entity: 'NgoBoardMember', personIds });
}

async function recordEntries(run: ImportRun): Promise<void> {
  const { caller } = run;
  await run.query(
    `select record_transition($1::jsonb || jsonb_build_object('subject_id', ngo.id, 'on_date', ngo.status_since))
       from ${ENTERED_NGOS(run)}`,
    [
      JSON.stringify({
        subject_type: ENTERED.subjectType,
        from_state: ENTERED.from,
        to_state: ENTERED.to,
        action: ENTERED.action,
        by_subject: caller.subject,
        by_role: caller.role,
        reason: null,
      }),
    ],
  );
}

async function tellStandings(
  { manager, today }: ImportRun,
  entered: readonly EnteredNgo[],
  rules: RegularisationRules,
): Promise<void> {
  const [first, ...others] = entered.map(({ id, registeredOn }) => {
    const { validFrom, validUntil } = earlierLicence(registeredOn, rules);
    const since = { statusSince: registeredOn, onRegisterFrom: registeredOn };
    const licence = { licensedFrom: validFrom, licensedUntil: validUntil };
    const announcement = announcementOf({ recordedStatus: ENTERED.to, ...since, ...licence }, today);
    return ngoStandingChanged.of(id, { ngoId: id, ...announcement });
  });
  if (first) await emit(manager, first, ...others);
}
