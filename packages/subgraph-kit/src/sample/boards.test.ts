import { boardOf } from './boards';
import { ngoGovernorate } from './organisations';
import { Population } from './population';
import { sampleSize, type Sample } from './size';

function sampleOf(households: number): Sample {
  const population = new Population({ households, pepper: 'a pepper that is used in tests only' });
  return { population, size: sampleSize(households) };
}

test('a board has seven different people, one of them its chair', () => {
  const board = boardOf(sampleOf(2_000), 0);

  expect(board).toHaveLength(7);
  expect(new Set(board.map(({ holder }) => holder.personId)).size).toBe(7);
  expect(board.filter(({ office }) => office === 'CHAIR')).toHaveLength(1);
});

test('a board has fewer seats where fewer live', () => {
  expect(boardOf(sampleOf(1), 0)).toHaveLength(1);
  expect(ngoGovernorate(1)).toBe('EG_MN');
  expect(boardOf(sampleOf(1), 1)).toEqual([]);
});
