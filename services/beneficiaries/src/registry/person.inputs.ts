import { Ctx, Field, ID, Info, InputType, ObjectType } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { LocalizedTextInput } from '@solidarity/subgraph-kit/values/localized-text';
import type { NationalId } from '@solidarity/subgraph-kit/values/national-id';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar, NationalIdScalar } from '@solidarity/subgraph-kit/values/scalars';
import { Household } from './household.entity';
import { DocumentKind, type CorrectedPerson, type DeclaredPerson, type Document } from './person';
import { Person, Sex } from './person.entity';

@InputType({ description: 'A document by which a guest without a national ID is known.' })
export class PersonDocumentInput implements Document {
  @Field(() => DocumentKind, { description: 'What kind of document it is.' })
  kind!: DocumentKind;

  @Field(() => String, { description: 'The country that gave it: two letters of ISO 3166-1.' })
  country!: string;

  @Field(() => String, {
    description: 'Its number: 3 to 40 letters and digits; spaces and hyphens do not count.',
  })
  number!: string;
}

@InputType({ description: 'A person as declared. Give the national ID, or for a guest the document.' })
export class PersonInput implements DeclaredPerson {
  @Field(() => NationalIdScalar, { nullable: true, description: 'The national ID (الرقم القومي).' })
  nationalId?: NationalId | null;

  @Field(() => PersonDocumentInput, {
    nullable: true,
    description: 'The document of who has no national ID.',
  })
  document?: PersonDocumentInput | null;

  @Field(() => LocalizedTextInput, {
    description: 'The full name. Of who is registered already, the registered name stays.',
  })
  name!: LocalizedTextInput;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day of birth. With a national ID it may be left out, and must agree.',
  })
  birthDate?: PlainDate | null;

  @Field(() => Sex, {
    nullable: true,
    description: 'The sex. With a national ID it may be left out, and must agree.',
  })
  sex?: Sex | null;
}

@InputType({ description: 'A name as it should be; what is left out stays.' })
export class CorrectedNameInput {
  @Field(() => String, { nullable: true, description: 'The full name in Arabic.' })
  ar?: string | null;

  @Field(() => String, { nullable: true, description: 'The full name in English; null takes it away.' })
  en?: string | null;
}

@InputType({ description: "What was wrong in a person's record, as it should be; what is left out stays." })
export class CorrectPersonInput {
  @Field(() => ID, { description: 'The person.' })
  personId!: string;

  @Field(() => CorrectedNameInput, { nullable: true, description: 'The name.' })
  name?: CorrectedNameInput | null;

  @Field(() => DateScalar, { nullable: true, description: 'The day of birth; of guests only.' })
  birthDate?: PlainDate | null;

  @Field(() => Sex, { nullable: true, description: 'The sex; of guests only.' })
  sex?: Sex | null;

  @Field(() => String, { description: 'Why it is corrected, for whoever reads the history.' })
  reason!: string;
}

/** The input as the rule takes it. */
export function correctedPerson({ name, birthDate, sex }: CorrectPersonInput): CorrectedPerson {
  return { nameAr: name?.ar, nameEn: name?.en, birthDate, sex };
}

@InputType({ description: 'That a person has died.' })
export class MarkDeceasedInput {
  @Field(() => ID, { description: 'The person.' })
  personId!: string;

  @Field(() => DateScalar, { description: 'The day of death.' })
  diedOn!: PlainDate;

  @Field(() => String, { description: 'The document that proves it, such as the number of the certificate.' })
  evidence!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'Who heads the household from that day on: needed when the person headed it and others remain.',
  })
  newHeadId?: string | null;
}

/** The fields of every payload about a person. */
@ObjectType()
export abstract class PersonPayload {
  personId?: string;

  @Field(() => Person, {
    nullable: true,
    description: 'The person as recorded now; null when nothing was done.',
  })
  async person(@Ctx() { reads }: ServiceContext, @Info() info: GraphQLResolveInfo): Promise<Person | null> {
    return this.personId === undefined ? null : reads.one(Person, this.personId, askedColumns(info));
  }

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}

@ObjectType({
  description:
    'What came of correcting a record. Refusals: PERSON_NOT_FOUND, NOTHING_TO_CORRECT, NAME_MISSING, TEXT_UNREADABLE, FOLLOWS_NATIONAL_ID, DATE_IN_FUTURE, DATE_TOO_LATE, REASON_MISSING.',
})
@Access({})
export class CorrectPersonPayload extends PersonPayload {}

@ObjectType({
  description:
    'What came of recording a death. Refusals: PERSON_NOT_FOUND, DEATH_ALREADY_RECORDED, DATE_IN_FUTURE, DATE_TOO_EARLY, EVIDENCE_MISSING, TEXT_UNREADABLE, NEW_HEAD_MISSING, NEW_HEAD_NOT_A_MEMBER, NEW_HEAD_NOT_NEEDED, HEAD_TOO_YOUNG.',
})
@Access({})
export class MarkDeceasedPayload extends PersonPayload {
  householdId?: string | null;

  @Field(() => Household, {
    nullable: true,
    description:
      'The household that the person belonged to, with its head as of now; null when there was none.',
  })
  async household(
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Household | null> {
    return this.householdId ? reads.one(Household, this.householdId, askedColumns(info)) : null;
  }
}
