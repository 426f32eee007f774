import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar, MoneyScalar } from '@solidarity/subgraph-kit/values/scalars';
import { ChildStage } from './programme';

registerEnumType(ChildStage, {
  name: 'ChildStage',
  description: 'The stage of schooling by which a child is paid for, told by the ages that the scale gives.',
  valuesConfig: {
    UNDER_SCHOOL: { description: 'Before school.' },
    PRIMARY: { description: 'Primary school (ابتدائي).' },
    PREPARATORY: { description: 'Preparatory school (إعدادي).' },
    SECONDARY: { description: 'Secondary school (ثانوي).' },
  },
});

@ObjectType({ description: 'What a scale pays for a child of a stage.' })
@Access.everyone()
export class BenefitScaleChild {
  @Field(() => ChildStage, { description: 'The stage.' })
  stage!: ChildStage;

  @Field(() => Int, { description: 'The age in completed years from which a child stands in it.' })
  fromAge!: number;

  @Field(() => Int, { description: 'The age in completed years from which a child no longer does.' })
  toAge!: number;

  @Field(() => MoneyScalar, { description: 'Pounds a month for each such child that counts.' })
  amount!: Money;
}

/** What a programme pays from a month on, until its next scale begins. */
@ObjectType({ description: 'What a programme pays from a month on, until its next scale begins.' })
@Access.everyone()
export class BenefitScale {
  @Field(() => DateScalar, { description: 'The first day of the first month that it holds for.' })
  effectiveFrom!: PlainDate;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day of the month from which the next scale holds; null while there is none.',
  })
  effectiveTo!: PlainDate | null;

  @Field(() => MoneyScalar, { description: 'Pounds a month for the household; 0 where persons are paid.' })
  householdAmount!: Money;

  @Field(() => Int, { description: 'How many children count at most, the eldest first.' })
  mostChildren!: number;

  @Field(() => [BenefitScaleChild], { description: 'What it pays for a child, by stage, youngest first.' })
  children!: BenefitScaleChild[];

  @Field(() => MoneyScalar, {
    description: 'Pounds a month for each person who is entitled; 0 where households are paid.',
  })
  personAmount!: Money;

  @Field(() => Int, { description: 'How many persons of a household are paid at most.' })
  mostPersons!: number;

  @Field(() => String, { description: 'The decree or publication that it is taken from.' })
  source!: string;

  @Field(() => Boolean, { description: 'Whether the amounts are plausible samples and not official.' })
  isSample!: boolean;
}

const SCALES = `
select programme_id as "programmeId", effective_from as "effectiveFrom", effective_to as "effectiveTo",
       household_amount as "householdAmount", most_children as "mostChildren", person_amount as "personAmount",
       most_persons as "mostPersons", source, is_sample as "isSample", coalesce(children, '[]') as children
  from benefit_scale_period as scale
  left join lateral (
    select jsonb_agg(jsonb_build_object('stage', stage, 'fromAge', from_age, 'toAge', to_age,
                                        'amount', amount::text) order by from_age) as children
      from benefit_scale_child as child where child.scale_id = scale.id) as stages on true
 where programme_id = any ($1) order by programme_id, effective_from`;

/** All scales of a programme, oldest first; of many programmes in one statement. */
export function scalesOf(
  { reads }: Pick<ServiceContext, 'reads'>,
  programmeId: string,
): Promise<BenefitScale[]> {
  return reads.batch('scales', programmeId, async (programmeIds) => {
    const rows = await reads.rows<BenefitScale & { programmeId: string }>(SCALES, [programmeIds]);
    return programmeIds.map((id) => rows.filter((row) => row.programmeId === id));
  });
}

/** The scale that holds on a day; null before the first one. */
export function scaleOn(scales: readonly BenefitScale[], day: PlainDate): BenefitScale | null {
  return (
    scales.find(
      ({ effectiveFrom, effectiveTo }) => effectiveFrom <= day && (effectiveTo === null || day < effectiveTo),
    ) ?? null
  );
}
