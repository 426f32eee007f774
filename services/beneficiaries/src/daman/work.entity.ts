import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import { DateTimeScalar, GovernorateEnum } from '@solidarity/subgraph-kit/values/scalars';
import { ClosableFinding, DamanWorkKind, DamanWorkOutcome } from './daman-work';

registerEnumType(DamanWorkKind, {
  name: 'DamanWorkKind',
  description: 'What is done with the cases of a batch of Daman.',
  valuesConfig: {
    VERIFY: { description: 'They are looked up in the registry.' },
    MOVE: { description: 'Those that are verified are moved.' },
    CLOSE: { description: 'Those that were found alike are closed.' },
  },
});
registerEnumType(ClosableFinding, {
  name: 'DamanClosableFinding',
  description: 'What was found of cases that can be closed together.',
  valuesConfig: {
    NOT_FOUND: { description: 'Not in the registry, or in no household.' },
    DUPLICATE: { description: 'Served by another case or enrolment.' },
    DECEASED: { description: 'Recorded as dead.' },
  },
});
registerEnumType(DamanWorkOutcome, {
  name: 'DamanWorkOutcome',
  description: 'What came of a case that was worked on with its batch.',
  valuesConfig: {
    VERIFIED: { description: 'Found as registered and alive, and as the only one.' },
    NOT_FOUND: { description: 'Found neither in the registry nor in a household.' },
    DUPLICATE: { description: 'Found as served by another case or enrolment.' },
    DECEASED: { description: 'Found as dead.' },
    HELD: { description: 'Held for somebody to look: another name in the registry, or a month long ago.' },
    MOVED: { description: 'Moved to another programme.' },
    LEFT_TO_ANOTHER: {
      description: 'Not moved: who ordered it has verified it, so somebody else has to move it.',
    },
    LEFT_WITHOUT_PROGRAMME: { description: 'Not moved: no programme fits it.' },
    LEFT_TO_VERIFY: {
      description:
        'Not moved: the registry says something else since it was verified, or another member’s case has to be verified first.',
    },
    CLOSED: { description: 'Closed.' },
  },
});

/** Work over the cases of a batch that somebody has ordered: who, what, since when. It is the report, too. */
@ObjectType({
  description:
    'Work over the cases of a batch of Daman that was ordered: how far it is, and what has come of it. It stays when it is done.',
})
@Access({ scopes: ['benefits:read'] })
@Entity('daman_work')
export class DamanWork {
  @Field(() => ID, { description: 'Identifies the work.' })
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  damanBatchId!: string;

  @Field(() => DamanWorkKind, { description: 'What is done.' })
  @Column('text')
  kind!: DamanWorkKind;

  /** The work in the background. */
  @Column('uuid')
  batchId!: string;

  @Field(() => GovernorateEnum, {
    nullable: true,
    description: 'Only with cases of this governorate, since its case worker has ordered it; null: with all.',
  })
  @Column('text', { nullable: true })
  governorate!: Governorate | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only cases that go to this programme are moved; null: all of them.',
  })
  @Column('text', { nullable: true })
  programmeId!: string | null;

  @Field(() => ClosableFinding, { nullable: true, description: 'Which cases are closed; null otherwise.' })
  @Column('text', { nullable: true })
  finding!: ClosableFinding | null;

  /** Why they are closed, in words; it stands in the history of each. */
  @Column('text', { nullable: true })
  reason!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was ordered.' })
  @Column('timestamptz')
  orderedAt!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it has ended, done, given up or called off; null while it is under way.',
  })
  @Column('timestamptz', { nullable: true })
  endedAt!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When somebody called it off; null unless somebody did. What was done before stays done.',
  })
  @Column('timestamptz', { nullable: true })
  cancelledAt!: string | null;

  /** By the opaque id of the identity provider; not part of the graph. */
  @Column('text', { nullable: true })
  cancelledBy!: string | null;
}

@ObjectType({ description: 'Of how many cases something has come.' })
@Access({ scopes: ['benefits:read'] })
export class DamanWorkCount {
  @Field(() => DamanWorkOutcome, { description: 'What.' })
  outcome!: DamanWorkOutcome;

  @Field(() => Int, { description: 'Of how many cases.' })
  cases!: number;
}
