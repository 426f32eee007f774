import { Ctx, Field, ID, Info, InputType, ObjectType } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { LocalizedTextInput } from '@solidarity/subgraph-kit/values/localized-text';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { DateScalar } from '@solidarity/subgraph-kit/values/scalars';
import { Lender } from './lender.entity';
import { LenderCategory, LenderKind } from './licence';

@InputType({ description: 'A body that is to lend.' })
export class RegisterLenderInput {
  @Field(() => LenderKind, { description: 'What kind of body it is.' })
  kind!: LenderKind;

  @Field(() => ID, { nullable: true, description: 'The NGO that lends; for the kind NGO, and only for it.' })
  ngoId?: string | null;

  @Field(() => LocalizedTextInput, { description: 'Its name.' })
  name!: LocalizedTextInput;

  @Field(() => String, {
    description:
      'A text of 8 to 200 characters that is new for each new lender: sent again, it registers nothing again.',
  })
  idempotencyKey!: string;
}

@InputType({ description: 'A licence that the financial regulator, or the law, gives a lender.' })
export class GrantLenderLicenceInput {
  @Field(() => ID, { description: 'The lender.' })
  lenderId!: string;

  @Field(() => String, { description: 'The number of the licence; no two licences have the same.' })
  number!: string;

  @Field(() => LenderCategory, {
    nullable: true,
    description: 'The category of an NGO; left out for other lenders.',
  })
  category?: LenderCategory | null;

  @Field(() => DateScalar, { description: 'The first day on which it is in force.' })
  validFrom!: PlainDate;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The last day on which it is in force; left out when it has no end.',
  })
  validUntil?: PlainDate | null;
}

@InputType({ description: 'A licence that is taken back from today on.' })
export class WithdrawLenderLicenceInput {
  @Field(() => ID, { description: 'The lender.' })
  lenderId!: string;

  @Field(() => String, { description: 'The number of the licence.' })
  number!: string;

  @Field(() => String, { description: 'Why, for the record.' })
  reason!: string;
}

/** What commands about lenders answer with; the lender is read when it is asked for, after the change is kept. */
@ObjectType()
abstract class LenderPayload {
  lenderId?: string;

  @Field(() => Lender, {
    nullable: true,
    description: 'The lender as it is now; null when nothing was done.',
  })
  async lender(@Ctx() { reads }: ServiceContext, @Info() info: GraphQLResolveInfo): Promise<Lender | null> {
    return this.lenderId ? reads.one(Lender, this.lenderId, askedColumns(info)) : null;
  }

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}

@ObjectType({
  description:
    'What came of registering a lender. Refusals: NGO_AND_KIND_DIFFER, NGO_LENDS_ALREADY, TEXT_MISSING, TEXT_TOO_LONG.',
})
@Access({})
export class RegisterLenderPayload extends LenderPayload {}

@ObjectType({
  description:
    'What came of granting a licence. Refusals: LENDER_NOT_FOUND, TEXT_MISSING, TEXT_TOO_LONG, LICENCE_NUMBER_TAKEN, LICENCE_ENDS_TOO_EARLY, LICENCE_CATEGORY_WRONG, LICENCES_OVERLAP.',
})
@Access({})
export class GrantLenderLicencePayload extends LenderPayload {}

@ObjectType({
  description:
    'What came of withdrawing a licence. Refusals: LICENCE_NOT_FOUND, LICENCE_ENDED, TEXT_MISSING, TEXT_TOO_LONG.',
})
@Access({})
export class WithdrawLenderLicencePayload extends LenderPayload {}
