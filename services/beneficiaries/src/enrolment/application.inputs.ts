import { Ctx, Field, ID, Info, InputType, ObjectType } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { Decision } from '@solidarity/subgraph-kit/records/decision';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { PaymentChannel } from '../payments/payment';
import { BenefitApplication } from './application.entity';
import { VisitAnswer } from './case.entity';
import { DocumentKind } from './terms';

const ONCE =
  'A text of 8 to 200 characters that is new for each application: sent again with the same input, it applies not again and gives the same answer.';

@InputType({ description: 'An application of a household for a programme.' })
export class ApplyForBenefitInput {
  @Field(() => ID, { description: 'The household; of a citizen their own.' })
  householdId!: string;

  @Field(() => ID, { description: 'The programme, such as TAKAFUL.' })
  programmeId!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'Who applies: the head, or a member of age. Left out: the head, and of a citizen they themselves.',
  })
  applicantId?: string | null;

  @Field(() => PaymentChannel, { defaultValue: 'SMART_CARD', description: 'How the family would be paid.' })
  channel!: PaymentChannel;

  @Field(() => String, { description: ONCE })
  idempotencyKey!: string;
}

@InputType({ description: 'A document of an application.' })
export class RecordApplicationDocumentInput {
  @Field(() => ID, { description: 'The application.' })
  applicationId!: string;

  @Field(() => DocumentKind, { description: 'What it proves.' })
  kind!: DocumentKind;

  @Field(() => ID, {
    nullable: true,
    description: 'The member whom it is about; none when it is about the household.',
  })
  personId?: string | null;

  @Field(() => String, { description: 'Its number, or where it is filed.' })
  number!: string;

  @Field(() => DateScalar, { description: 'The day on which it was given out: up to today.' })
  issuedOn!: PlainDate;

  @Field(() => Boolean, {
    description: 'Whether you have seen the original. Record it again once you have: the latest counts.',
  })
  isVerified!: boolean;
}

@InputType({ description: 'A visit to the household.' })
export class RecordFieldVisitInput {
  @Field(() => ID, { description: 'The application.' })
  applicationId!: string;

  @Field(() => DateScalar, { description: 'The day of the visit: from the application to today.' })
  visitedOn!: PlainDate;

  @Field(() => String, { description: 'What you found.' })
  findings!: string;

  @Field(() => [VisitAnswer], {
    nullable: true,
    description: 'What you found of each fact of which the family and a registry say different things.',
  })
  answers?: VisitAnswer[] | null;
}

@InputType({ description: 'What is decided about an application.' })
export class DecideApplicationInput {
  @Field(() => ID, { description: 'The application.' })
  applicationId!: string;

  @Field(() => Boolean, {
    description: 'Whether it is approved. Only what the rules of eligibility allow can be.',
  })
  approve!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'Why, for the family; needed to refuse a household that is eligible while the programme is open.',
  })
  reason?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Where the programme pays persons: who of those whom the rules find entitled; all of them when it is left out.',
  })
  personIds?: string[] | null;
}

@InputType({ description: 'An application that the household takes back.' })
export class WithdrawApplicationInput {
  @Field(() => ID, { description: 'The application.' })
  applicationId!: string;

  @Field(() => String, { description: 'Why, in the words of the household.' })
  reason!: string;
}

@ObjectType({
  description:
    'What came of a command about an application. Refusals: APPLICATION_NOT_FOUND, TEXT_MISSING, DAY_OUT_OF_RANGE, STEP_NOT_POSSIBLE, STEP_NOT_YOURS, STEP_NOT_NOW; of applying HOUSEHOLD_NOT_FOUND, HOUSEHOLD_DISSOLVED, PROGRAMME_NOT_FOUND, PROGRAMME_NOT_OPEN, NO_RULES, APPLICANT_NOT_A_MEMBER, APPLIES_ALREADY, ENROLLED_ALREADY; of documents NOT_A_MEMBER, DOCUMENT_OF_A_PERSON, DOCUMENTS_CLOSED; of deciding MAY_NOT_DECIDE, APPROVAL_NOT_POSSIBLE, PROGRAMME_CLOSED, NOBODY_ENTITLED, PERSONS_NOT_NEEDED, PERSONS_NOT_ENTITLED, ENROLLED_ALREADY, PERSON_ENTITLED_ALREADY, HOUSEHOLD_DISSOLVED.',
})
@Access({ audience: ['partner'] })
export class BenefitApplicationPayload {
  applicationId?: string;

  @Field(() => BenefitApplication, {
    nullable: true,
    description: 'The application as it is now; null when nothing was done.',
  })
  async application(
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<BenefitApplication | null> {
    return this.applicationId === undefined
      ? null
      : reads.one(BenefitApplication, this.applicationId, askedColumns(info));
  }

  @Field(() => Decision, {
    nullable: true,
    description:
      'What the rules of eligibility say, also where they do not allow an approval; null when they were not asked.',
  })
  eligibility?: Decision;

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}
