import type { DataSource } from 'typeorm';
import type { Caller } from '../access/caller';
import { SYSTEM_CALLER } from '../access/roles';
import { knownId } from '../database/ids';
import type { ClaimedPool } from '../database/statements';
import { inTransaction } from '../database/transaction';
import { CodedError } from '../errors/coded-error';
import { canonicalJson } from '../records/canonical-json';
import { decodeCursor, encodeCursor } from '../values/connection';
import { exportJobOf, type ExportJob, type ExportOrder, type TellableRow } from './job';
import { MOST_UNFINISHED } from './pace';

/** Wakes the workers of all processes: one takes what waits, and who runs what was cancelled hears of it. */
export const EXPORTS_CHANNEL = 'export_changed';

/** A file that can be fetched. */
export interface ExportFile {
  readonly name: string;
  readonly format: ExportJob['format'];
  readonly bytes: number;
  /** Its parts in order, drawn as fast as they are taken. */
  readonly parts: AsyncIterable<Buffer>;
}

export interface ExportPage {
  readonly nodes: readonly ExportJob[];
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

interface FileRow extends TellableRow {
  readonly scopes: readonly string[];
  readonly list: string;
  readonly day: string;
  readonly attempt: number;
  readonly isExpired: boolean;
}

const TELLABLE = `id, state, format, rows_written as "rowsWritten", rows_total as "rowsTotal",
  file_bytes as "fileBytes", created_at as "createdAt", finished_at as "finishedAt", expires_at as "expiresAt",
  problem, extract(epoch from coalesce(finished_at, now()) - started_at)::float8 as seconds`;
/** Row-level security shows a caller its own; the same subject with other claims sees other rows, so it is another. */
const OWN = 'subject = $1 and role = $2 and claims = $3::jsonb';
const LOCK = "select pg_advisory_xact_lock(hashtext('exports of ' || $1))";
const START = `
  insert into export_job
      (subject, role, claims, audience, scopes, request_id, language, purpose, query, variables, list, format)
    select $1, $2, $3::jsonb, $4, $5::text[], $6, $7, $8, $9, $10::jsonb, $11, $12
     where (select count(*) from export_job where ${OWN} and state in ('WAITING', 'RUNNING')) < ${MOST_UNFINISHED}
    returning ${TELLABLE}, pg_notify('${EXPORTS_CHANNEL}', '')`;
const CANCEL = `
  update export_job
     set state = 'CANCELLED', finished_at = now(), lease_until = null, query = null, variables = null, purpose = null
   where id = $1 and state in ('WAITING', 'RUNNING')
  returning ${TELLABLE}, pg_notify('${EXPORTS_CHANNEL}', '')`;

/** The exports of callers, as each may see and end its own; those of others and those that do not exist look alike. */
export class CallersJobs {
  constructor(
    private readonly pool: ClaimedPool,
    private readonly dataSource: DataSource,
  ) {}

  /** Keeps an export, to be begun as soon as a worker is free. */
  async start(order: ExportOrder): Promise<ExportJob> {
    const { caller, requestId, language, purpose, query, variables, list, format } = order;
    const [job] = await inTransaction(this.dataSource, caller, async (manager) => {
      // One after the other, so that two at once are both counted.
      await manager.query(LOCK, [caller.subject]);
      return manager.query<TellableRow[]>(START, [
        ...ownerOf(caller),
        ...[caller.audience, [...caller.scopes], requestId, language, purpose],
        ...[query, JSON.stringify(variables), list, format],
      ]);
    });
    if (!job) throw new CodedError('EXPORTS_TOO_MANY', { most: MOST_UNFINISHED });
    return exportJobOf(job);
  }

  async one(caller: Caller, id: string): Promise<ExportJob> {
    return exportJobOf(await this.#own(caller, id));
  }

  /** The caller's exports, the latest first. */
  async page(caller: Caller, first: number, after: string | null): Promise<ExportPage> {
    const [cursor] = after === null ? [null] : decodeCursor(after, 1);
    if (cursor && knownId(cursor, 'uuid') === null) throw new CodedError('CURSOR_INVALID');
    const rows = await this.#rows<TellableRow>(
      caller,
      `select ${TELLABLE} from export_job where ${OWN} and ($4::uuid is null or id < $4) order by id desc limit $5`,
      [...ownerOf(caller), cursor ?? null, first + 1],
    );
    const nodes = rows.slice(0, first).map(exportJobOf);
    const last = nodes.at(-1);
    return { nodes, endCursor: last ? encodeCursor([last.id]) : null, hasNextPage: rows.length > first };
  }

  /** Ends an export that waits or runs; to cancel it twice is to cancel it once. */
  async cancel(caller: Caller, id: string): Promise<ExportJob> {
    await this.#own(caller, id);
    const [cancelled] = await this.#rows<TellableRow>(SYSTEM_CALLER, CANCEL, [id]);
    const job = exportJobOf(cancelled ?? (await this.#own(caller, id)));
    if (job.state !== 'CANCELLED') throw new CodedError('EXPORT_ENDED');
    return job;
  }

  /** The file of an export that is done. A token with fewer rights than the export was made with does not open it. */
  async file(caller: Caller, id: string): Promise<ExportFile> {
    const job = await this.#own(caller, id);
    if (job.isExpired) throw new CodedError('EXPORT_EXPIRED');
    if (job.state !== 'DONE') throw new CodedError('EXPORT_NOT_DONE');
    const held: ReadonlySet<string> = caller.scopes;
    if (!job.scopes.every((scope) => held.has(scope))) throw new CodedError('FORBIDDEN');
    const { format } = job;
    return {
      name: `${job.list}-${job.day}.${format.toLowerCase()}`,
      format,
      bytes: Number(job.fileBytes),
      parts: this.#parts(caller, job),
    };
  }

  async *#parts(caller: Caller, { id, attempt, fileBytes }: FileRow): AsyncGenerator<Buffer> {
    const text = 'select bytes from export_file_part where job_id = $1 and attempt = $2 and number = $3';
    let left = Number(fileBytes);
    for (let number = 1; left > 0; number += 1) {
      const [row] = await this.pool.query(caller, text, [id, attempt, number]);
      // Its time ran out meanwhile: the download breaks off, so that nobody takes the half for the whole.
      if (!row) throw new CodedError('EXPORT_EXPIRED');
      const bytes = row[0] as Buffer;
      left -= bytes.length;
      yield bytes;
    }
  }

  async #own(caller: Caller, id: string): Promise<FileRow> {
    const known = knownId(id, 'uuid');
    const [job] = known
      ? await this.#rows<FileRow>(
          caller,
          `select ${TELLABLE}, scopes, list, attempt, to_char(created_at at time zone 'Africa/Cairo', 'YYYY-MM-DD') as day,
             state = 'EXPIRED' or coalesce(expires_at <= now(), false) as "isExpired"
             from export_job where ${OWN} and id = $4`,
          [...ownerOf(caller), known],
        )
      : [];
    if (!job) throw new CodedError('NOT_FOUND');
    return job;
  }

  async #rows<T>(caller: Caller, text: string, values: readonly unknown[]): Promise<T[]> {
    const { columns, rows } = await this.pool.run(caller, text, values);
    return rows.map((row) => Object.fromEntries(columns.map((name, index) => [name, row[index]])) as T);
  }
}

function ownerOf({ subject, role, claims }: Caller): [string, string, string] {
  return [subject, role, canonicalJson(claims)];
}
