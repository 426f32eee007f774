import { rowsById } from '@solidarity/subgraph-kit/schema/references';
import type { ServicePart } from '@solidarity/subgraph-kit/server/part';
import { Payments1764300000300 } from '../migrations/1764300000300-payments';
import { PaymentCalculation1764300000301 } from '../migrations/1764300000301-payment-calculation';
import { PaymentApproval1764300000302 } from '../migrations/1764300000302-payment-approval';
import { EntitlementChanges1764300000303 } from '../migrations/1764300000303-entitlement-changes';
import { PaymentTerms1764300000304 } from '../migrations/1764300000304-payment-terms';
import { paymentApproval } from './approval.batch';
import { paymentCalculation } from './calculation.batch';
import { PaymentCycle } from './cycle.entity';
import { PaymentCycleResolver } from './cycle.resolver';
import { Payment, PaymentLine } from './payment.entity';
import { OverpaidResolver } from './overpaid.resolver';
import {
  CyclePaymentsResolver,
  EnrolmentPaymentsResolver,
  HouseholdPaymentsResolver,
  PaymentLineResolver,
  PaymentResolver,
} from './payment.resolver';

export const paymentsPart: ServicePart = {
  entities: [Payment, PaymentCycle, PaymentLine],
  migrations: [
    Payments1764300000300,
    PaymentCalculation1764300000301,
    PaymentApproval1764300000302,
    EntitlementChanges1764300000303,
    PaymentTerms1764300000304,
  ],
  resolvers: [
    CyclePaymentsResolver,
    EnrolmentPaymentsResolver,
    HouseholdPaymentsResolver,
    OverpaidResolver,
    PaymentCycleResolver,
    PaymentLineResolver,
    PaymentResolver,
  ],
  references: { Payment: rowsById(Payment), PaymentCycle: rowsById(PaymentCycle) },
  batchKinds: [paymentCalculation, paymentApproval],
};
