/**
 * People who live in a home already, as the home's own book has them. Each comes in as if admitted: into a home with a
 * licence in force, of an NGO that may act, never beyond its places, and into one home at a time. A person's open stay in
 * the home is the key: who stands there the same already is left alone.
 */
import { COMMON_REFUSALS } from '@solidarity/subgraph-kit/imports/common-refusals';
import { dateColumn, idColumn, textColumn } from '@solidarity/subgraph-kit/imports/columns';
import {
  RowRefusal,
  type CheckRun,
  type ImportKind,
  type ImportRun,
} from '@solidarity/subgraph-kit/imports/import-kind';
import { personColumn } from '@solidarity/subgraph-kit/imports/person-column';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import { lockHomesOfFile } from './resident-import.homes';
import { residentRefusals, UNCHANGED, verdictsOn, type Verdict } from './resident-import.verdicts';
import { LONGEST_NAME } from './written';

export const RESIDENTS: ImportKind = {
  name: 'residents',
  title: { ar: 'نزلاء دور الرعاية', en: 'Residents of care homes' },
  description: {
    ar: 'من يقيمون في الدار الآن. تُشغل أماكن الدار بترتيب الأسطر ولا تزيد على سعتها.',
    en: 'People who live in a home now. Its places are filled in the order of the lines, never beyond its capacity.',
  },
  roles: ['care_home_staff', 'child_protection_officer', 'ministry_admin'],
  source: 'NONE',
  columns: [
    personColumn({
      ...{ name: 'personId', isRequired: true, example: '30501012100011' },
      heading: { ar: 'الرقم القومي', en: 'National ID' },
      description: {
        ar: 'الرقم القومي المكون من 14 رقمًا؛ ولمن لا يحمله معرّف الشخص في المنظومة. لا يُحفظ الرقم القومي نفسه.',
        en: 'The 14 digits; of a guest without one, the id of the person in the graph. The national ID itself is not kept.',
      },
    }),
    idColumn({
      ...{ name: 'home', isRequired: false, example: '0b000000-0000-4000-8000-000000000001' },
      heading: { ar: 'معرّف الدار', en: 'Home' },
      description: {
        ar: 'معرّف الدار في المنظومة. يمكن للعاملين بالدار تركه فارغًا: تُقصد دارهم.',
        en: 'The id of the home in the graph. A home’s own staff may leave it blank: it is their home.',
      },
    }),
    dateColumn({
      ...{ name: 'admittedOn', isRequired: true, example: '2024-03-01' },
      heading: { ar: 'تاريخ الإلحاق', en: 'Admitted on' },
      description: {
        ar: 'يوم بدء الإقامة في الدار.',
        en: 'The day since which the person lives in the home.',
      },
    }),
    textColumn(
      {
        ...{ name: 'decisionReference', isRequired: true, example: '17/2024' },
        heading: { ar: 'رقم قرار الإلحاق', en: 'Decision reference' },
        description: {
          ar: 'رقم القرار الذي أُلحق به الشخص بالدار.',
          en: 'The number of the decision by which the person was admitted.',
        },
      },
      { most: LONGEST_NAME },
    ),
  ],
  derived: [
    {
      name: 'careHomeId',
      sqlType: 'uuid',
      derive: ({ home }, { caller: { role, claims } }) =>
        home ??
        (role === 'care_home_staff' ? claims.homeId : undefined) ??
        new RowRefusal(COMMON_REFUSALS.REQUIRED.code, {}, 'home'),
    },
  ],
  stagingIndexes: [
    ['careHomeId', 'line'],
    ['personId', 'line'],
  ],
  refusals: residentRefusals,
  check,
  commit,
};

async function check(run: CheckRun): Promise<void> {
  const homes = await lockHomesOfFile(run);
  for (const [code, verdicts] of byCode(await verdictsOn(run, homes))) {
    const { kind, column } = VERDICTS[code];
    const lines = verdicts.map(({ line }) => line);
    if (kind === null) {
      await run.leaveUnchanged('select unnest($1::int[]) as line', [lines]);
    } else {
      await run.refuse(
        kind,
        column,
        'select line, facts from unnest($1::int[], $2::jsonb[]) as found (line, facts)',
        [lines, verdicts.map(({ facts }) => JSON.stringify(facts))],
      );
    }
  }
}

const VERDICTS = {
  DUPLICATE_IN_FILE: { kind: COMMON_REFUSALS.DUPLICATE_IN_FILE, column: 'personId' },
  HOME_NOT_FOUND: { kind: residentRefusals.HOME_NOT_FOUND, column: 'home' },
  [UNCHANGED]: { kind: null, column: null },
  LIVES_HERE_OTHERWISE: { kind: residentRefusals.LIVES_HERE_OTHERWISE, column: null },
  HOME_NOT_LICENSED: { kind: residentRefusals.HOME_NOT_LICENSED, column: 'home' },
  OPERATOR_MAY_NOT_ACT: { kind: residentRefusals.OPERATOR_MAY_NOT_ACT, column: 'home' },
  LIVES_IN_A_HOME: { kind: residentRefusals.LIVES_IN_A_HOME, column: 'personId' },
  HOME_FULL: { kind: residentRefusals.HOME_FULL, column: 'home' },
} as const;

function byCode(verdicts: readonly Verdict[]): Map<Verdict['code'], Verdict[]> {
  const sorted = new Map<Verdict['code'], Verdict[]>();
  for (const verdict of verdicts) {
    const alike = sorted.get(verdict.code);
    if (alike) alike.push(verdict);
    else sorted.set(verdict.code, [verdict]);
  }
  return sorted;
}

async function commit(run: ImportRun): Promise<void> {
  const stays = await run.query<{ personId: string }>(
    `insert into care_home_stay (id, care_home_id, person_id, admitted_on, decision_reference)
     select gen_random_uuid(), care_home_id, person_id, admitted_on, decision_reference
       from ${run.rows} as staged order by line
     returning person_id as "personId"`,
  );
  const personIds = stays.map(({ personId }) => personId);
  await auditChange(run, { action: 'admit', entity: 'CareHomeStay', personIds });
}
