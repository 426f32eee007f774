/**
 * Lists of what other registries know of people, by their national IDs: each cell that is filled in is a fact of the
 * list's source, with its day. They are facts and no more: a death in a list of civil status marks the household for a
 * visit, and records no death. What the same list has said already is left alone.
 */
import { auditRows } from '@solidarity/subgraph-kit/imports/audit-rows';
import { COMMON_REFUSALS } from '@solidarity/subgraph-kit/imports/common-refusals';
import { dateColumn } from '@solidarity/subgraph-kit/imports/columns';
import {
  refuseRow,
  type CheckRun,
  type ImportColumn,
  type ImportKind,
  type ImportRun,
} from '@solidarity/subgraph-kit/imports/import-kind';
import { personColumn } from '@solidarity/subgraph-kit/imports/person-column';
import { stagedColumn } from '@solidarity/subgraph-kit/imports/staging';
import { defineRefusals } from '@solidarity/subgraph-kit/errors/refusal';
import { EARLIEST_OBSERVED, type FactSource } from './fact-kinds';

export const factListRefusals = defineRefusals({
  PERSON_NOT_KNOWN: {
    en: 'The registry knows nobody of this national ID, or the person is not of your governorate.',
    ar: 'لا يعرف السجل أحدًا بهذا الرقم القومي، أو أن الشخص ليس من محافظتك.',
  },
  LIVES_IN_NO_HOUSEHOLD: {
    en: 'This person belongs to no household, so the fact is about none.',
    ar: 'هذا الشخص لا ينتمي إلى أسرة مسجلة، فلا تخص الحقيقة أسرة بعينها.',
  },
  DIED_BEFORE_BIRTH: {
    en: 'This person was born on {born}; the death must not be before.',
    ar: 'وُلد هذا الشخص في {born}؛ يجب ألا تسبقه الوفاة.',
  },
  NOTHING_SAID: {
    en: 'Fill in at least one of: {columns}.',
    ar: 'املأ واحدة على الأقل من: {columns}.',
  },
});

export interface FactList extends Pick<ImportKind, 'name' | 'title' | 'description' | 'roles'> {
  readonly from: FactSource;
  /** Whom its facts are about: the person of the row, or the household that the person belongs to. */
  readonly about: 'household' | 'person';
  /** Columns of facts, named as their kinds in camel case. */
  readonly facts: readonly ImportColumn[];
  /** What of its facts cannot be of the person whom they are about. */
  readonly refuse?: (run: CheckRun) => Promise<void>;
}

/** The kind of import of a list of facts. */
export function factListImport({ from, about, facts, refuse, ...texts }: FactList): ImportKind {
  const kinds = facts.map(({ name }) => stagedColumn(name));
  const said = `cross join lateral (values ${kinds
    .map((kind) => `('${kind}', to_jsonb(staged.${kind}))`)
    .join(', ')}) as fact (kind, value)`;
  const subject = about === 'person' ? 'person.id' : 'person.household_id';
  const columns = {
    ar: facts.map(({ heading }) => heading.ar).join('، '),
    en: facts.map(({ heading }) => heading.en).join(', '),
  };
  return {
    ...texts,
    source: 'NONE',
    columns: [PERSON, OBSERVED_ON, ...facts],
    stagingIndexes: [['personId', 'observedOn', 'line']],
    refusals: factListRefusals,
    checkRow: (row) =>
      facts.every(({ name }) => row[name] === null)
        ? [refuseRow(factListRefusals.NOTHING_SAID, { columns })]
        : [],
    check: async (run) => {
      await refuseStrangers(run, about);
      await refuse?.(run);
      await run.leaveUnchanged(
        `select line from ${run.rows} as staged join person on person.id = staged.person_id ${said}
          where fact.value is not null
          group by line
         having bool_and(exists (
           select from ${about}_fact as known
            where known.${about}_id = ${subject} and known.kind = fact.kind and known.source = '${from}'
              and known.observed_on = staged.observed_on and known.value = fact.value))`,
      );
    },
    commit: (run) => keep(run, { from, about, subject, said }),
  };
}

async function refuseStrangers(run: CheckRun, about: FactList['about']): Promise<void> {
  await run.refuse(
    COMMON_REFUSALS.DUPLICATE_IN_FILE,
    'personId',
    `select staged.line, jsonb_build_object('line', min(before.line)) as facts
       from ${run.rows} as staged
       join ${run.allRows} as before
         on before.person_id = staged.person_id and before.observed_on = staged.observed_on and before.line < staged.line
      group by staged.line`,
  );
  await run.refuse(
    factListRefusals.PERSON_NOT_KNOWN,
    'personId',
    `select line from ${run.rows} as staged where not exists (select from person where person.id = staged.person_id)`,
  );
  if (about === 'household')
    await run.refuse(
      factListRefusals.LIVES_IN_NO_HOUSEHOLD,
      'personId',
      `select line from ${run.rows} as staged join person on person.id = staged.person_id
        where person.household_id is null`,
    );
}

async function keep(
  run: ImportRun,
  { from, about, subject, said }: { from: string; about: string; subject: string; said: string },
): Promise<void> {
  await run.query(
    `insert into ${about}_fact (${about}_id, kind, value, source, observed_on, recorded_by)
     select ${subject}, fact.kind, fact.value, '${from}', staged.observed_on, $1
       from ${run.rows} as staged join person on person.id = staged.person_id ${said}
      where fact.value is not null order by line`,
    [run.caller.subject],
  );
  await auditRows(run, 'recorded facts', about === 'person' ? 'PersonFact' : 'HouseholdFact');
}

const PERSON = personColumn({
  ...{ name: 'personId', isRequired: true, example: '30501012100011' },
  heading: { ar: 'الرقم القومي', en: 'National ID' },
  description: {
    ar: 'الرقم القومي المكون من 14 رقمًا؛ ولمن لا يحمله معرّف الشخص في المنظومة. لا يُحفظ الرقم نفسه هنا.',
    en: 'The 14 digits; of a guest without one, the id of the person in the graph. The number itself is not kept here.',
  },
});

const OBSERVED_ON = dateColumn(
  {
    ...{ name: 'observedOn', isRequired: true, example: '2026-11-01' },
    heading: { ar: 'تاريخ البيان', en: 'As of' },
    description: { ar: 'اليوم الذي كان فيه الأمر كذلك.', en: 'The day on which it was so.' },
  },
  { earliest: EARLIEST_OBSERVED },
);
