import type { SecretBox } from './secret-box';

/** The secrets of a webhook as they stand in its row. */
export interface SecretColumns {
  readonly webhook_id: string;
  readonly current: Buffer;
  readonly previous: Buffer | null;
  readonly previous_ends_at: string | null;
}

/** What to sign with now: the secret, and the one before while it still holds. */
export function secretsOf(box: SecretBox, row: SecretColumns, now: Date): readonly string[] {
  const { webhook_id, current, previous, previous_ends_at } = row;
  const holds = previous_ends_at !== null && Date.parse(previous_ends_at) > now.getTime();
  return (previous && holds ? [current, previous] : [current]).map((secret) => box.open(webhook_id, secret));
}
