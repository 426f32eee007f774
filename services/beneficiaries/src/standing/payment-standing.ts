import type { Reads } from '@solidarity/subgraph-kit/database/reads';
import type { ServiceContext } from '@solidarity/subgraph-kit/server/context';
import type { LocalizedText } from '@solidarity/subgraph-kit/values/localized-text';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { ComplianceFinding } from '../conditionality/compliance-outcome.entity';
import type { PaymentLineKind } from '../payments/payment';
import { PaymentCycle } from '../payments/cycle.entity';
import { Payment } from '../payments/payment.entity';
import { Person } from '../registry/person.entity';
import { programmeName } from './case-standing';
import { lineInWords, paymentInWords, TOLD_STATES, type Breach, type ToldState } from './payment-words';
import type { PaymentLineStanding, PaymentStanding } from './standing.entity';

/** The last payments of a household that it may be told of, each line with its reason. */
export async function paymentStandings(
  context: ServiceContext,
  householdId: string,
  most: number,
): Promise<PaymentStanding[]> {
  const { reads } = context;
  const columns = ['cycleId', 'enrolmentId', 'amount', 'state', 'settledOn', 'correctedOn'];
  // Ids are given in the order of time.
  const latest = { where: { sql: TOLD, values: [[...TOLD_STATES]] }, descending: true, limit: most };
  const payments = await reads.byParent(Payment, 'householdId', householdId, columns, latest);
  return Promise.all(
    payments.map(async (payment): Promise<PaymentStanding> => {
      const [cycle, lines] = await Promise.all([
        reads.one(PaymentCycle, payment.cycleId, ['programmeId', 'month']),
        reads.batch('standing lines', payment.id, (ids) => linesOf(reads, ids)),
      ]);
      if (!cycle) throw new Error('A payment that is seen belongs to a cycle that is seen.');
      // Of all payments only those in these states were read.
      const state = payment.state as ToldState;
      const programme = await programmeName(reads, cycle.programmeId);
      return {
        paymentId: payment.id,
        inWords: paymentInWords({ ...payment, state, programme, month: cycle.month }),
        lines: await Promise.all(lines.map((line) => lineStanding(context, line))),
      };
    }),
  );
}

/** Sent, and paid or not; or nothing due in a cycle that was sent. */
const TOLD = `state = any (?) and exists (
  select from payment_cycle cycle where cycle.id = payment.cycle_id and cycle.sent_at is not null)`;

interface ToldLine {
  readonly paymentId: string;
  readonly ordinal: number;
  readonly kind: PaymentLineKind;
  readonly forMonth: PlainDate;
  readonly personId: string | null;
  readonly amount: Money;
  readonly percent: string | null;
  readonly breachMonth: PlainDate | null;
  readonly findings: readonly ComplianceFinding[] | null;
}

/** A withholding that was annulled since is the reason of its line all the same. */
const LINES = `
  select line.payment_id as "paymentId", line.ordinal::int as ordinal, line.kind, line.for_month::text as "forMonth",
         line.person_id as "personId", line.amount::text as amount, reason.percent::text as percent,
         reason.month::text as "breachMonth", reason.findings
    from unnest($1::uuid[]) as asked (payment_id)
    join payment_line line on line.payment_id = asked.payment_id
    left join lateral (
      select withholding.percent, outcome.month, outcome.findings
        from payment
        join withholding on withholding.enrolment_id = payment.enrolment_id and withholding.month = line.for_month
        left join compliance_outcome outcome on outcome.id = withholding.outcome_id
       where payment.id = line.payment_id and line.kind = 'WITHHELD'
       order by withholding.decided_on desc, withholding.annulled_on desc nulls first limit 1) as reason on true
   order by line.payment_id, line.ordinal`;

async function linesOf(reads: Reads, paymentIds: readonly string[]): Promise<ToldLine[][]> {
  const lines = await reads.rows<ToldLine>(LINES, [[...paymentIds]]);
  const byPayment = new Map<string, ToldLine[]>(paymentIds.map((id) => [id, []]));
  for (const line of lines) byPayment.get(line.paymentId)?.push(line);
  return paymentIds.map((id) => byPayment.get(id) ?? []);
}

async function lineStanding(context: ServiceContext, line: ToldLine): Promise<PaymentLineStanding> {
  const { ordinal, percent, breachMonth: month, findings } = line;
  const breaches = (month === null ? [] : (findings ?? [])).flatMap(
    ({ shortfall, requirement, limit }): Breach[] =>
      month !== null && shortfall === 'NOT_KEPT' ? [{ requirement, month, limit }] : [],
  );
  const withheld = percent === null ? null : { percent, breaches };
  return {
    ordinal,
    inWords: lineInWords({ ...line, person: await nameOf(context, line.personId), withheld }),
  };
}

/** Null for nobody, and for who sees payments and not the registry. */
async function nameOf(
  { reads, caller }: ServiceContext,
  personId: string | null,
): Promise<LocalizedText | null> {
  if (personId === null || !caller.scopes.has('registry:read')) return null;
  return (await reads.one(Person, personId, ['name']))?.name ?? null;
}
