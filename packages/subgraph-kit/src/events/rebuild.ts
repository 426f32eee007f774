import type { EntityManager, QueryRunner } from 'typeorm';
import { SYSTEM_CALLER } from '../access/roles';
import { createDataSource } from '../database/data-source';
import type { ServiceDefinition, ServiceName } from '../server/service';
import { systemClock, todayOf, type Clock } from '../values/clock';
import { eventTypeOf } from './catalogue';
import type { EventHandler } from './inbox';
import type { Projection } from './projection';
import { readRemoteFeed, type RemoteFeed, type RemotePage } from './remote-feed';

export interface RebuildParts {
  readonly definition: Pick<ServiceDefinition, 'entities' | 'projections'>;
  /** The service's database, as its owner. */
  readonly ownerUrl: string;
  readonly addresses: Partial<Record<ServiceName, string>>;
  readonly authorization: () => Promise<string>;
  /** Told now and then how many events were heard in all. */
  readonly onProgress?: (events: number) => void;
  readonly clock?: Clock;
}

/** What became of a table. */
export interface Rebuilt {
  readonly table: string;
  /** Rows that the feeds tell of. */
  readonly told: number;
  /** Rows that no event tells of, which were left as they were. */
  readonly left: number;
}

/** A feed that is heard to its end, with what to do with its events. */
interface Source {
  readonly feed: RemoteFeed;
  readonly types: readonly string[];
  cursor: string | null;
}

const PATIENCE_MS = 600_000;

/**
 * Makes a service's projections anew of the feeds of the others. Their handlers write into tables of this session
 * that go by the same names, so readers see the old rows until the new ones take their place in one transaction. For
 * that moment nothing is taken into the inbox and the feeds are heard once more: whatever had been taken in before is
 * then in the new rows too, and what is delivered later is newer, or is dropped as heard.
 */
export async function rebuild(parts: RebuildParts): Promise<Rebuilt[]> {
  const { projections = [], entities } = parts.definition;
  const dataSource = createDataSource({
    url: parts.ownerUrl,
    entities: [...entities],
    poolSize: 1,
    statementTimeoutMs: PATIENCE_MS,
    applicationName: 'rebuild projections',
  });
  await dataSource.initialize();
  const runner = dataSource.createQueryRunner();
  try {
    return await new Rebuild(parts, projections, runner).run();
  } finally {
    await runner.release();
    await dataSource.destroy();
  }
}

class Rebuild {
  readonly #handlers: readonly EventHandler[];
  readonly #sources: readonly Source[];
  #heard = 0;

  constructor(
    private readonly parts: RebuildParts,
    private readonly projections: readonly Projection[],
    private readonly runner: QueryRunner,
  ) {
    this.#handlers = projections.flatMap(({ handlers }) => handlers);
    this.#sources = sourcesOf(this.#handlers, parts);
  }

  async run(): Promise<Rebuilt[]> {
    await this.#makeFreshTables();
    await this.#hearAll((page) => this.#inTransaction(() => this.#take(page)));
    return this.#inTransaction(async () => {
      await this.runner.query(`set local lock_timeout = '30s'`);
      await this.runner.query('lock table public.inbox_subject in exclusive mode');
      await this.#hearAll((page) => this.#take(page));
      const rebuilt: Rebuilt[] = [];
      for (const projection of this.projections) rebuilt.push(await this.#swap(projection));
      await this.runner.query(
        `insert into public.inbox_subject (type, subject, last_seq) select type, subject, last_seq from heard_subject
         on conflict (type, subject) do update set last_seq = excluded.last_seq
           where inbox_subject.last_seq < excluded.last_seq`,
      );
      for (const { follow } of this.projections) await follow?.(this.runner.manager);
      return rebuilt;
    });
  }

  /** A temporary table comes before one of the schema when no schema is named, as it is in what TypeORM writes. */
  async #makeFreshTables(): Promise<void> {
    for (const { table } of this.projections)
      await this.runner.query(`create temp table "${table}" (like public."${table}" including all)`);
    await this.runner.query(
      'create temp table heard_subject (type text, subject text, last_seq bigint, primary key (type, subject))',
    );
  }

  async #hearAll(take: (page: RemotePage) => Promise<void>): Promise<void> {
    for (const source of this.#sources) {
      for (let hasMore = true; hasMore;) {
        const page = await readRemoteFeed(source.feed, source.types, source.cursor);
        await take(page);
        ({ hasMore, endCursor: source.cursor } = page);
        this.#heard += page.events.length;
        if (page.events.length > 0) this.parts.onProgress?.(this.#heard);
      }
    }
  }

  async #take({ events }: RemotePage): Promise<void> {
    const clock = this.parts.clock ?? systemClock;
    for (const { id, type, version, time, subject, payload } of events) {
      const heard = { id, subject, occurredAt: time, payload };
      for (const handler of this.#handlers.filter((one) => one.type === type)) {
        if (handler.version !== version)
          throw new Error(`Version ${version} of ${type} is not understood by this service.`);
        await handler.prepare(heard)({
          ...{ manager: this.runner.manager, caller: SYSTEM_CALLER, clock, today: todayOf(clock) },
          ...{ requestId: id, operationName: type, purpose: null },
        });
      }
    }
    await this.runner.query(
      `insert into heard_subject (type, subject, last_seq)
         select type, subject, max(seq) from unnest($1::text[], $2::text[], $3::bigint[]) as heard (type, subject, seq)
          group by type, subject
       on conflict (type, subject) do update set last_seq = greatest(heard_subject.last_seq, excluded.last_seq)`,
      [events.map(({ type }) => type), events.map(({ subject }) => subject), events.map(({ seq }) => seq)],
    );
  }

  async #swap({ table, key }: Projection): Promise<Rebuilt> {
    await this.runner.query(
      `delete from public."${table}" as old using pg_temp."${table}" as fresh where old."${key}" = fresh."${key}"`,
    );
    const [counts] = (await this.runner.query(
      `select (select count(*) from pg_temp."${table}")::integer as told, (select count(*) from public."${table}")::integer as left`,
    )) as [Omit<Rebuilt, 'table'>];
    await this.runner.query(`insert into public."${table}" select * from pg_temp."${table}"`);
    return { table, ...counts };
  }

  async #inTransaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    await this.runner.startTransaction();
    try {
      const result = await work(this.runner.manager);
      await this.runner.commitTransaction();
      return result;
    } catch (error) {
      await this.runner.rollbackTransaction();
      throw error;
    }
  }
}

/** The services that own what the handlers hear. Throws when the address of one is not known. */
function sourcesOf(
  handlers: readonly EventHandler[],
  { addresses, authorization }: RebuildParts,
): readonly Source[] {
  const typesByOwner = new Map<ServiceName, Set<string>>();
  for (const { type, version } of handlers) {
    const { owner } = eventTypeOf(type, version);
    typesByOwner.set(owner, (typesByOwner.get(owner) ?? new Set()).add(type));
  }
  return [...typesByOwner].map(([service, types]) => {
    const address = addresses[service];
    if (address === undefined) throw new Error(`SERVICE_ADDRESSES does not say where ${service} is.`);
    return { feed: { service, address, authorization }, types: [...types], cursor: null };
  });
}
