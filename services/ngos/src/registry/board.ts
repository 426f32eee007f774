/**
 * The board of an NGO (مجلس الإدارة): it has one chair, and nobody sits on it twice at a time; PostgreSQL holds both. A
 * seat is held from a day on and no longer on the day on which the term ends.
 */
import { refusal, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { NgoBoardOffice } from './ngo';
import { refusals } from './refusals';
import { found, LONGEST, refuseLocalized } from './written';

/** Who is to sit on a board. */
export interface NewBoardMember {
  readonly name: { readonly ar: string; readonly en?: string | null };
  readonly office: NgoBoardOffice;
  readonly since: PlainDate;
}

/** A new member whose id is known. */
export interface KnownBoardMember extends NewBoardMember {
  readonly personId: string;
}

/** More people than sit on a board. */
export const LARGEST_BOARD = 30;

export function refuseBoardMember(
  { name, since }: NewBoardMember,
  today: PlainDate,
  field: string,
): Refusal[] {
  return found(
    refuseLocalized(name, LONGEST.name, `${field}.name`),
    since > today ? refusal(refusals.DATE_IN_FUTURE, { today }, `${field}.since`) : null,
  );
}

/** The whole board of an NGO that notifies the ministry. */
export function refuseBoard(board: readonly KnownBoardMember[], today: PlainDate): Refusal[] {
  if (board.length > LARGEST_BOARD) {
    return [refusal(refusals.TOO_MANY, { most: LARGEST_BOARD }, 'input.board')];
  }
  const chairs = board.filter(({ office }) => office === 'CHAIR').length;
  const isOneChair = chairs === 1;
  return [
    ...found(isOneChair ? null : refusal(refusals.BOARD_WITHOUT_CHAIR, { chairs }, 'input.board')),
    ...board.flatMap((member, index) => {
      const field = `input.board.${index}`;
      const isListedBefore = board.findIndex(({ personId }) => personId === member.personId) < index;
      return [
        ...refuseBoardMember(member, today, field),
        ...found(isListedBefore ? refusal(refusals.LISTED_TWICE, {}, field) : null),
      ];
    }),
  ];
}

/** What speaks against ending a term on a day. */
export function refuseBoardTermEnd(
  { since, until }: { readonly since: PlainDate; readonly until: PlainDate | null },
  endsOn: PlainDate,
  today: PlainDate,
): Refusal | null {
  if (until !== null) return refusal(refusals.BOARD_TERM_ENDED, { until }, 'input.boardMemberId');
  if (endsOn > today) return refusal(refusals.DATE_IN_FUTURE, { today }, 'input.until');
  return endsOn < since ? refusal(refusals.DATE_TOO_EARLY, { earliest: since }, 'input.until') : null;
}
