import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Field, Info, InputType, ObjectType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import { LocalizedTextInput } from '@solidarity/subgraph-kit/values/localized-text';
import type { NationalId } from '@solidarity/subgraph-kit/values/national-id';
import { GovernorateEnum, NationalIdScalar } from '@solidarity/subgraph-kit/values/scalars';
import { Producer, ProducerKind } from './producer.entity';

@InputType({ description: 'Somebody who is to sell at Diarna.' })
export class RegisterProducerInput {
  @Field(() => ProducerKind, { description: 'Whether it is a person, a family or a cooperative.' })
  kind!: ProducerKind;

  @Field(() => NationalIdScalar, {
    nullable: true,
    description:
      'The national ID of the person, or of the head of the family; none for a cooperative. It is not kept here.',
  })
  nationalId?: NationalId | null;

  @Field(() => LocalizedTextInput, { description: 'The name under which they sell.' })
  name!: LocalizedTextInput;

  @Field(() => GovernorateEnum, { description: 'Where they work.' })
  governorate!: Governorate;

  @Field(() => LocalizedTextInput, { nullable: true, description: 'What they tell of themselves.' })
  story?: LocalizedTextInput | null;

  @Field(() => String, {
    description:
      'A text of 8 to 200 characters that is new for each new producer: sent again, it registers nothing again.',
  })
  idempotencyKey!: string;
}

@ObjectType({
  description:
    'What came of registering a producer. Refusals: TEXT_MISSING, TEXT_TOO_LONG, PERSON_AND_KIND_DIFFER, PERSON_PRODUCES_ALREADY.',
})
@Access({})
export class RegisterProducerPayload {
  producerId?: string;

  @Field(() => Producer, { nullable: true, description: 'The new producer; null when nothing was done.' })
  async producer(
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Producer | null> {
    return this.producerId ? reads.one(Producer, this.producerId, askedColumns(info)) : null;
  }

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}
