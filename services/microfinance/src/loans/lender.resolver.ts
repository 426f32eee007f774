import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { rulesOn } from '@solidarity/subgraph-kit/records/rules-data';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { CommandContext, ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import { Ngo } from '../references/ngo';
import { grantLenderLicence, registerLender, withdrawLenderLicence } from './lender.commands';
import { Lender, LenderConnection, LenderLicence } from './lender.entity';
import {
  GrantLenderLicenceInput,
  GrantLenderLicencePayload,
  RegisterLenderInput,
  RegisterLenderPayload,
  WithdrawLenderLicenceInput,
  WithdrawLenderLicencePayload,
} from './lender.inputs';
import { lenderCategoryRules } from './lending-rules';
import { lendingOf } from './lending-summary.resolver';
import { categoryOf, LenderCategory, licenceInForce } from './licence';

const PERIOD = ['validFrom', 'validUntil', 'withdrawnOn'] as const;

@Resolver(() => Lender)
export class LenderResolver {
  @Query(() => Lender, {
    nullable: true,
    description: 'A lender; null when there is none that the caller may see.',
  })
  @Access({ audience: ['partner'], scopes: ['loans:read'] })
  lender(
    @Arg('id', () => ID, { description: 'The lender.' }) id: string,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Lender | null> {
    return reads.one(Lender, id, askedColumns(info));
  }

  @Query(() => LenderConnection, { description: 'The lenders that the caller may see, the earliest first.' })
  @Access({ audience: ['partner'], scopes: ['loans:read'] })
  lenders(
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Lender>> {
    return reads.page(Lender, { columns: askedColumns(info), orderBy: ['createdAt'], first, after });
  }

  @FieldResolver(() => Ngo, {
    nullable: true,
    description: 'The NGO that lends; null for a lender that is none.',
  })
  @Needs('ngoId')
  ngo(@Root() { ngoId }: Lender): Ngo | null {
    return ngoId === null ? null : { id: ngoId };
  }

  @FieldResolver(() => LenderLicence, {
    nullable: true,
    description: 'The licence in force today; null when it may not lend.',
  })
  async licence(
    @Root() { id }: Lender,
    @Ctx() { reads, today }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<LenderLicence | null> {
    const columns = [...new Set([...askedColumns(info), ...PERIOD])];
    return licenceInForce(
      await reads.byParent(LenderLicence, 'lenderId', id, columns, { orderBy: ['validFrom'] }),
      today,
    );
  }

  @FieldResolver(() => [LenderLicence], { description: 'Every licence it has had, the earliest first.' })
  licences(
    @Root() { id }: Lender,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<LenderLicence[]> {
    return reads.byParent(LenderLicence, 'lenderId', id, askedColumns(info), { orderBy: ['validFrom'] });
  }

  @FieldResolver(() => LenderCategory, {
    nullable: true,
    description:
      'The category that its portfolio of today asks for; null for a lender that is no NGO, and for a borrower.',
  })
  @Needs('kind')
  async categoryByPortfolio(
    @Root() lender: Lender,
    @Ctx() context: ServiceContext,
  ): Promise<LenderCategory | null> {
    if (lender.kind !== 'NGO') return null;
    const lending = await lendingOf(context, 'id', lender.id);
    const rules = await rulesOn(context.reads, 'lender_category', context.today, lenderCategoryRules);
    return lending && categoryOf(lending.outstanding, rules.value);
  }

  @Mutation(() => RegisterLenderPayload, {
    description: 'Makes a body a lender; it may lend once it has a licence. For the ministry.',
  })
  @Access({ scopes: [['loans:approve', 'loans:write']] })
  registerLender(
    @Arg('input', () => RegisterLenderInput, { description: 'The lender.' }) input: RegisterLenderInput,
    @Ctx() context: CommandContext,
  ) {
    return registerLender(context, input);
  }

  @Mutation(() => GrantLenderLicencePayload, {
    description: 'Lets a lender lend from a day on. For the ministry.',
  })
  @Access({ scopes: [['loans:approve', 'loans:write']] })
  grantLenderLicence(
    @Arg('input', () => GrantLenderLicenceInput, { description: 'The licence.' })
    input: GrantLenderLicenceInput,
    @Ctx() context: CommandContext,
  ) {
    return grantLenderLicence(context, input);
  }

  @Mutation(() => WithdrawLenderLicencePayload, {
    description: 'Takes a licence back from today on; loans that were given go on. For the ministry.',
  })
  @Access({ scopes: [['loans:approve', 'loans:write']] })
  withdrawLenderLicence(
    @Arg('input', () => WithdrawLenderLicenceInput, { description: 'The licence, and why.' })
    input: WithdrawLenderLicenceInput,
    @Ctx() context: CommandContext,
  ) {
    return withdrawLenderLicence(context, input);
  }
}
