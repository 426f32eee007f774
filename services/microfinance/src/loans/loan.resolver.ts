import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Info,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';
import { StateTransition } from '@solidarity/subgraph-kit/records/state-history';
import { askedColumns, Needs } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import { Area } from '../references/area';
import { Person } from '../references/person';
import { LoanApplication } from './application.entity';
import { withId } from './id-filter';
import { Lender } from './lender.entity';
import { loan as loanLife, LoanState } from './loan';
import { Instalment, Loan, LoanConnection } from './loan.entity';
import { LoanProduct } from './loan-product.entity';
import { Repayment, RepaymentConnection } from './repayment.entity';

/** More than any term. */
const ALL_INSTALMENTS = 1_000;

@ArgsType()
class LoanArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only those of this lender.' })
  lenderId?: string | null;

  @Field(() => LoanState, { nullable: true, description: 'Only those in this state.' })
  state?: LoanState | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Only those of which an instalment is late today.',
  })
  onlyLate!: boolean;
}

@Resolver(() => Loan)
export class LoanResolver {
  @Query(() => Loan, {
    nullable: true,
    description: 'A loan; null when there is none that the caller may see.',
  })
  @Access({ audience: ['partner'], scopes: ['loans:read'] })
  loan(
    @Arg('id', () => ID, { description: 'The loan.' }) id: string,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Loan | null> {
    return reads.one(Loan, id, askedColumns(info));
  }

  @Query(() => LoanConnection, { description: 'The loans that the caller may see, the latest first.' })
  @Access({ audience: ['partner'], scopes: ['loans:read'] })
  loans(
    @Args(() => LoanArgs) { first, after, lenderId, state, onlyLate }: LoanArgs,
    @Ctx() { reads, today }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Loan>> {
    const late = onlyLate ? [{ sql: "state = 'ACTIVE' and oldest_unpaid_due_on < ?", values: [today] }] : [];
    const where = [...withId('lenderId', lenderId), ...(state ? [{ state }] : []), ...late];
    return reads.page(Loan, {
      columns: askedColumns(info),
      where,
      orderBy: ['createdAt'],
      descending: true,
      first,
      after,
    });
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'Who owes it; what is known of a person is asked of the registry.',
  })
  @Needs('personId')
  borrower(@Root() { personId }: Loan): Person {
    return { id: personId };
  }

  @FieldResolver(() => Area, { nullable: true, description: 'Where the money is used.' })
  @Needs('areaId')
  area(@Root() { areaId }: Loan): Area {
    return { id: areaId };
  }

  @FieldResolver(() => Lender, {
    nullable: true,
    description: 'Who lent it; null when the caller may not see the lender.',
  })
  @Needs('lenderId')
  lender(
    @Root() { lenderId }: Loan,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Lender | null> {
    return reads.one(Lender, lenderId, askedColumns(info));
  }

  @FieldResolver(() => LoanProduct, {
    nullable: true,
    description: 'The product under which it was lent; null when the caller may not see it.',
  })
  @Needs('productId')
  product(
    @Root() { productId }: Loan,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<LoanProduct | null> {
    return reads.one(LoanProduct, productId, askedColumns(info));
  }

  @FieldResolver(() => LoanApplication, {
    nullable: true,
    description: 'The application that it came of, with its decision.',
  })
  @Needs('applicationId')
  application(
    @Root() { applicationId }: Loan,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<LoanApplication | null> {
    return reads.one(LoanApplication, applicationId, askedColumns(info));
  }

  @FieldResolver(() => [Instalment], {
    description: 'The schedule: what falls due, when, and what has been paid of it.',
  })
  instalments(
    @Root() { id }: Loan,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Instalment[]> {
    return reads.byParent(Instalment, 'loanId', id, askedColumns(info), {
      orderBy: ['number'],
      limit: ALL_INSTALMENTS,
    });
  }

  @FieldResolver(() => RepaymentConnection, {
    description: 'What has been paid, the latest first; reversed repayments too.',
  })
  repayments(
    @Root() { id }: Loan,
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Repayment>> {
    const options = { orderBy: ['ordinal'] as const, descending: true, first, after };
    return reads.byParentPage(Repayment, 'loanId', id, askedColumns(info), options);
  }

  @FieldResolver(() => [StateTransition], {
    description: 'What happened to it: from state to state, when and why, the earliest first.',
  })
  history(
    @Root() { id }: Loan,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<StateTransition[]> {
    const where = { subjectType: loanLife.subjectType };
    return reads.byParent(StateTransition, 'subjectId', id, askedColumns(info), {
      where,
      orderBy: ['ordinal'],
    });
  }
}
