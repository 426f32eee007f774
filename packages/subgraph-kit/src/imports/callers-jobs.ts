import type { Caller } from '../access/caller';
import { knownId } from '../database/ids';
import type { ClaimedPool } from '../database/statements';
import { CodedError } from '../errors/coded-error';
import { decodeCursor, encodeCursor, type PageRequest } from '../values/connection';
import { JOB_COLUMNS, keepCaller, type CommitMode, type ImportJob } from './import-job';
import type { ImportKind } from './import-kind';
import { systemRows } from './system-rows';
import { mayCommit, takesAnother, visibleTo } from './visibility';

/** Some jobs, newest first. */
export interface JobsPage {
  readonly nodes: readonly ImportJob[];
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

/** The jobs that a caller sees, and what they may do with them. What is hidden is missing: NOT_FOUND. */
export class CallersJobs {
  constructor(
    private readonly pool: ClaimedPool,
    private readonly kinds: ReadonlyMap<string, ImportKind>,
    private readonly caller: Caller,
  ) {}

  async one(id: string): Promise<ImportJob> {
    const { sql, values } = visibleTo(this.caller, this.kinds.values());
    const [job] = await systemRows<ImportJob>(
      this.pool,
      `select ${JOB_COLUMNS} from import_job where ${sql} and id = $5::uuid`,
      [...values, knownId(id, 'uuid')],
    );
    if (!job) throw new CodedError('NOT_FOUND');
    return job;
  }

  async page({ first, after }: PageRequest, kind: string | null): Promise<JobsPage> {
    const { sql, values } = visibleTo(this.caller, this.kinds.values());
    const before = after ? placeIn(after) : null;
    const rows = await systemRows<ImportJob>(
      this.pool,
      `select ${JOB_COLUMNS} from import_job
        where ${sql} and ($5::uuid is null or id < $5::uuid) and ($6::text is null or kind = $6)
        order by id desc limit $7`,
      [...values, before, kind, first + 1],
    );
    const nodes = rows.slice(0, first);
    const last = nodes.at(-1);
    return {
      nodes,
      endCursor: last ? encodeCursor([last.id]) : null,
      hasNextPage: rows.length > first,
    };
  }

  /** Has a checked job committed in the caller's name. Throws FORBIDDEN, IMPORT_NOT_CHECKED, IMPORT_ROWS_REFUSED. */
  async commit(id: string, mode: CommitMode): Promise<ImportJob> {
    const job = await this.one(id);
    const kind = this.kinds.get(job.kind);
    if (!kind || !mayCommit(kind, this.caller)) throw new CodedError('FORBIDDEN');
    if (takesAnother(kind, job.owner, this.caller)) throw new CodedError('IMPORT_TAKES_TWO');
    if (job.state !== 'CHECKED') throw new CodedError('IMPORT_NOT_CHECKED');
    if (mode === 'ALL_OR_NOTHING' && job.rowsRefused > 0)
      throw new CodedError('IMPORT_ROWS_REFUSED', { rows: job.rowsRefused });
    const begun = await systemRows(
      this.pool,
      `with begun as (
         update import_job
            set state = 'COMMITTING', step = 'COMMITTING', range_end = '', commit_mode = $2, committer = $3,
                attempts = 0, lease_token = null, lease_until = null
          where id = $1 and state = 'CHECKED' and expires_at > now() returning id)
       select pg_notify('import_waiting', '') from begun`,
      [id, mode, JSON.stringify(keepCaller(this.caller))],
    );
    if (begun.length === 0) throw new CodedError('IMPORT_NOT_CHECKED');
    return this.one(id);
  }

  /** Ends a job: at once when nobody works on it, else after what is under way. Throws IMPORT_OVER. */
  async cancel(id: string): Promise<ImportJob> {
    await this.one(id);
    const cancelled = await systemRows(
      this.pool,
      `update import_job
          set is_cancelled = true,
              state = case when state = 'CHECKED' then 'CANCELLED' else state end,
              finished_at = case when state = 'CHECKED' then now() end
        where id = $1 and state in ('RECEIVED', 'CHECKING', 'CHECKED', 'COMMITTING') returning id`,
      [id],
    );
    if (cancelled.length === 0) throw new CodedError('IMPORT_OVER');
    return this.one(id);
  }
}

function placeIn(cursor: string): string {
  const [id = ''] = decodeCursor(cursor, 1);
  if (knownId(id, 'uuid') === null) throw new CodedError('CURSOR_INVALID');
  return id;
}
