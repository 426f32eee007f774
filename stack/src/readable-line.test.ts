import { isJsonLine, readableJsonLine, wordsOf } from './readable-line';

it.each([
  ['{"level":30,"msg":"ready"}', null],
  ['{"level":20,"msg":"detail"}', null],
  ['{"level":40,"msg":"slow"}', { text: 'slow', tone: 'warning' }],
  ['{"level":50,"msg":"a fault","requestId":"r-1"}', { text: 'a fault [request r-1]', tone: 'bad' }],
  [
    '{"level":60,"err":{"message":"no route","code":"ECONNREFUSED"},"msg":"gone"}',
    { text: 'gone no route (ECONNREFUSED)', tone: 'bad' },
  ],
  ['{"level":50,"err":{"message":"same"},"msg":"same"}', { text: 'same', tone: 'bad' }],
])('shows %s as %j', (line, shown) => {
  expect(readableJsonLine(line)).toEqual(shown);
});

it('tells pino’s lines from others', () => {
  expect(isJsonLine('{"level":30,"msg":"ready"}')).toBe(true);
  expect(isJsonLine('Error: no such file')).toBe(false);
});

it.each([
  ['Error: no such file', 'Error: no such file'],
  ['{"level":50,"time":1}', '{"level":50,"time":1}'],
  ['42', '42'],
])('keeps %s as it is when there are no words in it', (line, words) => {
  expect(wordsOf(line)).toBe(words);
});
