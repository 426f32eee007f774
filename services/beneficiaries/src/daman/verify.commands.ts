import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { refuse } from '@solidarity/subgraph-kit/errors/refusal';
import {
  auditCases,
  factsOf,
  findBatch,
  judgingOf,
  recordSteps,
  type Judging,
  type KnownCase,
  type ListedCase,
  type TransferContext,
} from './case-record.commands';
import { damanCase, FINDING_ACTIONS, WAITING } from './daman-case';
import type { CaseOutcome } from './daman-work';
import type { VerifyDamanBatchInput } from './daman.inputs';
import type { DamanJudgement } from './judgement';
import { damanRefusals } from './refusals';
import { hasCases, orderWork, type OrderedWork } from './work.commands';

/** Orders that every case of a batch that waits is looked up, those that were looked up before once more. */
export async function verifyDamanBatch(
  context: CommandContext,
  { batchId }: VerifyDamanBatchInput,
): Promise<OrderedWork> {
  const { manager } = context;
  const batch = await findBatch(manager, batchId);
  if (!batch) return refuse(damanRefusals.DAMAN_BATCH_NOT_FOUND, {}, 'input.batchId');
  if (!(await hasCases(manager, batch.id, WAITING)))
    return refuse(damanRefusals.NOTHING_TO_VERIFY, {}, 'input.batchId');
  return orderWork(context, { kind: 'VERIFY', batchId: batch.id });
}

interface Judged {
  readonly facts: KnownCase;
  readonly judgement: DamanJudgement;
}

/** Looks these cases up in the registry, in their order, and keeps what was found. */
export async function verifyCases(
  context: TransferContext,
  cases: readonly ListedCase[],
): Promise<CaseOutcome[]> {
  const { manager, caller, today } = context;
  const known = await factsOf(
    manager,
    cases.map(({ id }) => id),
  );
  const judged = onePerHousehold(known, await judgingOf(context));
  const written = judged.map(({ facts, judgement: { outcome, destination, decision } }) => ({
    id: facts.caseId,
    state: outcome,
    decision,
    programme_id: destination?.programmeId ?? null,
    category: destination?.category ?? null,
    household_id: destination ? facts.householdId : null,
  }));
  // A case that is verified no longer makes room for the one that is now: the room first.
  for (const isVerified of [false, true]) {
    await manager.query(
      `update daman_case given
          set state = found.state, decision = found.decision, programme_id = found.programme_id,
              category = found.category, household_id = found.household_id, verified_by = $2, verified_on = $3
         from jsonb_to_recordset($1) as found
              (id uuid, state text, decision jsonb, programme_id text, category text, household_id uuid)
        where given.id = found.id and (found.state = 'VERIFIED') = $4`,
      [JSON.stringify(written), caller.subject, today, isVerified],
    );
  }
  const steps = judged.flatMap(({ facts: { caseId, state }, judgement: { outcome } }) =>
    state === outcome
      ? []
      : [{ id: caseId, from: state, to: outcome, action: FINDING_ACTIONS[outcome] } as const],
  );
  await recordSteps(context, damanCase.subjectType, steps);
  await auditCases(
    context,
    'verified',
    cases.map(({ personId }) => personId),
  );
  return judged.map(({ facts: { caseId }, judgement: { outcome } }) => ({ id: caseId, outcome }));
}

/** Of members whose cases would take one household to the same programme, the first in the list does. */
function onePerHousehold(cases: readonly KnownCase[], { judge }: Judging): Judged[] {
  const claims = new Map<string, { programmeId: string; caseNumber: string }[]>();
  return cases.map((facts) => {
    const inHousehold = facts.householdId === null ? [] : (claims.get(facts.householdId) ?? []);
    const judgement = judge({ ...facts, householdClaims: [...facts.householdClaims, ...inHousehold] });
    const { outcome, destination } = judgement;
    if (outcome === 'VERIFIED' && destination?.category === null && facts.householdId !== null) {
      const claim = { programmeId: destination.programmeId, caseNumber: facts.caseNumber };
      claims.set(facts.householdId, [...inHousehold, claim]);
    }
    return { facts, judgement };
  });
}
