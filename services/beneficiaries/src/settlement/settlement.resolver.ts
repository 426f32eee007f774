import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { BatchProgress, progressOf } from '@solidarity/subgraph-kit/batches/batch-progress';
import type { Reads } from '@solidarity/subgraph-kit/database/reads';
import type { CommandContext, ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { PaymentCycle } from '../payments/cycle.entity';
import type { CycleResult } from './cycle.commands';
import { settledMoneyOf } from './reconciliation';
import { PaymentReconciliation } from './reconciliation.entity';
import { paymentReconciling } from './reconciling.batch';
import { paymentSending } from './sending.batch';
import { closePaymentCycle, reconcilePaymentCycle, sendPaymentCycle } from './settlement.commands';
import {
  ClosePaymentCycleInput,
  ClosePaymentCyclePayload,
  ReconcilePaymentCycleInput,
  ReconcilePaymentCyclePayload,
  SendPaymentCycleInput,
  SendPaymentCyclePayload,
} from './settlement.inputs';

/** From an approved cycle to one whose money is accounted for. */
@Resolver(() => PaymentCycle)
export class SettlementResolver {
  @FieldResolver(() => [PaymentReconciliation], {
    description:
      'What became of its money, by governorate and channel; empty before it is sent. For those who prepare or approve payments, and auditors.',
  })
  @Access({ scopes: ['payments:prepare', 'payments:approve', 'audit:read'] })
  reconciliation(
    @Root() { id }: PaymentCycle,
    @Ctx() { reads }: ServiceContext,
  ): Promise<PaymentReconciliation[]> {
    return reads.batch('reconciliation', id, (ids) =>
      settledMoneyOf((sql, values) => reads.rows(sql, values), ids),
    );
  }

  @FieldResolver(() => BatchProgress, {
    nullable: true,
    description: 'How far it is sent to the payment agent; null while nobody has ordered that.',
  })
  @Access({ scopes: ['payments:prepare', 'payments:approve', 'audit:read'] })
  sending(@Root() { id }: PaymentCycle, @Ctx() { reads }: ServiceContext): Promise<BatchProgress | null> {
    return progressOfWork(reads, paymentSending.name, id);
  }

  @FieldResolver(() => BatchProgress, {
    nullable: true,
    description: 'How far it is reconciled; null while nobody has ordered that.',
  })
  @Access({ scopes: ['payments:prepare', 'payments:approve', 'audit:read'] })
  reconciling(@Root() { id }: PaymentCycle, @Ctx() { reads }: ServiceContext): Promise<BatchProgress | null> {
    return progressOfWork(reads, paymentReconciling.name, id);
  }

  @Mutation(() => SendPaymentCyclePayload, {
    description:
      'Has the payment agent told of every payment of an approved cycle: one instruction for each. It is done in the background, a governorate at a time; the cycle is SENT when all of them are. For those who prepare or approve payments.',
  })
  @Access({ scopes: ['payments:prepare', 'payments:approve'] })
  sendPaymentCycle(
    @Arg('input', () => SendPaymentCycleInput, { description: 'What is to be done.' })
    input: SendPaymentCycleInput,
    @Ctx() context: CommandContext,
  ): Promise<CycleResult> {
    return sendPaymentCycle(context, input);
  }

  @Mutation(() => ReconcilePaymentCyclePayload, {
    description:
      'Ends the collecting of a cycle: when all payments are settled, or when the days for collecting are over (rules payment_collection), and then what is open is uncollected. It is done in the background, a governorate at a time; then the cycle is RECONCILED. Enrolments whose payments were not collected several times in a row are suspended.',
  })
  @Access({ scopes: ['payments:prepare', 'payments:approve'] })
  reconcilePaymentCycle(
    @Arg('input', () => ReconcilePaymentCycleInput, { description: 'What is to be done.' })
    input: ReconcilePaymentCycleInput,
    @Ctx() context: CommandContext,
  ): Promise<CycleResult> {
    return reconcilePaymentCycle(context, input);
  }

  @Mutation(() => ClosePaymentCyclePayload, {
    description:
      'Closes a reconciled cycle: in each governorate and channel what was sent equals what was paid, uncollected and rejected, and the agent holds none of its money.',
  })
  @Access({ scopes: ['payments:prepare', 'payments:approve'] })
  closePaymentCycle(
    @Arg('input', () => ClosePaymentCycleInput, { description: 'What is to be done.' })
    input: ClosePaymentCycleInput,
    @Ctx() context: CommandContext,
  ): Promise<CycleResult> {
    return closePaymentCycle(context, input);
  }
}

async function progressOfWork(reads: Reads, kind: string, cycleId: string): Promise<BatchProgress | null> {
  const batchId = await reads.batch(`settlement work ${kind}`, cycleId, async (ids) => {
    const rows = await reads.rows<{ cycleId: string; batchId: string }>(
      `select cycle_id as "cycleId", batch_id as "batchId" from settlement_work
        where cycle_id = any($1::uuid[]) and kind = $2`,
      [ids, kind],
    );
    const byCycle = new Map(rows.map((row) => [row.cycleId, row.batchId]));
    return ids.map((id) => byCycle.get(id) ?? null);
  });
  return batchId === null ? null : progressOf(reads, batchId);
}
