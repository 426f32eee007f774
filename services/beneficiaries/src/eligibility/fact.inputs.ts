import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Field, ID, Info, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { Household } from '../registry/household.entity';
import { FactSource } from './fact-kinds';

registerEnumType(FactSource, {
  name: 'FactSource',
  description: 'Where a fact comes from.',
  valuesConfig: {
    DECLARED: { description: 'The family has said so.' },
    FIELD_VISIT: { description: 'An officer has seen it on a visit.' },
    EDUCATION: { description: 'The ministry of education.' },
    HEALTH: { description: 'The ministry of health.' },
    RATION_CARD: { description: 'The registry of ration cards (بطاقات التموين).' },
    CIVIL_STATUS: { description: 'Civil status (الأحوال المدنية).' },
    VEHICLES: { description: 'The registry of vehicles (المرور).' },
    PENSIONS: { description: 'The pensions authority (التأمينات).' },
  },
});

@InputType({ description: 'A fact about a household or one of its members.' })
export class FactInput {
  @Field(() => String, { description: 'The kind, by its code in `factKinds`.' })
  kind!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The member whom it is about; left out when it is about the household.',
  })
  personId?: string | null;

  @Field(() => String, {
    description: 'The value: digits, `true` or `false`, a code of the kind, or a day.',
  })
  value!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which it was so; today when it is left out.',
  })
  observedOn?: PlainDate | null;

  @Field(() => FactSource, {
    defaultValue: FactSource.DECLARED,
    description: 'DECLARED, or by an officer FIELD_VISIT.',
  })
  source!: FactSource;
}

@InputType({ description: 'What a household declares, or an officer has seen.' })
export class RecordFactsInput {
  @Field(() => ID, { description: 'The household.' })
  householdId!: string;

  @Field(() => [FactInput], { description: 'The facts, at most 200.' })
  facts!: FactInput[];

  @Field(() => String, {
    description: 'A key of 8 to 200 characters, new for each recording: sent again it does nothing twice.',
  })
  idempotencyKey!: string;
}

@ObjectType({
  description:
    'What came of recording facts. Refusals: HOUSEHOLD_NOT_FOUND, FACTS_MISSING, FACT_UNKNOWN, FACT_OF_A_PERSON, FACT_OF_THE_HOUSEHOLD, NOT_A_MEMBER, VALUE_INVALID, DATE_IN_FUTURE, DATE_TOO_EARLY, SOURCE_NOT_YOURS.',
})
@Access({ audience: ['partner'] })
export class RecordFactsPayload {
  householdId?: string;

  @Field(() => Household, {
    nullable: true,
    description: 'The household with its facts as they are now; null when nothing was done.',
  })
  async household(
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Household | null> {
    return this.householdId === undefined ? null : reads.one(Household, this.householdId, askedColumns(info));
  }

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}
