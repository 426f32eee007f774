import fs from 'node:fs';
import path from 'node:path';
import { openSecrets, webhookSecret } from './secrets';
import { aFolder, clearGround } from './testing/fake-house';

afterAll(clearGround);

it('gives a name the same secret at every start, and another in another state folder', () => {
  const folder = aFolder();

  const first = openSecrets(folder)('caller-assertion');

  expect(openSecrets(folder)('caller-assertion')).toBe(first);
  expect(openSecrets(folder)('database:ngos:app')).not.toBe(first);
  expect(openSecrets(aFolder())('caller-assertion')).not.toBe(first);
  expect(first.length).toBeGreaterThanOrEqual(32);
});

it('keeps the root of all secrets readable by its owner alone', () => {
  const folder = aFolder();

  openSecrets(folder);

  expect(fs.statSync(path.join(folder, 'secret')).mode & 0o777).toBe(0o600);
});

it('writes webhook secrets as Standard Webhooks has them', () => {
  const secret = webhookSecret(openSecrets(aFolder()), 'ngos');

  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
});
