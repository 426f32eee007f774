import type { EntityManager } from 'typeorm';
import { refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { idempotently } from '@solidarity/subgraph-kit/records/idempotency';
import { refuseMove } from '@solidarity/subgraph-kit/records/refused-move';
import { move } from '@solidarity/subgraph-kit/records/state-machine';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import {
  casesOf,
  factsOf,
  findBatch,
  judgingOf,
  lockCase,
  lockTransfer,
  type Judging,
  type KnownCase,
} from './case-record.commands';
import { damanCase, type MovingFacts } from './daman-case';
import type { MoveDamanCaseInput, MoveVerifiedDamanCasesInput } from './daman.inputs';
import { enrolCases, type MovableCase } from './enrolling.commands';
import type { DamanDestination } from './rules';
import { damanRefusals } from './refusals';

/** What a command about one case has done. */
export interface DamanCaseChange {
  caseId?: string;
  errors: Refusal[];
}

/** What moving the verified cases of a batch has done, and how many it has left where they were. */
export interface MovedBatch {
  batchId?: string;
  movedCases?: number;
  leftVerifiedByYou?: number;
  leftWithoutProgramme?: number;
  leftToVerifyAgain?: number;
  leftToMinistry?: number;
  errors: Refusal[];
}

/** Moves one case to the programme that it was verified for. */
export function moveDamanCase(context: CommandContext, input: MoveDamanCaseInput): Promise<DamanCaseChange> {
  return idempotently(context, 'moveDamanCase', input.idempotencyKey, input, async () => {
    const { manager, caller } = context;
    await lockTransfer(manager);
    const found = await lockCase(manager, input.caseId);
    if (!found) return refuse(damanRefusals.DAMAN_CASE_NOT_FOUND, {}, 'input.caseId');
    const judging = await judgingOf(context);
    const [known] = await factsOf(manager, [found.id]);
    if (!known) return refuse(damanRefusals.DAMAN_CASE_NOT_FOUND, {}, 'input.caseId');
    const { facts, movable } = readiness(context, judging, known);
    const step = move(damanCase, known.state, 'move', { role: caller.role, facts });
    if (!step.ok) return refuseMove(step, 'input.caseId');
    if (!movable || !(await seenHouseholds(manager, [movable])).has(movable.householdId))
      return refuse(damanRefusals.HOUSEHOLD_NOT_YOURS, {}, 'input.caseId');
    await enrolCases(context, judging.rules.value, [movable]);
    return { caseId: found.id, errors: [] };
  });
}

/** Moves the cases of a batch that somebody else has verified and of which the registry says the same still. */
export function moveVerifiedDamanCases(
  context: CommandContext,
  input: MoveVerifiedDamanCasesInput,
): Promise<MovedBatch> {
  return idempotently(context, 'moveVerifiedDamanCases', input.idempotencyKey, input, async () => {
    const { manager } = context;
    await lockTransfer(manager);
    const batch = await findBatch(manager, input.batchId);
    if (!batch) return refuse(damanRefusals.DAMAN_BATCH_NOT_FOUND, {}, 'input.batchId');
    const judging = await judgingOf(context);
    const left = { verified: 0, byYou: 0, withoutProgramme: 0, changed: 0, elsewhere: 0 };
    let movedCases = 0;
    for await (const ids of casesOf(manager, batch.id, ['VERIFIED'])) {
      const movable: MovableCase[] = [];
      for (const known of await factsOf(manager, ids)) {
        if ((input.programmeId ?? known.programmeId) !== known.programmeId) continue;
        left.verified += 1;
        const { facts, movable: one } = readiness(context, judging, known);
        if (facts.isVerifiedByCaller) left.byYou += 1;
        else if (!facts.hasProgramme) left.withoutProgramme += 1;
        else if (!facts.isStillSo || !one || facts.unverifiedMember !== null) left.changed += 1;
        else movable.push(one);
      }
      const seen = await seenHouseholds(manager, movable);
      const yours = movable.filter(({ householdId }) => seen.has(householdId));
      left.elsewhere += movable.length - yours.length;
      await enrolCases(context, judging.rules.value, yours);
      movedCases += yours.length;
    }
    if (movedCases === 0)
      return refuse(
        damanRefusals.NOTHING_TO_MOVE,
        { verified: left.verified, own: left.byYou, changed: left.changed },
        'input.batchId',
      );
    return {
      ...{ batchId: batch.id, movedCases, leftVerifiedByYou: left.byYou, errors: [] },
      ...{ leftWithoutProgramme: left.withoutProgramme, leftToVerifyAgain: left.changed },
      leftToMinistry: left.elsewhere,
    };
  });
}

/** Whether a case can be moved now, and to where. */
function readiness(
  { caller }: CommandContext,
  { judge }: Judging,
  known: KnownCase,
): { facts: MovingFacts; movable: MovableCase | null } {
  const { outcome, destination } = judge(known);
  const { householdId, birthDate, headId } = known;
  const isStillSo = outcome === 'VERIFIED' && isSame(destination, known);
  const facts = {
    hasProgramme: known.programmeId !== null,
    isVerifiedByCaller: known.verifiedBy === caller.subject,
    isStillSo,
    unverifiedMember: destination?.category === null ? known.unverifiedMember : null,
  };
  const isWhole = destination && householdId !== null && birthDate !== null && headId !== null;
  const movable = isStillSo && isWhole ? { known, destination, householdId, birthDate, headId } : null;
  return { facts, movable };
}

function isSame(destination: DamanDestination | null, known: KnownCase): boolean {
  return (
    (destination?.programmeId ?? null) === known.programmeId &&
    (destination?.category ?? null) === known.category &&
    (destination === null || known.householdId === known.verifiedHouseholdId)
  );
}

/** Who may not see a household does not enrol it. */
async function seenHouseholds(
  manager: EntityManager,
  cases: readonly MovableCase[],
): Promise<ReadonlySet<string>> {
  const rows = await manager.query<{ id: string }[]>('select id from household where id = any ($1)', [
    cases.map(({ householdId }) => householdId),
  ]);
  return new Set(rows.map(({ id }) => id));
}
