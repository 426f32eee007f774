import { Ctx, Field, ID, Info, InputType, ObjectType, registerEnumType } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { LocalizedTextInput } from '@solidarity/subgraph-kit/values/localized-text';
import { IDEMPOTENCY_KEY } from '@solidarity/subgraph-kit/records/idempotency';
import type { ContestedKind } from './contested';
import { ContestedKinds, Grievance } from './grievance.entity';
import { GrievanceGround } from './ground';

registerEnumType(GrievanceGround, {
  name: 'GrievanceGround',
  description: 'Why a grievance is upheld or rejected; the ground says which of the two.',
  valuesConfig: {
    FACTS_WRONG: { description: 'Upheld: the decision was taken on facts that were wrong.' },
    RULES_MISAPPLIED: { description: 'Upheld: the rules were not applied as they stand.' },
    NEW_EVIDENCE: { description: 'Upheld: evidence was shown that was not known at the time.' },
    PROCEDURE_NOT_KEPT: { description: 'Upheld: the procedure was not kept.' },
    DECISION_RIGHT: { description: 'Rejected: the decision was right by the facts and rules of its day.' },
    NOT_PROVEN: { description: 'Rejected: what the grievance says was not proven.' },
  },
});

@InputType({ description: 'That a household objects to a decision about it.' })
export class FileGrievanceInput {
  @Field(() => ContestedKinds, { description: 'What it objects to.' })
  againstKind!: ContestedKind;

  @Field(() => ID, {
    description:
      'The id of that application, suspension, withholding or payment; for an exit that of the enrolment.',
  })
  againstId!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'Who of the household objects. Left out: the citizen who calls, or the head when a case worker files it. A citizen names nobody else.',
  })
  complainantId?: string | null;

  @Field(() => String, { description: 'What it objects to, in its own words; at most 4,000 characters.' })
  words!: string;

  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;
}

@InputType({ description: 'Who is to look at a grievance.' })
export class AssignGrievanceInput {
  @Field(() => ID, { description: 'The grievance.' })
  grievanceId!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The officer, by their subject with the identity provider, at most 255 characters; you, when it is left out. Only the ministry names others.',
  })
  officer?: string | null;
}

@InputType({ description: 'How a grievance is decided.' })
export class DecideGrievanceInput {
  @Field(() => ID, { description: 'The grievance.' })
  grievanceId!: string;

  @Field(() => GrievanceGround, { description: 'Why; it says whether the grievance is upheld or rejected.' })
  ground!: GrievanceGround;

  @Field(() => LocalizedTextInput, {
    description: 'The reason in words for the family; at most 4,000 characters.',
  })
  words!: LocalizedTextInput;
}

@InputType({ description: 'That a household no longer wants an answer.' })
export class WithdrawGrievanceInput {
  @Field(() => ID, { description: 'The grievance.' })
  grievanceId!: string;

  @Field(() => String, { description: 'Why, in its own words.' })
  reason!: string;
}

/** The fields of the payloads. */
@ObjectType()
abstract class GrievancePayload {
  grievanceId?: string;

  @Field(() => Grievance, {
    nullable: true,
    description: 'The grievance as recorded now; null when nothing was done.',
  })
  async grievance(
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Grievance | null> {
    return this.grievanceId === undefined ? null : reads.one(Grievance, this.grievanceId, askedColumns(info));
  }

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}

@ObjectType({
  description:
    'What came of filing a grievance. Refusals: DECISION_NOT_FOUND, ALREADY_OPEN, ALREADY_ANSWERED, FILED_TOO_LATE, COMPLAINANT_NOT_A_MEMBER, WORDS_MISSING.',
})
@Access({ audience: ['partner'] })
export class FileGrievancePayload extends GrievancePayload {}

@ObjectType({
  description:
    'What came of withdrawing a grievance. Refusals: GRIEVANCE_NOT_FOUND, WORDS_MISSING, STEP_NOT_POSSIBLE, STEP_NOT_YOURS.',
})
@Access({ audience: ['partner'] })
export class WithdrawGrievancePayload extends GrievancePayload {}

@ObjectType({
  description:
    'What came of assigning a grievance. Refusals: GRIEVANCE_NOT_FOUND, OFFICER_TOOK_DECISION, OFFICER_FILED_IT, OFFICER_NOT_YOURS, OFFICER_INVALID, STEP_NOT_POSSIBLE, STEP_NOT_YOURS, STEP_NOT_NOW.',
})
@Access({})
export class AssignGrievancePayload extends GrievancePayload {}

@ObjectType({
  description:
    'What came of deciding a grievance. Refusals: GRIEVANCE_NOT_FOUND, DECISION_NOT_FOUND (what it was filed against is no longer there to be undone), APPLIED_AGAIN and ENROLLED_MEANWHILE (the refused application cannot be opened again), WORDS_MISSING, STEP_NOT_POSSIBLE, STEP_NOT_YOURS, STEP_NOT_NOW.',
})
@Access({})
export class DecideGrievancePayload extends GrievancePayload {}
