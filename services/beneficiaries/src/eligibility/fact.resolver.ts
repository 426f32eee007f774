import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { CommandContext, ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { Household } from '../registry/household.entity';
import { recordFacts, type FactsResult } from './fact.commands';
import { RecordFactsInput, RecordFactsPayload } from './fact.inputs';
import { FACT_KIND_LIST, FactKindDescription, factsOf, KnownFact } from './known-fact.entity';

@Resolver(() => Household)
export class FactResolver {
  @Query(() => [FactKindDescription], { description: 'The kinds of facts that eligibility is judged by.' })
  @Access.everyone()
  factKinds(): readonly FactKindDescription[] {
    return FACT_KIND_LIST;
  }

  @FieldResolver(() => [KnownFact], {
    description:
      'What is known of its circumstances now, its own facts first, then those of its members. A citizen sees those of their own household.',
  })
  @Access({ audience: ['partner'], scopes: ['benefits:read'] })
  @Needs('id')
  facts(@Root() { id }: Household, @Ctx() context: ServiceContext): Promise<KnownFact[]> {
    return factsOf(context, id);
  }

  @Mutation(() => RecordFactsPayload, {
    description:
      'Records what a household declares, or an officer has seen on a visit. For citizens about their own household.',
  })
  @Access({ audience: ['partner'], scopes: ['benefits:apply'] })
  recordFacts(
    @Arg('input', () => RecordFactsInput, { description: 'What is to be done.' }) input: RecordFactsInput,
    @Ctx() context: CommandContext,
  ): Promise<FactsResult> {
    return recordFacts(context, input);
  }
}
