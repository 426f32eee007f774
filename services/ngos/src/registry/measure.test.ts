import { parsePlainDate as day } from '@solidarity/subgraph-kit/values/plain-date';
import { refuseJudgment, refuseSuspension } from './measure';

const warning = { mendBy: day('2024-07-21'), takenBy: 'inspector-1' };

it.each([
  ['on the last day to mend', 'admin', '2024-07-21', 'MENDING_TERM_RUNS'],
  ['on the day after', 'admin', '2024-07-22', undefined],
  ['by who warned', 'inspector-1', '2024-07-22', 'MADE_BY_YOU'],
])('a suspension %s', (_name, decidedBy, today, code) => {
  expect(refuseSuspension(warning, decidedBy, day(today))?.code).toBe(code);
});

it.each([
  ['2024-01-27', 'JUDGMENT_TOO_EARLY'],
  ['2024-01-28', undefined],
  ['2024-10-01', undefined],
  ['2024-10-02', 'DATE_IN_FUTURE'],
])('a judgment of %s', (judgedOn, code) => {
  expect(refuseJudgment(day(judgedOn), day('2024-01-28'), day('2024-10-01'))?.code).toBe(code);
});
