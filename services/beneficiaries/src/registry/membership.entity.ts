import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { PersonalRecord } from '@solidarity/subgraph-kit/database/personal-record';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { Relationship } from './household';
import { LeavingReason } from './membership';

registerEnumType(Relationship, {
  name: 'RelationshipToHead',
  description: 'What a member was to the head of the household on the day of joining it.',
  valuesConfig: {
    HEAD: { description: 'The head itself, when the household was registered (رب الأسرة).' },
    SPOUSE: { description: 'Husband or wife.' },
    CHILD: { description: 'Son or daughter, also in fosterage.' },
    PARENT: { description: 'Father or mother.' },
    SIBLING: { description: 'Brother or sister.' },
    GRANDCHILD: { description: 'Grandson or granddaughter.' },
    GRANDPARENT: { description: 'Grandfather or grandmother.' },
    OTHER_RELATIVE: { description: 'Related in another way, by blood or marriage.' },
    NOT_RELATED: { description: 'Not related; lives and spends with the household.' },
  },
});

registerEnumType(LeavingReason, {
  name: 'LeavingReason',
  description: 'Why somebody no longer belongs to a household.',
  valuesConfig: {
    MOVED_TO_HOUSEHOLD: { description: 'Belongs to another household since.' },
    LEFT: { description: 'Left, to live alone or at a place that is not known.' },
    INSTITUTION: { description: 'Lives in a care home, hospital, prison or the like.' },
    EMIGRATED: { description: 'Lives abroad.' },
    DIED: { description: 'Died.' },
  },
});

/** That a person belongs to a household, from a day on. Ended, never removed. */
@ObjectType({ description: 'That a person belongs, or belonged, to a household.' })
@Access({ audience: ['partner'], scopes: ['registry:read'] })
@Entity('membership')
@PersonalRecord('personId')
export class Membership {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()' })
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('uuid')
  personId!: string;

  @Field(() => Relationship, {
    description: 'What the person was to the head on the day of joining. A later head does not change it.',
  })
  @Column('text')
  relationship!: Relationship;

  /** The head on the day of joining: whose spouse or child the person is. */
  @Column('uuid')
  relativeToId!: string;

  @Field(() => DateScalar, { description: 'The first day of belonging to the household.' })
  @Column('date')
  joinedOn!: PlainDate;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day of no longer belonging to it; null while the person does.',
  })
  @Column('date', { nullable: true })
  leftOn!: PlainDate | null;

  @Field(() => LeavingReason, { nullable: true, description: 'Why it ended; null while it has not.' })
  @Column('text', { nullable: true })
  leftReason!: LeavingReason | null;
}

/** Who headed a household and when. */
@ObjectType({ description: 'A time for which a person headed a household. For the ministry.' })
@Access({ scopes: ['registry:read'] })
@Entity('headship')
@PersonalRecord('personId')
export class Headship {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()' })
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('uuid')
  personId!: string;

  @Field(() => DateScalar, { description: 'The first day.' })
  @Column('date')
  since!: PlainDate;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day on which it no longer held; null while it does.',
  })
  @Column('date', { nullable: true })
  until!: PlainDate | null;
}
