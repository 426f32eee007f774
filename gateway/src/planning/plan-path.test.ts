import { pathSteps } from './plan-path';

describe('the steps of a flatten path', () => {
  it.each([
    ['keys and lists', ['users', '@', 'reviews', '@', '@'], ['users', '@', 'reviews', '@', '@']],
    ['the root alone', [''], []],
    ['a step only from objects of a type', ['', 'note|[Letter]', 'by'], ['note of Letter', 'by']],
    [
      'a step from items of several types',
      ['', 'notes', '@|[Letter,Poster]'],
      ['notes', '@ of Letter Poster'],
    ],
  ])('are read from %s', (_what, path, steps) => {
    const read = pathSteps(path).map(({ key, types }) => (types ? `${key} of ${types.join(' ')}` : key));

    expect(read).toEqual(steps);
  });
});
