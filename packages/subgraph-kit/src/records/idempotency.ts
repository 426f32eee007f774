import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../access/caller';
import { CodedError } from '../errors/coded-error';
import { canonicalJson } from './canonical-json';

/** How every key against repetition is described. */
export const IDEMPOTENCY_KEY =
  'A text of 8 to 200 characters that is new for each new action: sent again with the same input, it does nothing again and gives the same answer.';

/** Who repeats what in which transaction. */
export interface RepeatableContext {
  readonly manager: Pick<EntityManager, 'query'>;
  readonly caller: Pick<Caller, 'subject'>;
}

interface Claim {
  readonly is_new: boolean;
  readonly is_same_input: boolean;
  readonly known_answer: unknown;
}

const SHORTEST_KEY = 8;
const LONGEST_KEY = 200;

/**
 * Does the work once for a caller, an operation and a key, and gives the same answer each time it is asked for
 * again. Key and answer are kept in the transaction of the work itself: so the answer is there if and only if the
 * work is, whatever crashed when. Of two calls at once the second waits for the first. A refused payload is not
 * kept, since its transaction is rolled back: whoever mends the cause may use the key again.
 *
 * The answer travels as JSON, also the first time: give plain values only.
 */
export async function idempotently<Answer extends object>(
  { manager, caller }: RepeatableContext,
  operation: string,
  key: string,
  input: unknown,
  work: () => Promise<Answer>,
): Promise<Answer> {
  // Characters as PostgreSQL counts them, not UTF-16 units.
  const { length } = [...key];
  if (length < SHORTEST_KEY || length > LONGEST_KEY || key.includes('\0')) {
    throw new CodedError('IDEMPOTENCY_KEY_INVALID');
  }
  const hash = createHash('sha256').update(canonicalJson(input)).digest('hex');
  const [claim] = await manager.query<[Claim]>('select * from idempotency_claim($1, $2, $3, $4)', [
    caller.subject,
    operation,
    key,
    hash,
  ]);
  if (!claim.is_same_input) throw new CodedError('IDEMPOTENCY_KEY_REUSED');
  if (!claim.is_new) return known<Answer>(claim.known_answer);

  const answer = JSON.stringify(await work());
  const given = JSON.parse(answer) as Answer;
  // A refused payload rolls its transaction back, and the key with it; a lost race has ended it already.
  if (!isRefused(given)) {
    await manager.query('select idempotency_settle($1, $2, $3, $4)', [
      caller.subject,
      operation,
      key,
      answer,
    ]);
  }
  return given;
}

function known<Answer extends object>(answer: unknown): Answer {
  // Key and answer are committed together, so a key without one can only be the same transaction asking twice.
  if (typeof answer !== 'object' || answer === null) throw new Error('An idempotent work contains itself.');
  return answer as Answer;
}

function isRefused(answer: object): boolean {
  const { errors } = answer as { errors?: unknown };
  return Array.isArray(errors) && errors.length > 0;
}
