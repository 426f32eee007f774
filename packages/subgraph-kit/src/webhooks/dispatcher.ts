import { randomUUID } from 'node:crypto';
import { Lane } from '../events/lane';
import type { WebhookParts } from './parts';
import { pull } from './pull';
import type { Waiting } from './waiting';
import { WebhookWork } from './webhook-work';

/** Webhooks for which events are pulled at the same time. */
const PULLS_AT_ONCE = 3;
/** A lane looks by itself so often, should nobody call it. */
const LANE_POLL_MS = 5_000;
/** A lane of a webhook that has had nothing to send for so many ticks is closed. */
const IDLE_TICKS = 600;

/** Events that have committed get their places in the feed. */
const PLACE = `select event_place_new(10000) where exists (select from webhook where state <> 'PAUSED')`;
/** Webhooks for which nothing has come are moved on at once, by one worker, so that all stay near the end of the feed. */
const MOVE_ON = `
with ends as materialized (
  select last_position from event_feed_ends() where pg_try_advisory_xact_lock(hashtextextended('webhooks move on', 0)))
update webhook set position = ends.last_position from ends
 where state <> 'PAUSED' and position < ends.last_position
   and not exists (select from event_places_after(webhook.position, webhook.types, null, 1))`;
/** Webhooks with events to pull, and webhooks with turns that are due. */
const TO_DO = `
select id, position < (select last_position from event_feed_ends()) as "hasNew",
       resting_until <= $1 and exists (select from webhook_turn
         where webhook_id = webhook.id and due_at <= $1 and taken_until < now()) as "isDue"
  from webhook where state <> 'PAUSED' and (
    position < (select last_position from event_feed_ends())
    or exists (select from webhook_turn where webhook_id = webhook.id and due_at <= $1 and taken_until < now()))`;

interface ToDo {
  readonly id: string;
  readonly hasNew: boolean;
  readonly isDue: boolean;
}

/** Looks again and again what is to be pulled and sent, and has a lane for each webhook that is sent something. */
export class Dispatcher {
  readonly #workerId = randomUUID();
  readonly #lanes = new Map<string, { readonly lane: Lane<Waiting>; idleTicks: number }>();
  #stopping = false;
  #running: Promise<void> | null = null;
  #wake: () => void = () => {};
  #woken = false;

  constructor(private readonly parts: WebhookParts) {}

  start(): void {
    this.#running = this.#run();
  }

  /** Something may be to do. */
  wake(): void {
    this.#woken = true;
    this.#wake();
  }

  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    this.wake();
    await Promise.all([this.#running, ...[...this.#lanes.values()].map(({ lane }) => lane.stop(graceMs))]);
    // One that the last look has begun.
    await Promise.all([...this.#lanes.values()].map(({ lane }) => lane.stop(0)));
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      try {
        if (await this.#look()) this.#woken = true;
      } catch (error) {
        this.parts.log.warn({ fault: (error as Error).name }, 'webhooks could not be looked after');
      }
      await this.#pause();
    }
  }

  /** Tells whether there is more to pull. */
  async #look(): Promise<boolean> {
    const { store, clock } = this.parts;
    await store.asSystem(PLACE);
    await store.asSystem(MOVE_ON);
    const toDo = await store.asSystem<ToDo>(TO_DO, [clock.now()]);
    await this.#closeIdle(new Set(toDo.map(({ id }) => id)));
    for (const { id, isDue } of toDo) if (isDue) this.#laneOf(id).wake();
    const behind = toDo.filter(({ hasNew }) => hasNew);
    let hasMore = false;
    const pullNext = async (): Promise<void> => {
      for (let next = behind.pop(); next && !this.#stopping; next = behind.pop()) {
        if (await this.#pull(next.id)) hasMore = true;
        if (!this.#stopping) this.#laneOf(next.id).wake();
      }
    };
    await Promise.all(Array.from({ length: PULLS_AT_ONCE }, pullNext));
    return hasMore;
  }

  /** One webhook for which nothing can be pulled is in no other's way. */
  async #pull(webhookId: string): Promise<boolean> {
    try {
      return await pull(this.parts, webhookId);
    } catch (error) {
      this.parts.log.warn({ webhook: webhookId, fault: (error as Error).name }, 'events could not be pulled');
      return false;
    }
  }

  #laneOf(webhookId: string): Lane<Waiting> {
    const known = this.#lanes.get(webhookId);
    if (known) {
      known.idleTicks = 0;
      return known.lane;
    }
    const lane = new Lane(new WebhookWork(this.parts, webhookId, this.#workerId), LANE_POLL_MS);
    this.#lanes.set(webhookId, { lane, idleTicks: 0 });
    lane.start();
    return lane;
  }

  async #closeIdle(toDo: ReadonlySet<string>): Promise<void> {
    for (const [id, entry] of this.#lanes) {
      if (toDo.has(id) || entry.lane.underWay > 0) continue;
      entry.idleTicks += 1;
      if (entry.idleTicks < IDLE_TICKS) continue;
      this.#lanes.delete(id);
      await entry.lane.stop(0);
    }
  }

  async #pause(): Promise<void> {
    if (!this.#woken && !this.#stopping) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, this.parts.settings.tickMs);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#woken = false;
    this.#wake = () => {};
  }
}
