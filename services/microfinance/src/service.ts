import {
  hearNgoStanding,
  NGO_STANDINGS,
  NgoStanding,
} from '@solidarity/subgraph-kit/events/ngo-standing.projection';
import { asReferenced, rowsById } from '@solidarity/subgraph-kit/schema/references';
import { StateTransition } from '@solidarity/subgraph-kit/records/state-history';
import type { ServiceDefinition } from '@solidarity/subgraph-kit/server/service';
import { Craft } from './diarna/craft.entity';
import { CraftResolver } from './diarna/craft.resolver';
import { Producer } from './diarna/producer.entity';
import { PersonProducerResolver, ProducerResolver } from './diarna/producer.resolver';
import { Product, ProductPrice, StockMovement } from './diarna/product.entity';
import { ProductResolver } from './diarna/product.resolver';
import { LoanApplication } from './loans/application.entity';
import { LoanApplicationResolver } from './loans/application.resolver';
import { BorrowerResolver } from './loans/borrower.resolver';
import { Lender, LenderLicence } from './loans/lender.entity';
import { LenderResolver } from './loans/lender.resolver';
import {
  AreaLendingResolver,
  LenderLendingResolver,
  NgoLendingResolver,
} from './loans/lending-summary.resolver';
import { Instalment, Loan } from './loans/loan.entity';
import { LOANS } from './loans/loan.import';
import { LoanResolver } from './loans/loan.resolver';
import { LoanProduct } from './loans/loan-product.entity';
import { LoanProductResolver } from './loans/loan-product.resolver';
import { AmountsByPartResolver, LoanTodayResolver } from './loans/loan-today.resolver';
import { hearPersonDied, PERSON_DEATHS, PersonDeath } from './loans/person-death.projection';
import { Repayment, RepaymentAllocation } from './loans/repayment.entity';
import { RepaymentResolver } from './loans/repayment.resolver';
import { Lenders1764000000000 } from './migrations/1764000000000-lenders';
import { Loans1764000000100 } from './migrations/1764000000100-loans';
import { LendingRights1764000000200 } from './migrations/1764000000200-lending-rights';
import { LendingRules1764000000300 } from './migrations/1764000000300-lending-rules';
import { Diarna1764000000400 } from './migrations/1764000000400-diarna';
import { EventRights1764200000000 } from './migrations/1764200000000-event-rights';
import { LoansImport1764200001000 } from './migrations/1764200001000-loans-import';

/** Loans to small enterprises and families, and Diarna, the marketplace of what they make. */
export const service: ServiceDefinition = {
  name: 'microfinance',
  entities: [
    ...[StateTransition, NgoStanding, PersonDeath],
    ...[
      Lender,
      LenderLicence,
      LoanProduct,
      LoanApplication,
      Loan,
      Instalment,
      Repayment,
      RepaymentAllocation,
    ],
    ...[Craft, Producer, Product, ProductPrice, StockMovement],
  ],
  migrations: [
    Lenders1764000000000,
    Loans1764000000100,
    LendingRights1764000000200,
    LendingRules1764000000300,
    Diarna1764000000400,
    EventRights1764200000000,
    LoansImport1764200001000,
  ],
  subgraph: {
    resolvers: [
      ...([LenderResolver, LenderLendingResolver, NgoLendingResolver, AreaLendingResolver] as const),
      ...([LoanProductResolver, LoanApplicationResolver, BorrowerResolver] as const),
      ...([LoanResolver, LoanTodayResolver, AmountsByPartResolver, RepaymentResolver] as const),
      ...([CraftResolver, ProducerResolver, PersonProducerResolver, ProductResolver] as const),
    ],
    references: {
      Person: asReferenced,
      Ngo: asReferenced,
      Area: asReferenced,
      Lender: rowsById(Lender),
      LoanProduct: rowsById(LoanProduct),
      LoanApplication: rowsById(LoanApplication),
      Loan: rowsById(Loan),
      Craft: rowsById(Craft),
      Producer: rowsById(Producer),
      Product: rowsById(Product),
    },
  },
  handlers: [hearNgoStanding, hearPersonDied],
  projections: [NGO_STANDINGS, PERSON_DEATHS],
  importKinds: [LOANS],
};
