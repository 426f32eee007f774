import { encodeCursor } from '@solidarity/subgraph-kit/values/connection';

/** A page of jobs as one service gives it, the newest first. */
export interface JobPage<Job> {
  readonly nodes: readonly Job[];
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

/** What jobs of all services are put in order by: ids rise with time, whichever service gives them. */
interface Placed {
  readonly id: string;
}

export interface MergedJobs<Job> {
  readonly nodes: readonly { readonly service: string; readonly job: Job }[];
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

/** One page over all services, the newest first. The cursor is the last job's id, which every service understands. */
export function mergedJobs<Job extends Placed>(
  pages: ReadonlyMap<string, JobPage<Job>>,
  first: number,
): MergedJobs<Job> {
  const all = [...pages]
    .flatMap(([service, { nodes }]) => nodes.map((job) => ({ service, job })))
    .sort((one, other) => (one.job.id < other.job.id ? 1 : -1));
  const nodes = all.slice(0, first);
  const last = nodes.at(-1);
  const hasNextPage = all.length > first || [...pages.values()].some((page) => page.hasNextPage);
  return { nodes, hasNextPage, endCursor: last ? encodeCursor([last.job.id]) : null };
}
