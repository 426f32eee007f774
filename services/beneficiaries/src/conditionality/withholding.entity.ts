import { Field, Float, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';

/**
 * What a breach takes from the payment of one month. It names no person: it is reached through its enrolment, whose
 * showing is audited. Never removed; one that should not be is annulled.
 */
@ObjectType({
  description:
    'What is withheld of the payment of one month, since the household did not keep the conditions of the programme. It can be contested by a grievance.',
})
@Access({ audience: ['partner'], scopes: ['benefits:read'] })
@Entity('withholding')
export class Withholding {
  @Field(() => ID, { description: 'Identifies it; a grievance against it names it.' })
  @PrimaryColumn('uuid', { default: () => 'uuidv7()' })
  id!: string;

  @Column('uuid')
  enrolmentId!: string;

  @Field(() => DateScalar, {
    description: 'The month whose payment is smaller by it, as the day of its first.',
  })
  @Column('date')
  month!: PlainDate;

  @Field(() => Float, {
    description: 'How much of the payment is withheld, in per cent: more than 0, up to 100.',
  })
  @Column('numeric', { precision: 5, scale: 2 })
  percent!: string;

  /** The breach it follows from; null when it was not decided by the rules. */
  @Column('uuid', { nullable: true })
  outcomeId!: string | null;

  @Field(() => DateScalar, { description: 'The day on which it was decided.' })
  @Column('date')
  decidedOn!: PlainDate;

  @Column('text')
  decidedBy!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The day on which it was annulled: then all of the month is due after all. Null while it stands.',
  })
  @Column('date', { nullable: true })
  annulledOn!: PlainDate | null;

  @Column('text', { nullable: true })
  annulledBy!: string | null;
}
