import { NgoStanding } from '@solidarity/subgraph-kit/events/ngo-standing.projection';
import type { ImportRun } from '@solidarity/subgraph-kit/imports/import-kind';
import { rulesOn } from '@solidarity/subgraph-kit/records/rules-data';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { ConsentKind } from './consent';
import { HOUSEHOLD_RULES, householdRules } from './household-rules';
import {
  judge,
  judgeDiscreetly,
  type HeadRow,
  type Home,
  type Judgement,
  type Known,
  type ListCircumstances,
  type ListedHousehold,
  type ListedMember,
} from './household-import.judging';
import { peopleOf, type PlaceRow } from './placed-people';

/** A household of the range, and what becomes of it. */
export interface JudgedHousehold {
  readonly household: ListedHousehold;
  readonly judgement: Judgement;
}

/**
 * The households of a range of a list, or some of them by their references, judged as things stand now. The statements
 * are as many for one as for thousands.
 */
export async function judgedHouseholds(
  run: ImportRun,
  only: readonly string[] | null,
): Promise<JudgedHousehold[]> {
  if (only?.length === 0) return [];
  const [sent] = await run.query<Sent>(
    `select sender, by_organisation as "byOrganisation" from ${run.rows} as staged limit 1`,
  );
  if (!sent) return [];
  const households = await listedHouseholds(run, only);
  const known = await knownOf(run, sent, households);
  const circumstances = await circumstancesOf(run);
  const decide = sent.byOrganisation ? judgeDiscreetly : judge;
  return households.map((household) => ({ household, judgement: decide(household, known, circumstances) }));
}

/**
 * The references of the range whose households the registry knows anything of: one of their people, or the reference
 * itself. Asked with rights of its own, so of people too whom the caller cannot see; only for those who record. The
 * index of references has their collation, which is not that of the staged ones.
 */
export async function touchedReferences(run: ImportRun): Promise<string[]> {
  const rows = await run.query<{ reference: string }>(
    `select group_key as reference
       from people_as_placed((select array_agg(person_id) from ${run.rows} as asked)) as placed
       join ${run.rows} as staged on staged.person_id = placed.person_id
     union
     select reference
       from ${run.rows} as staged
       join household_import_reference as used
         on used.sender = staged.sender and used.reference = staged.group_key collate "default"
      where relationship = 'HEAD'`,
  );
  return rows.map(({ reference }) => reference);
}

/** What the judgement of a household depends on beside its rows and what the registry knows of it. */
export async function circumstancesOfCheck(run: ImportRun): Promise<string> {
  return JSON.stringify({ role: run.caller.role, ...(await circumstancesOf(run)) });
}

/** Who sent the list. */
interface Sent {
  /** Whose references the list has. */
  readonly sender: string;
  /** Whether the report is for an organisation to read. */
  readonly byOrganisation: boolean;
}

async function listedHouseholds(run: ImportRun, only: readonly string[] | null): Promise<ListedHousehold[]> {
  const rows = await run.query<ListedMember & { readonly reference: string }>(
    `select line, group_key as reference, person_id as "personId", relationship, born_on as "birthDate"
       from ${run.rows} as staged where $1::text[] is null or group_key = any ($1) order by group_key, line`,
    [only],
  );
  const heads = await headRows(run, only);
  const households: (ListedHousehold & { members: [ListedMember, ...ListedMember[]] })[] = [];
  for (const { reference, ...member } of rows) {
    const last = households.at(-1);
    if (last?.reference === reference) last.members.push(member);
    else households.push({ reference, members: [member], head: heads.get(reference) ?? null });
  }
  return households;
}

interface StagedHead {
  readonly reference: string;
  readonly areaId: string | null;
  readonly governorate: Governorate | null;
  readonly address: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly formedOn: PlainDate | null;
  readonly consentKind: ConsentKind | null;
  readonly consentGivenOn: PlainDate | null;
  readonly consentEvidence: string | null;
}

async function headRows(run: ImportRun, only: readonly string[] | null): Promise<Map<string, HeadRow>> {
  const rows = await run.query<StagedHead>(
    `select group_key as reference, area_id as "areaId", area.governorate, address, latitude, longitude,
            formed_on as "formedOn", consent_kind as "consentKind", consent_given_on as "consentGivenOn",
            consent_evidence as "consentEvidence"
       from ${run.rows} as staged left join area on area.id = area_id
      where relationship = 'HEAD' and ($1::text[] is null or group_key = any ($1))`,
    [only],
  );
  return new Map(
    rows.map(({ reference, latitude, longitude, ...row }) => {
      const coordinates = latitude === null || longitude === null ? null : { latitude, longitude };
      return [reference, { ...row, coordinates }];
    }),
  );
}

/** An organisation is compared with what it serves already and no more; whoever commits its list with all there is. */
async function knownOf(
  run: ImportRun,
  { sender }: Sent,
  households: readonly ListedHousehold[],
): Promise<Known> {
  const personIds = households.flatMap(({ members }) => members.map(({ personId }) => personId));
  const homes = await homesOf(run, personIds);
  if (run.caller.role === 'ngo_partner') return { people: new Map(), homes, references: new Set() };
  const rows = await run.query<PlaceRow>('select * from people_as_placed($1)', [personIds]);
  const references = await run.query<{ reference: string }>(
    'select reference from household_import_reference where sender = $1 and reference = any ($2)',
    [sender, households.map(({ reference }) => reference)],
  );
  return {
    people: peopleOf(rows),
    homes,
    references: new Set(references.map(({ reference }) => reference)),
  };
}

async function homesOf(run: ImportRun, personIds: readonly string[]): Promise<Map<string, Home>> {
  const rows = await run.query<Home & { readonly personId: string }>(
    `select person.id as "personId", household.id as "householdId", household.head_id as "headId",
            household.formed_on as "formedOn", consent.served_since as "servedSince",
            consent.withdrawn_on as "withdrawnOn"
       from person join household on household.id = person.household_id
      cross join lateral (
        select max(given_on) filter (where withdrawn_on is null) as served_since, max(withdrawn_on) as withdrawn_on
          from service_consent where household_id = household.id and ngo_id = $2) as consent
      where person.id = any ($1)`,
    [personIds, run.source],
  );
  return new Map(rows.map(({ personId, ...home }) => [personId, home]));
}

async function circumstancesOf({ manager, today, caller, source }: ImportRun): Promise<ListCircumstances> {
  return {
    rules: (await rulesOn(manager, HOUSEHOLD_RULES, today, householdRules)).value,
    today,
    boundTo: caller.claims.governorate,
    source: source === null ? null : { ngo: await manager.findOneBy(NgoStanding, { ngoId: source }) },
  };
}
