import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { connectionOf } from '@solidarity/subgraph-kit/values/connection';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar, DateTimeScalar, MoneyScalar } from '@solidarity/subgraph-kit/values/scalars';
import { DamanState } from './daman-case';

/** Cases that came in under one name, to be verified and moved together. */
@ObjectType({
  description:
    'Cases of Daman that came in under one name. A case worker sees a batch with their own governorate’s cases in it only.',
})
@Directive('@key(fields: "id")')
@Access({ scopes: ['benefits:read'] })
@Entity('daman_batch')
export class DamanBatch {
  @Field(() => ID, { description: 'Identifies the batch.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => String, { description: 'Its name, as the lists have it.' })
  @Column('text')
  name!: string;

  @Field(() => DateTimeScalar, { description: 'When its first case came in.' })
  @Column('timestamptz')
  receivedAt!: string;
}

export const DamanBatchConnection = connectionOf(DamanBatch, 'DamanBatch');

@ObjectType({ description: 'How many cases of a batch are in one state, and what Daman pays them.' })
@Access({ scopes: ['benefits:read'] })
export class DamanBatchCount {
  @Field(() => DamanState, { description: 'The state.' })
  state!: DamanState;

  @Field(() => String, { nullable: true, description: 'The programme to which they go; null while to none.' })
  programmeId!: string | null;

  @Field(() => Int, { description: 'How many cases.' })
  cases!: number;

  @Field(() => MoneyScalar, { description: 'What Daman pays them a month, in EGP.' })
  monthlyAmount!: Money;
}

@ObjectType({
  description: 'Where the cases of a batch have gone: those that came in are the sum of the three others.',
})
@Access({ scopes: ['benefits:read'] })
export class DamanReconciliation {
  @Field(() => Int, { description: 'Cases that came in.' })
  received!: number;

  @Field(() => Int, { description: 'Those that another programme pays now.' })
  moved!: number;

  @Field(() => Int, { description: 'Those that were closed.' })
  closed!: number;

  @Field(() => Int, { description: 'Those that are not settled yet.' })
  waiting!: number;

  @Field(() => Int, {
    description: 'Cases of which a month is paid by both or by neither. Anything but 0 is a fault.',
  })
  monthFaults!: number;
}

@ObjectType({
  description: 'Months of a case that was moved that both pay, or neither. There should be none.',
})
@Access({ scopes: ['benefits:read'] })
export class DamanMonthFault {
  @Field(() => ID, { description: 'The case.' })
  caseId!: string;

  @Field(() => String, { description: 'Its number at Daman.' })
  caseNumber!: string;

  @Field(() => String, { description: 'OVERLAP: paid by both. GAP: paid by neither.' })
  kind!: string;

  @Field(() => DateScalar, { description: 'The first of these months, as its first day.' })
  fromMonth!: PlainDate;

  @Field(() => DateScalar, { description: 'The first month that is right again, as its first day.' })
  untilMonth!: PlainDate;
}
