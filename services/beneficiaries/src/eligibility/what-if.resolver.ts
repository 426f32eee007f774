import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { BatchProgress, progressOf } from '@solidarity/subgraph-kit/batches/batch-progress';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { CommandContext, ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import { sumMoney } from '@solidarity/subgraph-kit/values/money';
import { Programme } from '../programmes/programme.entity';
import { Household } from '../registry/household.entity';
import { startEligibilityWhatIf, type WhatIfResult } from './what-if.commands';
import {
  EligibilityWhatIf,
  WhatIfArea,
  WhatIfChange,
  WhatIfCounts,
  WhatIfHousehold,
  WhatIfHouseholdConnection,
} from './what-if.entity';
import { StartEligibilityWhatIfInput, StartEligibilityWhatIfPayload } from './what-if.inputs';

const AREAS = `
select what_if_id as "whatIfId", governorate, households, eligible_now as "eligibleNow",
       eligible_then as "eligibleThen", gaining, losing, near_misses_now as "nearMissesNow",
       near_misses_then as "nearMissesThen", yearly_cost_now as "yearlyCostNow",
       yearly_cost_then as "yearlyCostThen"
  from eligibility_what_if_area where what_if_id = any ($1) order by what_if_id, governorate`;

function areasOf({ reads }: ServiceContext, whatIfId: string): Promise<WhatIfArea[]> {
  return reads.batch('what-if areas', whatIfId, async (ids) => {
    const rows = await reads.rows<WhatIfArea & { whatIfId: string }>(AREAS, [ids]);
    return ids.map((id) => rows.filter((row) => row.whatIfId === id));
  });
}

@Resolver(() => EligibilityWhatIf)
export class WhatIfResolver {
  @Query(() => EligibilityWhatIf, {
    nullable: true,
    description:
      'A run of other rules over the registry; null when there is none. For the ministry and its analysts.',
  })
  @Access({ scopes: ['programmes:write', 'aggregates:read', 'benefits:read'] })
  eligibilityWhatIf(
    @Arg('id', () => ID, { description: 'The run.' }) id: string,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<EligibilityWhatIf | null> {
    return reads.one(EligibilityWhatIf, id, askedColumns(info));
  }

  @FieldResolver(() => BatchProgress, { nullable: true, description: 'How far it is, a region a step.' })
  @Needs('batchId')
  progress(
    @Root() { batchId }: EligibilityWhatIf,
    @Ctx() { reads }: ServiceContext,
  ): Promise<BatchProgress | null> {
    return progressOf(reads, batchId);
  }

  @FieldResolver(() => Programme, { nullable: true, description: 'The programme.' })
  @Needs('programmeId')
  programme(
    @Root() { programmeId }: EligibilityWhatIf,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Programme | null> {
    return reads.one(Programme, programmeId, askedColumns(info));
  }

  @FieldResolver(() => String, { description: 'The other rules as JSON.' })
  @Needs('rules')
  rules(@Root() { rules }: EligibilityWhatIf): string {
    return JSON.stringify(rules);
  }

  @FieldResolver(() => [WhatIfArea], {
    description: 'The governorates that are done and in which somebody lives, by their codes.',
  })
  @Needs('id')
  governorates(@Root() { id }: EligibilityWhatIf, @Ctx() context: ServiceContext): Promise<WhatIfArea[]> {
    return areasOf(context, id);
  }

  @FieldResolver(() => WhatIfCounts, { description: 'All governorates that are done, together.' })
  @Needs('id')
  async totals(@Root() { id }: EligibilityWhatIf, @Ctx() context: ServiceContext): Promise<WhatIfCounts> {
    const areas = await areasOf(context, id);
    const count = (name: Exclude<keyof WhatIfCounts, 'yearlyCostNow' | 'yearlyCostThen'>): number =>
      areas.reduce((sum, area) => sum + area[name], 0);
    return {
      ...{ households: count('households'), eligibleNow: count('eligibleNow') },
      ...{ eligibleThen: count('eligibleThen'), gaining: count('gaining'), losing: count('losing') },
      ...{ nearMissesNow: count('nearMissesNow'), nearMissesThen: count('nearMissesThen') },
      yearlyCostNow: sumMoney(areas.map(({ yearlyCostNow }) => yearlyCostNow)),
      yearlyCostThen: sumMoney(areas.map(({ yearlyCostThen }) => yearlyCostThen)),
    };
  }

  @FieldResolver(() => WhatIfHouseholdConnection, {
    description:
      'The households for which something would change; a case worker sees those of their governorate.',
  })
  @Access({ scopes: [['benefits:read', 'registry:read']] })
  @Needs('id')
  households(
    @Root() { id }: EligibilityWhatIf,
    @Arg('change', () => WhatIfChange, { description: 'Those that gain, or those that lose.' })
    change: WhatIfChange,
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<WhatIfHousehold>> {
    return reads.byParentPage(WhatIfHousehold, 'whatIfId', id, askedColumns(info), {
      ...{ first, after, orderBy: ['id'], where: { change } },
    });
  }

  @Mutation(() => StartEligibilityWhatIfPayload, {
    description:
      'Tries other rules of a programme on the whole registry, in the background; nothing is changed by it. For the ministry.',
  })
  @Access({ scopes: ['programmes:write'] })
  startEligibilityWhatIf(
    @Arg('input', () => StartEligibilityWhatIfInput, { description: 'What is to be done.' })
    input: StartEligibilityWhatIfInput,
    @Ctx() context: CommandContext,
  ): Promise<WhatIfResult> {
    return startEligibilityWhatIf(context, input);
  }
}

@Resolver(() => WhatIfHousehold)
export class WhatIfHouseholdResolver {
  @FieldResolver(() => Household, {
    nullable: true,
    description: 'The household; null when you may not see it.',
  })
  @Needs('householdId')
  household(
    @Root() { householdId }: WhatIfHousehold,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Household | null> {
    return reads.one(Household, householdId, askedColumns(info));
  }
}
