import { Ctx, Field, ID, Info, InputType, ObjectType } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { ConsentKind } from './consent';
import { ServiceConsent } from './consent.entity';
import { IDEMPOTENCY_KEY } from '@solidarity/subgraph-kit/records/idempotency';

@InputType({ description: 'That a household agrees to be served by an organisation.' })
export class RecordServiceConsentInput {
  @Field(() => ID, { description: 'The household.' })
  householdId!: string;

  @Field(() => ID, { description: 'The organisation, which then sees the household and its members.' })
  ngoId!: string;

  @Field(() => ConsentKind, { description: 'How the consent was given.' })
  kind!: ConsentKind;

  @Field(() => ID, { description: 'Who gave it: the head, or a member of age.' })
  givenById!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which it was given; today when it is left out.',
  })
  givenOn?: PlainDate | null;

  @Field(() => String, { description: 'The document that proves it, such as the number of the form.' })
  evidence!: string;

  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;
}

@InputType({ description: 'That a household no longer agrees to be served by an organisation.' })
export class WithdrawServiceConsentInput {
  @Field(() => ID, { description: 'The consent.' })
  consentId!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day on which it no longer holds; today when it is left out.',
  })
  withdrawnOn?: PlainDate | null;

  @Field(() => String, { description: 'Why, in the words of the household.' })
  reason!: string;
}

/** The fields of both payloads. */
@ObjectType()
abstract class ConsentPayload {
  consentId?: string;

  @Field(() => ServiceConsent, {
    nullable: true,
    description: 'The consent as recorded now; null when nothing was done.',
  })
  async consent(
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ServiceConsent | null> {
    return this.consentId === undefined
      ? null
      : reads.one(ServiceConsent, this.consentId, askedColumns(info));
  }

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}

@ObjectType({
  description:
    'What came of recording a consent. Refusals: HOUSEHOLD_NOT_FOUND, HOUSEHOLD_DISSOLVED, NGO_NOT_KNOWN, NGO_NOT_IN_GOOD_STANDING, CONSENT_ALREADY_IN_FORCE, CONSENT_GIVER_NOT_A_MEMBER, CONSENT_GIVER_TOO_YOUNG, DATE_IN_FUTURE, DATE_TOO_EARLY, EVIDENCE_MISSING, TEXT_UNREADABLE.',
})
@Access({})
export class RecordServiceConsentPayload extends ConsentPayload {}

@ObjectType({
  description:
    'What came of withdrawing a consent. Refusals: CONSENT_NOT_FOUND, CONSENT_ALREADY_WITHDRAWN, DATE_IN_FUTURE, DATE_TOO_EARLY, REASON_MISSING, TEXT_UNREADABLE.',
})
@Access({})
export class WithdrawServiceConsentPayload extends ConsentPayload {}
