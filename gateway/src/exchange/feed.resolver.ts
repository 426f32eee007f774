import { Access } from '@solidarity/subgraph-kit/access/access';
import { CodedError } from '@solidarity/subgraph-kit/errors/coded-error';
import { EVENT_TYPES } from '@solidarity/subgraph-kit/events/catalogue';
import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import type { ExchangeContext } from './exchange-context';
import { decodeFeedCursor, encodeFeedCursor, type FeedPositions } from './feed-cursor';
import { EventFeed, EventKind } from './feed.types';
import { mergedFeed, type FeedPage } from './merged-feed';

const WHO = { audience: ['partner', 'marketplace'] as const, scopes: ['events:read'] as const };
const LARGEST_PAGE = 1_000;
const NOWHERE: FeedPositions = new Map();

/** Everything that happened, over all services. */
@Resolver()
export class FeedResolver {
  @Query(() => EventFeed, {
    description:
      'What became true, for those who may see whom it is about. Begin without a cursor, keep `endCursor`, and ask on with it. Throws EVENT_TYPE_UNKNOWN for a type that there is not, and CURSOR_EXPIRED when events after the cursor are no longer kept.',
  })
  @Access(WHO)
  async events(
    @Ctx() context: ExchangeContext,
    @Arg('first', () => Int, { defaultValue: 100, description: 'How many events at most: 1 to 1000.' })
    first: number,
    @Arg('after', () => String, {
      nullable: true,
      description:
        'The cursor after which the page begins; from the oldest event that is kept when left out.',
    })
    after?: string | null,
    @Arg('types', () => [String], { nullable: true, description: 'Only events of these kinds.' })
    types?: string[] | null,
    @Arg('subject', () => ID, { nullable: true, description: 'Only events about this id.' })
    subject?: string | null,
  ): Promise<EventFeed> {
    if (first < 1 || first > LARGEST_PAGE) throw new CodedError('PAGE_SIZE_INVALID', { most: LARGEST_PAGE });
    const unknown = (types ?? []).some((type) => !EVENT_TYPES.some((known) => known.type === type));
    if (unknown) throw new CodedError('EVENT_TYPE_UNKNOWN');
    const before = after === null || after === undefined ? NOWHERE : decodeFeedCursor(after);
    const { answers, unavailable } = await context.calls.askAll<FeedPage>(context, '/feed', (service) => ({
      parameters: { first, after: before.get(service), types: types?.join(), subject },
    }));
    const { events, positions, hasMore } = mergedFeed(answers, before, first);
    return { events, endCursor: encodeFeedCursor(positions), hasMore, unavailable };
  }

  @Query(() => [EventKind], {
    description: 'The kinds of event that this caller may see, with the forms of their payloads.',
  })
  @Access(WHO)
  async eventTypes(@Ctx() context: ExchangeContext): Promise<EventKind[]> {
    const { answers } = await context.calls.askAll<{ types: EventKind[] }>(context, '/feed/types');
    return [...answers]
      .flatMap(([owner, { types }]) => types.map((kind) => ({ ...kind, owner })))
      .sort((one, other) => (one.type < other.type ? -1 : 1));
  }
}
