import type { ClientBase } from 'pg';
import { loanSeedOf, type SampleLoan } from '@solidarity/subgraph-kit/sample/lending';
import { loanProductOf, type SampleLoanProduct } from '@solidarity/subgraph-kit/sample/loan-products';
import { progressBar } from '@solidarity/subgraph-kit/sample/progress-bar';
import type { Sample } from '@solidarity/subgraph-kit/sample/size';
import type { Decision } from '@solidarity/subgraph-kit/records/decision';
import { rulesOn, type Rules } from '@solidarity/subgraph-kit/records/rules-data';
import { divideMoney, money, multiplyMoney, type Money } from '@solidarity/subgraph-kit/values/money';
import { ageOn } from '@solidarity/subgraph-kit/values/plain-date';
import { assess } from '../loans/assessment';
import { lendingRules, type LendingRules } from '../loans/lending-rules';
import { monthlyBurdenOf } from '../loans/schedule';
import { conditionsOf } from './conditions';
import { addLenderAccounts } from './ledger-rows';
import { addLoan, addNextApplication, type ToldLoan } from './loan-rows';
import { storyOf } from './loan-story';
import { SampleTables } from './rows';

const TABLES = [
  ...['loan_application', 'loan', 'instalment', 'ledger_account', 'ledger_entry', 'ledger_posting'],
  ...['repayment', 'repayment_allocation', 'state_transition'],
];

/** So many loans are held in memory at once, however many there are. */
const AT_ONCE = 500;

/** A borrower earns so many times what the loan costs in a month. */
const INCOME_TIMES = 4;
const INCOME_STEP = 50;

/** Of the borrowers who have paid back one in so many asks again. */
const ASKS_AGAIN = 3;

/** Loans with their applications, schedules, repayments and ledger, reckoned by the rules that real loans follow. */
export async function loadLoans(client: ClientBase, sample: Sample): Promise<void> {
  const { population, size } = sample;
  const rules = await rulesOf(client, sample);
  const tables = new SampleTables(TABLES);
  const progress = progressBar('microfinance: loans', size.loans);
  addLenderAccounts(tables);
  for (let index = 0; index < size.loans; index += 1) {
    const told = toldOf(loanSeedOf(sample, index), sample, rules);
    addLoan(tables, told);
    if (told.story.closedOn && index % ASKS_AGAIN === 0)
      addNextApplication(tables, told, population.today, size.loans + index + 1);
    if ((index + 1) % AT_ONCE === 0) await tables.write(client);
    progress(index + 1);
  }
  await tables.write(client);
  await client.query("select setval('loan_reference', $1), setval('loan_application_reference', $1)", [
    size.loans,
  ]);
}

/** The rules of the sample's day; loans of earlier years are judged by them too. */
function rulesOf(client: ClientBase, { population }: Sample): Promise<Rules<LendingRules>> {
  const rows = async <Row>(text: string, values?: readonly unknown[]) =>
    (await client.query(text, [...(values ?? [])])).rows as Row[];
  return rulesOn({ rows }, 'lending', population.today, lendingRules);
}

function toldOf(seed: SampleLoan, { population }: Sample, rules: Rules<LendingRules>): ToldLoan {
  const product = loanProductOf(seed.productKind);
  const story = storyOf(seed, { ...conditionsOf(product), term: seed.term }, population.today);
  const monthlyBurden = monthlyBurdenOf(story.schedule);
  const monthlyIncome = incomeFor(monthlyBurden);
  return {
    seed,
    product,
    story,
    monthlyIncome,
    assessment: assessmentOf(seed, product, { monthlyBurden, monthlyIncome }, rules),
  };
}

function incomeFor(monthlyBurden: Money): Money {
  const steps = Math.ceil(Number(divideMoney(multiplyMoney(monthlyBurden, INCOME_TIMES), INCOME_STEP)));
  return money(steps * INCOME_STEP);
}

function assessmentOf(
  { principal, term, startedOn, borrower }: SampleLoan,
  { leastAmount, mostAmount, terms, forWomenOnly, lenderKind }: SampleLoanProduct,
  budget: { readonly monthlyBurden: Money; readonly monthlyIncome: Money },
  rules: Rules<LendingRules>,
): Decision {
  const product = {
    ...{
      isOffered: true,
      minAmount: money(leastAmount),
      maxAmount: money(mostAmount),
      minAge: 21,
      maxAge: 65,
    },
    ...{
      minTerm: Math.min(...terms),
      maxTerm: Math.max(...terms),
      onlyFor: forWomenOnly ? ('FEMALE' as const) : null,
    },
  };
  return assess(
    {
      ...{
        amount: principal,
        term,
        age: ageOn(borrower.birthDate, startedOn),
        sex: borrower.sex,
        product,
        ...budget,
      },
      ...{ exposure: { owed: money(0), daysLate: 0, isDeceased: false }, hasLicence: true },
      ngoStanding: lenderKind === 'NGO' ? 'GOOD' : null,
    },
    rules,
  );
}
