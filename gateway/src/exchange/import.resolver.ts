import { Access } from '@solidarity/subgraph-kit/access/access';
import { PageArgs, requirePageSize } from '@solidarity/subgraph-kit/values/connection';
import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { ExchangeContext } from './exchange-context';
import {
  CancelImportInput,
  CommitImportInput,
  ImportJob,
  ImportJobs,
  ImportKind,
  ImportPayload,
  RefusedRows,
  type ImportJobFacts,
} from './import.types';
import { placeOf, publicId } from './job-id';
import { mergedJobs, type JobPage } from './merged-jobs';
import { orNull, orRefused } from './refused';

const WHO = { audience: ['partner', 'marketplace'] as const, scopes: ['imports:manage'] as const };
const INPUT = { description: 'What is asked for.' };

/** Lists that come in, over all services. */
@Resolver(() => ImportJob)
export class ImportResolver {
  @Query(() => [ImportKind], {
    description: 'The kinds of list that this caller may send in, with their columns.',
  })
  @Access(WHO)
  async importKinds(@Ctx() context: ExchangeContext): Promise<ImportKind[]> {
    const { answers } = await context.calls.askAll<{ kinds: Omit<ImportKind, 'templateUrl'>[] }>(
      context,
      '/imports/kinds',
    );
    return [...answers.values()]
      .flatMap(({ kinds }) => kinds)
      .sort((one, other) => (one.name < other.name ? -1 : 1))
      .map((kind) => ({ ...kind, templateUrl: `/imports/${kind.name}/template` }));
  }

  @Query(() => ImportJob, {
    nullable: true,
    description: 'One import; null when there is none for this caller.',
  })
  @Access(WHO)
  importJob(
    @Arg('id', () => ID, { description: 'As POST /imports/<kind> gave it.' }) id: string,
    @Ctx() context: ExchangeContext,
  ): Promise<ImportJob | null> {
    return orNull(() => jobAt(context, id));
  }

  @Query(() => ImportJobs, {
    description: 'The imports of this caller, and those that it may commit, the newest first.',
  })
  @Access(WHO)
  async importJobs(
    @Args() page: PageArgs,
    @Arg('kind', () => String, { nullable: true, description: 'Only imports of this kind.' })
    kind: string | null,
    @Ctx() context: ExchangeContext,
  ): Promise<ImportJobs> {
    const { first, after } = page;
    const { answers, unavailable } = await context.calls.askAll<JobPage<ImportJobFacts>>(
      context,
      '/imports/jobs',
      () => ({ parameters: { first, after, kind } }),
    );
    const { nodes, ...rest } = mergedJobs(answers, first);
    return { ...rest, unavailable, nodes: nodes.map(({ service, job }) => jobFrom(service, job)) };
  }

  @FieldResolver(() => RefusedRows, { description: 'The rows that were refused, and why.' })
  @Access(WHO)
  refusedRows(
    @Root() job: ImportJob,
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many refusals at most: 1 to 100.' })
    first: number,
    @Arg('after', () => String, { nullable: true, description: 'The cursor after which the page begins.' })
    after: string | null,
    @Ctx() context: ExchangeContext,
  ): Promise<RefusedRows> {
    const { service, id } = placeOf(job.id);
    const parameters = { first: requirePageSize(first), after };
    return context.calls.ask(context, service, `/imports/jobs/${id}/refused`, { parameters });
  }

  @Mutation(() => ImportPayload, {
    description:
      'Writes the accepted rows of a checked import. Refusals: NOT_FOUND, IMPORT_TAKES_TWO (who sent it may not commit it), IMPORT_NOT_CHECKED (it is not checked, or over), IMPORT_ROWS_REFUSED (all or nothing, and rows are refused).',
  })
  @Access(WHO)
  commitImport(
    @Arg('input', () => CommitImportInput, INPUT) { id, mode }: CommitImportInput,
    @Ctx() context: ExchangeContext,
  ): Promise<ImportPayload> {
    return orRefused(async () => ({ job: await told(context, id, 'commit', { mode }) }));
  }

  @Mutation(() => ImportPayload, {
    description: 'Stops an import; nothing more of it is written. Refusals: NOT_FOUND, IMPORT_OVER.',
  })
  @Access(WHO)
  cancelImport(
    @Arg('input', () => CancelImportInput, INPUT) { id }: CancelImportInput,
    @Ctx() context: ExchangeContext,
  ): Promise<ImportPayload> {
    return orRefused(async () => ({ job: await told(context, id, 'cancel', {}) }));
  }
}

async function jobAt(context: ExchangeContext, id: string): Promise<ImportJob> {
  const place = placeOf(id);
  const job = await context.calls.ask<ImportJobFacts>(context, place.service, `/imports/jobs/${place.id}`);
  return jobFrom(place.service, job);
}

async function told(context: ExchangeContext, id: string, what: string, body: object): Promise<ImportJob> {
  const place = placeOf(id);
  const path = `/imports/jobs/${place.id}/${what}`;
  const job = await context.calls.ask<ImportJobFacts>(context, place.service, path, { method: 'POST', body });
  return jobFrom(place.service, job);
}

/** The job as clients know it. */
export function jobFrom(service: string, job: ImportJobFacts): ImportJob {
  const id = publicId({ service, id: job.id });
  return { ...job, id, errorFileUrl: job.rowsRefused > 0 ? `/imports/${id}/errors` : null };
}
