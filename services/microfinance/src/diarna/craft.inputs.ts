import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Field, Info, InputType, ObjectType } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import { LocalizedTextInput } from '@solidarity/subgraph-kit/values/localized-text';
import { GovernorateEnum } from '@solidarity/subgraph-kit/values/scalars';
import { Craft } from './craft.entity';

@InputType({ description: 'A craft for the encyclopaedia.' })
export class AddCraftInput {
  @Field(() => LocalizedTextInput, {
    description: 'What it is called; no two crafts have the same name in Arabic.',
  })
  name!: LocalizedTextInput;

  @Field(() => LocalizedTextInput, { description: 'What it is and where it comes from.' })
  description!: LocalizedTextInput;

  @Field(() => LocalizedTextInput, { description: 'What it is made of.' })
  materials!: LocalizedTextInput;

  @Field(() => LocalizedTextInput, { description: 'How it is made.' })
  technique!: LocalizedTextInput;

  @Field(() => [GovernorateEnum], { description: 'Where it is at home; at least one.' })
  governorates!: Governorate[];

  @Field(() => String, {
    description:
      'A text of 8 to 200 characters that is new for each new craft: sent again, it adds nothing again.',
  })
  idempotencyKey!: string;
}

@ObjectType({
  description:
    'What came of adding a craft. Refusals: TEXT_MISSING, TEXT_TOO_LONG, GOVERNORATE_MISSING, CRAFT_NAME_TAKEN.',
})
@Access({})
export class AddCraftPayload {
  craftId?: string;

  @Field(() => Craft, { nullable: true, description: 'The new craft; null when nothing was done.' })
  async craft(@Ctx() { reads }: ServiceContext, @Info() info: GraphQLResolveInfo): Promise<Craft | null> {
    return this.craftId ? reads.one(Craft, this.craftId, askedColumns(info)) : null;
  }

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}
