import { builtInMoment, momentOfCode } from './number-format';
import { momentText, numberText } from './number-text';

test.each([
  ['28501011234567', '28501011234567'],
  ['2.8501011234567E13', '28501011234567'],
  ['2.8501011234567E+13', '28501011234567'],
  ['12345678901234567', '12345678901234567'],
  ['0.30000000000000004', '0.3'],
  ['1250.5', '1250.5'],
  ['-12.25', '-12.25'],
  ['1E-7', '0.0000001'],
  ['1e999999', '1e999999'],
  ['x', 'x'],
])('the number %s is %s in full digits', (raw, text) => {
  expect(numberText(raw)).toBe(text);
});

test.each([
  ['0', false, '1899-12-31'],
  ['1', false, '1900-01-01'],
  ['59', false, '1900-02-28'],
  ['60', false, '1900-02-29'],
  ['61', false, '1900-03-01'],
  ['31048', false, '1985-01-01'],
  ['2958465', false, '9999-12-31'],
  ['2958466', false, '2958466'],
  ['-1', false, '-1'],
  ['0', true, '1904-01-01'],
  ['29586', true, '1985-01-01'],
])('day %s (from 1904: %s) is %s', (raw, isFrom1904, date) => {
  expect(momentText(raw, 'DATE', isFrom1904)).toBe(date);
});

test.each([
  ['0.5', 'TIME', '12:00:00'],
  ['31048.75', 'DATE_TIME', '1985-01-01 18:00:00'],
  ['31048', 'DATE_TIME', '1985-01-01'],
  ['31048.99999999', 'DATE_TIME', '1985-01-02'],
  ['31048.75', 'DATE', '1985-01-01'],
] as const)('%s as %s is %s', (raw, moment, text) => {
  expect(momentText(raw, moment, false)).toBe(text);
});

test.each([
  ['General', null],
  ['0.00', null],
  ['#,##0.00_);[Red](#,##0.00)', null],
  ['0.00E+00', null],
  ['"EGP "0.00', null],
  ['0\\d', null],
  ['[$-409]0', null],
  ['@', null],
  ['dd/mm/yyyy', 'DATE'],
  ['[$-2060401]B2dd/mm/yyyy;@', 'DATE'],
  ['mmm', 'DATE'],
  ['yyyy\\-mm\\-dd hh:mm:ss', 'DATE_TIME'],
  ['[h]:mm', 'TIME'],
])('a cell of format %s shows %s', (code, moment) => {
  expect(momentOfCode(code)).toBe(moment);
});

test.each([
  [0, null],
  [13, null],
  [14, 'DATE'],
  [17, 'DATE'],
  [20, 'TIME'],
  [22, 'DATE_TIME'],
  [23, null],
  [30, 'DATE'],
  [45, 'TIME'],
  [48, null],
  [49, null],
  [58, 'DATE'],
])('the format %i of the standard shows %s', (format, moment) => {
  expect(builtInMoment(format)).toBe(moment);
});
