import { SYSTEM_CALLER } from '../access/roles';
import type { Audience, Role, RowClaims, Scope } from '../access/caller';
import type { ClaimedPool } from '../database/statements';
import { EXPORTS_CHANNEL } from './callers-jobs';
import type { BegunExport, ExportProblem, ExportProgress } from './job';
import type { ExportPace } from './pace';

interface BegunRow extends Omit<BegunExport, 'caller'> {
  readonly subject: string;
  readonly role: Role;
  readonly audience: Audience;
  readonly scopes: readonly Scope[];
  readonly claims: RowClaims;
}

/** First those of callers of whom nothing runs; one whose worker was lost is as one that waits. */
const BEGIN = `
  update export_job
     set state = 'RUNNING', attempt = attempt + 1, losses = losses + (state = 'RUNNING')::int,
         lease_until = now() + $1 * interval '1 millisecond', started_at = now(), rows_written = 0, rows_total = null
   where id = (
     select id from export_job as next
      where state in ('WAITING', 'RUNNING') and (state = 'WAITING' or lease_until < now())
      order by (select count(*) from export_job as running
                 where running.state = 'RUNNING' and running.lease_until >= now()
                   and running.subject = next.subject and running.role = next.role), id
      limit 1 for update skip locked)
  returning id, attempt, losses, subject, role, audience, scopes, claims, request_id as "requestId", language, purpose,
    query, variables, format, list`;
/** Whose attempt it still is: after a cancellation, or once another worker has begun it anew, nobody's. */
const STILL = "id = $1 and attempt = $2 and state = 'RUNNING'";
const HEARTBEAT = `
  update export_job set lease_until = now() + $3 * interval '1 millisecond', rows_written = $4, rows_total = $5
   where ${STILL} returning 1`;
const ADD_PART = `
  with held as (
    update export_job set lease_until = now() + $3 * interval '1 millisecond', rows_written = $4, rows_total = $5
     where ${STILL} returning id)
  insert into export_file_part (job_id, attempt, number, bytes) select id, $2, $6, $7 from held returning 1`;
const FORGET = 'lease_until = null, query = null, variables = null, purpose = null';
const DONE = `
  update export_job
     set state = 'DONE', ${FORGET}, rows_written = $3, rows_total = $3, file_bytes = $4, finished_at = now(),
         expires_at = now() + $5 * interval '1 millisecond'
   where ${STILL} returning 1`;
const FAILED = `
  update export_job set state = 'FAILED', ${FORGET}, problem = $3, finished_at = now() where ${STILL} returning 1`;
const PUT_BACK = `
  update export_job set state = 'WAITING', lease_until = null, started_at = null, rows_written = 0, rows_total = null
   where ${STILL} returning pg_notify('${EXPORTS_CHANNEL}', '')`;
const EXPIRE = "update export_job set state = 'EXPIRED' where state = 'DONE' and expires_at <= now()";
/** Parts of attempts that came to nothing, and of files that have expired. */
const REMOVE_PARTS = `
  delete from export_file_part as part using export_job as job
   where part.job_id = job.id and (job.state not in ('RUNNING', 'DONE') or part.attempt <> job.attempt)`;
const REMOVE_JOBS = `
  delete from export_job
   where created_at < now() - $1 * interval '1 millisecond' and state in ('FAILED', 'CANCELLED', 'EXPIRED')`;

/** The exports as their workers take and end them. What tells false was no longer the worker's to note. */
export class WorkersJobs {
  constructor(
    private readonly pool: ClaimedPool,
    private readonly pace: ExportPace,
  ) {}

  /** Begins an export that waits, or anew one whose worker was lost; null when there is none. */
  async begin(): Promise<BegunExport | null> {
    const { columns, rows } = await this.pool.run(SYSTEM_CALLER, BEGIN, [this.pace.leaseMs]);
    const [row] = rows;
    if (!row) return null;
    const begun = Object.fromEntries(columns.map((name, index) => [name, row[index]])) as unknown as BegunRow;
    const { subject, role, audience, scopes, claims, ...job } = begun;
    return { ...job, caller: { subject, role, audience, scopes: new Set(scopes), claims } };
  }

  /** Says that its worker is there, and how far it is. */
  stillRuns(job: BegunExport, progress: ExportProgress): Promise<boolean> {
    return this.#note(HEARTBEAT, job, [this.pace.leaseMs, progress.rowsWritten, progress.rowsTotal]);
  }

  /** Keeps the next part of its file. */
  addPart(job: BegunExport, progress: ExportProgress, number: number, bytes: Buffer): Promise<boolean> {
    const { rowsWritten, rowsTotal } = progress;
    return this.#note(ADD_PART, job, [this.pace.leaseMs, rowsWritten, rowsTotal, number, bytes]);
  }

  done(job: BegunExport, rows: number, fileBytes: number): Promise<boolean> {
    return this.#note(DONE, job, [rows, fileBytes, this.pace.fileLifeMs]);
  }

  async failed(job: BegunExport, problem: ExportProblem): Promise<boolean> {
    const isNoted = await this.#note(FAILED, job, [problem]);
    await this.removeLeft();
    return isNoted;
  }

  /** Leaves it to whoever takes it next, from the start. */
  putBack(job: BegunExport): Promise<boolean> {
    return this.#note(PUT_BACK, job, []);
  }

  /** Lets go of files whose time is over, of what was left of broken attempts, and of what was long ago. */
  async removeLeft(): Promise<void> {
    await this.pool.query(SYSTEM_CALLER, EXPIRE);
    await this.pool.query(SYSTEM_CALLER, REMOVE_PARTS);
    await this.pool.query(SYSTEM_CALLER, REMOVE_JOBS, [this.pace.memoryMs]);
  }

  async #note(text: string, { id, attempt }: BegunExport, values: readonly unknown[]): Promise<boolean> {
    return (await this.pool.query(SYSTEM_CALLER, text, [id, attempt, ...values])).length > 0;
  }
}
