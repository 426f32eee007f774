import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Field, ID, Info, InputType, ObjectType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { CareHomeStay } from './stay.entity';

@InputType({ description: 'A person who is taken into a home by a decision.' })
export class AdmitResidentInput {
  @Field(() => ID, { description: 'The home.' })
  careHomeId!: string;

  @Field(() => ID, { description: 'The person, by the id that all services know.' })
  personId!: string;

  @Field(() => String, { description: 'The number of the decision by which the person is admitted.' })
  decisionReference!: string;

  @Field(() => String, {
    description:
      'A text of 8 to 200 characters that is new for each admission: sent again, it admits nobody again.',
  })
  idempotencyKey!: string;
}

@InputType({ description: 'A stay that ends.' })
export class DischargeResidentInput {
  @Field(() => ID, { description: 'The stay.' })
  stayId!: string;

  @Field(() => DateScalar, { description: 'The day of discharge: from the day of admission to today.' })
  dischargedOn!: PlainDate;

  @Field(() => String, { description: 'Why and where to, for the record.' })
  reason!: string;
}

@ObjectType({
  description:
    'What came of an admission or a discharge. Refusals: HOME_NOT_FOUND, HOME_NOT_LICENSED, OPERATOR_MAY_NOT_ACT, HOME_FULL, PERSON_ID_UNKNOWN, LIVES_IN_A_HOME, STAY_NOT_FOUND, STAY_ENDED, DAY_OUT_OF_RANGE, TEXT_MISSING.',
})
@Access({ audience: ['partner'] })
export class CareHomeStayPayload {
  stayId?: string;

  @Field(() => CareHomeStay, {
    nullable: true,
    description: 'The stay as it is now; null when nothing was done.',
  })
  async stay(
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CareHomeStay | null> {
    return this.stayId ? reads.one(CareHomeStay, this.stayId, askedColumns(info)) : null;
  }

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}
