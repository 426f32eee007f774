import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Field, ID, Info, InputType, Int, ObjectType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { Decision } from '@solidarity/subgraph-kit/records/decision';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import type { Sex } from '@solidarity/subgraph-kit/values/national-id';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar, MoneyScalar } from '@solidarity/subgraph-kit/values/scalars';
import { DocumentKind } from './documents';
import { MaritalStatus, Religion, Schooling } from './eligibility';
import { FosterApplication, FosterSex } from './foster-application.entity';

@InputType({ description: 'One of those who apply, as declared.' })
export class FosterApplicantInput {
  @Field(() => ID, { description: 'The person, by the id that all services know.' })
  personId!: string;

  @Field(() => DateScalar, { description: 'The day of birth.' })
  birthDate!: PlainDate;

  @Field(() => FosterSex, { description: 'The sex.' })
  sex!: Sex;

  @Field(() => MaritalStatus, { description: 'Whether married.' })
  maritalStatus!: MaritalStatus;

  @Field(() => Religion, { nullable: true, description: 'The religion; without it nobody is eligible.' })
  religion?: Religion | null;

  @Field(() => Schooling, { description: 'The highest schooling completed.' })
  schooling!: Schooling;
}

@InputType({ description: 'Which child a family would take in.' })
export class FosterWishInput {
  @Field(() => Int, { description: 'From which age, in completed years.' })
  ageFrom!: number;

  @Field(() => Int, { description: 'Up to which age, in completed years, at most 17.' })
  ageTo!: number;

  @Field(() => FosterSex, {
    nullable: true,
    description: 'Of which sex; leave it out when either is welcome.',
  })
  sex?: Sex | null;

  @Field(() => Boolean, { description: 'Whether brothers and sisters could come together.' })
  takesSiblings!: boolean;
}

@InputType({ description: 'What a family declares.' })
export class FosterFamilyInput {
  @Field(() => [FosterApplicantInput], {
    description: 'A man and a woman who are married to each other, or one woman by herself.',
  })
  applicants!: FosterApplicantInput[];

  @Field(() => DateScalar, {
    nullable: true,
    description: 'When the couple married; none for a woman by herself.',
  })
  marriedOn?: PlainDate | null;

  @Field(() => ID, { description: 'The code of the area in which the family lives, such as EG-GZ-03-012.' })
  areaId!: string;

  @Field(() => String, { description: 'Street and number, in Arabic.' })
  address!: string;

  @Field(() => MoneyScalar, { description: 'What the applicants earn together in an average month.' })
  monthlyIncome!: Money;

  @Field(() => FosterWishInput, { description: 'Which child the family would take in.' })
  wish!: FosterWishInput;
}

@InputType({ description: 'A family that begins to apply.' })
export class StartFosterApplicationInput {
  @Field(() => FosterFamilyInput, { description: 'What the family declares.' })
  family!: FosterFamilyInput;

  @Field(() => ID, {
    nullable: true,
    description: 'The NGO that helps the family; of a partner it is its own, also when left out.',
  })
  assistedByNgoId?: string | null;

  @Field(() => String, {
    description:
      'A text of 8 to 200 characters that is new for each application: sent again, it begins nothing again.',
  })
  idempotencyKey!: string;
}

@InputType({ description: 'What a family declares, corrected; the former words are kept.' })
export class CorrectFosterApplicationInput {
  @Field(() => ID, { description: 'The application.' })
  applicationId!: string;

  @Field(() => FosterFamilyInput, { description: 'All that the family declares, of the same people.' })
  family!: FosterFamilyInput;
}

@InputType({ description: 'A document that a family hands in.' })
export class AddFosterDocumentInput {
  @Field(() => ID, { description: 'The application.' })
  applicationId!: string;

  @Field(() => DocumentKind, { description: 'What it proves.' })
  kind!: DocumentKind;

  @Field(() => ID, {
    nullable: true,
    description: 'The applicant whom it is about; none when it is about the family.',
  })
  personId?: string | null;

  @Field(() => String, { description: 'Its number, or where it is filed.' })
  number!: string;

  @Field(() => DateScalar, { description: 'The day on which it was given out: up to today.' })
  issuedOn!: PlainDate;

  @Field(() => Boolean, {
    description: 'Whether it says what is asked for: fit, no record, a suitable dwelling.',
  })
  isFavourable!: boolean;
}

@InputType({ description: 'An application.' })
export class FosterApplicationInput {
  @Field(() => ID, { description: 'The application.' })
  applicationId!: string;
}

@InputType({ description: 'An application, and why it is done.' })
export class FosterReasonInput {
  @Field(() => ID, { description: 'The application.' })
  applicationId!: string;

  @Field(() => String, { description: 'Why; the family can read it.' })
  reason!: string;
}

@InputType({ description: 'What a social worker found in a home.' })
export class RecordFosterHomeStudyInput {
  @Field(() => ID, { description: 'The application.' })
  applicationId!: string;

  @Field(() => DateScalar, {
    description: 'The day of the visit: since the application was handed in, up to today.',
  })
  visitedOn!: PlainDate;

  @Field(() => String, { description: 'What was found.' })
  report!: string;

  @Field(() => Boolean, { description: 'Whether the family is recommended.' })
  isRecommended!: boolean;
}

@InputType({ description: 'An applicant who has completed the course of the ministry.' })
export class RecordFosterTrainingInput {
  @Field(() => ID, { description: 'The application.' })
  applicationId!: string;

  @Field(() => ID, { description: 'The applicant.' })
  personId!: string;

  @Field(() => DateScalar, { description: 'The last day of the course: up to today.' })
  completedOn!: PlainDate;

  @Field(() => String, { description: 'The number of the certificate.' })
  certificate!: string;
}

@InputType({ description: 'A family that the committee approves.' })
export class ApproveFosterApplicationInput {
  @Field(() => ID, { description: 'The application.' })
  applicationId!: string;

  @Field(() => [String], {
    description:
      'The members of the committee by their ids with the identity provider, the caller among them.',
  })
  committee!: string[];

  @Field(() => Boolean, {
    description: 'Whether the committee agrees to what only it may set aside, such as a higher age.',
  })
  agreesToExceptions!: boolean;
}

@InputType({ description: 'A family that the committee refuses or sends back.' })
export class FosterCommitteeReasonInput {
  @Field(() => ID, { description: 'The application.' })
  applicationId!: string;

  @Field(() => [String], {
    description:
      'The members of the committee by their ids with the identity provider, the caller among them.',
  })
  committee!: string[];

  @Field(() => String, { description: 'Why; the family can read it.' })
  reason!: string;
}

/** What every command about an application answers with; it is read when asked for, after the change is kept. */
@ObjectType({
  description:
    'What came of a step with an application. Refusals: APPLICATION_NOT_FOUND, NGO_NOT_YOURS, PERSON_ID_UNKNOWN, APPLICANTS_WRONG, OTHER_PEOPLE, APPLIES_ALREADY, MARRIED_ON_WRONG, AREA_UNKNOWN, TEXT_MISSING, AMOUNT_NEGATIVE, WISH_AGES_WRONG, DAY_OUT_OF_RANGE, DOCUMENT_OF_NOBODY, DOCUMENT_OF_FAMILY, NOT_AN_APPLICANT, CLOSED_FOR_CHANGES, DOCUMENTS_MISSING, STEP_NOT_POSSIBLE, NOT_YOUR_STEP, COMMITTEE_MAY_NOT_DECIDE, APPROVAL_NOT_POSSIBLE.',
})
@Access({ audience: ['partner'] })
export class FosterApplicationPayload {
  applicationId?: string;

  @Field(() => FosterApplication, {
    nullable: true,
    description: 'The application as it is now; null when nothing was done.',
  })
  async fosterApplication(
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<FosterApplication | null> {
    return this.applicationId ? reads.one(FosterApplication, this.applicationId, askedColumns(info)) : null;
  }

  @Field(() => Decision, {
    nullable: true,
    description: 'What was decided, or what the rules say, with every reason; null when nothing was.',
  })
  decision?: Decision | null;

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}
