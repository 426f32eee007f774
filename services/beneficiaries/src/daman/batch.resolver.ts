import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import type { Reads } from '@solidarity/subgraph-kit/database/reads';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import {
  DamanBatch,
  DamanBatchConnection,
  DamanBatchCount,
  DamanMonthFault,
  DamanReconciliation,
} from './batch.entity';
import { WAITING } from './daman-case';

/** Batches of Daman cases, counted as far as the caller sees their cases. */
@Resolver(() => DamanBatch)
export class DamanBatchResolver {
  @Query(() => DamanBatch, {
    nullable: true,
    description: 'A batch by its id; null when there is none that the caller may see.',
  })
  @Access({ scopes: ['benefits:read'] })
  damanBatch(
    @Arg('id', () => ID, { description: 'The batch.' }) id: string,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<DamanBatch | null> {
    return reads.one(DamanBatch, id, askedColumns(info));
  }

  @Query(() => DamanBatchConnection, { description: 'Batches, the latest first.' })
  @Access({ scopes: ['benefits:read'] })
  damanBatches(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<DamanBatch>> {
    const columns = askedColumns(info);
    const { first, after } = page;
    return reads.page(DamanBatch, { columns, first, after, orderBy: ['receivedAt'], descending: true });
  }

  @FieldResolver(() => [DamanBatchCount], {
    description: 'How many of its cases are in which state and go where, as far as you may see them.',
  })
  @Needs('id')
  counts(@Root() { id }: DamanBatch, @Ctx() { reads }: ServiceContext): Promise<DamanBatchCount[]> {
    return reads.batch('daman counts', id, (ids) => countsOf(reads, ids));
  }

  @FieldResolver(() => DamanReconciliation, {
    description:
      'Where its cases have gone, as far as you may see them, and whether every month is paid once.',
  })
  @Needs('id')
  reconciliation(@Root() { id }: DamanBatch, @Ctx() { reads }: ServiceContext): Promise<DamanReconciliation> {
    return reads.batch('daman reconciliation', id, (ids) => reconciliationsOf(reads, ids));
  }

  @FieldResolver(() => [DamanMonthFault], {
    description: 'Months of its cases that both pay or neither: at most `first`. There should be none.',
  })
  @Needs('id')
  monthFaults(
    @Root() { id }: DamanBatch,
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many at most: 1 to 100.' }) first: number,
    @Ctx() { reads }: ServiceContext,
  ): Promise<DamanMonthFault[]> {
    const { first: most } = Object.assign(new PageArgs(), { first });
    return reads.batch(`daman month faults ${most}`, id, (ids) => faultsOf(reads, ids, most));
  }
}

async function countsOf(reads: Reads, ids: readonly string[]): Promise<DamanBatchCount[][]> {
  const rows = await reads.rows<DamanBatchCount & { batchId: string }>(
    `select batch_id as "batchId", state, programme_id as "programmeId", count(*)::int as cases,
            sum(monthly_amount)::text as "monthlyAmount"
       from daman_case where batch_id = any ($1) group by batch_id, state, programme_id
      order by state, programme_id nulls first`,
    [ids],
  );
  return ids.map((id) => rows.filter(({ batchId }) => batchId === id));
}

const NOTHING: DamanReconciliation = { received: 0, moved: 0, closed: 0, waiting: 0, monthFaults: 0 };

async function reconciliationsOf(reads: Reads, ids: readonly string[]): Promise<DamanReconciliation[]> {
  const rows = await reads.rows<DamanReconciliation & { batchId: string }>(
    `select batch_id as "batchId", count(*)::int as received,
            count(*) filter (where state = 'MOVED')::int as moved,
            count(*) filter (where state = 'CLOSED')::int as closed,
            count(*) filter (where state = any ($2))::int as waiting,
            (select count(*)::int from daman_month_fault fault
              where fault.batch_id = daman_case.batch_id) as "monthFaults"
       from daman_case where batch_id = any ($1) group by batch_id`,
    [ids, WAITING],
  );
  return ids.map((id) => rows.find(({ batchId }) => batchId === id) ?? NOTHING);
}

async function faultsOf(reads: Reads, ids: readonly string[], most: number): Promise<DamanMonthFault[][]> {
  const rows = await reads.rows<DamanMonthFault & { batchId: string; personId: string }>(
    `select batch_id as "batchId", fault.id as "caseId", fault.case_number as "caseNumber",
            fault.person_id as "personId", kind, from_month as "fromMonth", until_month as "untilMonth"
       from unnest($1::uuid[]) as asked (id) cross join lateral (
         select * from daman_month_fault
          where daman_month_fault.batch_id = asked.id order by case_number limit $2) as fault`,
    [ids, most],
  );
  reads.shown(
    'DamanCase',
    rows.map(({ personId }) => personId),
  );
  return ids.map((id) => rows.filter(({ batchId }) => batchId === id));
}
