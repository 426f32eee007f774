import { Access } from '@solidarity/subgraph-kit/access/access';
import { withoutValues } from '@solidarity/subgraph-kit/errors/without-values';
import { invalidQuery } from '@solidarity/subgraph-kit/exports/invalid-query';
import { PageArgs } from '@solidarity/subgraph-kit/values/connection';
import { getOperationAST, Kind, parse, type DocumentNode } from 'graphql';
import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { ExportState } from './enums';
import type { ExchangeContext } from './exchange-context';
import {
  CancelExportInput,
  ExportJob,
  ExportJobs,
  ExportPayload,
  StartExportInput,
  type ExportJobFacts,
} from './export.types';
import { placeOf, publicId } from './job-id';
import { mergedJobs, type JobPage } from './merged-jobs';
import { orNull, orRefused } from './refused';

const WHO = { audience: ['partner', 'marketplace'] as const, scopes: ['exports:manage'] as const };
const INPUT = { description: 'What is asked for.' };
const MAX_TOKENS = 2_000;

/** Lists that go out as files, over all services. */
@Resolver(() => ExportJob)
export class ExportResolver {
  @Query(() => ExportJob, {
    nullable: true,
    description: 'One export; null when there is none for this caller.',
  })
  @Access(WHO)
  exportJob(
    @Arg('id', () => ID, { description: 'As `startExport` gave it.' }) id: string,
    @Ctx() context: ExchangeContext,
  ): Promise<ExportJob | null> {
    return orNull(async () => {
      const place = placeOf(id);
      const path = `/exports/jobs/${place.id}`;
      return jobFrom(place.service, await context.calls.ask<ExportJobFacts>(context, place.service, path));
    });
  }

  @Query(() => ExportJobs, { description: 'The exports of this caller, the newest first.' })
  @Access(WHO)
  async exportJobs(@Args() page: PageArgs, @Ctx() context: ExchangeContext): Promise<ExportJobs> {
    const { first, after } = page;
    const { answers, unavailable } = await context.calls.askAll<JobPage<ExportJobFacts>>(
      context,
      '/exports/jobs',
      () => ({ parameters: { first, after } }),
    );
    const { nodes, ...rest } = mergedJobs(answers, first);
    return { ...rest, unavailable, nodes: nodes.map(({ service, job }) => jobFrom(service, job)) };
  }

  @Mutation(() => ExportPayload, {
    description:
      'Writes a list to a file in the background, with the rows, fields and masks that this caller sees in the graph. Refusals: EXPORT_QUERY_INVALID (it is no query of exactly one list of one service), EXPORTS_TOO_MANY.',
  })
  @Access(WHO)
  startExport(
    @Arg('input', () => StartExportInput, INPUT) { query, variables, format }: StartExportInput,
    @Ctx() context: ExchangeContext,
  ): Promise<ExportPayload> {
    return orRefused(async () => {
      const service = context.serviceOf(rootFieldOf(query));
      const body = { query, variables: variables ?? {}, format };
      const asked = { method: 'POST' as const, body };
      return {
        job: jobFrom(service, await context.calls.ask<ExportJobFacts>(context, service, '/exports', asked)),
      };
    });
  }

  @Mutation(() => ExportPayload, {
    description: 'Stops an export; there is no file then. Refusals: NOT_FOUND, EXPORT_ENDED.',
  })
  @Access(WHO)
  cancelExport(
    @Arg('input', () => CancelExportInput, INPUT) { id }: CancelExportInput,
    @Ctx() context: ExchangeContext,
  ): Promise<ExportPayload> {
    return orRefused(async () => {
      const { service, id: own } = placeOf(id);
      const path = `/exports/jobs/${own}/cancel`;
      const asked = { method: 'POST' as const, body: {} };
      return {
        job: jobFrom(service, await context.calls.ask<ExportJobFacts>(context, service, path, asked)),
      };
    });
  }
}

/** The field by which the list is found; whatever else is wrong with the query, the service of that field says. */
function rootFieldOf(query: string): string {
  const field = getOperationAST(parsed(query))?.selectionSet.selections[0];
  if (field?.kind !== Kind.FIELD) throw invalidQuery('ONE_LIST', {});
  return field.name.value;
}

function parsed(query: string): DocumentNode {
  try {
    return parse(query, { maxTokens: MAX_TOKENS });
  } catch (error) {
    throw invalidQuery('SYNTAX', { problem: withoutValues((error as Error).message) });
  }
}

function jobFrom(service: string, job: ExportJobFacts): ExportJob {
  const id = publicId({ service, id: job.id });
  return { ...job, id, downloadUrl: job.state === ExportState.DONE ? `/exports/${id}/file` : null };
}
