import { createHash } from 'node:crypto';
import type { Caller } from '../access/caller';
import { SYSTEM_CALLER } from '../access/roles';
import type { ClaimedPool } from '../database/statements';
import { inTransaction } from '../database/transaction';
import { CodedError } from '../errors/coded-error';
import type { Language } from '../errors/language';
import type { DataSource } from 'typeorm';
import { keepCaller } from './import-job';
import { inParts, keepPart } from './stored-file';
import { systemRows } from './system-rows';

const MEGABYTE = 2 ** 20;

/** A file that is sent. */
export interface Upload {
  readonly kind: string;
  readonly caller: Caller;
  readonly language: Language;
  readonly source: string | null;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** What the sender says the length is, if it does. */
  readonly declaredBytes: number | null;
}

/** Where files are kept, and how large they may be. */
export interface UploadParts {
  readonly pool: ClaimedPool;
  readonly dataSource: DataSource;
  readonly mostBytes: number;
  /** How long a job and what it has refused are kept. */
  readonly keepDays: number;
}

/** An upload that rests for longer is taken for broken off. */
const SILENCE = "interval '5 minutes'";
const SAY_AGAIN_MS = 30_000;

/**
 * Keeps a file while it comes and gives the id of its job once all of it is durable. When the sender breaks off or the
 * file is too large nothing is kept (should the process die, `clearAway` finds what it left). The same bytes sent again
 * by the same caller give the job that is open for them or has taken all of them.
 */
export async function receiveUpload(parts: UploadParts, upload: Upload): Promise<string> {
  const { pool, mostBytes } = parts;
  if ((upload.declaredBytes ?? 0) > mostBytes) throw tooLarge(mostBytes);
  const id = await beginJob(parts, upload);
  try {
    const hash = createHash('sha256');
    let length = 0;
    let part = 0;
    let sayAgainAt = performance.now() + SAY_AGAIN_MS;
    for await (const bytes of inParts(upload.bytes)) {
      length += bytes.length;
      if (length > mostBytes) throw tooLarge(mostBytes);
      hash.update(bytes);
      await keepPart(pool, id, part, bytes);
      part += 1;
      if (performance.now() < sayAgainAt) continue;
      await stillComing(pool, id);
      sayAgainAt = performance.now() + SAY_AGAIN_MS;
    }
    return await finishJob(parts, upload, id, length, hash.digest());
  } catch (error) {
    await systemRows(pool, "delete from import_job where id = $1 and state = 'RECEIVING'", [id]);
    throw error;
  }
}

/** Imports of one sender that are neither committed nor ended: each keeps its file. */
export const MOST_OPEN = 100;

const tooLarge = (mostBytes: number): CodedError =>
  new CodedError('IMPORT_TOO_LARGE', { megabytes: Math.floor(mostBytes / MEGABYTE) });

async function beginJob({ pool, keepDays }: UploadParts, upload: Upload): Promise<string> {
  const { kind, caller, language, source } = upload;
  const [job] = await systemRows<{ id: string }>(
    pool,
    `insert into import_job (kind, owner, language, source, lease_until, expires_at)
     select $1, $2::jsonb, $3, $4, now() + ${SILENCE}, now() + make_interval(days => $5)
      where (select count(*) from import_job as open where open.owner->>'subject' = $2::jsonb->>'subject'
                and open.state in ('RECEIVING', 'RECEIVED', 'CHECKING', 'CHECKED', 'COMMITTING')) < ${MOST_OPEN}
    returning id`,
    [kind, JSON.stringify(keepCaller(caller)), language, source, keepDays],
  );
  if (!job) throw new CodedError('IMPORTS_TOO_MANY', { most: MOST_OPEN });
  return job.id;
}

async function stillComing(pool: ClaimedPool, id: string): Promise<void> {
  await systemRows(pool, `update import_job set lease_until = now() + ${SILENCE} where id = $1`, [id]);
}

/** Makes a job of what has come, unless the same caller has one for the same bytes. Two at once take turns. */
async function finishJob(
  { dataSource }: UploadParts,
  { kind, caller, source }: Upload,
  id: string,
  length: number,
  hash: Buffer,
): Promise<string> {
  return inTransaction(dataSource, SYSTEM_CALLER, async (manager) => {
    await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `import ${caller.subject} ${hash.toString('hex')}`,
    ]);
    const [known] = await manager.query<{ id: string }[]>(
      `select id from import_job
        where kind = $1 and owner->>'subject' = $2 and owner->>'role' = $3 and source is not distinct from $4::uuid
          and file_hash = $5 and expires_at > now()
          and (state in ('RECEIVED', 'CHECKING', 'CHECKED', 'COMMITTING')
               or state = 'COMMITTED' and rows_refused = 0)
        order by id desc limit 1`,
      [kind, caller.subject, caller.role, source, hash],
    );
    if (known) {
      await manager.query('delete from import_job where id = $1', [id]);
      return known.id;
    }
    const done = await manager.query<unknown[]>(
      `with done as (
         update import_job set state = 'RECEIVED', file_bytes = $2, file_hash = $3, lease_until = null, created_at = now()
          where id = $1 and state = 'RECEIVING' returning id)
       select pg_notify('import_waiting', '') from done`,
      [id, length, hash],
    );
    // Whoever rested so long that the file was cleared away has to send it again.
    if (done.length === 0) throw new CodedError('DEADLINE_EXCEEDED');
    return id;
  });
}
