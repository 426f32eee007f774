import { randomUUID } from 'node:crypto';
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { violatedConstraint } from '@solidarity/subgraph-kit/database/transaction';
import { refusal, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import { idempotently } from '@solidarity/subgraph-kit/records/idempotency';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { localized } from '@solidarity/subgraph-kit/values/localized-text';
import type { NgoBoardMemberInput } from './application.inputs';
import { refuseBoardMember, refuseBoardTermEnd, type KnownBoardMember } from './board';
import { NgoBoardMember } from './board-member.entity';
import type { AppointNgoBoardMemberInput, EndNgoBoardTermInput } from './file.inputs';
import { findNgo } from './ngo.commands';
import { refusals } from './refusals';

export interface BoardChange {
  boardMemberId: string | null;
  errors: Refusal[];
}

/** Gives somebody a seat on a board. */
export async function appointNgoBoardMember(
  context: CommandContext,
  input: AppointNgoBoardMemberInput,
): Promise<BoardChange> {
  try {
    return await idempotently(context, 'appointNgoBoardMember', input.idempotencyKey, input, () =>
      appoint(context, input),
    );
  } catch (error) {
    const constraint = violatedConstraint(error);
    if (constraint === 'ngo_board_one_chair')
      return refused(refusal(refusals.CHAIR_TAKEN, {}, 'input.member.office'));
    if (constraint === 'ngo_board_one_seat_each')
      return refused(refusal(refusals.ON_BOARD_ALREADY, {}, 'input.member'));
    throw error;
  }
}

async function appoint(context: CommandContext, input: AppointNgoBoardMemberInput): Promise<BoardChange> {
  const ngo = await findNgo(context, input.ngoId);
  if (!ngo) return refused(refusal(refusals.NGO_NOT_FOUND, {}, 'input.ngoId'));
  const problems = refuseBoardMember(input.member, context.today, 'input.member');
  if (problems.length > 0) return refused(...problems);
  const personId = personIdOf(context, input.member);
  if (personId === null) return refused(refusal(refusals.IDENTITY_MISSING, {}, 'input.member'));
  const [boardMemberId = null] = await keepBoard(context, ngo.id, [{ ...input.member, personId }]);
  await auditChange(context, { action: 'appointed', entity: 'NgoBoardMember', personIds: [personId] });
  return { boardMemberId, errors: [] };
}

/** Ends somebody's term on a board. */
export async function endNgoBoardTerm(
  context: CommandContext,
  { boardMemberId, until }: EndNgoBoardTermInput,
): Promise<BoardChange> {
  const { manager, today } = context;
  const id = knownId(boardMemberId, 'uuid');
  const seat =
    id && (await manager.findOne(NgoBoardMember, { where: { id }, lock: { mode: 'pessimistic_write' } }));
  if (!seat) return refused(refusal(refusals.BOARD_MEMBER_NOT_FOUND, {}, 'input.boardMemberId'));
  const problem = refuseBoardTermEnd(seat, until, today);
  if (problem) return refused(problem);
  await manager.update(NgoBoardMember, { id: seat.id }, { until });
  await auditChange(context, { action: 'term ended', entity: 'NgoBoardMember', personIds: [seat.personId] });
  return { boardMemberId: seat.id, errors: [] };
}

/** Those whose papers make an id, and what is wrong with those of the others. */
export function knownMembers(
  context: CommandContext,
  board: readonly NgoBoardMemberInput[],
): { known: KnownBoardMember[]; refused: Refusal[] } {
  const known: KnownBoardMember[] = [];
  const problems: Refusal[] = [];
  board.forEach((member, index) => {
    const personId = personIdOf(context, member);
    if (personId === null) problems.push(refusal(refusals.IDENTITY_MISSING, {}, `input.board.${index}`));
    else known.push({ ...member, personId });
  });
  return { known, refused: problems };
}

/** Keeps seats and gives their ids. */
export async function keepBoard(
  { manager }: CommandContext,
  ngoId: string,
  board: readonly KnownBoardMember[],
): Promise<string[]> {
  const rows = board.map(({ personId, name, office, since }) => ({
    id: randomUUID(),
    ngoId,
    personId,
    name: localized(name.ar, name.en),
    office,
    since,
  }));
  if (rows.length > 0) await manager.insert(NgoBoardMember, rows);
  return rows.map(({ id }) => id);
}

/** The person's id out of one paper; null when there is none, or are two. */
function personIdOf(
  { personIds }: CommandContext,
  { nationalId, passport }: NgoBoardMemberInput,
): string | null {
  if (nationalId && !passport) return personIds.ofNationalId(nationalId);
  if (passport && !nationalId) return personIds.ofGuest('PASSPORT', passport.country, passport.number);
  return null;
}

function refused(...errors: Refusal[]): BoardChange {
  return { boardMemberId: null, errors };
}
