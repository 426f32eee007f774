import { reversalOf, type Reversal } from '@solidarity/subgraph-kit/testing/reversal';
import { service } from '../service';

describe('all migrations', () => {
  let reversal: Reversal;

  beforeAll(async () => {
    reversal = await reversalOf(service);
  }, 120_000);

  test('taken back, leave nothing', () => {
    expect(reversal.takenBack).toEqual(reversal.empty);
  });

  test('run again, make the same', () => {
    expect(reversal.madeAgain).toEqual(reversal.made);
  });
});
