import type { EntityManager } from 'typeorm';
import type { DecisionOf } from '@solidarity/subgraph-kit/records/decision';
import { rulesOn } from '@solidarity/subgraph-kit/records/rules-data';
import { ngoStandingOn } from '@solidarity/subgraph-kit/events/ngo-standing.projection';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import { ageOn, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { LoanApplication } from './application.entity';
import { daysLate } from './arrears';
import { assess, type AssessmentOutcome, type Exposure } from './assessment';
import { Lender, LenderLicence } from './lender.entity';
import { lendingRules } from './lending-rules';
import { licenceInForce } from './licence';
import type { LoanProduct } from './loan-product.entity';
import { monthlyBurdenOf, scheduleOf } from './schedule';

/** What is assessed: an application, or what is about to become one. */
export type Assessable = Pick<
  LoanApplication,
  'id' | 'personId' | 'birthDate' | 'sex' | 'amount' | 'term' | 'monthlyIncome'
>;

/**
 * Assesses an application as things stand today. The borrower is held until the end of the command, so that two lenders
 * who decide at once cannot both find the room under the limit that is left for one of them.
 */
export async function assessToday(
  { manager, today }: CommandContext,
  applied: Assessable,
  product: LoanProduct,
): Promise<DecisionOf<AssessmentOutcome>> {
  const { amount, term, sex, monthlyIncome, birthDate } = applied;
  await manager.query('select lock_borrower($1)', [applied.personId]);
  const exposure = await exposureOf(manager, applied, today);
  const lender = await manager.findOneByOrFail(Lender, { id: product.lenderId });
  const licences = await manager.findBy(LenderLicence, { lenderId: lender.id });
  const schedule = scheduleOf(amount, today, { ...product.conditions, term: withinReach(term, product) });
  return assess(
    {
      ...{ amount, term, sex, monthlyIncome, exposure },
      age: ageOn(birthDate, today),
      monthlyBurden: monthlyBurdenOf(schedule),
      product: { ...product, isOffered: product.state === 'OFFERED' },
      hasLicence: licenceInForce(licences, today) !== null,
      ngoStanding: await standingOf(manager, lender, today),
    },
    await rulesOn(manager, 'lending', today, lendingRules),
  );
}

interface ExposureRow {
  readonly owed: Money;
  readonly oldest_unpaid_due_on: PlainDate | null;
  readonly died_on: PlainDate | null;
}

async function exposureOf(
  manager: EntityManager,
  { id, personId }: Assessable,
  today: PlainDate,
): Promise<Exposure> {
  const [row] = await manager.query<[ExposureRow]>('select * from borrower_exposures(array[$1::uuid], $2)', [
    personId,
    id,
  ]);
  return {
    owed: row.owed,
    daysLate: daysLate(row.oldest_unpaid_due_on, today),
    isDeceased: row.died_on !== null,
  };
}

async function standingOf(
  manager: EntityManager,
  { ngoId }: Lender,
  today: PlainDate,
): Promise<string | null> {
  if (ngoId === null) return null;
  return ngoStandingOn(manager, ngoId, today);
}

/** A term that the product does not have is refused for that; the burden is reckoned with the nearest that it has. */
function withinReach(term: number, { minTerm, maxTerm }: LoanProduct): number {
  return Math.min(Math.max(term, minTerm), maxTerm);
}
