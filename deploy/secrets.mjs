/** Writes `.env` for docker-compose.yml: a random value for each name of `.env.example` that has none yet. */
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const file = path.join(root, '.env');
const NAMED = /^([A-Z_]+)=(.*)$/;

const known = new Map(
  (fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n') : []).flatMap((line) => {
    const [, name, value] = NAMED.exec(line) ?? [];
    return value ? [[name, value]] : [];
  }),
);

/** Letters and digits of URLs, so that a password can stand in an address as it is. */
const newSecret = (name) =>
  name.endsWith('_EVENT_SECRET')
    ? `whsec_${randomBytes(32).toString('base64')}`
    : randomBytes(32).toString('base64url');

const lines = fs.readFileSync(path.join(root, '.env.example'), 'utf8').split('\n');
const written = lines.map((line) => {
  const name = NAMED.exec(line)?.[1];
  return name ? `${name}=${known.get(name) ?? newSecret(name)}` : line;
});
fs.writeFileSync(file, written.join('\n'), { mode: 0o600 });
const missing = lines.filter((line) => NAMED.test(line) && !known.has(NAMED.exec(line)[1])).length;
console.log(`.env is written: ${missing} new secrets, ${known.size} kept.`);
