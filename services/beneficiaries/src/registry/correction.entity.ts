import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import type { Role } from '@solidarity/subgraph-kit/access/caller';
import { PersonalRecord } from '@solidarity/subgraph-kit/database/personal-record';
import { DateTimeScalar } from '@solidarity/subgraph-kit/values/scalars';
import { CorrectableField } from './person';

registerEnumType(CorrectableField, {
  name: 'CorrectableField',
  description: "What of a person's record can be corrected.",
  valuesConfig: {
    NAME_AR: { description: 'The name in Arabic.' },
    NAME_EN: { description: 'The name in English.' },
    BIRTH_DATE: { description: 'The day of birth of a guest.' },
    SEX: { description: 'The sex of a guest.' },
  },
});

/** A value of a person's record that was wrong. Written once. */
@ObjectType({
  description: "A value of a person's record that was wrong, and what it became. For the ministry.",
})
@Access({ scopes: ['registry:read'] })
@Entity('person_correction')
@PersonalRecord('personId')
export class PersonCorrection {
  @PrimaryColumn('uuid', { default: () => 'uuidv7()' })
  id!: string;

  @Column('uuid')
  personId!: string;

  @Field(() => CorrectableField, { description: 'What was wrong.' })
  @Column('text')
  field!: CorrectableField;

  @Field(() => String, { nullable: true, description: 'The value before; null when there was none.' })
  @Column('text', { nullable: true })
  oldValue!: string | null;

  @Field(() => String, { nullable: true, description: 'The value after; null when it was taken away.' })
  @Column('text', { nullable: true })
  newValue!: string | null;

  @Field(() => String, { description: 'Why, in the words of who corrected it.' })
  @Column('text')
  reason!: string;

  /** By the opaque id of the identity provider; not part of the graph. */
  @Column('text')
  bySubject!: string;

  @Field(() => String, { description: 'The role of who corrected it; never a name.' })
  @Column('text')
  byRole!: Role;

  @Field(() => DateTimeScalar, { description: 'When it was corrected.' })
  @Column('timestamptz')
  at!: string;
}
