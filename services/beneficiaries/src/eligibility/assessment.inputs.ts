import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Field, ID, Info, InputType, ObjectType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { EligibilityAssessment } from './assessment.entity';

@InputType({ description: 'Which household is to be looked at for which programme.' })
export class AssessEligibilityInput {
  @Field(() => ID, { description: 'The household.' })
  householdId!: string;

  @Field(() => ID, { description: 'The programme.' })
  programmeId!: string;
}

@ObjectType({
  description:
    'What came of looking at a household. Refusals: HOUSEHOLD_NOT_FOUND, PROGRAMME_NOT_FOUND, RULES_MISSING.',
})
@Access({ audience: ['partner'] })
export class AssessEligibilityPayload {
  assessmentId?: string;

  @Field(() => EligibilityAssessment, {
    nullable: true,
    description: 'The assessment; null when there is none.',
  })
  async assessment(
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<EligibilityAssessment | null> {
    return this.assessmentId === undefined
      ? null
      : reads.one(EligibilityAssessment, this.assessmentId, askedColumns(info));
  }

  @Field(() => [Refusal], { description: 'Why there is none; empty when there is.' })
  errors!: Refusal[];
}
