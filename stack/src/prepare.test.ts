import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { aFolder, clearGround } from './testing/fake-house';

afterAll(clearGround);

const stack = path.join(__dirname, '..');
const NPM = `
const fs = require('node:fs');
fs.mkdirSync('node_modules/typescript/lib', { recursive: true });
fs.writeFileSync('node_modules/typescript/lib/tsc.js', fs.readFileSync('tsc.txt'));
fs.writeFileSync('node_modules/.package-lock.json', '{}');
`;
const COMPILER = `
const fs = require('node:fs');
if (fs.readFileSync('kit/src/a.ts', 'utf8').includes('broken')) process.exit(1);
fs.mkdirSync('kit/dist', { recursive: true });
fs.writeFileSync('kit/dist/.tsbuildinfo', '{}');
`;

/** A clone with one project, an npm and a compiler that only pretend. */
class Clone {
  readonly root = aFolder();

  constructor() {
    fs.mkdirSync(path.join(this.root, 'stack'));
    for (const file of ['prepare.mjs', 'progress.mjs']) {
      fs.copyFileSync(path.join(stack, file), path.join(this.root, 'stack', file));
    }
    this.write('package.json', JSON.stringify({ engines: { node: '>=20.19 <23' } }));
    this.write('package-lock.json', '{}');
    this.write('tsconfig.json', JSON.stringify({ references: [{ path: 'kit' }] }));
    this.write('kit/src/a.ts', 'export {};');
    this.write('npm.js', NPM);
    this.write('tsc.txt', COMPILER);
  }

  write(file: string, text: string): void {
    fs.mkdirSync(path.dirname(path.join(this.root, file)), { recursive: true });
    fs.writeFileSync(path.join(this.root, file), text);
  }

  remove(file: string): void {
    fs.rmSync(path.join(this.root, file), { recursive: true });
  }

  /** What the preparation said it did, in order. */
  prepare(): string[] {
    const { stdout } = spawnSync(process.execPath, ['stack/prepare.mjs'], {
      cwd: this.root,
      encoding: 'utf8',
      env: { ...process.env, npm_execpath: path.join(this.root, 'npm.js') },
    });
    return stdout.split('\n').flatMap((line) => /^\[[\d.]+ s] (.*)$/.exec(line)?.[1] ?? []);
  }
}

const INSTALLED = ['installing the packages (npm ci) …', 'packages installed'];
const BUILT = ['building (tsc -b) …', 'built'];

it('installs and builds a clean clone, and does nothing the second time', () => {
  const clone = new Clone();

  expect(clone.prepare()).toEqual([...INSTALLED, ...BUILT]);
  expect(clone.prepare()).toEqual([]);
});

it('installs and builds again when the lock file says otherwise', () => {
  const clone = new Clone();
  clone.prepare();

  clone.write('package-lock.json', '{ "changed": true }');

  expect(clone.prepare()).toEqual([...INSTALLED, ...BUILT]);
});

it.each<[string, (clone: Clone) => void]>([
  ['a source changed', (clone) => clone.write('kit/src/a.ts', 'export const a = 1;')],
  ['a source was added', (clone) => clone.write('kit/src/b.ts', 'export {};')],
  ['what was built is gone', (clone) => clone.remove('kit/dist')],
])('builds again when %s', (_, change) => {
  const clone = new Clone();
  clone.write('kit/src/gone.ts', '');
  clone.prepare();

  change(clone);

  expect(clone.prepare()).toEqual(BUILT);
});

it('builds again when a source was removed', () => {
  const clone = new Clone();
  clone.write('kit/src/gone.ts', '');
  clone.prepare();

  clone.remove('kit/src/gone.ts');

  expect(clone.prepare()).toEqual(BUILT);
});

it('says that the build failed, and tries it again the next time', () => {
  const clone = new Clone();
  clone.write('kit/src/a.ts', 'broken');

  expect(clone.prepare()).toEqual([
    ...INSTALLED,
    BUILT[0],
    '✗ The build failed; the compiler says where above.',
  ]);
  expect(clone.prepare()).toEqual([BUILT[0], '✗ The build failed; the compiler says where above.']);
});

it('says which Node it needs', () => {
  const clone = new Clone();
  clone.write('package.json', JSON.stringify({ engines: { node: '>=90.1 <99' } }));

  expect(clone.prepare()).toEqual([
    `✗ Node.js >=90.1 <99 is needed; this is ${process.versions.node} (${process.execPath}).`,
  ]);
});

it('takes over from a preparation that was killed', () => {
  const clone = new Clone();
  const { pid } = spawnSync('true');
  clone.write('.state/preparing.pid', String(pid));

  expect(clone.prepare()).toEqual([...INSTALLED, ...BUILT]);
});
