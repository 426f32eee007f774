import { Failure } from './failure';
import { comesOfFullDisk, fullDisk } from './full-disk';

it.each([
  ['the file system', Object.assign(new Error('write'), { code: 'ENOSPC' }), true],
  ['PostgreSQL', Object.assign(new Error('could not extend file'), { code: '53100' }), true],
  ['the last words of a process', new Failure('it ended', ['FATAL: No space left on device']), true],
  ['another cause', new Failure('it ended', ['out of memory']), false],
  ['no error', 'ENOSPC', false],
])('knows a full disk from %s', (_, error, isFull) => {
  expect(comesOfFullDisk(error)).toBe(isFull);
});

it('names each folder once, with the room that is left', () => {
  const failure = fullDisk(['/tmp', '/tmp']);

  expect(failure.message).toMatch(/^The disk is full: \/tmp \(\d+ MB free\)\.$/);
});
