import { parsePlainDate as day } from '@solidarity/subgraph-kit/values/plain-date';
import { money } from '@solidarity/subgraph-kit/values/money';
import { mendingTerm, objectionTerm } from './terms';

const rules = {
  leastFounders: 10,
  mostForeignersPercent: 25,
  leastFoundationCapital: money(20_000),
  objectionWorkingDays: 60,
};

describe('the term to object', () => {
  it('is twelve weeks when no holiday lies in it: Sunday to Thursday are counted, not the day itself', () => {
    // Sunday 3 March 2024; twelve weeks of five days end on Sunday 26 May.
    expect(objectionTerm(day('2024-03-03'), rules, [])).toEqual({
      lastDay: '2024-05-26',
      registeredByLawOn: '2024-05-27',
    });
  });

  it.each([
    ['a holiday on a working day lengthens it by one', ['2024-04-10'], '2024-05-27'],
    ['a holiday on a Friday does not', ['2024-04-12'], '2024-05-26'],
    ['a holiday on the day of the notification does not', ['2024-03-03'], '2024-05-26'],
    ['a holiday on its last day moves it on', ['2024-05-26'], '2024-05-27'],
    [
      'a week off at its end moves it over the weekend',
      ['2024-05-26', '2024-05-27', '2024-05-28', '2024-05-29', '2024-05-30'],
      '2024-06-02',
    ],
    ['a holiday after its end does not', ['2024-05-27'], '2024-05-26'],
  ])('%s', (_name, holidays, lastDay) => {
    expect(objectionTerm(day('2024-03-03'), rules, holidays.map(day)).lastDay).toBe(lastDay);
  });

  it('of a notification on a weekend begins with the next working day', () => {
    expect(objectionTerm(day('2024-03-01'), { ...rules, objectionWorkingDays: 1 }, []).lastDay).toBe(
      '2024-03-03',
    );
  });
});

test('the term to mend counts in the same way', () => {
  expect(mendingTerm(day('2024-03-03'), { mendingWorkingDays: 30 }, [day('2024-04-10')])).toBe('2024-04-15');
});
