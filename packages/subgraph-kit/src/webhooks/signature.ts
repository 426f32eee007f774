import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** What is sent with a message, as Standard Webhooks has it. */
export type SignedHeaders = Readonly<
  Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>
>;

const SECRET = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/;
const KEY_BYTES = { least: 24, most: 64 };

/** A new secret in the form of Standard Webhooks. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** Whether a text is a secret of 24 to 64 bytes, as Standard Webhooks wants it. */
export function isSecret(text: string): boolean {
  const { length } = Buffer.from(text.slice('whsec_'.length), 'base64');
  return SECRET.test(text) && length >= KEY_BYTES.least && length <= KEY_BYTES.most;
}

/** Signs a message with each of the secrets: while one replaces the other the receiver may check with either. */
export function sign(secrets: readonly string[], id: string, at: Date, body: string): SignedHeaders {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}
