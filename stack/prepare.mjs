/**
 * Makes a clone ready to run: installs the packages of package-lock.json and compiles what changed. Plain
 * JavaScript without a dependency, for it runs before anything is installed. `npm start`, `npm test` and the
 * continuous integration all begin here.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { progress } from './progress.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const inRoot = (...parts) => path.join(root, ...parts);

/** What the last install and the last build were made of. */
const stampFile = inRoot('node_modules', '.prepared.json');
const lockFile = inRoot('.state', 'preparing.pid');

const readJson = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));
const digest = (content) => createHash('sha256').update(content).digest('hex');
const modifiedAt = (file) => fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

function readStamp() {
  try {
    return readJson(stampFile);
  } catch {
    return {};
  }
}

const writeStamp = (changes) => fs.writeFileSync(stampFile, JSON.stringify({ ...readStamp(), ...changes }));

/** Stops by a clear message when this Node cannot run the system. */
export function requireNode() {
  const range = readJson(inRoot('package.json')).engines.node;
  const [, major, minor, below] = /^>=(\d+)\.(\d+) <(\d+)$/.exec(range).map(Number);
  const [currentMajor, currentMinor] = process.versions.node.split('.').map(Number);
  const isNewEnough = currentMajor > major || (currentMajor === major && currentMinor >= minor);
  if (!isNewEnough || currentMajor >= below) {
    throw new PreparationFailure(
      `Node.js ${range} is needed; this is ${process.versions.node} (${process.execPath}).`,
    );
  }
  if (process.platform === 'win32') {
    throw new PreparationFailure('The system runs on Linux and macOS. On Windows, run it inside WSL.');
  }
}

const lockedPackages = () => digest(fs.readFileSync(inRoot('package-lock.json')));

/** npm writes its hidden lock file last, so a broken-off install has none. */
function isInstalled() {
  const marker = modifiedAt(inRoot('node_modules', '.package-lock.json'));
  if (marker === 0) return false;
  return readStamp().packages === lockedPackages() || marker >= modifiedAt(inRoot('package-lock.json'));
}

const projects = () => readJson(inRoot('tsconfig.json')).references.map((reference) => reference.path);

/** Names, sizes and times of all that the compiler reads: cheap to gather, and a removed file shows too. */
function sources() {
  const found = [];
  const add = (file) => {
    const stat = fs.statSync(inRoot(file), { throwIfNoEntry: false });
    if (stat) found.push(`${file} ${stat.size} ${stat.mtimeMs}`);
  };
  const addFolder = (folder) => {
    for (const entry of fs.readdirSync(inRoot(folder), { withFileTypes: true })) {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) addFolder(file);
      else add(file);
    }
  };
  ['tsconfig.json', 'tsconfig.base.json', 'package-lock.json'].forEach(add);
  for (const project of projects()) {
    add(path.join(project, 'tsconfig.json'));
    add(path.join(project, 'package.json'));
    if (fs.existsSync(inRoot(project, 'src'))) addFolder(path.join(project, 'src'));
  }
  return digest(found.sort().join('\n'));
}

const isBuilt = () =>
  readStamp().sources === sources() &&
  projects().every((project) => fs.existsSync(inRoot(project, 'dist', '.tsbuildinfo')));

/** Runs a program to its end, and ends it with us when we are stopped. */
function run(command, commandArguments) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, commandArguments, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    });
    const stop = (signal) => {
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It ended in the same moment.
      }
      reject(new PreparationFailure(`Stopped (${signal}).`));
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    signals.forEach((signal) => process.once(signal, stop));
    const settle = (outcome) => {
      signals.forEach((signal) => process.off(signal, stop));
      outcome();
    };
    child.once('error', (error) =>
      settle(() => reject(new PreparationFailure(`${command}: ${error.message}`))),
    );
    child.once('exit', (code) => settle(() => resolve(code === 0)));
  });
}

async function install() {
  progress('installing the packages (npm ci) …');
  const npmCommand = [
    'ci',
    '--include=dev',
    '--no-audit',
    '--no-fund',
    '--progress=false',
    '--loglevel=error',
  ];
  const npm = process.env.npm_execpath;
  const isInstalledNow = await (npm?.endsWith('.js')
    ? run(process.execPath, [npm, ...npmCommand])
    : run('npm', npmCommand));
  if (!isInstalledNow) {
    throw new PreparationFailure(
      'The packages could not be installed; npm says why above.',
      'Check the network and the free space on the disk, then run the same command again.',
    );
  }
  writeStamp({ packages: lockedPackages() });
  progress('packages installed');
}

async function build() {
  progress('building (tsc -b) …');
  const built = sources();
  if (!(await run(process.execPath, [inRoot('node_modules', 'typescript', 'lib', 'tsc.js'), '-b']))) {
    throw new PreparationFailure('The build failed; the compiler says where above.');
  }
  writeStamp({ sources: built });
  progress('built');
}

/** One install or build at a time: a second command waits for the first. Gives the way to let go. */
async function takeTurn() {
  fs.mkdirSync(path.dirname(lockFile), { recursive: true });
  for (let hasWaited = false; ; hasWaited = true) {
    try {
      fs.writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
      return () => fs.rmSync(lockFile, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (isAbandoned()) fs.rmSync(lockFile, { force: true });
    else if (!hasWaited) progress('another command is installing or building: waiting for it …');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function isAbandoned() {
  try {
    const owner = Number(fs.readFileSync(lockFile, 'utf8'));
    if (owner === 0) return Date.now() - modifiedAt(lockFile) > 2_000;
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

class PreparationFailure extends Error {
  constructor(message, advice = '') {
    super(advice ? `${message}\n        ${advice}` : message);
  }
}

/** Installs and builds as far as needed; under 0.2 s when nothing is. */
export async function prepare() {
  requireNode();
  if (isInstalled() && isBuilt()) return;
  const letGo = await takeTurn();
  try {
    if (!isInstalled()) await install();
    if (!isBuilt()) await build();
  } finally {
    letGo();
  }
}

/** Runs a command's first step; a failure that a person can mend is told in words, without a stack. */
export async function prepareOrExit() {
  try {
    await prepare();
  } catch (error) {
    if (error instanceof PreparationFailure) progress(`✗ ${error.message}`);
    else if (error.code === 'ENOSPC')
      progress(`✗ The disk is full: ${error.path ?? root}. Free some space and try again.`);
    else throw error;
    process.exit(1);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await prepareOrExit();
