import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Field, FieldResolver, Info, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';

import { rulesOn } from '@solidarity/subgraph-kit/records/rules-data';
import { askedColumns } from '@solidarity/subgraph-kit/schema/selection';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { PageArgs, type Connection } from '@solidarity/subgraph-kit/values/connection';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { MoneyScalar } from '@solidarity/subgraph-kit/values/scalars';
import { Person } from '../references/person';
import { daysLate } from './arrears';
import { roomUnderLimit } from './assessment';
import { rowIds } from './id-filter';
import { lendingRules } from './lending-rules';
import { Loan, LoanConnection } from './loan.entity';

@ObjectType({ description: 'How a person stands as a borrower today.' })
@Access({ audience: ['partner'], scopes: ['loans:read'] })
export class BorrowerStanding {
  @Field(() => Int, { description: 'Active loans that the caller may see.' })
  activeLoans!: number;

  @Field(() => MoneyScalar, { description: 'The principal that is still owed of them.' })
  outstanding!: Money;

  @Field(() => Int, { description: 'How many days the latest of them is behind; 0 when none is late.' })
  daysLate!: number;

  @Field(() => MoneyScalar, {
    description: "The regulator's limit today: what one person may owe all lenders together.",
  })
  limit!: Money;

  @Field(() => MoneyScalar, {
    description:
      'What may still be lent under that limit: loans of all lenders count, and what is approved and not yet disbursed.',
  })
  roomUnderLimit!: Money;
}

interface StandingRow {
  readonly personId: string;
  readonly activeLoans: number;
  readonly outstanding: Money;
  readonly oldestUnpaidDueOn: PlainDate | null;
  readonly owed: Money;
}

/** Only of people who have applied where the caller can see it: nobody can look up what strangers owe. */
const STANDINGS = `
select borrower.id as "personId", own.active_loans as "activeLoans", own.outstanding,
  own.oldest_unpaid_due_on as "oldestUnpaidDueOn", exposure.owed
from unnest($1::uuid[]) as borrower(id)
cross join lateral (
  select count(loan.id)::int as active_loans, coalesce(sum(loan.outstanding_principal), 0)::numeric(18,2) as outstanding,
    min(loan.oldest_unpaid_due_on) as oldest_unpaid_due_on
  from loan where loan.person_id = borrower.id and loan.state = 'ACTIVE') as own
join borrower_exposures($1::uuid[], null) as exposure on exposure.person_id = borrower.id
where exists (select from loan_application application where application.person_id = borrower.id)`;

async function standingsOf(
  context: ServiceContext,
  ids: readonly string[],
): Promise<(BorrowerStanding | null)[]> {
  const { reads, today } = context;
  const rows = await reads.rows<StandingRow>(STANDINGS, [rowIds(ids)]);
  reads.shown(
    'BorrowerStanding',
    rows.map(({ personId }) => personId),
  );
  const { borrowerLimit: limit } = (await rulesOn(reads, 'lending', today, lendingRules)).value;
  const standings = new Map(
    rows.map(({ personId, activeLoans, outstanding, oldestUnpaidDueOn, owed }) => [
      personId,
      {
        ...{ activeLoans, outstanding, limit },
        daysLate: daysLate(oldestUnpaidDueOn, today),
        roomUnderLimit: roomUnderLimit(owed, limit),
      },
    ]),
  );
  return ids.map((id) => standings.get(id.toLowerCase()) ?? null);
}

@Resolver(() => Person)
export class BorrowerResolver {
  @FieldResolver(() => LoanConnection, {
    nullable: true,
    description: 'Loans of the person that the caller may see, the latest first.',
  })
  @Access({ audience: ['partner'], scopes: ['loans:read'] })
  loans(
    @Root() { id }: Person,
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() { reads }: ServiceContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Loan>> {
    const options = { orderBy: ['createdAt'] as const, descending: true, first, after };
    return reads.byParentPage(Loan, 'personId', id, askedColumns(info), options);
  }

  @FieldResolver(() => BorrowerStanding, {
    nullable: true,
    description:
      'How the person stands as a borrower; null who has never applied for a loan that the caller may see.',
  })
  @Access({ audience: ['partner'], scopes: ['loans:read'] })
  borrowerStanding(@Root() { id }: Person, @Ctx() context: ServiceContext): Promise<BorrowerStanding | null> {
    return context.reads.batch('borrower standing', id, (ids) => standingsOf(context, ids));
  }
}
