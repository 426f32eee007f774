import { defineRefusals } from '@solidarity/subgraph-kit/errors/refusal';
import type { Facts } from '@solidarity/subgraph-kit/errors/text';
import type { CheckRun } from '@solidarity/subgraph-kit/imports/import-kind';
import { refusals } from './refusals';
import type { HomeOfFile } from './resident-import.homes';

/** Why a line of the list is not taken; those of `admitResident`, told of a line. */
export const residentRefusals = {
  HOME_NOT_FOUND: refusals.HOME_NOT_FOUND,
  HOME_NOT_LICENSED: refusals.HOME_NOT_LICENSED,
  OPERATOR_MAY_NOT_ACT: refusals.OPERATOR_MAY_NOT_ACT,
  LIVES_IN_A_HOME: refusals.LIVES_IN_A_HOME,
  ...defineRefusals({
    HOME_FULL: {
      en: 'The home has {free} free places of {capacity}, and the lines before this one take them all.',
      ar: 'بالدار {free} من الأماكن الخالية من أصل {capacity}، وتشغلها جميعًا الأسطر السابقة لهذا السطر.',
    },
    LIVES_HERE_OTHERWISE: {
      en: 'The person lives in this home since {since}, by the decision {decision}. A list does not change that.',
      ar: 'الشخص مقيم في هذه الدار منذ {since} بالقرار {decision}. ولا تغيّر القائمة ذلك.',
    },
  }),
};

/** The line changes nothing: the person's stay is on record as it stands there. */
export const UNCHANGED = 'UNCHANGED';

/** What is to be said of a line that is not simply taken. */
export interface Verdict {
  readonly line: number;
  readonly code: keyof typeof residentRefusals | 'DUPLICATE_IN_FILE' | typeof UNCHANGED;
  readonly facts: Facts;
}

/**
 * Judges all lines of the range by one statement. Places go to the lines that nothing else speaks against, the first
 * lines first; of lines in earlier ranges only those still count that are not written yet.
 */
export async function verdictsOn(run: CheckRun, homes: readonly HomeOfFile[]): Promise<Verdict[]> {
  return run.query<Verdict>(
    `with home as materialized (
       select * from unnest($1::uuid[], $2::text[], $3::text[], $4::int[], $5::int[])
         as held (id, problem, status, free, capacity)
     ), staged as materialized (
       select line, person_id, care_home_id, admitted_on, decision_reference from ${run.rows} as staged
     ), listed as materialized (
       select staged.line, min(other.line) as earlier
         from staged join ${run.allRows} as other on other.person_id = staged.person_id and other.line < staged.line
        group by staged.line
     ), elsewhere as materialized (
       select person_id, admitted_on from care_home_stays_from(
         array(select person_id from staged order by line), array(select admitted_on from staged order by line))
     ), judged as materialized (
       select staged.line, staged.care_home_id, home.free, home.capacity,
              case
                when listed.line is not null then 'DUPLICATE_IN_FILE'
                when home.id is null then 'HOME_NOT_FOUND'
                when (stay.admitted_on, stay.decision_reference) = (staged.admitted_on, staged.decision_reference)
                  then '${UNCHANGED}'
                when stay.id is not null then 'LIVES_HERE_OTHERWISE'
                when home.problem is not null then home.problem
                when elsewhere.person_id is not null then 'LIVES_IN_A_HOME'
              end as code,
              jsonb_strip_nulls(jsonb_build_object('line', listed.earlier, 'status', home.status,
                'since', stay.admitted_on, 'decision', stay.decision_reference)) as facts
         from staged
         left join home on home.id = staged.care_home_id
         left join listed on listed.line = staged.line
         left join care_home_stay stay on stay.person_id = staged.person_id
               and stay.care_home_id = staged.care_home_id and stay.discharged_on is null
         left join elsewhere on elsewhere.person_id = staged.person_id and elsewhere.admitted_on = staged.admitted_on
     ), before as materialized (
       select home.id, count(waiting.line) as taken
         from home left join ${run.allRows} as waiting
           on waiting.care_home_id = home.id and waiting.line < (select min(line) from staged)
          and not exists (select from care_home_stay stay where stay.person_id = waiting.person_id
                and stay.care_home_id = waiting.care_home_id and stay.discharged_on is null)
        where home.id in (select care_home_id from staged)
        group by home.id
     ), placed as (
       select line, care_home_id, free, capacity,
              row_number() over (partition by care_home_id order by line) as place
         from judged where code is null
     )
     select line, code, facts from judged where code is not null
     union all
     select placed.line, 'HOME_FULL', jsonb_build_object('free', free, 'capacity', capacity)
       from placed join before on before.id = placed.care_home_id
      where before.taken + placed.place > placed.free`,
    [
      homes.map(({ id }) => id),
      homes.map(({ problem }) => problem),
      homes.map(({ status }) => status),
      homes.map(({ free }) => free),
      homes.map(({ capacity }) => capacity),
    ],
  );
}
