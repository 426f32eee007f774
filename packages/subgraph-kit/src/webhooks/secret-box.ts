import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const PURPOSE = 'secrets of webhooks';

/**
 * Keeps secrets so that they can't be read from the database or a copy of it alone. What is shut for one webhook does
 * not open for another.
 */
export class SecretBox {
  readonly #keys: readonly Buffer[];

  /** The passphrase; two with a space between while the first replaces the second. */
  constructor(passphrases: string) {
    this.#keys = passphrases
      .split(' ')
      .map((phrase) => Buffer.from(hkdfSync('sha256', phrase, '', PURPOSE, KEY_BYTES)));
  }

  shut(webhookId: string, secret: string): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#keys[0] ?? '', iv).setAAD(Buffer.from(webhookId));
    const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), text]);
  }

  /** The secret; throws when no key fits or a bit of it was changed. */
  open(webhookId: string, shut: Buffer): string {
    for (const key of this.#keys) {
      try {
        return opened(key, webhookId, shut);
      } catch {
        // Not shut with this key; the other may fit.
      }
    }
    throw new Error('A secret of a webhook does not open with WEBHOOK_SECRETS_KEY.');
  }

  /** The same secret under the first passphrase; null when it is already. */
  renewed(webhookId: string, shut: Buffer): Buffer | null {
    const [first] = this.#keys;
    try {
      if (first) opened(first, webhookId, shut);
      return null;
    } catch {
      return this.shut(webhookId, this.open(webhookId, shut));
    }
  }
}

function opened(key: Buffer, webhookId: string, shut: Buffer): string {
  const decipher = createDecipheriv(ALGORITHM, key, shut.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(webhookId)).setAuthTag(shut.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return decipher.update(shut.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
}
