import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Query, Resolver } from 'type-graphql';
import { Access } from '../access/access';
import type { Caller } from '../access/caller';
import { personDied } from '../events/catalogue';
import { letSeeEvents } from '../events/event-rights';
import { eventually } from '../events/eventually.fixture';
import { standingOf, told } from '../events/feed.fixture';
import type { Receiver } from '../events/receiver.fixture';
import { day } from '../records/records.fixture';
import { StateTransition } from '../records/state-history';
import { createMetrics } from '../server/metrics';
import type { ServiceDefinition } from '../server/service';
import { aCaller } from '../testing/callers';
import { testService, type TestService } from '../testing/service';
import type { Clock } from '../values/clock';
import { startWebhooksWith } from './capability';
import type { WebhookSettings } from './settings';
import { newSecret } from './signature';

@Resolver()
class NothingResolver {
  @Query(() => Boolean, { description: 'Nothing.' })
  @Access.everyone()
  nothing(): boolean {
    return true;
  }
}

/** NGOs see what happens to those that `seen_ngo` names, and to no other. */
class SeenNgos1764300000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('create table seen_ngo (id uuid primary key)');
    await queryRunner.query('grant select on seen_ngo to caller_ngo_partner');
    await letSeeEvents(queryRunner, {
      ...{ type: 'ngo.standing_changed', roles: ['ngo_partner'] },
      when: 'exists (select from seen_ngo where seen_ngo.id = event.subject::uuid)',
    });
  }

  async down(): Promise<void> {}
}

const definition: ServiceDefinition = {
  name: 'ngos',
  entities: [StateTransition],
  migrations: [SeenNgos1764300000000],
  subgraph: { resolvers: [NothingResolver], references: {} },
  handlers: [],
};

/** The real time, and what has passed beyond it. */
export class MovingClock implements Clock {
  #passedMs = 0;

  now(): Date {
    return new Date(Date.now() + this.#passedMs);
  }

  pass(milliseconds: number): void {
    this.#passedMs += milliseconds;
  }
}

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const TYPES = ['ngo.standing_changed'];
export const SECRET = newSecret();
export const BRISK: Partial<WebhookSettings> = { tickMs: 20 };

/** A partner that may have webhooks. */
export const partner = (subject = 'partner-1'): Caller => aCaller('ngo_partner', {}, subject);

/** A service with webhooks, and partners that ask it. */
export class WebhookHouse {
  readonly clock = new MovingClock();
  readonly servers: FastifyInstance[] = [];

  private constructor(
    readonly service: TestService,
    private readonly setClock: (clock: Clock) => void,
  ) {
    setClock(this.clock);
  }

  static async open(): Promise<WebhookHouse> {
    let clock: Clock = { now: () => new Date() };
    const service = await testService(definition, { now: () => clock.now() });
    return new WebhookHouse(service, (given) => (clock = given));
  }

  get database() {
    return this.service.database;
  }

  /** Starts a process of the service. */
  async start(settings: Partial<WebhookSettings> = {}): Promise<FastifyInstance> {
    const all = { ...BRISK, ...settings };
    const server = await this.service.serve((running) =>
      startWebhooksWith({ ...running, metrics: createMetrics('ngos') }, all),
    );
    this.servers.push(server);
    await server.ready();
    return server;
  }

  async stop(server: FastifyInstance): Promise<void> {
    this.servers.splice(this.servers.indexOf(server), 1);
    await server.close();
  }

  async close(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.close()));
    await this.service.close();
  }

  /** Asks the first of the processes. */
  async ask<T = Record<string, never>>(
    caller: Caller,
    method: 'GET' | 'PUT' | 'POST' | 'DELETE',
    url: string,
    payload?: object,
  ): Promise<{ status: number; body: T; code: string | null }> {
    const [server] = this.servers;
    if (!server) throw new Error('No process of the service runs.');
    const authorization = await this.service.authorization(caller);
    const answer = await server.inject({ method, url, headers: { authorization }, payload });
    const body = (answer.body === '' ? null : answer.json()) as T;
    const { errors } = (body ?? {}) as { errors?: { extensions: { code: string } }[] };
    return { status: answer.statusCode, body, code: errors?.[0]?.extensions.code ?? null };
  }

  /** A webhook that sends to the receiver; gives its id. */
  async webhook(receiver: Receiver, caller: Caller = partner(), more: object = {}): Promise<string> {
    const id = randomUUID();
    const { url } = receiver.subscriber('partner', []);
    const input = { url, types: TYPES, secret: SECRET, ...more };
    const { status, code } = await this.ask(caller, 'PUT', `/webhooks/${id}`, input);
    if (status !== 200) throw new Error(`The webhook was refused: ${status} ${code}`);
    return id;
  }

  /** Lets partners see an NGO. */
  async show(...ngoIds: readonly string[]): Promise<void> {
    await this.database.owner('insert into seen_ngo select unnest($1::uuid[]) on conflict do nothing', [
      ngoIds,
    ]);
  }

  /** An NGO that partners see. */
  async ngo(): Promise<string> {
    const id = randomUUID();
    await this.show(id);
    return id;
  }

  /** Emits that the standing of an NGO has changed on each of the days. */
  async tell(ngoId: string, ...days: readonly string[]): Promise<string[]> {
    const ids: string[] = [];
    for (const one of days) ids.push(await told(this.database, standingOf(ngoId, one)));
    return ids;
  }

  async tellDeath(): Promise<void> {
    const personId = randomUUID();
    await told(this.database, personDied.of(personId, { personId, diedOn: day('2026-11-01') }));
  }

  async waiting(): Promise<number> {
    return (await this.#counts()).waiting;
  }

  /** Waits until so many deliveries are settled and none waits. */
  async settled(count: number): Promise<void> {
    await eventually(`${count} deliveries are settled`, () => this.#areSettled(count));
  }

  /** Lets time pass, in such steps, until so many deliveries are settled and none waits. */
  async passUntilSettled(count: number, stepMs: number): Promise<void> {
    await eventually(`${count} deliveries are settled`, () => {
      this.clock.pass(stepMs);
      return this.#areSettled(count);
    });
  }

  /** Waits until the deliveries have so many attempts in all. */
  async attempts(count: number): Promise<void> {
    await eventually(`${count} attempts`, async () => (await this.#counts()).attempts >= count);
  }

  /** Lets time pass, in such steps, until the deliveries have so many attempts in all. */
  async passUntilAttempts(count: number, stepMs: number): Promise<void> {
    await eventually(`${count} attempts`, async () => {
      this.clock.pass(stepMs);
      return (await this.#counts()).attempts >= count;
    });
  }

  async #areSettled(count: number): Promise<boolean> {
    const { ended, waiting } = await this.#counts();
    return ended === count && waiting === 0;
  }

  async #counts(): Promise<{ ended: number; waiting: number; attempts: number }> {
    const [row] = await this.database.owner<{ ended: number; waiting: number; attempts: number }>(
      `select count(*) filter (where ended_at is not null)::integer as ended,
              count(*) filter (where ended_at is null)::integer as waiting,
              coalesce(sum(attempts), 0)::integer as attempts
         from webhook_delivery`,
    );
    if (!row) throw new Error('A count has no row.');
    return row;
  }
}

/** The days of an NGO's events in the order in which the receiver was called. */
export function daysHeard({ calls }: Receiver, ngoId: string): (string | undefined)[] {
  return calls
    .filter(({ event }) => event.subject === ngoId)
    .map(({ event }) => (event.data as { since?: string }).since);
}
