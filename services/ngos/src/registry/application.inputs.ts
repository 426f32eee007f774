import { Access } from '@solidarity/subgraph-kit/access/access';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import { LocalizedTextInput } from '@solidarity/subgraph-kit/values/localized-text';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import type { NationalId } from '@solidarity/subgraph-kit/values/national-id';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import {
  DateScalar,
  GovernorateEnum,
  MoneyScalar,
  NationalIdScalar,
} from '@solidarity/subgraph-kit/values/scalars';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { FieldOfWork, NgoBoardOffice, NgoDocumentKind, NgoKind } from './ngo-enums.entity';
import { NgoPayload } from './ngo.inputs';

@InputType({ description: 'A paper that the ministry has received.' })
export class NgoDocumentInput {
  @Field(() => NgoDocumentKind, { description: 'What it is.' })
  kind!: NgoDocumentKind;

  @Field(() => String, { description: 'Under which number or name it is kept; up to 200 characters.' })
  reference!: string;

  @Field(() => DateScalar, { description: 'The day on which it was received; not in the future.' })
  receivedOn!: PlainDate;
}

@InputType({ description: 'The passport of a foreigner who has no national ID.' })
export class NgoBoardPassportInput {
  @Field(() => String, { description: 'The country that gave it, in two letters (ISO 3166-1).' })
  country!: string;

  @Field(() => String, { description: 'Its number.' })
  number!: string;
}

@InputType({ description: 'Somebody who sits on the board; give either the national ID or the passport.' })
export class NgoBoardMemberInput {
  @Field(() => LocalizedTextInput, { description: 'The whole name.' })
  name!: LocalizedTextInput;

  @Field(() => NgoBoardOffice, { description: 'The office.' })
  office!: NgoBoardOffice;

  @Field(() => DateScalar, { description: 'The first day of the term; not in the future.' })
  since!: PlainDate;

  @Field(() => NationalIdScalar, {
    nullable: true,
    description: 'Makes the id of the person, and is not kept; left out for a foreigner.',
  })
  nationalId?: NationalId | null;

  @Field(() => NgoBoardPassportInput, {
    nullable: true,
    description: 'Makes the id of the person, and is not kept; for a foreigner only.',
  })
  passport?: NgoBoardPassportInput | null;
}

/** What is told of an NGO when it comes into the register. */
@InputType()
abstract class OrganisationInput {
  @Field(() => LocalizedTextInput, {
    description: 'Its name; no other NGO with its seat in the governorate has the same.',
  })
  name!: LocalizedTextInput;

  @Field(() => NgoKind, { description: 'What it is by law.' })
  kind!: NgoKind;

  @Field(() => [FieldOfWork], { description: 'What it works for, the main field first; at least one.' })
  fieldsOfWork!: FieldOfWork[];

  @Field(() => String, { description: 'The code of the area of its seat, as fine as known: "EG-GZ-03".' })
  seatAreaId!: string;

  @Field(() => [GovernorateEnum], {
    defaultValue: [],
    description: 'The governorates that it works in; that of its seat is always one of them.',
  })
  governorates!: Governorate[];

  @Field(() => [NgoBoardMemberInput], {
    description: 'Its board: exactly one chair, each person once, up to 30.',
  })
  board!: NgoBoardMemberInput[];

  @Field(() => [NgoDocumentInput], { defaultValue: [], description: 'Its papers; up to 50 at once.' })
  documents!: NgoDocumentInput[];

  @Field(() => String, {
    description:
      'A text of 8 to 200 characters that is new for each new NGO: sent again, it records nothing again.',
  })
  idempotencyKey!: string;
}

@InputType({ description: 'The notification (إخطار) by which founders tell the ministry of a new NGO.' })
export class ApplyForNgoRegistrationInput extends OrganisationInput {
  @Field(() => Int, { description: 'How many founders there are.' })
  foundersCount!: number;

  @Field(() => Int, { defaultValue: 0, description: 'How many of them are foreigners.' })
  foreignFoundersCount!: number;

  @Field(() => MoneyScalar, { nullable: true, description: 'The capital of a foundation, in EGP.' })
  capital?: Money | null;
}

@InputType({ description: 'What is mended in a notification; what is left out stays as it is.' })
export class MendNgoNotificationInput {
  @Field(() => ID, { description: 'The NGO.' })
  ngoId!: string;

  @Field(() => LocalizedTextInput, { nullable: true, description: 'Another name.' })
  name?: LocalizedTextInput | null;

  @Field(() => [FieldOfWork], { nullable: true, description: 'All its fields of work, the main one first.' })
  fieldsOfWork?: FieldOfWork[] | null;

  @Field(() => [GovernorateEnum], { nullable: true, description: 'All the governorates that it works in.' })
  governorates?: Governorate[] | null;

  @Field(() => Int, { nullable: true, description: 'How many founders there are.' })
  foundersCount?: number | null;

  @Field(() => Int, { nullable: true, description: 'How many of them are foreigners.' })
  foreignFoundersCount?: number | null;

  @Field(() => MoneyScalar, { nullable: true, description: 'The capital of a foundation, in EGP.' })
  capital?: Money | null;

  @Field(() => [NgoDocumentInput], {
    defaultValue: [],
    description: 'Papers that come to those of its file.',
  })
  documents!: NgoDocumentInput[];
}

@InputType({
  description: 'An NGO that was registered before Law 149/2019, taken over from the earlier register.',
})
export class EnterEarlierNgoInput extends OrganisationInput {
  @Field(() => String, { description: 'Its number in the earlier register, "1520/1998".' })
  registrationNumber!: string;

  @Field(() => DateScalar, { description: 'The day on which it was registered.' })
  registeredOn!: PlainDate;
}

@ObjectType({
  description:
    'What came of a notification. Refusals: APPLIED_ALREADY, NAME_TAKEN, TEXT_MISSING, TEXT_UNREADABLE, FIELDS_MISSING, AREA_UNKNOWN, FOUNDERS_MISCOUNTED, AMOUNT_NEGATIVE, BOARD_WITHOUT_CHAIR, LISTED_TWICE, IDENTITY_MISSING, DATE_IN_FUTURE, TOO_MANY.',
})
@Access({ audience: ['partner'] })
export class ApplyForNgoRegistrationPayload extends NgoPayload {}

@ObjectType({
  description:
    'What came of mending a notification. Refusals: NGO_NOT_FOUND, STEP_NOT_POSSIBLE, STEP_NOT_YOURS, NAME_TAKEN, TEXT_MISSING, TEXT_UNREADABLE, FIELDS_MISSING, FOUNDERS_MISCOUNTED, AMOUNT_NEGATIVE, DATE_IN_FUTURE, TOO_MANY.',
})
@Access({ audience: ['partner'] })
export class MendNgoNotificationPayload extends NgoPayload {}

@ObjectType({
  description:
    'What came of taking over an NGO. Refusals: REGISTERED_UNDER_THIS_LAW, NUMBER_MALFORMED, NUMBER_TAKEN, and those of a notification.',
})
@Access({})
export class EnterEarlierNgoPayload extends NgoPayload {}
