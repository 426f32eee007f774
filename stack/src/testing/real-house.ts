import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { DEVELOPMENT_PEPPER, type StackConfig } from '../config';
import { bootstrapDatabases } from '../databases';
import { SERVERS, SERVICE_NAMES, SERVICES, type ServerName, type ServiceName } from '../house';
import { planMaintenance, planSystem, type SystemPlan } from '../plan';
import type { Program } from '../program';

const root = path.join(__dirname, '..', '..', '..');
const READY_WITHIN_MS = 60_000;
/** The lock that the house of the server's databases holds. */
const TURNS = 7_461;
/** How long a house may wait for its turn and start. */
export const STARTS_WITHIN_MS = 240_000;

export interface GraphAnswer {
  readonly status: number;
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: unknown[];
    readonly extensions: Record<string, unknown>;
  }[];
}

/** A journey of the README: whose it is, what it asks, with what. */
export interface Journey {
  readonly client: string;
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** The journey of a number, as README, explorer and bench read it too. */
export function journeyOf(number: number): Journey {
  const folder = path.join(root, 'journeys');
  const file = fs
    .readdirSync(folder)
    .find((name) => name.startsWith(`${number}-`) && name.endsWith('.graphql'));
  if (!file) throw new Error(`There is no journey ${number}.`);
  const query = fs.readFileSync(path.join(folder, file), 'utf8');
  const variables = fs.readFileSync(path.join(folder, file.replace(/\.graphql$/, '.json')), 'utf8');
  return {
    client: /^# client: (\S+)/.exec(query)?.[1] ?? 'none',
    query,
    variables: JSON.parse(variables) as Record<string, unknown>,
  };
}

/** The four services and the gateway as processes of their own, built, on the test run's PostgreSQL. */
export class RealHouse {
  readonly #running = new Map<ServerName, ChildProcess>();
  readonly #tokens = new Map<string, string>();

  private constructor(
    private readonly plan: SystemPlan,
    private readonly ports: Readonly<Record<ServerName, number>>,
    private readonly turn: Client,
  ) {}

  /**
   * Migrates, loads a sample of so many households, and starts everything. The databases have the names that they
   * have everywhere, so houses of one server take turns, each with new ones.
   */
  static async start(households: number): Promise<RealHouse> {
    const adminUrl = process.env['TEST_DATABASE_ADMIN_URL'];
    if (!adminUrl) throw new Error('TEST_DATABASE_ADMIN_URL is not set: run tests through jest.');
    const config: StackConfig = {
      stateFolder: root,
      databaseUrl: adminUrl,
      postgresPort: 0,
      ports: await freePorts(),
      personIdPepper: DEVELOPMENT_PEPPER,
    };
    const plan = planSystem(root, config, testSecretOf);
    const turn = new Client({ connectionString: adminUrl });
    await turn.connect();
    await turn.query('select pg_advisory_lock($1)', [TURNS]);
    for (const { database } of plan.databases)
      await turn.query(`drop database if exists "${database}" with (force)`);
    const house = new RealHouse(plan, config.ports, turn);
    await bootstrapDatabases(adminUrl, plan.databases);
    await Promise.all(plan.migrations.map(runToEnd));
    const maintenance = planMaintenance(root, config, testSecretOf, adminUrl);
    const sample = maintenance['sample']?.(['--households', String(households), '--when-empty']) ?? [];
    await Promise.all(sample.map(runToEnd));
    await Promise.all(plan.servers.map(({ name }) => house.startServer(name as ServerName)));
    return house;
  }

  async startServer(name: ServerName): Promise<void> {
    const program = this.plan.servers.find((server) => server.name === name);
    if (!program) throw new Error(`There is no server ${name}.`);
    const child = spawn(process.execPath, [program.script], {
      env: { ...process.env, ...program.environment, LOG_LEVEL: 'error', NODE_ENV: 'development' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    this.#running.set(name, child);
    for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; await pause(50)) {
      const answer = await fetch(`${this.address(name)}/health/ready`).catch(() => null);
      if (answer?.ok) return;
      if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}.`);
    }
    throw new Error(`${name} is not ready.`);
  }

  /** Ends a server as a failing machine would. */
  async kill(name: ServerName): Promise<void> {
    const child = this.#running.get(name);
    child?.kill('SIGKILL');
    if (child?.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }

  signal(name: ServerName, signal: NodeJS.Signals): void {
    this.#running.get(name)?.kill(signal);
  }

  address(name: ServerName): string {
    return `http://127.0.0.1:${this.ports[name]}`;
  }

  /** Asks the gateway as a demo client, or as anyone with `none`. */
  async ask(
    client: string,
    query: string,
    variables: object = {},
    headers: Record<string, string> = {},
  ): Promise<GraphAnswer> {
    const authorization: Record<string, string> =
      client === 'none' ? {} : { authorization: `Bearer ${await this.token(client)}` };
    const answer = await fetch(`${this.address('gateway')}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization, ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return { status: answer.status, ...((await answer.json()) as Omit<GraphAnswer, 'status'>) };
  }

  async journey(number: number, as?: string, variables: object = {}): Promise<GraphAnswer> {
    const journey = journeyOf(number);
    return this.ask(as ?? journey.client, journey.query, { ...journey.variables, ...variables });
  }

  async token(client: string): Promise<string> {
    const known = this.#tokens.get(client);
    if (known) return known;
    const answer = await fetch(`${this.address('gateway')}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${client}:${client}-secret`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    this.#tokens.set(client, token);
    return token;
  }

  /** The value of a counter of a server's metrics, all labels added up. */
  async metric(server: ServerName, name: string): Promise<number> {
    const text = await (await fetch(`${this.address(server)}/metrics`)).text();
    const lines = text.split('\n').filter((line) => new RegExp(`^${name}(\\{| )`).test(line));
    return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
  }

  /** SQL statements of the services' read paths and calls to services that the work needed. */
  async costOf(work: () => Promise<unknown>): Promise<{ statements: number; calls: number }> {
    const measure = async () => {
      const each = SERVICE_NAMES.map((service) => this.metric(service, 'sql_statements_total'));
      const statements = (await Promise.all(each)).reduce((sum, one) => sum + one, 0);
      return { statements, calls: await this.metric('gateway', 'gateway_service_call_seconds_count') };
    };
    const before = await measure();
    await work();
    const after = await measure();
    return { statements: after.statements - before.statements, calls: after.calls - before.calls };
  }

  /** Rows of a service's database, as its owner. */
  async owner<T extends object>(service: ServiceName, sql: string, values: unknown[] = []): Promise<T[]> {
    const { database } = SERVICES[service];
    const url = new URL(this.plan.adminUrl);
    url.pathname = `/${database}`;
    const client = new Client({ connectionString: url.toString() });
    await client.connect();
    try {
      return (await client.query<T>(sql, values)).rows;
    } finally {
      await client.end();
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((name) => this.kill(name)));
    await this.turn.end();
  }
}

/** Passwords are those of all test databases, since roles belong to the whole cluster. */
function testSecretOf(name: string): string {
  if (name.endsWith(':owner')) return 'owner of tests';
  if (name.endsWith(':app')) return 'app of tests';
  return createHash('sha256').update(name).digest('base64url');
}

async function freePorts(): Promise<Record<ServerName, number>> {
  const names = Object.keys(SERVERS) as ServerName[];
  const ports = await Promise.all(names.map(freePort));
  return Object.fromEntries(names.map((name, index) => [name, ports[index]])) as Record<ServerName, number>;
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function runToEnd(program: Program): Promise<void> {
  const child = spawn(process.execPath, [program.script, ...(program.arguments ?? [])], {
    env: { ...process.env, ...program.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${program.name} ended with ${code}:\n${said}`);
}
