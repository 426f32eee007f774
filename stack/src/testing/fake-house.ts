import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { databaseUrl } from '@solidarity/subgraph-kit/database/cluster';
import { livingProcess } from '../living-process';
import type { SystemPlan } from '../plan';
import type { ServerProgram } from '../program';

let ground: string | null = null;

/** A folder that the user `postgres` may enter too; all of them lie on one ground. */
export function aFolder(): string {
  ground ??= fs.mkdtempSync(path.join(os.tmpdir(), 'stack-'));
  const folder = path.join(ground, randomBytes(4).toString('hex'));
  for (const made of [ground, folder]) {
    fs.mkdirSync(made, { recursive: true });
    fs.chmodSync(made, 0o755);
  }
  return folder;
}

/** The processes of all fake houses that live now, by their command lines. PostgreSQL's own helpers are not told. */
export const livingProcesses = (): string[] => [...livingIds().values()];

/** Ends what a failed test left running. */
export function endAll(): void {
  for (const id of livingIds().keys()) process.kill(id, 'SIGKILL');
}

/** Ends all and removes every folder. */
export function clearGround(): void {
  endAll();
  if (ground) fs.rmSync(ground, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  ground = null;
}

function livingIds(): Map<number, string> {
  const found = new Map<number, string>();
  for (const id of allProcessIds()) {
    const command = id === process.pid ? undefined : livingProcess(id)?.command;
    if (ground && command?.includes(ground)) found.set(id, command);
  }
  return found;
}

function allProcessIds(): number[] {
  const names = fs.existsSync('/proc/self')
    ? fs.readdirSync('/proc')
    : spawnSync('ps', ['-Ao', 'pid='], { encoding: 'utf8' }).stdout.split('\n');
  return names.map(Number).filter((id) => id > 0);
}

/** A port that nothing listens on. */
export function aFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** What a fake server does beyond serving; each is a line of JavaScript in its script. */
export const HABITS = {
  ends: "process.on('SIGTERM', () => process.exit(0));",
  doesNotEnd: "process.on('SIGTERM', () => console.error('not yet'));",
  fallsOver: "setTimeout(() => { console.error('the roof fell in'); process.exit(3); }, 300);",
  warns: `console.log('{"level":30,"msg":"quiet"}'); console.log('{"level":40,"msg":"the well runs low"}');`,
  findsDiskFull: `setTimeout(() => console.log('{"level":50,"msg":"could not extend file: No space left on device"}'), 300);`,
} as const;

const SERVER = `
require('node:http').createServer((request, response) => response.end('ok')).listen(Number(process.env.PORT), '127.0.0.1');
`;

/** A house of fake servers that a test starts as a process of its own, to be interrupted and killed. */
export class FakeHouse {
  readonly folder = aFolder();
  readonly plan: SystemPlan;

  constructor(plan: Partial<SystemPlan> = {}) {
    this.plan = {
      stateFolder: path.join(this.folder, 'state'),
      embeddedPostgres: null,
      adminUrl: '',
      databases: [],
      migrations: [],
      loadSampleWhenEmpty: null,
      servers: [],
      ...plan,
    };
  }

  start(): Start {
    const planFile = path.join(this.folder, `plan-${randomBytes(4).toString('hex')}.json`);
    fs.writeFileSync(planFile, JSON.stringify(this.plan));
    return new Start(planFile);
  }

  /** PostgreSQL's main process, by its pid file. */
  get postgresId(): number {
    const pidFile = path.join(this.plan.stateFolder, 'postgres', 'postmaster.pid');
    return Number(fs.readFileSync(pidFile, 'utf8').split('\n')[0]);
  }
}

export type PostgresPart = Pick<SystemPlan, 'stateFolder' | 'embeddedPostgres' | 'adminUrl' | 'databases'>;

/** An embedded PostgreSQL with one service's database, on a free port and in a state folder of its own. */
export async function aPostgres(): Promise<PostgresPart> {
  const port = await aFreePort();
  const password = randomBytes(12).toString('hex');
  return {
    embeddedPostgres: { port, portSetting: 'POSTGRES_PORT', password },
    adminUrl: databaseUrl(`postgres://127.0.0.1:${port}`, 'postgres', 'postgres', password),
    databases: [{ database: 'ngos', ownerPassword: 'of the owner', appPassword: 'of the app' }],
    stateFolder: path.join(aFolder(), 'state'),
  };
}

/** A server with the habits, on a free port. */
export async function aServer(name: string, ...habits: (keyof typeof HABITS)[]): Promise<ServerProgram> {
  const script = path.join(aFolder(), `${name}.cjs`);
  fs.writeFileSync(script, SERVER + habits.map((habit) => HABITS[habit]).join('\n'));
  const port = await aFreePort();
  return {
    name,
    script,
    port,
    portSetting: `${name.toUpperCase()}_PORT`,
    environment: { PORT: String(port) },
  };
}

const hook = path.join(__dirname, '..', '..', 'testing', 'run-typescript.cjs');
const startPlan = path.join(__dirname, 'start-plan.ts');

/** One start of a fake house, seen from outside. */
export class Start {
  readonly #process: ChildProcess;
  readonly #ended: Promise<number | null>;
  #output = '';

  constructor(planFile: string) {
    this.#process = spawn(process.execPath, ['--require', hook, startPlan, planFile], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const hear = (text: Buffer) => (this.#output += text.toString());
    this.#process.stdout!.on('data', hear);
    this.#process.stderr!.on('data', hear);
    this.#ended = new Promise((resolve) => this.#process.once('close', resolve));
  }

  get output(): string {
    return this.#output;
  }

  /** Waits until the log says so. */
  async says(words: string): Promise<void> {
    let hasEnded = false;
    void this.#ended.then(() => (hasEnded = true));
    while (!this.#output.includes(words)) {
      if (hasEnded) throw new Error(`It ended without saying "${words}":\n${this.#output}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  /** The exit code, once it has ended; null after a SIGKILL. */
  ended(): Promise<number | null> {
    return this.#ended;
  }
}
