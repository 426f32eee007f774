import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { PersonalRecord } from '@solidarity/subgraph-kit/database/personal-record';
import { Decision } from '@solidarity/subgraph-kit/records/decision';
import { connectionOf } from '@solidarity/subgraph-kit/values/connection';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar, GovernorateEnum } from '@solidarity/subgraph-kit/values/scalars';
import { CONTESTED_KINDS, type ContestedKind } from './contested';
import { GrievanceState } from './grievance';

/** The kinds by their names, as the graph shows them. */
export const ContestedKinds = Object.fromEntries(CONTESTED_KINDS.map((kind) => [kind, kind])) as {
  readonly [Kind in ContestedKind]: Kind;
};

registerEnumType(ContestedKinds, {
  name: 'ContestedKind',
  description: 'What a grievance is filed against.',
  valuesConfig: {
    APPLICATION: {
      description: 'That an application was refused; upholding it opens the application again.',
    },
    SUSPENSION: { description: 'That payments were suspended; upholding it pays the months after all.' },
    EXIT: { description: 'That an enrolment was ended; upholding it enrols the household again.' },
    WITHHOLDING: {
      description: 'That part of a payment was withheld; upholding it pays the part after all.',
    },
    PAYMENT: {
      description: 'That the amount of a payment was wrong; upholding it compares its months again.',
    },
    COLLECTION: {
      description:
        'That a payment counts as paid and its money never came; upholding it makes the money owed again, and a later payment brings it.',
    },
  },
});

registerEnumType(GrievanceState, {
  name: 'GrievanceState',
  description: 'How far a grievance has come.',
  valuesConfig: {
    FILED: { description: 'It waits for an officer.' },
    ASSIGNED: { description: 'An officer who took no part in the decision looks at it.' },
    UPHELD: { description: 'The household was right; what it was filed against is undone.' },
    REJECTED: { description: 'What it was filed against stands.' },
    WITHDRAWN: { description: 'The household no longer wants it.' },
  },
});

/** A household objects to a decision about it. */
@Entity('grievance')
@PersonalRecord('complainantId')
@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'A grievance (تظلم): a household objects to a decision about it. Seen by the household, the case workers of its governorate, the ministry, auditors and finance officers.',
})
@Access({ audience: ['partner'], scopes: ['benefits:read'] })
export class Grievance {
  @Field(() => ID, { description: 'Identifies the grievance.' })
  @Access({ audience: ['partner'] })
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => String, { description: 'Its number, "G0000000123", to be read out and written down.' })
  @Column({ type: 'text', insert: false, update: false })
  number!: string;

  @Column('uuid')
  householdId!: string;

  @Field(() => GovernorateEnum, { description: 'Where the household lived when it was filed.' })
  @Column('text')
  governorate!: Governorate;

  @Column('uuid')
  complainantId!: string;

  @Field(() => ContestedKinds, { description: 'What it is filed against.' })
  @Column('text')
  againstKind!: ContestedKind;

  @Field(() => ID, {
    description: 'The id of the application, suspension, enrolment, withholding or payment.',
  })
  @Column('uuid')
  againstId!: string;

  @Field(() => DateScalar, { description: 'The day on which that was decided.' })
  @Column('date')
  contestedDecidedOn!: PlainDate;

  /** Who took part in that decision, by the opaque ids of the identity provider; not part of the graph. */
  @Column('text', { array: true })
  deciders!: string[];

  @Field(() => String, { description: 'What the household objects to, in its own words.' })
  @Column('text')
  words!: string;

  @Field(() => DateScalar, { description: 'The day on which it was filed.' })
  @Column('date')
  filedOn!: PlainDate;

  @Column('text')
  filedBy!: string;

  /** The version of `grievance_terms` by which it is due. */
  @Column('text')
  termsVersion!: string;

  @Field(() => DateScalar, { description: 'The last day on which it is to be decided, by the rules’ data.' })
  @Column('date')
  dueOn!: PlainDate;

  @Field(() => GrievanceState, { description: 'How far it has come.' })
  @Column('text')
  state!: GrievanceState;

  @Column('text', { nullable: true })
  assignedTo!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which the officer who looks at it took it on; null before that.',
  })
  @Column('date', { nullable: true })
  assignedOn!: PlainDate | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which it was decided or withdrawn; null while it is open.',
  })
  @Column('date', { nullable: true })
  closedOn!: PlainDate | null;

  @Field(() => Decision, {
    nullable: true,
    description: 'How it was decided and why; null while it is open, and when it was withdrawn.',
  })
  @Column('jsonb', { nullable: true })
  decision!: Decision | null;

  @Column('text', { nullable: true })
  decidedBy!: string | null;
}

export const GrievanceConnection = connectionOf(Grievance, 'Grievance');
