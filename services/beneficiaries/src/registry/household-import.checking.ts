import { COMMON_REFUSALS } from '@solidarity/subgraph-kit/imports/common-refusals';
import type { CheckRun } from '@solidarity/subgraph-kit/imports/import-kind';
import { stagedColumn } from '@solidarity/subgraph-kit/imports/staging';
import { HOUSEHOLD_COLUMNS } from './household-import.columns';
import type { Found } from './household-import.judging';
import { judgedHouseholds, touchedReferences } from './household-import.reading';
import { householdListRefusals } from './household-import.refusals';

/** Compares households of a list with each other and with the registry. */
export async function checkHouseholds(run: CheckRun): Promise<void> {
  if (!run.isRecheck) {
    await refuseSamePerson(run);
    await refuseOtherThanHead(run);
  }
  // Those of whom the registry knew nothing, and knows nothing now, are as they were.
  const judged = await judgedHouseholds(run, run.isRecheck ? await touchedReferences(run) : null);
  const found = judged.flatMap(({ judgement }) => (judgement.kind === 'REFUSED' ? judgement.found : []));
  for (const alike of byCodeAndColumn(found)) await refuseLines(run, alike);
  const unchanged = judged.filter(({ judgement }) => judgement.kind === 'UNCHANGED');
  const lines = unchanged.flatMap(({ household }) => household.members.map(({ line }) => line));
  if (lines.length > 0) await run.leaveUnchanged('select unnest($1::int[]) as line', [lines]);
}

function byCodeAndColumn(found: readonly Found[]): Iterable<Found[]> {
  const sorted = new Map<string, Found[]>();
  for (const each of found) {
    const key = `${each.refusal.code} ${each.column}`;
    const alike = sorted.get(key);
    if (alike) alike.push(each);
    else sorted.set(key, [each]);
  }
  return sorted.values();
}

async function refuseLines(run: CheckRun, found: readonly Found[]): Promise<void> {
  const [{ column, refusal } = { column: null, refusal: null }] = found;
  if (!refusal) return;
  const { code, messages } = refusal;
  await run.refuse(
    { code, ...messages },
    column,
    'select line, facts from unnest($1::int[], $2::jsonb[]) as found (line, facts)',
    [found.map(({ line }) => line), found.map((each) => JSON.stringify(each.refusal.facts))],
  );
}

/** A person stands in one household of the list only. */
async function refuseSamePerson(run: CheckRun): Promise<void> {
  await run.refuse(
    COMMON_REFUSALS.DUPLICATE_IN_FILE,
    null,
    `select staged.line, jsonb_build_object('line', other.line) as facts
       from ${run.rows} as staged cross join lateral (
         select line from ${run.allRows} as earlier
          where earlier.person_id = staged.person_id and earlier.line < staged.line
            and earlier.group_key <> staged.group_key
          order by line limit 1) as other`,
  );
}

/** What another row than the head's says of the household must be the same. */
async function refuseOtherThanHead(run: CheckRun): Promise<void> {
  const differences = HOUSEHOLD_COLUMNS.map(({ name, heading }) => {
    const column = stagedColumn(name);
    return {
      heading,
      when: `staged.${column} is not null and staged.${column} is distinct from head.${column}`,
    };
  });
  const headings = (language: 'ar' | 'en', comma: string): string => {
    const each = differences.map(({ heading, when }) => `case when ${when} then '${heading[language]}' end`);
    return `concat_ws('${comma} ', ${each.join(', ')})`;
  };
  await run.refuse(
    householdListRefusals.DIFFERS_FROM_HEAD,
    null,
    `select staged.line, jsonb_build_object('line', head.line,
              'columns', jsonb_build_object('ar', ${headings('ar', '،')}, 'en', ${headings('en', ',')})) as facts
       from ${run.rows} as staged
       join ${run.rows} as head on head.group_key = staged.group_key and head.relationship = 'HEAD'
      where staged.relationship <> 'HEAD' and (${differences.map(({ when }) => when).join(' or ')})`,
  );
}
