import { COMMON_REFUSALS } from '@solidarity/subgraph-kit/imports/common-refusals';
import type { CheckRun } from '@solidarity/subgraph-kit/imports/import-kind';
import type { Facts } from '@solidarity/subgraph-kit/errors/text';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { paymentReturnRefusals } from './payment-returns.refusals';
import { RETURNED_RESULTS, type ReturnedResult } from './settlement-code';

/** What stands against a row, and the column that it is about. */
const VERDICTS = {
  DUPLICATE_IN_FILE: { kind: COMMON_REFUSALS.DUPLICATE_IN_FILE, column: 'instructionNumber' },
  INSTRUCTION_NOT_FOUND: { kind: paymentReturnRefusals.INSTRUCTION_NOT_FOUND, column: 'instructionNumber' },
  AMOUNT_DIFFERS: { kind: paymentReturnRefusals.AMOUNT_DIFFERS, column: 'amount' },
  SETTLED_OTHERWISE: { kind: paymentReturnRefusals.SETTLED_OTHERWISE, column: 'result' },
  CYCLE_NOT_SENT: { kind: paymentReturnRefusals.CYCLE_NOT_SENT, column: 'instructionNumber' },
  BEFORE_SENDING: { kind: paymentReturnRefusals.BEFORE_SENDING, column: 'settledOn' },
} as const;
type Refused = keyof typeof VERDICTS;

interface Verdict {
  readonly line: number;
  readonly verdict: Refused | 'UNCHANGED';
  readonly otherLine: number | null;
  readonly amount: string | null;
  readonly state: ReturnedResult;
  readonly settledOn: PlainDate | null;
  readonly sentOn: PlainDate | null;
}

/**
 * The payments of the range are locked, in one order, before they are looked at: of two files that settle the same
 * payment the second waits and then sees what the first one said. Their cycles are locked against being reconciled.
 */
export async function checkReturns(run: CheckRun): Promise<void> {
  await run.query(
    `select from payment_cycle where id in (
       select instruction.cycle_id from ${run.rows} as staged
         join payment_instruction instruction on instruction.number = staged.instruction_number)
      order by id for share`,
  );
  await run.query(
    `select from payment where id in (
       select instruction.id from ${run.rows} as staged
         join payment_instruction instruction on instruction.number = staged.instruction_number)
      order by id for no key update`,
  );
  const byVerdict = new Map<Verdict['verdict'], Verdict[]>();
  for (const verdict of await verdictsOn(run)) {
    const alike = byVerdict.get(verdict.verdict);
    if (alike) alike.push(verdict);
    else byVerdict.set(verdict.verdict, [verdict]);
  }
  for (const [code, verdicts] of byVerdict) {
    const lines = verdicts.map(({ line }) => line);
    if (code === 'UNCHANGED') {
      await run.leaveUnchanged('select unnest($1::int[]) as line', [lines]);
    } else {
      await run.refuse(
        VERDICTS[code].kind,
        VERDICTS[code].column,
        'select line, facts from unnest($1::int[], $2::jsonb[]) as found (line, facts)',
        [lines, verdicts.map((verdict) => JSON.stringify(factsOf(verdict)))],
      );
    }
  }
}

function verdictsOn(run: CheckRun): Promise<Verdict[]> {
  return run.query<Verdict>(`
    select line, verdict, "otherLine", amount::text, state, "settledOn"::text, "sentOn"::text from (
      select staged.line, other.line as "otherLine", payment.amount, payment.state, payment.settled_on as "settledOn",
             (cycle.sent_at at time zone 'Africa/Cairo')::date as "sentOn",
             case when other.line is not null then 'DUPLICATE_IN_FILE'
                  when instruction.id is null then 'INSTRUCTION_NOT_FOUND'
                  when instruction.amount <> staged.amount then 'AMOUNT_DIFFERS'
                  when (payment.state, payment.settled_on, payment.settlement_code) is not distinct from
                       (staged.result, staged.settled_on, staged.reason_code) then 'UNCHANGED'
                  when payment.state <> 'SENT' then 'SETTLED_OTHERWISE'
                  when cycle.state <> 'SENT' then 'CYCLE_NOT_SENT'
                  when staged.settled_on < (cycle.sent_at at time zone 'Africa/Cairo')::date then 'BEFORE_SENDING'
             end as verdict
        from ${run.rows} as staged
        left join payment_instruction instruction on instruction.number = staged.instruction_number
        left join payment on payment.id = instruction.id
        left join payment_cycle cycle on cycle.id = payment.cycle_id
        left join lateral (select earlier.line from ${run.allRows} as earlier
                            where earlier.instruction_number = staged.instruction_number and earlier.line < staged.line
                            order by earlier.line limit 1) as other on true) as judged
     where verdict is not null`);
}

function factsOf({ verdict, otherLine, amount, state, settledOn, sentOn }: Verdict): Facts {
  if (verdict === 'DUPLICATE_IN_FILE') return { line: otherLine ?? 0 };
  if (verdict === 'AMOUNT_DIFFERS') return { amount: amount ?? '' };
  if (verdict === 'SETTLED_OTHERWISE') return { result: RETURNED_RESULTS[state], settledOn: settledOn ?? '' };
  if (verdict === 'BEFORE_SENDING') return { sentOn: sentOn ?? '' };
  return {};
}
