import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import { LocalizedText } from '@solidarity/subgraph-kit/values/localized-text';
import { Household } from '../registry/household.entity';
import { HistoryEntry, HistoryEntryConnection } from './history.entity';
import { historyInWords } from './history-words';

@Resolver(() => Household)
export class HouseholdCaseHistoryResolver {
  @FieldResolver(() => HistoryEntryConnection, {
    description:
      'Everything that happened to the household in programmes of cash support, the latest first: applications, enrolments, suspensions, what was withheld, payments, grievances. Enrolling stands on the day on which it was decided, also when it is paid from another month on.',
  })
  @Access({ audience: ['partner'], scopes: ['benefits:read'] })
  caseHistory(
    @Root() { id }: Household,
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<HistoryEntry>> {
    const page = { orderBy: ['onDate', 'at'] as const, descending: true, first, after };
    return reads.byParentPage(HistoryEntry, 'householdId', id, askedColumns(info), page);
  }
}

@Resolver(() => HistoryEntry)
export class HistoryEntryResolver {
  @FieldResolver(() => LocalizedText, { description: 'The step in one sentence.' })
  @Needs('kind', 'step', 'number', 'programmeAr', 'programmeEn', 'month', 'amount', 'percent', 'reasonCode')
  inWords(@Root() { programmeAr: ar, programmeEn: en, ...entry }: HistoryEntry): LocalizedText {
    return historyInWords({ ...entry, programme: ar === null ? null : { ar, en } });
  }
}
