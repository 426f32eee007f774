import type { ClaimedPool } from '../database/statements';
import { systemRows } from './system-rows';

/** A part is written and read at a time, so this is what a process holds of a file. */
const PART_BYTES = 2 ** 18;

/** Cuts a stream into parts of the size in which files are kept. */
export async function* inParts(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  for await (const piece of source) {
    waiting.push(piece);
    length += piece.length;
    if (length < PART_BYTES) continue;
    const whole = Buffer.concat(waiting, length);
    const cut = length - (length % PART_BYTES);
    for (let from = 0; from < cut; from += PART_BYTES) yield whole.subarray(from, from + PART_BYTES);
    waiting = [whole.subarray(cut)];
    length -= cut;
  }
  if (length > 0) yield Buffer.concat(waiting, length);
}

/** Keeps a part of the file of a job that is on its way, and says that it still is. */
export async function keepPart(pool: ClaimedPool, jobId: string, part: number, bytes: Buffer): Promise<void> {
  await systemRows(pool, 'insert into import_file_part (job_id, part, bytes) values ($1, $2, $3)', [
    jobId,
    part,
    bytes,
  ]);
}

/** The file of a job as it came, a part at a time. */
export async function* readFile(pool: ClaimedPool, jobId: string): AsyncGenerator<Buffer> {
  for (let part = 0; ; part += 1) {
    const [row] = await systemRows<{ bytes: Buffer }>(
      pool,
      'select bytes from import_file_part where job_id = $1 and part = $2',
      [jobId, part],
    );
    if (!row) return;
    yield row.bytes;
  }
}
