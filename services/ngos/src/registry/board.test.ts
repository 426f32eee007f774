import { parsePlainDate as day } from '@solidarity/subgraph-kit/values/plain-date';
import { LARGEST_BOARD, refuseBoard, refuseBoardTermEnd, type KnownBoardMember } from './board';

const today = day('2024-01-28');
const member = (personId: string, overrides: Partial<KnownBoardMember> = {}): KnownBoardMember => ({
  personId,
  name: { ar: 'منى علي' },
  office: 'MEMBER',
  since: today,
  ...overrides,
});
const chair = member('a', { office: 'CHAIR' });
const many = (count: number) => Array.from({ length: count }, (_, index) => member(`m${index}`));

it.each([
  ['a chair alone', [chair], []],
  ['a chair and members', [chair, member('b'), member('c')], []],
  ['nobody', [], ['BOARD_WITHOUT_CHAIR']],
  ['no chair', [member('b')], ['BOARD_WITHOUT_CHAIR']],
  ['two chairs', [chair, member('b', { office: 'CHAIR' })], ['BOARD_WITHOUT_CHAIR']],
  ['somebody twice', [chair, member('b'), member('b')], ['LISTED_TWICE']],
  [
    'somebody from tomorrow on',
    [member('a', { office: 'CHAIR', since: day('2024-01-29') })],
    ['DATE_IN_FUTURE'],
  ],
  ['somebody without a name', [member('a', { office: 'CHAIR', name: { ar: ' ' } })], ['TEXT_MISSING']],
  ['as many as there may be', [chair, ...many(LARGEST_BOARD - 1)], []],
  ['one more', [chair, ...many(LARGEST_BOARD)], ['TOO_MANY']],
])('a board of %s', (_name, board, codes) => {
  expect(refuseBoard(board, today).map(({ code }) => code)).toEqual(codes);
});

it.each([
  ['on its first day', '2024-01-01', null, undefined],
  ['before its first day', '2023-12-31', null, 'DATE_TOO_EARLY'],
  ['today', '2024-01-28', null, undefined],
  ['tomorrow', '2024-01-29', null, 'DATE_IN_FUTURE'],
  ['a second time', '2024-01-20', '2024-01-10', 'BOARD_TERM_ENDED'],
])('a term ended %s', (_name, endsOn, until, code) => {
  const seat = { since: day('2024-01-01'), until: until === null ? null : day(until) };

  expect(refuseBoardTermEnd(seat, day(endsOn), today)?.code).toBe(code);
});
