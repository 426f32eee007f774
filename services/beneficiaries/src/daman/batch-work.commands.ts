import type { EntityManager } from 'typeorm';
import type { BatchContext, BatchKind } from '@solidarity/subgraph-kit/batches/batch-kind';
import { waitForTransfer, type ListedCase } from './case-record.commands';
import { WAITING, type DamanState } from './daman-case';
import { DAMAN_BATCHES, type CaseOutcome, type DamanWorkKind } from './daman-work';
import { moveCases } from './move.commands';
import { closeCases } from './settle.commands';
import { verifyCases } from './verify.commands';
import { DamanWork } from './work.entity';

/** Cases of one step: a second at most, for which lists and single moves wait, and memory for what is known of them. */
export const CASES_OF_A_STEP = 1_000;

/** Does what was ordered with some cases, and tells what came of each. */
type Deed = (
  context: BatchContext,
  cases: readonly ListedCase[],
  work: DamanWork,
) => Promise<readonly CaseOutcome[]>;

/**
 * Work over a batch, range by range of the case numbers and one after the other: of two cases for one household the
 * lower number comes first. What was done of it stays done, should it be given up; it can then be ordered again.
 */
function workOver(kind: DamanWorkKind, deed: Deed): BatchKind {
  return {
    name: DAMAN_BATCHES[kind],
    steps: async ({ manager, batch }) => rangesOf(manager, await workOf(manager, batch.subjectId)),
    async run(step, context) {
      const { manager, batch } = context;
      await waitForTransfer(manager);
      const work = await workOf(manager, batch.subjectId);
      for await (const cases of casesOf(manager, work, step))
        await count(manager, work.id, await deed(context, cases, work));
    },
    finish: end,
    stopped: end,
  };
}

/** Work over whole batches of Daman, which goes on when a process is lost. */
export const damanBatchKinds: readonly BatchKind[] = [
  workOver('VERIFY', verifyCases),
  workOver('MOVE', moveCases),
  workOver('CLOSE', closeCases),
];

function workOf(manager: EntityManager, id: string): Promise<DamanWork> {
  return manager.findOneByOrFail(DamanWork, { id });
}

function statesOf({ kind, finding }: DamanWork): readonly DamanState[] {
  if (kind === 'VERIFY') return WAITING;
  return finding === null ? ['VERIFIED'] : [finding];
}

/** The cases that a work is about. */
const ASKED = `batch_id = $1 and state = any ($2) and ($3::text is null or governorate = $3)
  and ($4::text is null or programme_id = $4)`;
const asked = (work: DamanWork) => [work.damanBatchId, statesOf(work), work.governorate, work.programmeId];

/** Ranges by the id of the case after which each begins and of the one with which it ends; the last has no end. */
async function rangesOf(manager: EntityManager, work: DamanWork): Promise<string[]> {
  const ends = await manager.query<{ id: string }[]>(
    `select id from (select id, row_number() over (order by case_number) as place, count(*) over () as total
                       from daman_case where ${ASKED}) as placed
      where place % $5 = 0 and place < total order by place`,
    [...asked(work), CASES_OF_A_STEP],
  );
  const bounds = ['', ...ends.map(({ id }) => id), ''];
  return bounds.slice(1).map((through, index) => `${bounds[index] ?? ''} ${through}`);
}

/** The cases of a range, each held; in pieces, since others may have come in between its ends meanwhile. */
async function* casesOf(
  manager: EntityManager,
  work: DamanWork,
  step: string,
): AsyncGenerator<readonly ListedCase[]> {
  const numberOf = 'select case_number from daman_case where id';
  const [from = '', to = ''] = step.split(' ');
  const [range] = await manager.query<[{ after: string; through: string | null }]>(
    `select coalesce((${numberOf} = $1), '') as after, (${numberOf} = $2) as through`,
    [from || null, to || null],
  );
  for (let { after } = range; ;) {
    const cases = await manager.query<(ListedCase & { caseNumber: string })[]>(
      `select id, person_id as "personId", state, case_number as "caseNumber" from daman_case
        where ${ASKED} and case_number > $5 and ($6::text is null or case_number <= $6)
        order by case_number limit $7 for update`,
      [...asked(work), after, range.through, CASES_OF_A_STEP],
    );
    const last = cases.at(-1);
    if (!last) return;
    yield cases;
    after = last.caseNumber;
  }
}

/** Adds to what has come of a work, in the transaction that has done it. */
async function count(manager: EntityManager, workId: string, done: readonly CaseOutcome[]): Promise<void> {
  await manager.query(
    `insert into daman_work_count (work_id, governorate, outcome, cases)
     select $1, governorate, done.outcome, count(*)
       from unnest($2::uuid[], $3::text[]) as done (id, outcome) join daman_case using (id)
      group by governorate, done.outcome
         on conflict (work_id, governorate, outcome) do update set cases = daman_work_count.cases + excluded.cases`,
    [workId, done.map(({ id }) => id), done.map(({ outcome }) => outcome)],
  );
}

/** Other work over the batch may be ordered. */
async function end({ manager, batch }: BatchContext): Promise<void> {
  await manager.query('update daman_work set ended_at = now() where id = $1', [batch.subjectId]);
}
