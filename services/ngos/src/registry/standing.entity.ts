import { Access } from '@solidarity/subgraph-kit/access/access';
import { DecisionReason } from '@solidarity/subgraph-kit/records/decision';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { Field, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { NgoStandingState, type NgoStatus } from './ngo-enums.entity';
import type { StatusStep } from './standing';

@ObjectType({ description: 'Whether an NGO may act on a day, and why.' })
@Access.everyone()
export class NgoStanding {
  @Field(() => NgoStandingState, { description: 'How it stands.' })
  state!: NgoStandingState;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The day from which that holds: of an expired licence the day after its last; null while not registered.',
  })
  since!: PlainDate | null;

  @Field(() => [DecisionReason], { description: 'Why it is not in good standing; empty when it is.' })
  reasons!: readonly DecisionReason[];
}

@ObjectType({ description: 'The licence of an NGO as it is today.' })
@Access.everyone()
export class NgoLicenceValidity {
  @Field(() => DateScalar, {
    description: 'The first day of the time for which it is licensed without a gap.',
  })
  validFrom!: PlainDate;

  @Field(() => DateScalar, { description: 'The last day.' })
  validUntil!: PlainDate;

  @Field(() => Boolean, {
    description:
      'Whether the NGO may act under it today: it has not ended, and the NGO is neither suspended nor dissolved.',
  })
  isValid!: boolean;
}

/** The steps of an NGO's life without who took them and why: a view that shows those of every NGO one may see. */
@Entity('ngo_step')
export class NgoStep implements StatusStep {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  ngoId!: string;

  @Column('integer')
  ordinal!: number;

  @Column('text')
  toState!: NgoStatus;

  @Column('date')
  onDate!: PlainDate;
}
