import { COMMON_REFUSALS } from '@solidarity/subgraph-kit/imports/common-refusals';
import type { CheckRun, ImportColumn } from '@solidarity/subgraph-kit/imports/import-kind';
import { personColumn } from '@solidarity/subgraph-kit/imports/person-column';
import type { MessageTexts } from '@solidarity/subgraph-kit/errors/text';
import { conditionListRefusals } from './refusals';

/** Whose attendance or visit a row reports. */
export function reportedPersonColumn(description: MessageTexts): ImportColumn {
  return personColumn({
    ...{ name: 'personId', isRequired: true, example: '31501012100011' },
    heading: { ar: 'الرقم القومي', en: 'National ID' },
    description,
  });
}

/**
 * Refuses rows of people whom the registry does not know, all that a feed learns of anybody, and those that another row
 * of the file contradicts or repeats. `same` names the columns by which two rows are about the same.
 */
export async function refuseStrangersAndRepeats(run: CheckRun, same: readonly string[]): Promise<void> {
  await run.refuse(
    conditionListRefusals.PERSON_UNKNOWN,
    'personId',
    `select line from ${run.rows} as staged
      where not exists (select from person where person.id = staged.person_id)`,
  );
  await run.refuse(
    COMMON_REFUSALS.DUPLICATE_IN_FILE,
    null,
    `select staged.line, jsonb_build_object('line', other.line) as facts
       from ${run.rows} as staged cross join lateral (
         select line from ${run.allRows} as earlier
          where ${same.map((name) => `earlier.${name} = staged.${name}`).join(' and ')} and earlier.line < staged.line
          order by line limit 1) as other`,
  );
}
