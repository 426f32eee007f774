import { Ctx, Field, Info, ObjectType } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { PaymentCycle } from './cycle.entity';

/** The fields of the payload of every command about a cycle. */
@ObjectType()
export abstract class CyclePayload {
  cycleId?: string;

  @Field(() => PaymentCycle, {
    nullable: true,
    description: 'The cycle as it stands now; null when nothing was done.',
  })
  async cycle(
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PaymentCycle | null> {
    return this.cycleId === undefined ? null : reads.one(PaymentCycle, this.cycleId, askedColumns(info));
  }

  @Field(() => [Refusal], { description: 'Why nothing was done; empty when it was.' })
  errors!: Refusal[];
}
