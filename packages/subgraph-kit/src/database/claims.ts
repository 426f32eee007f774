import type { Caller } from '../access/caller';
import { callerRole } from './cluster';

/** The statement that tells PostgreSQL who is asking, and its parameters. */
export interface ClaimStatement {
  readonly text: string;
  readonly values: readonly string[];
}

const known = new WeakMap<Caller, ClaimStatement>();

/**
 * Tells PostgreSQL who is asking, until the end of the transaction and no longer. What the caller does not claim is
 * not set at all: no connection keeps a setting beyond its transaction, so there it is null.
 */
export function claimsOf(caller: Caller): ClaimStatement {
  let statement = known.get(caller);
  if (!statement) known.set(caller, (statement = statementFor(caller)));
  return statement;
}

function statementFor({ role, subject, claims }: Caller): ClaimStatement {
  const settings = Object.entries({
    role: callerRole(role),
    'app.subject': subject,
    'app.governorate': claims.governorate,
    'app.ngo_id': claims.ngoId,
    'app.home_id': claims.homeId,
    'app.lender_id': claims.lenderId,
    'app.person_id': claims.personId,
  }).filter((setting): setting is [string, string] => setting[1] !== undefined);
  const calls = settings.map(([name], index) => `set_config('${name}', $${index + 1}, true)`);
  return { text: `select ${calls.join(', ')}`, values: settings.map(([, value]) => value) };
}
