import { Access } from '@solidarity/subgraph-kit/access/access';
import { LocalizedText } from '@solidarity/subgraph-kit/values/localized-text';
import { DateTimeScalar } from '@solidarity/subgraph-kit/values/scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { JsonScalar } from './json-scalar';

const PARTNERS = { audience: ['partner', 'marketplace'] as const };

/** An event as its service tells it. */
export interface EventFacts extends Omit<Event, 'service'> {
  /** Its place in the feed of its service. */
  readonly position: string | number;
}

@ObjectType({
  description: 'Something that became true. It is there for who may see whom or what it is about.',
})
@Access(PARTNERS)
export class Event {
  @Field(() => ID, {
    description: 'Its id; the same in webhooks (`webhook-id`), so that it can be told from a repetition.',
  })
  id!: string;

  @Field(() => String, { description: 'What happened: the name of an `EventKind`.' })
  type!: string;

  @Field(() => Int, { description: 'The version of the payload.' })
  version!: number;

  @Field(() => DateTimeScalar, { description: 'When it became true.' })
  time!: string;

  @Field(() => ID, {
    description:
      'The id of whom or what it is about. Events of one subject stand in the order in which they became true.',
  })
  subject!: string;

  @Field(() => String, { description: 'The role of who acted, never who it was.' })
  actorKind!: string;

  @Field(() => String, { description: 'The service that told it.' })
  service!: string;

  @Field(() => JsonScalar, {
    description: 'What is true now, by the JSON schema of its kind: ids, states, days and amounts.',
  })
  payload!: unknown;
}

@ObjectType({ description: 'Events of all services, each service in its own order.' })
@Access(PARTNERS)
export class EventFeed {
  @Field(() => [Event], { description: 'The events of this page. It can be empty although there are more.' })
  events!: Event[];

  @Field(() => String, {
    description:
      'Ask for what comes next with it, also later: nothing that becomes true after this page is skipped.',
  })
  endCursor!: string;

  @Field(() => Boolean, { description: 'Whether there may be more now.' })
  hasMore!: boolean;

  @Field(() => [String], { description: 'Services that did not answer: the cursor keeps its place in them.' })
  unavailable!: string[];
}

@ObjectType({ description: 'A kind of event.' })
@Access(PARTNERS)
export class EventKind {
  @Field(() => String, { description: 'Its name, such as "product.changed".' })
  type!: string;

  @Field(() => Int, { description: 'The version of the payload.' })
  version!: number;

  @Field(() => String, { description: 'The service that tells it.' })
  owner!: string;

  @Field(() => LocalizedText, { description: 'When it is told, and what its subject is.' })
  description!: LocalizedText;

  @Field(() => JsonScalar, { description: 'The JSON schema of the payload.' })
  schema!: unknown;
}
