import { isoInstant, textParser } from './text-types';

test.each([
  ['2026-11-22 08:00:00+00', '2026-11-22T08:00:00.000Z'],
  ['2026-11-22 08:00:00.5+00', '2026-11-22T08:00:00.500Z'],
  ['2026-11-22 08:00:00.123+00', '2026-11-22T08:00:00.123Z'],
  ['2026-11-22 08:00:00.1234+00', '2026-11-22T08:00:00.123400Z'],
  ['2026-11-22 08:00:00.123456+00', '2026-11-22T08:00:00.123456Z'],
  ['infinity', 'infinity'],
])('the instant %s is %s', (text, iso) => {
  expect(isoInstant(text)).toBe(iso);
});

test.each([
  ['{}', []],
  ['{HEALTH}', ['HEALTH']],
  ['{HEALTH,EDUCATION}', ['HEALTH', 'EDUCATION']],
  ['{صحة,تعليم}', ['صحة', 'تعليم']],
  ['{"a,b",c}', ['a,b', 'c']],
  ['{a,NULL,null}', ['a', null, 'null']],
  ['{"\\"",""}', ['"', '']],
  [
    '{{a,b},{c,d}}',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['{{a},{b}}', [['a'], ['b']]],
  ['[0:1]={a,b}', ['a', 'b']],
])('the array %s is read', (text, items) => {
  const TEXT_ARRAY = 1009;
  expect(textParser(TEXT_ARRAY)?.(text)).toEqual(items);
});
