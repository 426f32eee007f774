import { refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { idempotently } from '@solidarity/subgraph-kit/records/idempotency';
import { refuseMove } from '@solidarity/subgraph-kit/records/refused-move';
import { move } from '@solidarity/subgraph-kit/records/state-machine';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import {
  factsOf,
  findBatch,
  judgingOf,
  lockCase,
  lockTransfer,
  type Judging,
  type KnownCase,
  type ListedCase,
  type TransferContext,
} from './case-record.commands';
import { damanCase, type MovingFacts } from './daman-case';
import type { CaseOutcome, DamanWorkOutcome } from './daman-work';
import type { MoveDamanCaseInput, MoveVerifiedDamanCasesInput } from './daman.inputs';
import { enrolCases, type MovableCase } from './enrolling.commands';
import type { DamanDestination } from './rules';
import { damanRefusals } from './refusals';
import { orderWork, type OrderedWork } from './work.commands';

/** What a command about one case has done. */
export interface DamanCaseChange {
  caseId?: string;
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
    if (!movable) throw new Error('A case that can be moved goes somewhere.');
    await enrolCases(context, judging.rules.value, [movable]);
    return { caseId: found.id, errors: [] };
  });
}

/** Orders that the cases of a batch are moved that somebody else has verified and of which the registry says the same. */
export function moveVerifiedDamanCases(
  context: CommandContext,
  input: MoveVerifiedDamanCasesInput,
): Promise<OrderedWork> {
  return idempotently(
    context,
    'moveVerifiedDamanCases',
    input.idempotencyKey,
    input,
    async (): Promise<OrderedWork> => {
      const { manager, caller } = context;
      const batch = await findBatch(manager, input.batchId);
      if (!batch) return refuse(damanRefusals.DAMAN_BATCH_NOT_FOUND, {}, 'input.batchId');
      const programmeId = input.programmeId ?? null;
      const [{ movable, ...counts }] = await manager.query<[VerifiedCounts]>(VERIFIED, [
        ...[batch.id, programmeId, caller.subject],
      ]);
      if (movable === 0) return refuse(damanRefusals.NOTHING_TO_MOVE, counts, 'input.batchId');
      return orderWork(context, { kind: 'MOVE', batchId: batch.id, programmeId });
    },
  );
}

interface VerifiedCounts {
  readonly verified: number;
  readonly own: number;
  readonly unplaced: number;
  readonly movable: number;
}

const VERIFIED = `
select count(*)::int as verified, count(*) filter (where verified_by = $3)::int as own,
       count(*) filter (where programme_id is null)::int as unplaced,
       count(*) filter (where verified_by <> $3 and programme_id is not null)::int as movable
  from daman_case where batch_id = $1 and state = 'VERIFIED' and ($2::text is null or programme_id = $2)`;

/** Moves those of these cases that who has ordered it may move, and tells of the others why they are left. */
export async function moveCases(
  context: TransferContext,
  cases: readonly ListedCase[],
): Promise<CaseOutcome[]> {
  const { manager } = context;
  const judging = await judgingOf(context);
  const listed = await factsOf(
    manager,
    cases.map(({ id }) => id),
  );
  const judged = listed.map((known) => ({ id: known.caseId, ...readiness(context, judging, known) }));
  const ready = judged.flatMap(({ facts, movable }) => (whyLeft(facts) === null && movable ? [movable] : []));
  await enrolCases(context, judging.rules.value, ready);
  return judged.map(({ id, facts }) => ({ id, outcome: whyLeft(facts) ?? 'MOVED' }));
}

/** Why a case is not moved with the others, as far as the case itself says. */
function whyLeft(facts: MovingFacts): DamanWorkOutcome | null {
  if (facts.isVerifiedByCaller) return 'LEFT_TO_ANOTHER';
  if (!facts.hasProgramme) return 'LEFT_WITHOUT_PROGRAMME';
  return facts.isStillSo && facts.unverifiedMember === null ? null : 'LEFT_TO_VERIFY';
}

/** Whether a case can be moved now, and to where. */
function readiness(
  { caller }: TransferContext,
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
