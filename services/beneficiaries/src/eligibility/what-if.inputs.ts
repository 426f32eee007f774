import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Field, ID, Info, InputType, ObjectType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { EligibilityWhatIf } from './what-if.entity';

@InputType({ description: 'Which rules are to be tried on the whole registry.' })
export class StartEligibilityWhatIfInput {
  @Field(() => ID, { description: 'The programme.' })
  programmeId!: string;

  @Field(() => String, {
    description: 'The other rules as JSON, in the form of `Programme.eligibilityRules`.',
  })
  rules!: string;

  @Field(() => String, {
    description: 'A key of 8 to 200 characters, new for each run: sent again it starts nothing twice.',
  })
  idempotencyKey!: string;
}

@ObjectType({
  description:
    'What came of starting a run of other rules. Refusals: PROGRAMME_NOT_FOUND, RULES_MISSING, RULES_INVALID.',
})
@Access({})
export class StartEligibilityWhatIfPayload {
  whatIfId?: string;

  @Field(() => EligibilityWhatIf, {
    nullable: true,
    description: 'The run, which goes on in the background; null when nothing was started.',
  })
  async whatIf(
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<EligibilityWhatIf | null> {
    return this.whatIfId === undefined
      ? null
      : reads.one(EligibilityWhatIf, this.whatIfId, askedColumns(info));
  }

  @Field(() => [Refusal], { description: 'Why nothing was started; empty when it was.' })
  errors!: Refusal[];
}
