import type { WebhookParts } from './parts';

const HOUR_MS = 3_600_000;
/** The log is kept so long; what waits longer, behind a pause, is not sent any more. */
const KEPT_DAYS = 30;
const TOGETHER = 5_000;

const PRUNE = `
delete from webhook_delivery where nr in (
  select nr from webhook_delivery where ended_at < $1::timestamptz - interval '${KEPT_DAYS} days' limit ${TOGETHER})
returning nr`;
const EXPIRE = `
update webhook_delivery set state = 'DROPPED', failure = 'EXPIRED', ended_at = $1, next_attempt_at = null
 where nr in (
  select nr from webhook_delivery
   where state = 'WAITING' and created_at < $1::timestamptz - interval '${KEPT_DAYS} days' limit ${TOGETHER})
returning nr`;
const FORGET = `
update webhook_secret set previous = null, previous_ends_at = null where previous_ends_at < $1`;
const SECRETS = 'select webhook_id, current, previous from webhook_secret';
const RENEW = `
update webhook_secret set current = coalesce($3, current), previous = case when previous = $4 then $5 else previous end
 where webhook_id = $1 and current = $2`;

/** Keeps the log to its time, forgets secrets that have ended, and has all secrets under the newest key. */
export class Housekeeping {
  #timer: NodeJS.Timeout | null = null;
  #underWay: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(private readonly parts: WebhookParts) {}

  start(): void {
    const again = () => {
      this.#underWay = this.#tidy();
    };
    again();
    this.#timer = setInterval(again, HOUR_MS).unref();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearInterval(this.#timer);
    await this.#underWay;
  }

  /** Removes and drops what is past its time. */
  async prune(): Promise<void> {
    const { store, clock } = this.parts;
    for (const statement of [EXPIRE, PRUNE]) {
      let done = TOGETHER;
      while (done === TOGETHER && !this.#stopped)
        done = (await store.asSystem(statement, [clock.now()])).length;
    }
    await store.asSystem(FORGET, [clock.now()]);
  }

  /** After WEBHOOK_SECRETS_KEY was given a new key before the old one: so the old one can be left out next time. */
  async renewSecrets(): Promise<void> {
    const { store, box } = this.parts;
    const rows = await store.asSystem<{ webhook_id: string; current: Buffer; previous: Buffer | null }>(
      SECRETS,
    );
    for (const { webhook_id: id, current, previous } of rows) {
      const renewed = box.renewed(id, current);
      const renewedPrevious = previous && box.renewed(id, previous);
      if (renewed ?? renewedPrevious)
        await store.asSystem(RENEW, [id, current, renewed, previous, renewedPrevious ?? previous]);
    }
  }

  async #tidy(): Promise<void> {
    try {
      await this.prune();
      await this.renewSecrets();
    } catch (error) {
      this.parts.log.warn({ fault: (error as Error).name }, 'webhooks could not be tidied');
    }
  }
}
