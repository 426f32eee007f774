import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { PersonalRecord } from '@solidarity/subgraph-kit/database/personal-record';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar, DateTimeScalar } from '@solidarity/subgraph-kit/values/scalars';
import { ConsentKind } from './consent';

registerEnumType(ConsentKind, {
  name: 'ServiceConsentKind',
  description: 'How a household has consented (personal data protection law 151/2020).',
  valuesConfig: {
    WRITTEN: { description: 'Signed, or marked with a thumbprint, on paper.' },
    ELECTRONIC: { description: 'Given by the person through an account of their own.' },
    WITNESSED: { description: 'Said before a witness, by somebody who cannot write.' },
  },
});

/** The household's word that an organisation may serve it, and so may see it. */
@ObjectType({
  description:
    'That a household agrees, or agreed, to be served by an organisation, which then sees the household and its members. An organisation sees its own consents only.',
})
@Access({ audience: ['partner'], scopes: ['registry:read'] })
@Entity('service_consent')
@PersonalRecord('givenById')
export class ServiceConsent {
  @Field(() => ID, { description: 'Identifies the consent.' })
  @PrimaryColumn('uuid', { default: () => 'uuidv7()' })
  id!: string;

  @Column('uuid')
  householdId!: string;

  @Column('uuid')
  ngoId!: string;

  @Field(() => ConsentKind, { description: 'How it was given.' })
  @Column('text')
  kind!: ConsentKind;

  @Column('uuid')
  givenById!: string;

  @Field(() => DateScalar, { description: 'The first day on which it holds.' })
  @Column('date')
  givenOn!: PlainDate;

  @Field(() => String, { description: 'The document that proves it, such as the number of the form.' })
  @Column('text')
  evidence!: string;

  @Field(() => DateTimeScalar, { description: 'When it was recorded.' })
  @Column('timestamptz')
  recordedAt!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day on which it no longer holds; null while it does.',
  })
  @Column('date', { nullable: true })
  withdrawnOn!: PlainDate | null;

  @Field(() => String, { nullable: true, description: 'Why it was withdrawn; null while it holds.' })
  @Column('text', { nullable: true })
  withdrawnReason!: string | null;
}
