import { FACT_KINDS, type FactKind } from './fact-kinds';

test('every number of the catalogue has its bounds, and nothing else has', () => {
  const kinds = Object.entries<FactKind>(FACT_KINDS);

  const bounded = kinds.filter(([, { range }]) => range !== undefined).map(([code]) => code);

  expect(bounded).toEqual(kinds.filter(([, { type }]) => type === 'NUMBER').map(([code]) => code));
  expect(bounded).not.toEqual([]);
});
