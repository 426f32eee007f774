import type { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Caller } from '../access/caller';
import { SYSTEM_CALLER } from '../access/roles';
import { inTransaction } from '../database/transaction';
import { CodedError } from '../errors/coded-error';
import { AddressRefused } from './addresses';
import { webhookIdOf } from './listing';
import type { WebhookParts } from './parts';
import { isSecret } from './signature';
import { refuseUnknownTypes } from './types';

const MOST_WEBHOOKS = 20;
const MOST_TYPES = 50;
const MOST_VALID_HOURS = 168;
const USUAL_VALID_HOURS = 24;
const HOUR_MS = 3_600_000;

const secret = z.string().refine(isSecret);

/** What a webhook is saved with. The secret comes once, when it is new; the state is kept when it is left out. */
export const webhookInput = z.object({
  url: z.string().min(1).max(2_000),
  types: z.array(z.string().min(1).max(200)).min(1).max(MOST_TYPES),
  description: z.string().max(500).default(''),
  secret: secret.optional(),
  state: z.enum(['ACTIVE', 'PAUSED']).optional(),
});

/** A new secret, and for how many hours the one before is signed with beside it. */
export const secretInput = z.object({
  secret,
  previousValidHours: z.number().min(0).max(MOST_VALID_HOURS).default(USUAL_VALID_HOURS),
});

const FIND = 'select owner_subject, state, url from webhook where id = $1';
const COUNT = 'select count(*)::integer as webhooks from webhook where owner_subject = $1';
const ADD = `
insert into webhook (id, owner_subject, owner_role, owner_claims, owner_scopes, url, types, description, state,
    paused_because, paused_at, position, secret_last_four, created_at, updated_at)
  select $1, $2, $3, $4, $5, $6, $7, $8, $9, case when $9 = 'PAUSED' then 'REQUESTED' end,
         case when $9 = 'PAUSED' then $10::timestamptz end, last_position, $11, $10, $10
    from event_feed_ends()
on conflict (id) do nothing returning id`;
const ADD_SECRET = 'insert into webhook_secret (webhook_id, current) values ($1, $2)';
const CHANGE = `
update webhook
   set owner_role = $3, owner_claims = $4, owner_scopes = $5, url = $6, types = $7, description = $8, updated_at = $9
 where id = $1 and owner_subject = $2 returning id`;
const OWNED = 'select id from webhook where id = $1 and owner_subject = $2';
const ROTATE = `
update webhook_secret set previous = case when $3::timestamptz is null then null else current end, previous_ends_at = $3, current = $2
 where webhook_id = $1`;
const LAST_FOUR = 'update webhook set secret_last_four = $2, updated_at = $3 where id = $1';

/** Saves, pauses and removes the webhooks of a caller; what is another's is not found. */
export class Registration {
  constructor(
    private readonly parts: WebhookParts,
    private readonly dataSource: DataSource,
    private readonly service: string,
  ) {}

  /** Adds the webhook, or changes it when the caller has it already. */
  async save(caller: Caller, id: string, input: z.infer<typeof webhookInput>): Promise<void> {
    webhookIdOf(id);
    await this.#checkUrl(input.url);
    const types = [...new Set(input.types)];
    await refuseUnknownTypes(this.parts.store, this.service, caller, types);
    const [known] = await this.parts.store.asSystem<{ owner_subject: string; state: string; url: string }>(
      FIND,
      [id],
    );
    if (known && known.owner_subject !== caller.subject) throw new CodedError('NOT_FOUND');
    if (!known) return this.#add(caller, id, { ...input, types });
    const { url, description, state } = input;
    const values = [...ownerValues(id, caller), url, types, description, this.parts.clock.now()];
    const changed = await this.parts.store.asSystem(CHANGE, values);
    if (changed.length === 0) throw new CodedError('NOT_FOUND');
    const wasPaused = known.state === 'PAUSED';
    if (state === 'PAUSED') await this.pause(caller, id);
    // At another address everything is tried anew.
    else if (wasPaused ? state === 'ACTIVE' : known.url !== url) await this.resume(caller, id);
  }

  async pause(caller: Caller, id: string): Promise<void> {
    await this.#mustOwn(caller, id);
    await this.parts.store.asSystem('select webhook_pause($1, $2, $3, null)', [
      ...[id, 'REQUESTED', this.parts.clock.now()],
    ]);
  }

  async resume(caller: Caller, id: string): Promise<void> {
    await this.#mustOwn(caller, id);
    await this.parts.store.asSystem('select webhook_resume($1, $2)', [id, this.parts.clock.now()]);
  }

  /** It ends with its log; what is under way at this moment may still come. */
  async remove(caller: Caller, id: string): Promise<void> {
    await this.pause(caller, id);
    await this.parts.store.asSystem('delete from webhook where id = $1', [id]);
  }

  async rotateSecret(caller: Caller, id: string, input: z.infer<typeof secretInput>): Promise<void> {
    await this.#mustOwn(caller, id);
    const { box, clock } = this.parts;
    const now = clock.now();
    const hours = input.previousValidHours;
    const endsAt = hours === 0 ? null : new Date(now.getTime() + hours * HOUR_MS);
    await inTransaction(this.dataSource, SYSTEM_CALLER, async (manager) => {
      await manager.query(ROTATE, [id, box.shut(id, input.secret), endsAt]);
      await manager.query(LAST_FOUR, [id, lastFour(input.secret), now]);
    });
  }

  async #add(caller: Caller, id: string, input: z.infer<typeof webhookInput>): Promise<void> {
    if (input.secret === undefined) throw new CodedError('BAD_USER_INPUT');
    const { secret: given, url, types, description, state = 'ACTIVE' } = input;
    const { store, box, clock } = this.parts;
    // What has happened until now comes before it.
    await store.asSystem('select event_place_new(10000)');
    await inTransaction(this.dataSource, SYSTEM_CALLER, async (manager) => {
      // One owner's webhooks are added one after another, so that the count is true.
      await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `webhooks ${caller.subject}`,
      ]);
      const [count] = await manager.query<{ webhooks: number }[]>(COUNT, [caller.subject]);
      if ((count?.webhooks ?? 0) >= MOST_WEBHOOKS)
        throw new CodedError('WEBHOOK_LIMIT', { most: MOST_WEBHOOKS });
      const values = [...ownerValues(id, caller), url, types, description, state, clock.now()];
      const added = await manager.query<unknown[]>(ADD, [...values, lastFour(given)]);
      if (added.length === 0) throw new CodedError('CONFLICT');
      await manager.query(ADD_SECRET, [id, box.shut(id, given)]);
    });
  }

  async #checkUrl(url: string): Promise<void> {
    const { rules, book } = this.parts;
    const problem = rules.problemOf(url);
    if (problem !== null) throw new CodedError('WEBHOOK_URL_INVALID', { reason: problem });
    try {
      await book.check(new URL(url));
    } catch (error) {
      // A name that can't be found now may be found when something is sent.
      if (error instanceof AddressRefused)
        throw new CodedError('WEBHOOK_URL_INVALID', { reason: 'ADDRESS' }, { originalError: error });
    }
  }

  async #mustOwn(caller: Caller, id: string): Promise<void> {
    const owned = await this.parts.store.asSystem(OWNED, [webhookIdOf(id), caller.subject]);
    if (owned.length === 0) throw new CodedError('NOT_FOUND');
  }
}

function ownerValues(id: string, { subject, role, claims, scopes }: Caller): unknown[] {
  return [id, subject, role, claims, [...scopes]];
}

const lastFour = (text: string): string => text.slice(-4);
