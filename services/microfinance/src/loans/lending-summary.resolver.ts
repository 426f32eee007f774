import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { Access } from '@solidarity/subgraph-kit/access/access';

import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import { governorateOfArea, levelOfArea, type AreaLevel } from '@solidarity/subgraph-kit/values/governorate';
import { ZERO, type Money } from '@solidarity/subgraph-kit/values/money';
import { MoneyScalar } from '@solidarity/subgraph-kit/values/scalars';
import { Area } from '../references/area';
import { Ngo } from '../references/ngo';
import { rowIds } from './id-filter';
import { Lender } from './lender.entity';

@ObjectType({
  description:
    'Active loans added up, as they stand today: of a lender, an NGO or an area. No person is in it.',
})
@Access({ audience: ['partner'] })
export class LendingSummary {
  @Field(() => Int, { description: 'How many loans are active.' })
  activeLoans!: number;

  @Field(() => MoneyScalar, { description: 'The principal that is still owed of them.' })
  outstanding!: Money;

  @Field(() => Int, {
    description: 'How many of them are late: an instalment fell due before today and is not paid in full.',
  })
  loansInArrears!: number;

  @Field(() => MoneyScalar, { description: 'The whole principal that is still owed of loans that are late.' })
  inArrears!: Money;

  @Field(() => MoneyScalar, {
    description: 'The same of loans that are more than 30 days late (portfolio at risk, PAR30).',
  })
  lateOver30Days!: Money;

  @Field(() => MoneyScalar, { description: 'The same of loans that are more than 90 days late (PAR90).' })
  lateOver90Days!: Money;
}

const NOTHING_LENT: LendingSummary = {
  activeLoans: 0,
  outstanding: ZERO,
  loansInArrears: 0,
  inArrears: ZERO,
  lateOver30Days: ZERO,
  lateOver90Days: ZERO,
};

const sumOf = (condition: string) =>
  `coalesce(sum(loan.outstanding_principal) filter (where ${condition}), 0)::numeric(18,2)`;

/** The sums over loans in a query that names today as $2. */
const SUMS = `count(loan.lender_id)::int as "activeLoans", ${sumOf('true')} as outstanding,
  (count(*) filter (where loan.oldest_unpaid_due_on < $2))::int as "loansInArrears",
  ${sumOf('loan.oldest_unpaid_due_on < $2')} as "inArrears",
  ${sumOf('loan.oldest_unpaid_due_on < $2::date - 30')} as "lateOver30Days",
  ${sumOf('loan.oldest_unpaid_due_on < $2::date - 90')} as "lateOver90Days"`;

const OF_LENDERS = (key: 'id' | 'ngo_id') => `select lender.${key} as key, ${SUMS}
  from lender left join loan on loan.lender_id = lender.id and loan.state = 'ACTIVE'
  where lender.${key} = any ($1) group by lender.${key}`;

const OF_AREAS = (column: string) => `select loan.${column} as key, ${SUMS}
  from loan where loan.state = 'ACTIVE' and loan.${column} = any ($1) group by loan.${column}`;

const AREA_COLUMNS = {
  GOVERNORATE: 'governorate',
  DISTRICT: 'district_id',
  VILLAGE: 'area_id',
} as const satisfies Record<AreaLevel, string>;

type SummaryRow = LendingSummary & { readonly key: string };

async function summaries(
  { reads, today }: ServiceContext,
  sql: string,
  keys: readonly string[],
): Promise<Map<string, LendingSummary>> {
  const rows = keys.length === 0 ? [] : await reads.rows<SummaryRow>(sql, [keys, today]);
  return new Map(rows.map(({ key, ...summary }) => [key, summary]));
}

/** The lending of a lender or an NGO; null for who is no lender, and for who sees its loans only in part. */
export function lendingOf(
  context: ServiceContext,
  key: 'id' | 'ngo_id',
  id: string,
): Promise<LendingSummary | null> {
  // A citizen sees loans of its own: their sum would say nothing of the lender.
  if (context.caller.role === 'citizen') return Promise.resolve(null);
  return context.reads.batch(`lending by lender.${key}`, id, async (ids) => {
    const found = await summaries(context, OF_LENDERS(key), rowIds(ids));
    return ids.map((one) => found.get(one.toLowerCase()) ?? null);
  });
}

@Resolver(() => Lender)
export class LenderLendingResolver {
  @FieldResolver(() => LendingSummary, {
    nullable: true,
    description: 'What it has lent; null for a borrower, who sees loans of its own only.',
  })
  @Access({ audience: ['partner'], scopes: ['loans:read'] })
  lending(@Root() { id }: Lender, @Ctx() context: ServiceContext): Promise<LendingSummary | null> {
    return lendingOf(context, 'id', id);
  }
}

@Resolver(() => Ngo)
export class NgoLendingResolver {
  @FieldResolver(() => LendingSummary, {
    nullable: true,
    description:
      'What the organisation has lent; null when it is no lender, or not one whose loans the caller sees.',
  })
  @Access({ audience: ['partner'], scopes: ['loans:read', 'aggregates:read'] })
  lending(@Root() { id }: Ngo, @Ctx() context: ServiceContext): Promise<LendingSummary | null> {
    return lendingOf(context, 'ngo_id', id);
  }
}

@Resolver(() => Area)
export class AreaLendingResolver {
  @FieldResolver(() => LendingSummary, {
    nullable: true,
    description: 'What has been lent for use in the area, by all lenders; null only when it cannot be told.',
  })
  @Access({ scopes: ['aggregates:read'] })
  lending(@Root() { id }: Area, @Ctx() context: ServiceContext): Promise<LendingSummary | null> {
    const level = levelOfArea(id);
    if (level === null) return Promise.resolve(null);
    const keyOf = (areaId: string) =>
      level === 'GOVERNORATE' ? (governorateOfArea(areaId) ?? areaId) : areaId;
    return context.reads.batch(`lending by ${level}`, id, async (areaIds) => {
      const found = await summaries(context, OF_AREAS(AREA_COLUMNS[level]), [...new Set(areaIds.map(keyOf))]);
      return areaIds.map((areaId) => found.get(keyOf(areaId)) ?? NOTHING_LENT);
    });
  }
}
