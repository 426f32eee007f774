import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { SERVICE_NAMES, SERVICES } from './house';
import { aFolder, clearGround } from './testing/fake-house';

const root = path.join(__dirname, '..', '..');
const compose = fs.readFileSync(path.join(root, 'docker-compose.yml'), 'utf8');
const example = fs.readFileSync(path.join(root, '.env.example'), 'utf8');

afterAll(clearGround);

/** The part of docker-compose.yml that speaks of one service. */
const partOf = (service: string) =>
  new RegExp(`\\n  ${service}:\\n(?:    .*\\n|\\n(?=    ))+`).exec(compose)?.[0] ?? '';

const namesIn = (text: string, pattern: RegExp) =>
  [...new Set([...text.matchAll(pattern)].map((found) => found[1]!))].sort();

it.each(SERVICE_NAMES)('sends each other service what it hears, from %s too', (service) => {
  const subscribers = partOf(service)
    .split('\n')
    .flatMap((line) => /^ +(\{"name".*\}),?$/.exec(line)?.[1] ?? [])
    .map((json) => JSON.parse(json) as { name: string; url: string; secret: string; types: string[] });

  expect(subscribers).toEqual(
    SERVICE_NAMES.filter((other) => other !== service && SERVICES[other].hears.length > 0).map((other) => ({
      name: other,
      url: `http://${other}:4000/events`,
      secret: `\${${SERVICES[other].database.toUpperCase()}_EVENT_SECRET:?}`,
      types: SERVICES[other].hears,
    })),
  );
});

it('takes every secret from .env, and .env.example names them all', () => {
  expect(namesIn(compose, /\$\{([A-Z_]+):\?\}/g)).toEqual(namesIn(example, /^([A-Z_]+)=$/gm));
  expect(compose).not.toMatch(/(PASSWORD|SECRET|KEY|PEPPER): (?!\$\{)/);
});

it('lets nothing be reached but the proxy and the identity provider, and those from this machine alone', () => {
  const published = [...compose.matchAll(/^ {6}- '([\d.:]+)'$/gm)].map((found) => found[1]);

  expect(published).toEqual(['127.0.0.1:8080:8080', '127.0.0.1:4000:8080']);
});

it('copies the manifest of every workspace into the images', () => {
  const { references } = JSON.parse(fs.readFileSync(path.join(root, 'tsconfig.json'), 'utf8')) as {
    references: { path: string }[];
  };
  const dockerfile = fs.readFileSync(path.join(root, 'Dockerfile'), 'utf8');

  const copied = namesIn(dockerfile, /^COPY (\S+)\/package\.json/gm);

  expect(copied).toEqual(references.map((reference) => reference.path).sort());
});

it('makes a secret for each name once, and keeps it', () => {
  const folder = aFolder();
  fs.mkdirSync(path.join(folder, 'deploy'));
  fs.copyFileSync(path.join(root, 'deploy', 'secrets.mjs'), path.join(folder, 'deploy', 'secrets.mjs'));
  fs.writeFileSync(path.join(folder, '.env.example'), example);
  const makeSecrets = () => {
    spawnSync(process.execPath, ['deploy/secrets.mjs'], { cwd: folder });
    return fs.readFileSync(path.join(folder, '.env'), 'utf8');
  };

  const first = makeSecrets();

  expect(makeSecrets()).toBe(first);
  expect(first).toMatch(/^CALLER_ASSERTION_KEY=[\w-]{43}$/m);
  expect(first).toMatch(/^NGOS_EVENT_SECRET=whsec_[A-Za-z0-9+/]{43}=$/m);
  expect(first).not.toMatch(/^[A-Z_]+=$/m);
  expect(fs.statSync(path.join(folder, '.env')).mode & 0o777).toBe(0o600);
});
