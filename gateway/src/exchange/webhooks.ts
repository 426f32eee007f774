import { CodedError } from '@solidarity/subgraph-kit/errors/coded-error';
import { WebhookState } from './enums';
import type { ExchangeContext } from './exchange-context';
import type { EventKind } from './feed.types';
import type { Webhook, WebhookLane } from './webhook.types';

/** A webhook as one service tells it. */
interface WebhookFacts extends Omit<Webhook, 'lanes'> {
  readonly lane: Omit<WebhookLane, 'service' | 'webhookId'>;
}

interface WebhookPage {
  readonly nodes: readonly WebhookFacts[];
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

/** What a partner says of a webhook; the secret is given with a new one only. */
export interface WebhookWish {
  readonly url: string;
  readonly types: readonly string[];
  readonly description: string;
  readonly secret?: string;
}

const LARGEST_PAGE = 100;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The webhook with all that services tell of it. Throws NOT_FOUND; SERVICE_UNAVAILABLE when a service may have it and is away. */
export async function findWebhook(context: ExchangeContext, id: string): Promise<Webhook> {
  const webhook = (await findWebhooks(context)).find((each) => each.id === id);
  if (!webhook) throw new CodedError('NOT_FOUND');
  return webhook;
}

/** The caller's webhooks, the oldest first. */
export async function findWebhooks(context: ExchangeContext): Promise<Webhook[]> {
  // A part of the truth would look like a webhook that sends less than it does: a service that is away is an error.
  const parts = await Promise.all(
    context.calls.services.map(async (service) =>
      (await webhooksIn(context, service)).map((facts) => ({ service, facts })),
    ),
  );
  const all = parts.flat();
  const ids = [...new Set(all.map(({ facts }) => facts.id))];
  return ids
    .map((id) => together(all.filter(({ facts }) => facts.id === id)))
    .sort((one, other) => (one.createdAt < other.createdAt ? -1 : 1));
}

async function webhooksIn(context: ExchangeContext, service: string): Promise<WebhookFacts[]> {
  const all: WebhookFacts[] = [];
  for (let after: string | null = null; ;) {
    const page: WebhookPage = await context.calls.ask(context, service, '/webhooks', {
      parameters: { first: LARGEST_PAGE, after },
    });
    all.push(...page.nodes);
    if (!page.hasNextPage) return all;
    after = page.endCursor;
  }
}

function together(parts: readonly { service: string; facts: WebhookFacts }[]): Webhook {
  const facts = parts[0]?.facts;
  if (!facts) throw new CodedError('NOT_FOUND');
  const lanes = parts
    .map(({ service, facts: { id, lane } }): WebhookLane => ({ ...lane, webhookId: id, service }))
    .sort((one, other) => (one.service < other.service ? -1 : 1));
  const worst = [WebhookState.PAUSED, WebhookState.FAILING].find((state) =>
    parts.some((part) => part.facts.state === state),
  );
  return {
    ...facts,
    state: worst ?? WebhookState.ACTIVE,
    pausedBecause: parts.find((part) => part.facts.pausedBecause !== null)?.facts.pausedBecause ?? null,
    lanes,
  };
}

/**
 * Tells the services whose events are wished for, and those that had the webhook before. When one refuses or is away
 * a new webhook is taken back from the others.
 */
export async function putWebhook(
  context: ExchangeContext,
  id: string,
  wish: WebhookWish,
  servedBy: readonly string[] = [],
): Promise<void> {
  const owners = await ownersOf(context, wish.types);
  const put: string[] = [];
  try {
    for (const service of owners) {
      await context.calls.ask(context, service, `/webhooks/${id}`, { method: 'PUT', body: wish });
      put.push(service);
    }
  } catch (error) {
    if (servedBy.length === 0) await takeBack(context, id, put);
    throw error;
  }
  for (const service of servedBy.filter((each) => !owners.includes(each))) {
    await context.calls.ask(context, service, `/webhooks/${id}`, { method: 'DELETE' });
  }
}

async function takeBack(context: ExchangeContext, id: string, services: readonly string[]): Promise<void> {
  await Promise.allSettled(
    services.map((service) => context.calls.ask(context, service, `/webhooks/${id}`, { method: 'DELETE' })),
  );
}

/** The services that tell these kinds of event to this caller. Throws WEBHOOK_TYPE_UNKNOWN with those that there are. */
async function ownersOf(context: ExchangeContext, types: readonly string[]): Promise<string[]> {
  const { answers, unavailable } = await context.calls.askAll<{ types: EventKind[] }>(context, '/feed/types');
  if (unavailable.length > 0) throw new CodedError('SERVICE_UNAVAILABLE');
  const known = new Map(
    [...answers].flatMap(([service, { types: own }]) => own.map(({ type }) => [type, service])),
  );
  if (types.length === 0 || types.some((type) => !known.has(type))) {
    const unknown = types.filter((type) => !known.has(type));
    throw new CodedError('WEBHOOK_TYPE_UNKNOWN', {
      types: unknown.join(', '),
      possible: [...known.keys()].sort().join(', '),
    });
  }
  return [...new Set(types.map((type) => known.get(type) ?? ''))].sort();
}

/** Tells each service that serves the webhook. Throws NOT_FOUND. */
export async function eachLane<Answer>(
  context: ExchangeContext,
  id: string,
  what: string,
  body: object = {},
): Promise<Answer[]> {
  if (!UUID.test(id)) throw new CodedError('NOT_FOUND');
  const { lanes } = await findWebhook(context, id);
  const asked = { method: 'POST' as const, body };
  return Promise.all(
    lanes.map(({ service }) => context.calls.ask<Answer>(context, service, `/webhooks/${id}/${what}`, asked)),
  );
}
