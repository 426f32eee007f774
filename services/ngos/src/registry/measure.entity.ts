import { Access } from '@solidarity/subgraph-kit/access/access';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { NgoMeasureKind } from './ngo-enums.entity';

@Entity('ngo_measure')
@ObjectType({
  description:
    'What the ministry or a court holds, or held, against an NGO. Seen by the ministry and by the NGO itself.',
})
@Access({ audience: ['partner'], scopes: ['ngos:read'] })
export class NgoMeasure {
  @Field(() => ID, { description: 'Identifies the measure.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  ngoId!: string;

  @Field(() => NgoMeasureKind, { description: 'What it is.' })
  @Column('text')
  kind!: NgoMeasureKind;

  @Field(() => DateScalar, {
    description: 'The day on which it was taken; of a dissolution the day of the judgment.',
  })
  @Column('date')
  takenOn!: PlainDate;

  @Field(() => String, { description: 'The article of the law that it stands on.' })
  @Column('text')
  article!: string;

  @Field(() => String, { description: 'The grounds, in words.' })
  @Column('text')
  grounds!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The last day on which a warning can be heeded: 30 working days (data). Null for other measures.',
  })
  @Column('date', { nullable: true })
  mendBy!: PlainDate | null;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The day on which it was settled: mended, lifted, or followed by another measure. Null while it holds.',
  })
  @Column('date', { nullable: true })
  endedOn!: PlainDate | null;

  @Field(() => String, {
    nullable: true,
    description: 'The court of a dissolution; null for other measures.',
  })
  @Column('text', { nullable: true })
  court!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The number of the judgment of a dissolution; null for other measures.',
  })
  @Column('text', { nullable: true })
  judgmentReference!: string | null;

  /** Who took or recorded it. */
  @Column('text')
  takenBy!: string;

  /** Who gave the warning that a suspension follows; never who suspends. */
  @Column('text', { nullable: true })
  warnedBy!: string | null;
}
