import { createHash } from 'node:crypto';
import { Client, type ClientBase } from 'pg';

/** A place in the chain that was seen earlier and kept elsewhere, such as in a printed report. */
export interface AuditAnchor {
  readonly seq: number;
  /** Hexadecimal. */
  readonly hash: string;
}

/** What the check found: all entries in their chain, or the first place where it breaks and how. */
export type AuditVerdict =
  | { readonly intact: true; readonly entries: number; readonly head: AuditAnchor }
  | { readonly intact: false; readonly seq: number; readonly problem: string };

interface Row {
  readonly seq: string;
  readonly at: string;
  readonly subject: string;
  readonly role: string;
  readonly action: string;
  readonly entity: string;
  readonly person_ids: string;
  readonly request_id: string | null;
  readonly operation: string | null;
  readonly purpose: string | null;
  readonly previous_hash: string;
  readonly hash: string;
}

const BATCH = 5_000;
const BEGINNING: AuditAnchor = { seq: 0, hash: '00'.repeat(32) };

const ROWS = `select seq::text, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
    subject, role, action, entity, array_to_string(person_ids, ' ') as person_ids, request_id, operation, purpose,
    encode(previous_hash, 'hex') as previous_hash, encode(hash, 'hex') as hash
  from audit_entry where seq > $1 order by audit_entry.seq limit ${BATCH}`;

/**
 * Recomputes the whole chain of a service's audit trail, from the rows alone and without the functions that wrote
 * them, and says where it first does not fit: an entry edited, removed, moved, or the last ones cut off. Whoever
 * rewrites the entire chain with its head is found by an anchor: the head of an earlier check, kept elsewhere. Give
 * an address, or a connection to look with its own eyes, in its own transaction.
 */
export async function verifyAudit(
  database: string | ClientBase,
  anchor: AuditAnchor = BEGINNING,
): Promise<AuditVerdict> {
  if (typeof database !== 'string') return walk(database, anchor);
  const client = new Client({ connectionString: database, application_name: 'audit check' });
  await client.connect();
  try {
    // One snapshot for rows and head, while the service goes on writing.
    await client.query('begin isolation level repeatable read read only');
    return await walk(client, anchor);
  } finally {
    await client.end();
  }
}

async function walk(client: ClientBase, anchor: AuditAnchor): Promise<AuditVerdict> {
  let last = BEGINNING;
  for (;;) {
    const { rows } = await client.query<Row>(ROWS, [last.seq]);
    for (const row of rows) {
      const seq = last.seq + 1;
      const problem = problemOf(row, last, anchor);
      if (problem) return { intact: false, seq, problem };
      last = { seq, hash: row.hash };
    }
    if (rows.length < BATCH) return verdictAt(client, last, anchor);
  }
}

function problemOf(row: Row, last: AuditAnchor, anchor: AuditAnchor): string | null {
  const expected = last.seq + 1;
  if (Number(row.seq) !== expected) return `the entry was removed; the next that is there is ${row.seq}`;
  if (hashOf(row) !== row.hash) return 'the entry was edited: its content does not have its hash';
  if (row.previous_hash !== last.hash)
    return `the entry was moved or replaced: it does not follow entry ${last.seq}`;
  if (anchor.seq === expected && anchor.hash !== row.hash)
    return 'the entry is not the one that was seen earlier';
  return null;
}

async function verdictAt(client: ClientBase, last: AuditAnchor, anchor: AuditAnchor): Promise<AuditVerdict> {
  const { rows } = await client.query<{ seq: string; hash: string }>(
    "select seq::text, encode(hash, 'hex') as hash from audit_head",
  );
  const [head] = rows;
  const after = { intact: false as const, seq: last.seq + 1 };
  if (!head) return { ...after, problem: 'the head of the chain was removed' };
  const known = Math.max(Number(head.seq), anchor.seq);
  if (known > last.seq) return { ...after, problem: `the last entries were removed: there were ${known}` };
  if (Number(head.seq) !== last.seq || head.hash !== last.hash) {
    return { ...after, seq: last.seq, problem: 'the head of the chain was edited: it is not the last entry' };
  }
  return { intact: true, entries: last.seq, head: last };
}

function hashOf(row: Row): string {
  const fields = [
    row.seq,
    row.at,
    row.subject,
    row.role,
    row.action,
    row.entity,
    row.person_ids,
    row.request_id,
    row.operation,
    row.purpose,
    row.previous_hash,
  ];
  return createHash('sha256').update(fields.map(field).join('')).digest('hex');
}

function field(value: string | null): string {
  return value === null ? '-,' : `${Buffer.byteLength(value)}:${value},`;
}
