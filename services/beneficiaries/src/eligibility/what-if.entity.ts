import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { connectionOf } from '@solidarity/subgraph-kit/values/connection';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import {
  DateScalar,
  DateTimeScalar,
  GovernorateEnum,
  MoneyScalar,
} from '@solidarity/subgraph-kit/values/scalars';
import type { EligibilityRules } from './rules';

/** What other rules would do to a household. */
export const WhatIfChange = { GAINS: 'GAINS', LOSES: 'LOSES' } as const;
export type WhatIfChange = (typeof WhatIfChange)[keyof typeof WhatIfChange];

registerEnumType(WhatIfChange, {
  name: 'WhatIfChange',
  description: 'What other rules would do to a household.',
  valuesConfig: {
    GAINS: { description: 'It is not eligible now and would be.' },
    LOSES: { description: 'It is eligible now and would not be.' },
  },
});

const COUNTS_SCOPES = { scopes: ['benefits:read', 'aggregates:read'] } as const;

@ObjectType({
  description:
    'How other rules would do in a governorate, or in all of them. Costs are what the scale of the day pays all who are eligible in twelve months, enrolled or not.',
})
@Access(COUNTS_SCOPES)
export class WhatIfCounts {
  @Field(() => Int, { description: 'Households of the registry in which somebody lives.' })
  households!: number;

  @Field(() => Int, { description: 'Eligible by the rules of now.' })
  eligibleNow!: number;

  @Field(() => Int, { description: 'Eligible by the other rules.' })
  eligibleThen!: number;

  @Field(() => Int, { description: 'Not eligible now, and would be.' })
  gaining!: number;

  @Field(() => Int, { description: 'Eligible now, and would not be.' })
  losing!: number;

  @Field(() => Int, { description: 'Near misses by the rules of now.' })
  nearMissesNow!: number;

  @Field(() => Int, { description: 'Near misses by the other rules.' })
  nearMissesThen!: number;

  @Field(() => MoneyScalar, { description: 'Pounds a year by the rules of now.' })
  yearlyCostNow!: Money;

  @Field(() => MoneyScalar, { description: 'Pounds a year by the other rules.' })
  yearlyCostThen!: Money;
}

@ObjectType({ description: 'How other rules would do in a governorate.' })
@Access(COUNTS_SCOPES)
export class WhatIfArea extends WhatIfCounts {
  @Field(() => GovernorateEnum, { description: 'The governorate.' })
  governorate!: Governorate;
}

/** A household that other rules would change something for. */
@ObjectType({ description: 'A household that other rules would change something for.' })
@Access({ scopes: ['benefits:read'] })
@Entity('eligibility_what_if_household')
export class WhatIfHousehold {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()' })
  id!: string;

  @Column('uuid')
  whatIfId!: string;

  @Column('uuid')
  householdId!: string;

  @Field(() => WhatIfChange, { description: 'What they would do to it.' })
  @Column('text')
  change!: WhatIfChange;
}

export const WhatIfHouseholdConnection = connectionOf(WhatIfHousehold, 'WhatIfHousehold');

/** Other rules, run over the whole registry; nothing is written but what came of it. */
@ObjectType({
  description:
    'Other rules of a programme, run over the whole registry beside those of the day; nothing is changed by it.',
})
@Access(COUNTS_SCOPES)
@Entity('eligibility_what_if')
export class EligibilityWhatIf {
  @Field(() => ID, { description: 'Identifies the run.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  programmeId!: string;

  /** The other rules. */
  @Column('jsonb')
  rules!: EligibilityRules;

  @Field(() => String, { description: 'The version of the rules that it is compared with.' })
  @Column('text')
  comparedWith!: string;

  @Field(() => DateScalar, { description: 'The day whose members, ages and scale count.' })
  @Column('date')
  onDate!: PlainDate;

  @Column('uuid')
  batchId!: string;

  @Column('text')
  askedBy!: string;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  @Column('timestamptz')
  askedAt!: string;
}
