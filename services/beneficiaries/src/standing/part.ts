import type { ServicePart } from '@solidarity/subgraph-kit/server/part';
import { CashLists1764300000700 } from '../migrations/1764300000700-cash-lists';
import { HouseholdHistory1764300000501 } from '../migrations/1764300000501-household-history';
import { EnrolmentAsOfResolver, HouseholdAsOfResolver, HouseholdOnADayResolver } from './as-of.resolver';
import { HistoryEntry } from './history.entity';
import { HistoryEntryResolver, HouseholdCaseHistoryResolver } from './history.resolver';
import {
  ApplicationStandingResolver,
  EnrolmentStandingResolver,
  HouseholdStandingResolver,
  PaymentStandingResolver,
  StandingOfHouseholdResolver,
} from './standing.resolver';

/** How a household stands, stood on a day, and came to stand: no tables of its own. */
export const standingPart: ServicePart = {
  entities: [HistoryEntry],
  migrations: [HouseholdHistory1764300000501, CashLists1764300000700],
  resolvers: [
    ApplicationStandingResolver,
    EnrolmentAsOfResolver,
    EnrolmentStandingResolver,
    HistoryEntryResolver,
    HouseholdAsOfResolver,
    HouseholdCaseHistoryResolver,
    HouseholdOnADayResolver,
    HouseholdStandingResolver,
    PaymentStandingResolver,
    StandingOfHouseholdResolver,
  ],
};
