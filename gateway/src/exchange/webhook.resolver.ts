import { Access } from '@solidarity/subgraph-kit/access/access';
import { CodedError } from '@solidarity/subgraph-kit/errors/coded-error';
import { PageArgs } from '@solidarity/subgraph-kit/values/connection';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { DeliveryState } from './enums';
import type { ExchangeContext } from './exchange-context';
import { orNull, orRefused } from './refused';
import { newWebhook, newWebhookSecret } from './webhook-secrets';
import {
  CreateWebhookInput,
  RedeliverEventsInput,
  RedeliveryPayload,
  UpdateWebhookInput,
  Webhook,
  WebhookDeliveries,
  WebhookInput,
  WebhookLane,
  WebhookPayload,
  WebhookSecretPayload,
} from './webhook.types';
import { eachLane, findWebhook, findWebhooks, putWebhook } from './webhooks';

const WHO = { audience: ['partner', 'marketplace'] as const, scopes: ['webhooks:manage'] as const };
const INPUT = { description: 'What is asked for.' };

/** Webhooks, each served by the services whose events it takes. */
@Resolver(() => Webhook)
export class WebhookResolver {
  @Query(() => Webhook, {
    nullable: true,
    description: 'One webhook; null when there is none for this caller.',
  })
  @Access(WHO)
  webhook(
    @Arg('id', () => ID, { description: 'The webhook.' }) id: string,
    @Ctx() context: ExchangeContext,
  ): Promise<Webhook | null> {
    return orNull(() => findWebhook(context, id));
  }

  @Query(() => [Webhook], {
    description: 'The webhooks of this caller, the oldest first; at most 20 for an owner.',
  })
  @Access(WHO)
  webhooks(@Ctx() context: ExchangeContext): Promise<Webhook[]> {
    return findWebhooks(context);
  }

  @Mutation(() => WebhookSecretPayload, {
    description:
      'Has events sent to an address from now on. Refusals: WEBHOOK_URL_INVALID, WEBHOOK_TYPE_UNKNOWN, WEBHOOK_LIMIT, IDEMPOTENCY_KEY_REUSED.',
  })
  @Access(WHO)
  createWebhook(
    @Arg('input', () => CreateWebhookInput, INPUT) input: CreateWebhookInput,
    @Ctx() context: ExchangeContext,
  ): Promise<WebhookSecretPayload> {
    const { url, types, description, idempotencyKey } = input;
    return orRefused(async () => {
      const { id, secret } = newWebhook(context, idempotencyKey);
      const known = await orNull(() => findWebhook(context, id));
      if (known && !isSame(known, input)) throw new CodedError('IDEMPOTENCY_KEY_REUSED');
      // A service that was away the first time is told now.
      await putWebhook(context, id, { url, types, description, secret }, known ? lanesOf(known) : []);
      const webhook = await findWebhook(context, id);
      return { webhook, secret: secret.endsWith(webhook.secretLastFour) ? secret : null };
    });
  }

  @Mutation(() => WebhookPayload, {
    description: 'Changes a webhook. Refusals: NOT_FOUND and those of `createWebhook`.',
  })
  @Access(WHO)
  updateWebhook(
    @Arg('input', () => UpdateWebhookInput, INPUT) { id, url, types, description }: UpdateWebhookInput,
    @Ctx() context: ExchangeContext,
  ): Promise<WebhookPayload> {
    return orRefused(async () => {
      const known = await findWebhook(context, id);
      await putWebhook(
        context,
        id,
        {
          url: url ?? known.url,
          types: types ?? known.types,
          description: description ?? known.description,
        },
        lanesOf(known),
      );
      return { webhook: await findWebhook(context, id) };
    });
  }

  @Mutation(() => WebhookSecretPayload, {
    description:
      'Gives a webhook a new secret. For 24 hours events are signed with both. Refusal: NOT_FOUND.',
  })
  @Access(WHO)
  rotateWebhookSecret(
    @Arg('input', () => WebhookInput, INPUT) { id }: WebhookInput,
    @Ctx() context: ExchangeContext,
  ): Promise<WebhookSecretPayload> {
    return orRefused(async () => {
      const secret = newWebhookSecret();
      await eachLane(context, id, 'secret', { secret });
      return { webhook: await findWebhook(context, id), secret };
    });
  }

  @Mutation(() => WebhookPayload, {
    description: 'Stops sending; what comes meanwhile waits. Refusal: NOT_FOUND.',
  })
  @Access(WHO)
  pauseWebhook(
    @Arg('input', () => WebhookInput, INPUT) { id }: WebhookInput,
    @Ctx() context: ExchangeContext,
  ): Promise<WebhookPayload> {
    return changed(context, id, 'pause');
  }

  @Mutation(() => WebhookPayload, {
    description: 'Sends again, first what has waited, in order. Refusal: NOT_FOUND.',
  })
  @Access(WHO)
  resumeWebhook(
    @Arg('input', () => WebhookInput, INPUT) { id }: WebhookInput,
    @Ctx() context: ExchangeContext,
  ): Promise<WebhookPayload> {
    return changed(context, id, 'resume');
  }

  @Mutation(() => WebhookPayload, {
    description:
      'Sends a signed event `webhook.ping` at once; its outcome is in the deliveries. Refusals: NOT_FOUND, RATE_LIMITED (one in five seconds).',
  })
  @Access(WHO)
  pingWebhook(
    @Arg('input', () => WebhookInput, INPUT) { id }: WebhookInput,
    @Ctx() context: ExchangeContext,
  ): Promise<WebhookPayload> {
    return changed(context, id, 'ping');
  }

  @Mutation(() => WebhookPayload, {
    description: 'Deletes a webhook with its deliveries. Refusal: NOT_FOUND.',
  })
  @Access(WHO)
  deleteWebhook(
    @Arg('input', () => WebhookInput, INPUT) { id }: WebhookInput,
    @Ctx() context: ExchangeContext,
  ): Promise<WebhookPayload> {
    return orRefused(async () => {
      const { lanes } = await findWebhook(context, id);
      for (const { service } of lanes) {
        await context.calls.ask(context, service, `/webhooks/${id}`, { method: 'DELETE' });
      }
      return { webhook: null };
    });
  }

  @Mutation(() => RedeliveryPayload, {
    description:
      'Sends events again, in order for their subjects, with the ids that they had. Refusals: NOT_FOUND, BAD_USER_INPUT (give the event, or both ends of a time).',
  })
  @Access(WHO)
  redeliverEvents(
    @Arg('input', () => RedeliverEventsInput, INPUT) { webhookId, eventId, from, to }: RedeliverEventsInput,
    @Ctx() context: ExchangeContext,
  ): Promise<RedeliveryPayload> {
    return orRefused(async () => {
      const body = eventId ? { eventId } : { from, to };
      const answers = await eachLane<{ events?: number }>(context, webhookId, 'redeliver', body);
      const events = answers.reduce((sum, answer) => sum + (answer?.events ?? 0), 0);
      if (eventId && events === 0) throw new CodedError('NOT_FOUND');
      return { events };
    });
  }
}

/** How a webhook stands in one service. */
@Resolver(() => WebhookLane)
export class WebhookLaneResolver {
  @FieldResolver(() => WebhookDeliveries, {
    description: 'What was sent and what waits, the newest first; kept for 30 days.',
  })
  @Access(WHO)
  deliveries(
    @Root() { webhookId, service }: WebhookLane,
    @Args() page: PageArgs,
    @Arg('state', () => DeliveryState, { nullable: true, description: 'Only deliveries that stand so.' })
    state: DeliveryState | null,
    @Ctx() context: ExchangeContext,
  ): Promise<WebhookDeliveries> {
    const { first, after } = page;
    return context.calls.ask(context, service, `/webhooks/${webhookId}/deliveries`, {
      parameters: { first, after, state },
    });
  }
}

function isSame(known: Webhook, { url, types, description }: CreateWebhookInput): boolean {
  const sorted = (names: readonly string[]): string => [...new Set(names)].sort().join();
  return known.url === url && known.description === description && sorted(known.types) === sorted(types);
}

const lanesOf = ({ lanes }: Webhook): string[] => lanes.map(({ service }) => service);

function changed(context: ExchangeContext, id: string, what: string): Promise<WebhookPayload> {
  return orRefused(async () => {
    await eachLane(context, id, what);
    return { webhook: await findWebhook(context, id) };
  });
}
