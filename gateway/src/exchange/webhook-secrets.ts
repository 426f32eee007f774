import { createHmac, randomBytes } from 'node:crypto';
import type { ExchangeContext } from './exchange-context';

const PREFIX = 'whsec_';
const BYTES = 32;

/** A new secret as Standard Webhooks writes it. */
export function newWebhookSecret(): string {
  return PREFIX + randomBytes(BYTES).toString('base64');
}

/**
 * The id and the first secret of a new webhook: the same for a repetition by the same caller with the same key, so
 * that an answer that was lost can be asked for again and makes no second webhook.
 */
export function newWebhook(
  { caller, webhookKey }: Pick<ExchangeContext, 'caller' | 'webhookKey'>,
  idempotencyKey: string,
): { id: string; secret: string } {
  const of = (what: string): Buffer =>
    createHmac('sha256', webhookKey)
      .update(JSON.stringify([what, caller.subject, idempotencyKey]))
      .digest();
  return { id: uuidOf(of('webhook id')), secret: PREFIX + of('webhook secret').toString('base64') };
}

/** A UUID of version 8: its own bits by its maker's rule. */
function uuidOf(digest: Buffer): string {
  const bytes = Buffer.from(digest.subarray(0, 16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
