import type { Caller } from '../access/caller';
import { CodedError } from '../errors/coded-error';
import { EVENT_TYPES } from '../events/catalogue';
import type { Store } from './store';

/**
 * Refuses types that nobody knows, and those of this service that are not for the caller's role. A type of another
 * service is for that one to judge.
 */
export async function refuseUnknownTypes(
  store: Store,
  service: string,
  caller: Caller,
  types: readonly string[],
): Promise<void> {
  const own = namesOf(EVENT_TYPES.filter(({ owner }) => owner === service));
  const all = namesOf(EVENT_TYPES);
  const [row] = await store.as<{ types: string[] | null }>(caller, 'select event_types_seen($1) as types', [
    own,
  ]);
  const seen = row?.types ?? own;
  const unknown = types.filter((type) => !all.includes(type) || (own.includes(type) && !seen.includes(type)));
  if (unknown.length === 0) return;
  throw new CodedError('WEBHOOK_TYPE_UNKNOWN', {
    types: unknown.map((type) => type.replace(/[^\w.:-]/g, '?')).join(', '),
    possible: seen.join(', '),
  });
}

const namesOf = (kinds: readonly { readonly type: string }[]): string[] => [
  ...new Set(kinds.map(({ type }) => type)),
];
