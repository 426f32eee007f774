import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Field, ID, Info, InputType, Int, ObjectType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar, MoneyScalar } from '@solidarity/subgraph-kit/values/scalars';
import { ChildStage, ProgrammePays, type NewScale } from './programme';
import { Programme } from './programme.entity';

@InputType({ description: 'The name of a programme in both languages.' })
export class ProgrammeNameInput {
  @Field(() => String, { description: 'In Arabic.' })
  ar!: string;

  @Field(() => String, { description: 'In English.' })
  en!: string;
}

@InputType({ description: 'A new programme of cash support.' })
export class CreateProgrammeInput {
  @Field(() => ID, { description: 'Its code: 2 to 31 capital letters and underscores, such as TAKAFUL.' })
  id!: string;

  @Field(() => ProgrammeNameInput, { description: 'Its name.' })
  name!: ProgrammeNameInput;

  @Field(() => ProgrammePays, { description: 'Whether it pays households or single persons.' })
  pays!: ProgrammePays;

  @Field(() => Boolean, {
    description: 'Whether it asks for school attendance, years passed and health visits.',
  })
  isConditional!: boolean;

  @Field(() => DateScalar, { description: 'The first day on which one can enrol.' })
  opensOn!: PlainDate;
}

@InputType({ description: 'That nobody enrols in a programme from a day on; who is enrolled stays.' })
export class CloseProgrammeInput {
  @Field(() => ID, { description: 'The programme.' })
  programmeId!: string;

  @Field(() => DateScalar, { description: 'The first day on which nobody is enrolled, today or later.' })
  closesOn!: PlainDate;
}

@InputType({ description: 'What a scale pays for a child of a stage.' })
export class BenefitScaleChildInput {
  @Field(() => ChildStage, { description: 'The stage.' })
  stage!: ChildStage;

  @Field(() => Int, { description: 'The age in completed years from which a child stands in it.' })
  fromAge!: number;

  @Field(() => Int, { description: 'The age in completed years from which a child no longer does.' })
  toAge!: number;

  @Field(() => MoneyScalar, { description: 'Pounds a month for each such child that counts.' })
  amount!: Money;
}

@InputType({ description: 'What a programme pays from a month on.' })
export class AddBenefitScaleInput implements NewScale {
  @Field(() => ID, { description: 'The programme.' })
  programmeId!: string;

  @Field(() => DateScalar, {
    description: 'The first of the first month that it holds for; no payments of that month are calculated.',
  })
  effectiveFrom!: PlainDate;

  @Field(() => MoneyScalar, { defaultValue: '0.00', description: 'Pounds a month for the household.' })
  householdAmount!: Money;

  @Field(() => Int, { defaultValue: 0, description: 'How many children count at most.' })
  mostChildren!: number;

  @Field(() => [BenefitScaleChildInput], {
    defaultValue: [],
    description: 'What is paid for a child, by stage.',
  })
  children!: BenefitScaleChildInput[];

  @Field(() => MoneyScalar, {
    defaultValue: '0.00',
    description: 'Pounds a month for each person who is entitled.',
  })
  personAmount!: Money;

  @Field(() => Int, { defaultValue: 0, description: 'How many persons of a household are paid at most.' })
  mostPersons!: number;

  @Field(() => String, { description: 'The decree or publication that it is taken from.' })
  source!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether the amounts are plausible samples and not official.',
  })
  isSample!: boolean;
}

/** The fields of all payloads about a programme. */
@ObjectType()
abstract class ProgrammePayload {
  programmeId?: string;

  @Field(() => Programme, {
    nullable: true,
    description: 'The programme as it is now; null when nothing was done.',
  })
  async programme(
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Programme | null> {
    return this.programmeId === undefined ? null : reads.one(Programme, this.programmeId, askedColumns(info));
  }

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}

@ObjectType({
  description:
    'What came of creating a programme. Refusals: PROGRAMME_CODE_INVALID, PROGRAMME_EXISTS, TEXT_MISSING, TEXT_TOO_LONG.',
})
@Access({})
export class CreateProgrammePayload extends ProgrammePayload {}

@ObjectType({
  description:
    'What came of closing a programme. Refusals: PROGRAMME_NOT_FOUND, PROGRAMME_CLOSED, CLOSES_IN_THE_PAST, CLOSES_BEFORE_OPENING.',
})
@Access({})
export class CloseProgrammePayload extends ProgrammePayload {}

@ObjectType({
  description:
    'What came of adding a scale. Refusals: PROGRAMME_NOT_FOUND, NOT_FIRST_OF_MONTH, SCALE_EXISTS, MONTH_CALCULATED, AMOUNT_NEGATIVE, AMOUNT_TOO_LARGE, COUNT_INVALID, STAGE_AGES_INVALID, STAGES_OVERLAP, SCALE_PAYS_NOTHING, TEXT_MISSING, TEXT_TOO_LONG.',
})
@Access({})
export class AddBenefitScalePayload extends ProgrammePayload {}
