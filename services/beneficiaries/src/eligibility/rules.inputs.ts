import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';

@InputType({ description: 'A version of the rules by which a programme judges households.' })
export class AddEligibilityRulesInput {
  @Field(() => ID, { description: 'The programme.' })
  programmeId!: string;

  @Field(() => DateScalar, {
    description: 'The first day on which they hold, today or later; the version before ends there.',
  })
  effectiveFrom!: PlainDate;

  @Field(() => String, {
    description:
      'The rules as JSON in the form of `Programme.eligibilityRules`: needed facts, intercept, threshold, near-miss margin, weights by fact, requirements, exclusions, persons. Where the programme pays persons, their categories are OLDER_PERSON, DISABILITY and ORPHAN.',
  })
  rules!: string;

  @Field(() => String, { description: 'The decree or study that they are taken from.' })
  source!: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether they are plausible and not official.' })
  isSample!: boolean;
}

@ObjectType({
  description:
    'What came of adding rules. Refusals: PROGRAMME_NOT_FOUND, RULES_IN_THE_PAST, RULES_INVALID, RULES_EXIST, TEXT_MISSING.',
})
@Access({})
export class AddEligibilityRulesPayload {
  @Field(() => String, {
    nullable: true,
    description: 'The version, as decisions name it; null when nothing was done.',
  })
  version!: string | null;

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}

@ObjectType({ description: 'A version of the rules by which a programme judges households.' })
@Access({ scopes: ['benefits:read', 'aggregates:read'] })
export class EligibilityRulesVersion {
  @Field(() => String, { description: 'Its name in decisions.' })
  version!: string;

  @Field(() => DateScalar, { description: 'The first day on which it holds.' })
  effectiveFrom!: PlainDate;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day on which it no longer holds; null while no end is known.',
  })
  effectiveTo!: PlainDate | null;

  @Field(() => Boolean, { description: 'Whether it is plausible and not official.' })
  isSample!: boolean;

  @Field(() => String, { description: 'The rules as JSON, in the form that `addEligibilityRules` takes.' })
  rules!: string;
}
