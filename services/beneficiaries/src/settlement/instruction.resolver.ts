import { Args, ArgsType, Ctx, Field, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import type { Caller, Scope } from '@solidarity/subgraph-kit/access/caller';
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import type { MessageTexts } from '@solidarity/subgraph-kit/errors/text';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { connectionFrom, PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import { LocalizedText } from '@solidarity/subgraph-kit/values/localized-text';
import { maskNationalId } from '@solidarity/subgraph-kit/values/national-id';
import { PaymentChannel } from '../payments/payment';
import { Payment } from '../payments/payment.entity';
import { maskDocumentNumber } from '../registry/person';
import { reasonOf } from './settlement-code';
import { PaymentInstruction, PaymentInstructionConnection } from './instruction.entity';

@ArgsType()
class PaymentInstructionsArgs extends PageArgs {
  @Field(() => ID, { description: 'The cycle.' })
  cycleId!: string;

  @Field(() => PaymentChannel, { description: 'By which channel: each agent is given its own.' })
  channel!: PaymentChannel;
}

/** Whose work it is to pay: the agent cannot pay without knowing whom. */
const PAYERS: readonly Scope[] = ['payments:prepare', 'payments:approve'];

const seesPayeeWhole = ({ scopes }: Caller): boolean =>
  scopes.has('pii:read') || PAYERS.some((scope) => scopes.has(scope));

@Resolver(() => PaymentInstruction)
export class PaymentInstructionResolver {
  @Query(() => PaymentInstructionConnection, {
    description:
      'What the payment agent is told about a cycle, by one channel, in the order of the numbers; nothing before all of it is sent. Exported, it is the file for the agent. For those who prepare or approve payments, and auditors.',
  })
  @Access({ scopes: ['payments:prepare', 'payments:approve', 'audit:read'] })
  async paymentInstructions(
    @Args(() => PaymentInstructionsArgs) { cycleId, channel, first, after }: PaymentInstructionsArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<PaymentInstruction>> {
    const known = knownId(cycleId, 'uuid');
    if (known === null) return connectionFrom([], { first, after }, () => []);
    // Half a file would leave people unpaid, so nothing is shown until all is sent.
    const isSent = `(select state in ('SENT', 'RECONCILED', 'CLOSED') from payment_cycle where id = ?)`;
    const where = [
      { cycleId: known, channel },
      { sql: isSent, values: [known] },
    ];
    return reads.page(PaymentInstruction, {
      ...{ first, after, where, columns: askedColumns(info), orderBy: ['number'] },
    });
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The national ID of the payee, without which the agent cannot pay: whole for those who prepare or approve payments and for who holds `pii:read`, for others with six digits hidden; null for guests.',
  })
  @Needs('payeeNationalId')
  payeeNationalId(
    @Root() { payeeNationalId }: PaymentInstruction,
    @Ctx() { caller }: ServiceContext,
  ): string | null {
    if (payeeNationalId === null || seesPayeeWhole(caller)) return payeeNationalId;
    return maskNationalId(payeeNationalId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The document of a payee without a national ID: kind, country, number. All but the last two characters are hidden from whom the national ID is masked for; null for who has a national ID.',
  })
  @Needs('payeeDocument')
  payeeDocument(
    @Root() { payeeDocument }: PaymentInstruction,
    @Ctx() { caller }: ServiceContext,
  ): string | null {
    if (payeeDocument === null || seesPayeeWhole(caller)) return payeeDocument;
    return maskDocumentNumber(payeeDocument);
  }

  @FieldResolver(() => Payment, { nullable: true, description: 'The payment; null when you may not see it.' })
  @Needs('id')
  payment(
    @Root() { id }: PaymentInstruction,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Payment | null> {
    return reads.one(Payment, id, askedColumns(info));
  }
}

/** What the agent was told of a payment, and what it said. */
@Resolver(() => Payment)
export class InstructionOfPaymentResolver {
  @FieldResolver(() => LocalizedText, {
    nullable: true,
    description: 'Why it was not paid, in words; null when it was, or when no reason is known.',
  })
  @Needs('settlementCode')
  settlementReason(@Root() { settlementCode }: Payment): MessageTexts | null {
    return settlementCode === null ? null : reasonOf(settlementCode);
  }

  @FieldResolver(() => PaymentInstruction, {
    nullable: true,
    description: 'What the payment agent was told of it; null while it is not sent.',
  })
  @Needs('id')
  instruction(
    @Root() { id }: Payment,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PaymentInstruction | null> {
    return reads.one(PaymentInstruction, id, askedColumns(info));
  }
}
