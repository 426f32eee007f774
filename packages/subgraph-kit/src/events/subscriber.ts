import { Agent, request } from 'undici';
import { Webhook } from 'standardwebhooks';

/** A service or partner that is sent events of the named types. */
export interface Subscriber {
  /** Letters, digits, `_` and `-`; what it has been sent is kept under this name. */
  readonly name: string;
  readonly url: string;
  /** Signs what it is sent: `whsec_` and a key in base64, as Standard Webhooks has it. */
  readonly secret: string;
  readonly types: readonly string[];
}

/** An event as it stands in the outbox. */
export interface EmittedEvent {
  readonly id: string;
  /** Rises with each event of the service; text, as PostgreSQL gives it. */
  readonly seq: string;
  readonly type: string;
  readonly version: number;
  readonly subject: string;
  /** When it became true: an ISO instant. */
  readonly occurredAt: string;
  readonly payload: unknown;
  /** How often it has been sent in vain. */
  readonly attempts: number;
}

const DEADLINE_MS = 10_000;
const CONNECT_MS = 5_000;

/** Sends events to one subscriber as signed Standard Webhooks calls over connections that are kept open. */
export class WebhookSender {
  readonly #webhook: Webhook;
  readonly #agent: Agent;
  readonly #underWay = new Set<AbortController>();

  constructor(
    private readonly subscriber: Subscriber,
    connections: number,
    private readonly deadlineMs = DEADLINE_MS,
  ) {
    this.#webhook = new Webhook(subscriber.secret);
    this.#agent = new Agent({ connections, connect: { timeout: CONNECT_MS }, keepAliveTimeout: 60_000 });
  }

  /** Null when the subscriber has taken it; else what went wrong, in words that hold nothing of its answer. */
  async send(event: EmittedEvent): Promise<string | null> {
    const body = bodyOf(event);
    const now = new Date();
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), this.deadlineMs);
    this.#underWay.add(abort);
    try {
      // A redirect is no answer: what is signed for one address is not sent to another.
      const answer = await request(this.subscriber.url, {
        method: 'POST',
        dispatcher: this.#agent,
        signal: abort.signal,
        headers: {
          'content-type': 'application/json',
          'webhook-id': event.id,
          'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
          'webhook-signature': this.#webhook.sign(event.id, now, body),
        },
        body,
      });
      await answer.body.dump();
      return answer.statusCode >= 200 && answer.statusCode < 300 ? null : `HTTP ${answer.statusCode}`;
    } catch (error) {
      // Whatever hindered it, it is sent again later.
      return abort.signal.aborted ? 'no answer in time' : codeOf(error);
    } finally {
      clearTimeout(timer);
      this.#underWay.delete(abort);
    }
  }

  /** Gives up what is under way. */
  abort(): void {
    for (const abort of this.#underWay) abort.abort();
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}

/** What is signed and sent: type, timestamp and data as Standard Webhooks has them, and the place in the order. */
export function bodyOf(event: Omit<EmittedEvent, 'id' | 'attempts'>): string {
  const { type, version, subject, seq, occurredAt, payload } = event;
  return JSON.stringify({ type, version, timestamp: occurredAt, subject, seq: Number(seq), data: payload });
}

function codeOf(error: unknown): string {
  const { code, name } = error as { code?: string; name?: string };
  return code ?? name ?? 'failed';
}
