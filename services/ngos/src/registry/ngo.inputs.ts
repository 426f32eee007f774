import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Field, Info, ObjectType } from 'type-graphql';
import { Ngo } from './ngo.entity';

/** What commands about NGOs answer with; the NGO is read when it is asked for, after the change is kept. */
@ObjectType()
export abstract class NgoPayload {
  ngoId!: string | null;

  @Field(() => Ngo, { nullable: true, description: 'The NGO as it is now; null when nothing was done.' })
  async ngo(@Ctx() { reads }: ServiceContext, @Info() info: GraphQLResolveInfo): Promise<Ngo | null> {
    return this.ngoId === null ? null : reads.one(Ngo, this.ngoId, askedColumns(info));
  }

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}
