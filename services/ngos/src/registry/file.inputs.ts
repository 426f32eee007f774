import { Access } from '@solidarity/subgraph-kit/access/access';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { LocalizedTextInput } from '@solidarity/subgraph-kit/values/localized-text';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Field, ID, Info, InputType, Int, ObjectType } from 'type-graphql';
import { NgoBoardMemberInput, NgoDocumentInput } from './application.inputs';
import { NgoBoardMember } from './board-member.entity';
import { NgoDocument } from './file.entity';
import { OfficialHoliday } from './official-holiday.entity';

@InputType({ description: "A paper that comes to an NGO's file." })
export class AddNgoDocumentInput {
  @Field(() => ID, { description: 'The NGO.' })
  ngoId!: string;

  @Field(() => NgoDocumentInput, { description: 'The paper.' })
  document!: NgoDocumentInput;

  @Field(() => String, {
    description:
      'A text of 8 to 200 characters that is new for each new paper: sent again, it adds nothing again.',
  })
  idempotencyKey!: string;
}

@InputType({ description: "Somebody who takes a seat on an NGO's board." })
export class AppointNgoBoardMemberInput {
  @Field(() => ID, { description: 'The NGO.' })
  ngoId!: string;

  @Field(() => NgoBoardMemberInput, { description: 'Who, as what, and since when.' })
  member!: NgoBoardMemberInput;

  @Field(() => String, {
    description:
      'A text of 8 to 200 characters that is new for each new seat: sent again, it adds nothing again.',
  })
  idempotencyKey!: string;
}

@InputType({ description: 'A term on a board that ends.' })
export class EndNgoBoardTermInput {
  @Field(() => ID, { description: 'The seat.' })
  boardMemberId!: string;

  @Field(() => DateScalar, { description: 'The first day on which it is no longer held; not in the future.' })
  until!: PlainDate;
}

@InputType({ description: 'A day that a decree makes an official holiday.' })
export class DeclareOfficialHolidayInput {
  @Field(() => DateScalar, { description: 'The day: today or later.' })
  onDate!: PlainDate;

  @Field(() => LocalizedTextInput, { description: 'What is celebrated; up to 200 characters.' })
  name!: LocalizedTextInput;

  @Field(() => String, { description: 'The decree; up to 200 characters.' })
  source!: string;
}

@ObjectType({
  description:
    'What came of adding a paper. Refusals: NGO_NOT_FOUND, TEXT_MISSING, TEXT_UNREADABLE, DATE_IN_FUTURE.',
})
@Access({ audience: ['partner'] })
export class AddNgoDocumentPayload {
  documentId!: string | null;

  @Field(() => NgoDocument, { nullable: true, description: 'The paper; null when nothing was added.' })
  async document(
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<NgoDocument | null> {
    return this.documentId === null ? null : reads.one(NgoDocument, this.documentId, askedColumns(info));
  }

  @Field(() => [Refusal], { description: 'Why nothing was added; empty when it was.' })
  errors!: Refusal[];
}

@ObjectType()
abstract class NgoBoardMemberPayload {
  boardMemberId!: string | null;

  @Field(() => NgoBoardMember, {
    nullable: true,
    description: 'The seat as it is now; null when nothing was done.',
  })
  async boardMember(
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<NgoBoardMember | null> {
    return this.boardMemberId === null
      ? null
      : reads.one(NgoBoardMember, this.boardMemberId, askedColumns(info));
  }

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}

@ObjectType({
  description:
    'What came of an appointment. Refusals: NGO_NOT_FOUND, IDENTITY_MISSING, ON_BOARD_ALREADY, CHAIR_TAKEN, DATE_IN_FUTURE, TEXT_MISSING, TEXT_UNREADABLE.',
})
@Access({})
export class AppointNgoBoardMemberPayload extends NgoBoardMemberPayload {}

@ObjectType({
  description:
    'What came of ending a term. Refusals: BOARD_MEMBER_NOT_FOUND, BOARD_TERM_ENDED, DATE_IN_FUTURE, DATE_TOO_EARLY.',
})
@Access({})
export class EndNgoBoardTermPayload extends NgoBoardMemberPayload {}

@ObjectType({
  description:
    'What came of declaring a holiday. Refusals: HOLIDAY_KNOWN, HOLIDAY_PASSED, TEXT_MISSING, TEXT_UNREADABLE.',
})
@Access({})
export class DeclareOfficialHolidayPayload {
  @Field(() => OfficialHoliday, {
    nullable: true,
    description: 'The holiday; null when nothing was declared.',
  })
  holiday!: OfficialHoliday | null;

  @Field(() => Int, {
    description: 'How many terms that were running have become a working day longer: to object and to mend.',
  })
  lengthenedTerms!: number;

  @Field(() => [Refusal], { description: 'Why nothing was declared; empty when it was.' })
  errors!: Refusal[];
}
