import { Field, ObjectType } from 'type-graphql';

/** What every page of a list says of itself beside its nodes. */
@ObjectType()
export abstract class CursorPage {
  @Field(() => String, {
    nullable: true,
    description: 'Ask for the next page with it; null when the page is empty.',
  })
  endCursor!: string | null;

  @Field(() => Boolean, { description: 'Whether there are more.' })
  hasNextPage!: boolean;
}

/** A page of jobs, which several services have. */
@ObjectType()
export abstract class JobPage extends CursorPage {
  @Field(() => [String], { description: 'Services that did not answer, whose jobs are missing here.' })
  unavailable!: string[];
}
