import { guarded, unguarded } from './formula-guard';

test.each([
  ['=1+1', "'=1+1"],
  ['+201001234567', "'+201001234567"],
  ['-2+3', "'-2+3"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', "'\r=1"],
  ['\nx', "'\nx"],
  ['  =1', "'  =1"],
  ['＝1', "'＝1"],
  ["'=1", "''=1"],
  ['-12.50', '-12.50'],
  ['-', "'-"],
  ['a=1', 'a=1'],
  ["'tis", "'tis"],
  ['٢٠٢٦', '٢٠٢٦'],
  ['', ''],
])('%j is written as %j, and read as it was', (text, safe) => {
  expect(guarded(text)).toBe(safe);
  expect(unguarded(safe)).toBe(text);
});
