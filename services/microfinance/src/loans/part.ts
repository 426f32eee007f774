import {
  hearNgoStanding,
  NGO_STANDINGS,
  NgoStanding,
} from '@solidarity/subgraph-kit/events/ngo-standing.projection';
import { asReferenced, rowsById } from '@solidarity/subgraph-kit/schema/references';
import type { ServicePart } from '@solidarity/subgraph-kit/server/part';
import { Lenders1764000000000 } from '../migrations/1764000000000-lenders';
import { Loans1764000000100 } from '../migrations/1764000000100-loans';
import { LendingRights1764000000200 } from '../migrations/1764000000200-lending-rights';
import { LendingRules1764000000300 } from '../migrations/1764000000300-lending-rules';
import { EventRights1764200000000 } from '../migrations/1764200000000-event-rights';
import { LoansImport1764200001000 } from '../migrations/1764200001000-loans-import';
import { LoanApplication } from './application.entity';
import { LoanApplicationResolver } from './application.resolver';
import { BorrowerResolver } from './borrower.resolver';
import { Lender, LenderLicence } from './lender.entity';
import { LenderResolver } from './lender.resolver';
import { AreaLendingResolver, LenderLendingResolver, NgoLendingResolver } from './lending-summary.resolver';
import { Instalment, Loan } from './loan.entity';
import { LOANS } from './loan.import';
import { LoanResolver } from './loan.resolver';
import { LoanProduct } from './loan-product.entity';
import { LoanProductResolver } from './loan-product.resolver';
import { AmountsByPartResolver, LoanTodayResolver } from './loan-today.resolver';
import { hearPersonDied, PERSON_DEATHS, PersonDeath } from './person-death.projection';
import { Repayment, RepaymentAllocation } from './repayment.entity';
import { RepaymentResolver } from './repayment.resolver';

/** Lenders, what they lend and how it is repaid. */
export const loansPart: ServicePart = {
  entities: [
    NgoStanding,
    PersonDeath,
    Lender,
    LenderLicence,
    LoanProduct,
    LoanApplication,
    Loan,
    Instalment,
    Repayment,
    RepaymentAllocation,
  ],
  migrations: [
    Lenders1764000000000,
    Loans1764000000100,
    LendingRights1764000000200,
    LendingRules1764000000300,
    EventRights1764200000000,
    LoansImport1764200001000,
  ],
  resolvers: [
    LenderResolver,
    LenderLendingResolver,
    NgoLendingResolver,
    AreaLendingResolver,
    LoanProductResolver,
    LoanApplicationResolver,
    BorrowerResolver,
    LoanResolver,
    LoanTodayResolver,
    AmountsByPartResolver,
    RepaymentResolver,
  ],
  references: {
    Person: asReferenced,
    Ngo: asReferenced,
    Area: asReferenced,
    Lender: rowsById(Lender),
    LoanProduct: rowsById(LoanProduct),
    LoanApplication: rowsById(LoanApplication),
    Loan: rowsById(Loan),
  },
  handlers: [hearNgoStanding, hearPersonDied],
  projections: [NGO_STANDINGS, PERSON_DEATHS],
  importKinds: [LOANS],
};
