import type { ServicePart } from '@solidarity/subgraph-kit/server/part';
import { Settlement1764300000310 } from '../migrations/1764300000310-settlement';
import { PaymentReturns1764300000311 } from '../migrations/1764300000311-payment-returns';
import { CollectionRules1764300000312 } from '../migrations/1764300000312-collection-rules';
import { PaymentCorrections1764300000320 } from '../migrations/1764300000320-payment-corrections';
import { CollectionCorrection } from './correction.entity';
import { CollectionCorrectionResolver, CorrectionsOfPaymentResolver } from './correction.resolver';
import { PaymentInstruction } from './instruction.entity';
import { InstructionOfPaymentResolver, PaymentInstructionResolver } from './instruction.resolver';
import { paymentReturns } from './payment-returns.import';
import { paymentReconciling } from './reconciling.batch';
import { paymentSending } from './sending.batch';
import { SettlementResolver } from './settlement.resolver';
import { UncollectedPaymentsResolver } from './uncollected.resolver';

export const settlementPart: ServicePart = {
  entities: [CollectionCorrection, PaymentInstruction],
  migrations: [
    Settlement1764300000310,
    PaymentReturns1764300000311,
    CollectionRules1764300000312,
    PaymentCorrections1764300000320,
  ],
  resolvers: [
    CollectionCorrectionResolver,
    CorrectionsOfPaymentResolver,
    InstructionOfPaymentResolver,
    PaymentInstructionResolver,
    SettlementResolver,
    UncollectedPaymentsResolver,
  ],
  importKinds: [paymentReturns],
  batchKinds: [paymentReconciling, paymentSending],
};
