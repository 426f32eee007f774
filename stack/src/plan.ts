import { databaseUrl, serviceUrls, type ServiceUrls } from '@solidarity/subgraph-kit/database/cluster';
import path from 'node:path';
import type { StackConfig } from './config';
import { POSTGRES_PORT } from './config';
import type { DatabasePlan } from './databases';
import { SERVERS, SERVICE_NAMES, SERVICES, type ServerName, type ServiceName } from './house';
import { ADMINISTRATOR } from './postgres';
import type { Program, ServerProgram } from './program';
import { webhookSecret, type SecretOf } from './secrets';

/** The embedded PostgreSQL of a run. */
export interface EmbeddedPostgresPlan {
  readonly port: number;
  readonly portSetting: string;
  /** The administrator's. */
  readonly password: string;
}

/** All that a run consists of, as plain values. */
export interface SystemPlan {
  readonly stateFolder: string;
  /** Null when a real server is used. */
  readonly embeddedPostgres: EmbeddedPostgresPlan | null;
  /** The administrator's address of whichever PostgreSQL is used. */
  readonly adminUrl: string;
  readonly databases: readonly DatabasePlan[];
  /** Run at once, each to its end, before anything serves. */
  readonly migrations: readonly Program[];
  /** Fills empty databases with the demonstration's people; does nothing when they are not empty. */
  readonly loadSampleWhenEmpty: Program | null;
  /** Started at once; each runs until the run ends. */
  readonly servers: readonly ServerProgram[];
}

const LOOPBACK = '127.0.0.1';

/** The whole house on this machine. */
export function planSystem(root: string, config: StackConfig, secretOf: SecretOf): SystemPlan {
  const adminPassword = secretOf('database:administrator');
  const local = `postgres://${LOOPBACK}:${config.postgresPort}`;
  const adminUrl = config.databaseUrl ?? databaseUrl(local, 'postgres', ADMINISTRATOR, adminPassword);
  const house = new HousePlan(root, config, secretOf, adminUrl);
  return {
    stateFolder: config.stateFolder,
    embeddedPostgres: config.databaseUrl
      ? null
      : { port: config.postgresPort, portSetting: POSTGRES_PORT.setting, password: adminPassword },
    adminUrl,
    databases: SERVICE_NAMES.map((service) => house.database(service)),
    migrations: SERVICE_NAMES.map((service) => house.migration(service)),
    loadSampleWhenEmpty: house.sample(['--when-empty']),
    servers: [...SERVICE_NAMES.map((service) => house.service(service)), house.gateway()],
  };
}

/** The programs that are run by hand beside or instead of the system, on the same databases. */
export function planMaintenance(
  root: string,
  config: StackConfig,
  secretOf: SecretOf,
  adminUrl: string,
): Record<string, (commandArguments: readonly string[]) => Program[]> {
  const house = new HousePlan(root, config, secretOf, adminUrl);
  return {
    sample: (commandArguments) => [house.sample(commandArguments)],
    'audit-check': () => SERVICE_NAMES.map((service) => house.auditCheck(service)),
    'projections:rebuild': ([only]) =>
      SERVICE_NAMES.filter((service) => only === undefined || service === only).map((service) =>
        house.projections(service),
      ),
  };
}

/**
 * Node lets garbage grow with the memory that it believes it has, and that is the whole machine's: with these limits a
 * server stays small while lists of a million rows pass through it. Node's usual room for young objects is too small
 * for the gateway under load: with many answers under way they would be copied again and again before they die. The
 * containers set the same.
 */
const GATEWAY_NODE_OPTIONS = '--max-old-space-size=768 --max-semi-space-size=64';
const SERVICE_NODE_OPTIONS = '--max-old-space-size=512';

/** Each program of the house with its environment: the contract between the stack and what it runs. */
class HousePlan {
  constructor(
    private readonly root: string,
    private readonly config: StackConfig,
    private readonly secretOf: SecretOf,
    private readonly adminUrl: string,
  ) {}

  database(service: ServiceName): DatabasePlan {
    const { database } = SERVICES[service];
    return {
      database,
      ownerPassword: this.secretOf(`database:${database}:owner`),
      appPassword: this.secretOf(`database:${database}:app`),
    };
  }

  migration(service: ServiceName): Program {
    return {
      name: `${service} migrations`,
      script: this.#script('services', service, 'dist', 'migrate.js'),
      environment: { OWNER_DATABASE_URL: this.#urls(service).ownerUrl },
    };
  }

  auditCheck(service: ServiceName): Program {
    return {
      name: `${service} audit`,
      script: this.#script('services', service, 'dist', 'audit-check.js'),
      environment: this.migration(service).environment,
      speaksToPeople: true,
    };
  }

  /** Reads the feeds of the services that run, and writes as the owner of one database. */
  projections(service: ServiceName): Program {
    const addresses = SERVICE_NAMES.map((name): [string, string] => [
      SERVICES[name].database,
      this.#address(name),
    ]);
    return {
      name: `${service} projections`,
      script: this.#script('services', service, 'dist', 'rebuild-projections.js'),
      environment: {
        ...this.migration(service).environment,
        CALLER_ASSERTION_KEY: this.secretOf('caller-assertion'),
        SERVICE_ADDRESSES: JSON.stringify(Object.fromEntries<string>(addresses)),
      },
      speaksToPeople: true,
    };
  }

  /** Writes as the owner of each database: BENEFICIARIES_OWNER_DATABASE_URL, NGOS_OWNER_DATABASE_URL, … */
  sample(commandArguments: readonly string[]): Program {
    const urls = SERVICE_NAMES.map((service): [string, string] => [
      `${SERVICES[service].database.toUpperCase()}_OWNER_DATABASE_URL`,
      this.#urls(service).ownerUrl,
    ]);
    return {
      name: 'sample',
      script: this.#script('stack', 'dist', 'sample', 'main.js'),
      arguments: commandArguments,
      environment: { ...Object.fromEntries<string>(urls), PERSON_ID_PEPPER: this.config.personIdPepper },
      speaksToPeople: true,
    };
  }

  service(service: ServiceName): ServerProgram {
    return {
      ...this.#server(service),
      script: this.#script('services', service, 'dist', 'main.js'),
      environment: {
        ...this.#server(service).environment,
        DATABASE_URL: this.#urls(service).appUrl,
        PERSON_ID_PEPPER: this.config.personIdPepper,
        NODE_OPTIONS: SERVICE_NODE_OPTIONS,
        EVENT_SUBSCRIBERS: JSON.stringify(this.#subscribersOf(service)),
        EVENT_SECRET: webhookSecret(this.secretOf, service),
        WEBHOOK_SECRETS_KEY: this.secretOf(`webhook-secrets:${service}`),
        WEBHOOKS_ALLOW_LOOPBACK: 'true',
      },
    };
  }

  gateway(): ServerProgram {
    const urls = SERVICE_NAMES.map((service) => `${service}=${this.#address(service)}/graphql`);
    return {
      ...this.#server('gateway'),
      script: this.#script('gateway', 'dist', 'main.js'),
      environment: {
        ...this.#server('gateway').environment,
        SERVICE_URLS: urls.join(','),
        IDENTITY: 'development',
        NODE_OPTIONS: GATEWAY_NODE_OPTIONS,
      },
    };
  }

  #urls(service: ServiceName): ServiceUrls {
    const { database, ...passwords } = this.database(service);
    return serviceUrls(this.adminUrl, database, passwords);
  }

  #server(name: ServerName): Omit<ServerProgram, 'script'> {
    const port = this.config.ports[name];
    return {
      name,
      port,
      portSetting: SERVERS[name].portSetting,
      environment: {
        HOST: LOOPBACK,
        PORT: String(port),
        CALLER_ASSERTION_KEY: this.secretOf('caller-assertion'),
      },
    };
  }

  #address(name: ServerName): string {
    return `http://${LOOPBACK}:${this.config.ports[name]}`;
  }

  /** The other services, each with the types that it hears; it is sent those of them that this one emits. */
  #subscribersOf(emitter: ServiceName): unknown[] {
    return SERVICE_NAMES.filter((service) => service !== emitter).map((service) => ({
      name: service,
      url: `${this.#address(service)}/events`,
      secret: webhookSecret(this.secretOf, service),
      types: SERVICES[service].hears,
    }));
  }

  #script(...parts: string[]): string {
    return path.join(this.root, ...parts);
  }
}
