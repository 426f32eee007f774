import { createHmac, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** Gives the secret of a name: the same at every start of one state folder, another in every other. */
export type SecretOf = (name: string) => string;

const BYTES = 32;

/**
 * All passwords and keys of a state folder come of one random root, made once and readable by its owner
 * alone. So a new service or key needs no new file.
 */
export function openSecrets(stateFolder: string): SecretOf {
  const file = path.join(stateFolder, 'secret');
  if (!fs.existsSync(file))
    fs.writeFileSync(file, randomBytes(BYTES).toString('base64url'), { mode: 0o600, flag: 'wx' });
  const root = fs.readFileSync(file, 'utf8');
  return (name) => createHmac('sha256', root).update(name).digest('base64url');
}

/** The secret of a receiver of events, in the form that Standard Webhooks gives its secrets. */
export const webhookSecret = (secretOf: SecretOf, receiver: string): string =>
  `whsec_${Buffer.from(secretOf(`events:${receiver}`), 'base64url').toString('base64')}`;
