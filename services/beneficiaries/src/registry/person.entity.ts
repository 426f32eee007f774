import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { PersonalRecord } from '@solidarity/subgraph-kit/database/personal-record';
import { connectionOf } from '@solidarity/subgraph-kit/values/connection';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import { LocalizedText } from '@solidarity/subgraph-kit/values/localized-text';
import type { NationalId, Sex as SexOfNationalId } from '@solidarity/subgraph-kit/values/national-id';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar, DateTimeScalar } from '@solidarity/subgraph-kit/values/scalars';
import { DocumentKind } from './person';

export const Sex = { MALE: 'MALE', FEMALE: 'FEMALE' } as const satisfies Record<
  SexOfNationalId,
  SexOfNationalId
>;
export type Sex = SexOfNationalId;

registerEnumType(Sex, {
  name: 'Sex',
  description: 'The sex of a person as civil status has it.',
  valuesConfig: { MALE: { description: 'A man or boy.' }, FEMALE: { description: 'A woman or girl.' } },
});

registerEnumType(DocumentKind, {
  name: 'IdentityDocumentKind',
  description: 'The kind of document by which a guest without a national ID is known.',
  valuesConfig: {
    PASSPORT: { description: 'A passport (جواز سفر).' },
    REFUGEE_CARD: { description: 'A card of the UN refugee agency (بطاقة المفوضية).' },
    RESIDENCE_PERMIT: { description: 'A residence permit of the Egyptian state (تصريح إقامة).' },
    OTHER: { description: 'Another document of a state or international organisation.' },
  },
});

@ObjectType({ description: 'A document by which a guest without a national ID is known.' })
@Access({ audience: ['partner'], scopes: ['registry:read'] })
export class PersonDocument {
  @Field(() => DocumentKind, { description: 'What kind of document it is.' })
  @Column('text', { nullable: true })
  kind!: DocumentKind;

  @Field(() => String, { description: 'The country that gave it: two letters of ISO 3166-1.' })
  @Column('text', { nullable: true })
  country!: string;

  /** Shown in full only to who holds `pii:read`. */
  @Column('text', { nullable: true })
  number!: string;
}

/** Anyone known to the registry: beneficiaries, their families, guests. */
@ObjectType({
  description:
    'A person known to the registry. A case worker sees the people of their governorate, a partner NGO those of the households that it serves with consent, a citizen those of their own household.',
})
@Directive('@key(fields: "id")')
@Access({ audience: ['partner'], scopes: ['registry:read'] })
@Entity('person')
@PersonalRecord('id')
export class Person {
  @Field(() => ID, {
    description: 'The same in all services; it tells nothing of the national ID that it is made of.',
  })
  @Access({ audience: ['partner'] })
  @PrimaryColumn('uuid')
  id!: string;

  @Field(() => LocalizedText, {
    description: 'The full name: given name, then those of father, grandfather and family.',
  })
  @Column(() => LocalizedText)
  name!: LocalizedText;

  @Field(() => DateScalar, { description: 'The day of birth; of who has a national ID the one in it.' })
  @Column('date')
  birthDate!: PlainDate;

  @Field(() => Sex, { description: 'The sex; of who has a national ID the one in it.' })
  @Column('text')
  sex!: Sex;

  /** Shown in full only to who holds `pii:read`. */
  @Column('text', { nullable: true })
  nationalId!: NationalId | null;

  /** Null for who has a national ID. */
  @Column(() => PersonDocument)
  document!: PersonDocument | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day of death; null while no death is recorded.',
  })
  @Column('date', { nullable: true })
  diedOn!: PlainDate | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The document that proves the death, such as the number of the certificate; null while none is recorded.',
  })
  @Access({ scopes: ['registry:read'] })
  @Column('text', { nullable: true })
  deathEvidence!: string | null;

  @Field(() => DateTimeScalar, { description: 'When the registry came to know the person.' })
  @Column('timestamptz')
  registeredAt!: string;

  /** Where the person lives today; null when in no household. Kept by the database, from the memberships. */
  @Column({ type: 'uuid', nullable: true, insert: false, update: false })
  householdId!: string | null;

  /** The area of that household or of the last one. Its directorate keeps the record. */
  @Column('text')
  areaId!: string;

  @Column({ type: 'text', insert: false, update: false })
  governorate!: Governorate;
}

export const PersonConnection = connectionOf(Person, 'Person');
