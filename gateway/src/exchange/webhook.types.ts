import { Access } from '@solidarity/subgraph-kit/access/access';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { LocalizedText } from '@solidarity/subgraph-kit/values/localized-text';
import { DateTimeScalar } from '@solidarity/subgraph-kit/values/scalars';
import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DeliveryState, WebhookState } from './enums';
import { CursorPage } from './page.types';

const PARTNERS = { audience: ['partner', 'marketplace'] as const };

@ObjectType({ description: 'What became of one event for a webhook.' })
@Access(PARTNERS)
export class WebhookDelivery {
  @Field(() => ID, { description: 'The event.' })
  eventId!: string;

  @Field(() => String, { description: 'Its kind.' })
  type!: string;

  @Field(() => ID, { description: 'Whom or what it is about.' })
  subject!: string;

  @Field(() => DeliveryState, { description: 'Where it stands.' })
  state!: DeliveryState;

  @Field(() => Int, { description: 'How often it was sent.' })
  attempts!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last sent.' })
  lastAttemptAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it is sent next.' })
  nextAttemptAt!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The status of the last answer; null when there was none.',
  })
  httpStatus!: number | null;

  @Field(() => String, { nullable: true, description: 'What went wrong at the last attempt, as a code.' })
  failure!: string | null;
}

@ObjectType({ description: 'A page of deliveries, the newest first.' })
@Access(PARTNERS)
export class WebhookDeliveries extends CursorPage {
  @Field(() => [WebhookDelivery], { description: 'The deliveries of this page.' })
  nodes!: WebhookDelivery[];
}

@ObjectType({ description: 'Why nothing is sent to a webhook.' })
@Access(PARTNERS)
export class WebhookPause {
  @Field(() => String, { description: 'A stable code for programs.' })
  code!: string;

  @Field(() => DateTimeScalar, { description: 'Since when.' })
  since!: string;

  @Field(() => LocalizedText, { description: 'Why, and what to do.' })
  message!: LocalizedText;
}

@ObjectType({ description: 'A webhook as one service serves it.' })
@Access(PARTNERS)
export class WebhookLane {
  /** The webhook's own id in all services. */
  webhookId!: string;

  @Field(() => String, { description: 'The service that sends.' })
  service!: string;

  @Field(() => WebhookState, { description: 'Whether it sends.' })
  state!: WebhookState;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Since when nothing was taken by the receiver; null after a success.',
  })
  failingSince!: string | null;

  @Field(() => Float, { description: 'Events that wait; counted up to 100,000.' })
  waiting!: number;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when the oldest of them waits.' })
  oldestWaitingAt!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When an event was last taken by the receiver.',
  })
  lastDeliveredAt!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What went wrong last, as a code.',
  })
  lastFailure!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When that was.' })
  lastFailureAt!: string | null;
}

@ObjectType({
  description:
    'An address of a partner to which events are sent as they become true, signed by Standard Webhooks. Its owner sees it.',
})
@Access(PARTNERS)
export class Webhook {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => String, { description: 'Where events are sent.' })
  url!: string;

  @Field(() => [String], { description: 'The kinds of event that are sent.' })
  types!: string[];

  @Field(() => String, { description: 'What it is for, in the words of its owner.' })
  description!: string;

  @Field(() => WebhookState, { description: 'PAUSED or FAILING if it is so in any service.' })
  state!: WebhookState;

  @Field(() => WebhookPause, {
    nullable: true,
    description: 'Why it is paused; null when it is not.',
  })
  pausedBecause!: WebhookPause | null;

  @Field(() => String, { description: 'The last four characters of its secret, to tell which one it is.' })
  secretLastFour!: string;

  @Field(() => DateTimeScalar, { description: 'Since when it is there.' })
  createdAt!: string;

  @Field(() => [WebhookLane], { description: 'How it stands in each service that sends to it.' })
  lanes!: WebhookLane[];
}

@InputType({ description: 'A new webhook.' })
export class CreateWebhookInput {
  @Field(() => String, { description: 'An address with https, open to the internet.' })
  url!: string;

  @Field(() => [String], { description: 'The kinds of event: names of `eventTypes`.' })
  types!: string[];

  @Field(() => String, { defaultValue: '', description: 'What it is for; up to 500 characters.' })
  description!: string;

  @Field(() => String, {
    description: 'A text that is new for each new webhook, so that a repetition makes no second one.',
  })
  idempotencyKey!: string;
}

@InputType({ description: 'What to change of a webhook; what is left out stays.' })
export class UpdateWebhookInput {
  @Field(() => ID, { description: 'The webhook.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'An address with https, open to the internet.' })
  url?: string | null;

  @Field(() => [String], { nullable: true, description: 'The kinds of event.' })
  types?: string[] | null;

  @Field(() => String, { nullable: true, description: 'What it is for.' })
  description?: string | null;
}

@InputType({ description: 'Which webhook.' })
export class WebhookInput {
  @Field(() => ID, { description: 'The webhook.' })
  id!: string;
}

@InputType({ description: 'Which events to send again: one by its id, or all that became true in a time.' })
export class RedeliverEventsInput {
  @Field(() => ID, { description: 'The webhook.' })
  webhookId!: string;

  @Field(() => ID, { nullable: true, description: 'The event.' })
  eventId?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'From when on.' })
  from?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when, not included.' })
  to?: string | null;
}

@ObjectType({ description: 'What became of the request.' })
@Access(PARTNERS)
export class WebhookPayload {
  @Field(() => Webhook, {
    nullable: true,
    description: 'The webhook as it stands now; null when nothing was done, or it is deleted.',
  })
  webhook?: Webhook | null;

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}

@ObjectType({ description: 'A webhook with a new secret.' })
@Access(PARTNERS)
export class WebhookSecretPayload {
  @Field(() => Webhook, { nullable: true, description: 'The webhook; null when nothing was done.' })
  webhook?: Webhook | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What its events are signed with (`whsec_…`). Keep it safe: it is shown now, and to a repetition with the same key until it is rotated.',
  })
  secret?: string | null;

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}

@ObjectType({ description: 'What will be sent again.' })
@Access(PARTNERS)
export class RedeliveryPayload {
  @Field(() => Float, { nullable: true, description: 'How many events; null when nothing was done.' })
  events?: number | null;

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}
