import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { BatchProgress, progressOf } from '@solidarity/subgraph-kit/batches/batch-progress';
import type { Reads } from '@solidarity/subgraph-kit/database/reads';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { DamanBatch } from './batch.entity';
import { DamanWork, DamanWorkCount } from './work.entity';

const LATEST_FIRST = { orderBy: ['orderedAt'], descending: true } as const;

/** What was ordered over whole batches. */
@Resolver(() => DamanBatch)
export class DamanBatchWorkResolver {
  @FieldResolver(() => BatchProgress, {
    nullable: true,
    description: 'How far the work over its cases is that was ordered last; null while there was none.',
  })
  @Needs('id')
  async progress(
    @Root() { id }: DamanBatch,
    @Ctx() { reads }: ServiceContext,
  ): Promise<BatchProgress | null> {
    const [latest] = await reads.byParent(DamanWork, 'damanBatchId', id, ['batchId'], {
      ...{ ...LATEST_FIRST, limit: 1 },
    });
    return latest === undefined ? null : progressOf(reads, latest.batchId);
  }

  @FieldResolver(() => [DamanWork], {
    description: 'All work over its cases that was ordered, the latest first; at most 100.',
  })
  @Needs('id')
  works(
    @Root() { id }: DamanBatch,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<DamanWork[]> {
    return reads.byParent(DamanWork, 'damanBatchId', id, askedColumns(info), LATEST_FIRST);
  }
}

/** How far work over a batch is, and what has come of it. */
@Resolver(() => DamanWork)
export class DamanWorkResolver {
  @FieldResolver(() => BatchProgress, { nullable: true, description: 'How far it is.' })
  @Needs('batchId')
  progress(@Root() { batchId }: DamanWork, @Ctx() { reads }: ServiceContext): Promise<BatchProgress | null> {
    return progressOf(reads, batchId);
  }

  @FieldResolver(() => [DamanWorkCount], {
    description:
      'What has come of how many cases until now; a case worker is told of those of their governorate.',
  })
  @Needs('id')
  outcomes(@Root() { id }: DamanWork, @Ctx() { reads }: ServiceContext): Promise<DamanWorkCount[]> {
    return reads.batch('daman work outcomes', id, (ids) => outcomesOf(reads, ids));
  }
}

async function outcomesOf(reads: Reads, ids: readonly string[]): Promise<DamanWorkCount[][]> {
  const rows = await reads.rows<DamanWorkCount & { workId: string }>(
    `select work_id as "workId", outcome, sum(cases)::int as cases from daman_work_count
      where work_id = any ($1) group by work_id, outcome order by outcome`,
    [ids],
  );
  return ids.map((id) => rows.filter(({ workId }) => workId === id));
}
