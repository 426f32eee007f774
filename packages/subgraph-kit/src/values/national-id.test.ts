import { CodedError } from '../errors/coded-error';
import { BORN_ABROAD, GOVERNORATES } from './governorate';
import {
  maskNationalId,
  nationalIdFacts,
  parseNationalId,
  requireNationalId,
  type NationalIdProblem,
} from './national-id';
import { parsePlainDate } from './plain-date';

const today = parsePlainDate('2026-11-22');

test.each([
  ['28506152100011', 'the 1900s'],
  ['30506152100011', 'the 2000s'],
  ['32611222100011', 'born today'],
  ['20001010100011', '1 January 1900'],
  ['30002290100011', '29 February of the leap year 2000'],
  ['28506158800011', 'born abroad'],
  ['28506152100010', 'any check digit'],
  ['28506152100019', 'any check digit'],
])('accepts %s (%s)', (text) => {
  expect(parseNationalId(text, today)).toEqual({ nationalId: text });
});

test.each([
  ['٢٨٥٠٦١٥٢١٠٠٠١١', 'Eastern Arabic digits'],
  ['۲۸۵۰۶۱۵۲۱۰۰۰۱۱', 'Persian digits'],
  ['٢٨٥٠٦١٥21000١١', 'mixed digits'],
  [' 28506152100011 ', 'space around it'],
])('reads %s as 28506152100011 (%s)', (text) => {
  expect(parseNationalId(text, today)).toEqual({ nationalId: '28506152100011' });
});

test.each<[string, NationalIdProblem]>([
  ['2850615210001', 'NATIONAL_ID_LENGTH'],
  ['285061521000111', 'NATIONAL_ID_LENGTH'],
  ['', 'NATIONAL_ID_LENGTH'],
  ['2850615210001A', 'NATIONAL_ID_LENGTH'],
  ['2850615 2100011', 'NATIONAL_ID_LENGTH'],
  ['-8506152100011', 'NATIONAL_ID_LENGTH'],
  ['18506152100011', 'NATIONAL_ID_CENTURY'],
  ['48506152100011', 'NATIONAL_ID_CENTURY'],
  ['28502292100011', 'NATIONAL_ID_DATE'],
  ['20002290100011', 'NATIONAL_ID_DATE'],
  ['28513152100011', 'NATIONAL_ID_DATE'],
  ['28500152100011', 'NATIONAL_ID_DATE'],
  ['28506312100011', 'NATIONAL_ID_DATE'],
  ['28506002100011', 'NATIONAL_ID_DATE'],
  ['32611232100011', 'NATIONAL_ID_FUTURE'],
  ['39912312100011', 'NATIONAL_ID_FUTURE'],
  ['28506150500011', 'NATIONAL_ID_GOVERNORATE'],
  ['28506150000011', 'NATIONAL_ID_GOVERNORATE'],
  ['28506153600011', 'NATIONAL_ID_GOVERNORATE'],
  ['28506158700011', 'NATIONAL_ID_GOVERNORATE'],
  ['28506158900011', 'NATIONAL_ID_GOVERNORATE'],
])('refuses %j: %s', (text, problem) => {
  expect(parseNationalId(text, today)).toEqual({ problem });
  expect(() => requireNationalId(text, today)).toThrow(new CodedError(problem));
});

test('of 100 codes of governorates, the 27 and 88 are accepted', () => {
  const codes = Array.from({ length: 100 }, (_, code) => String(code).padStart(2, '0'));

  const accepted = codes.filter((code) => parseNationalId(`2850615${code}00011`, today).nationalId);

  expect(accepted).toEqual([...GOVERNORATES.map(({ nationalIdCode }) => nationalIdCode), BORN_ABROAD]);
});

test.each([
  ['28506152100011', '1985-06-15', '21', 'EG_GZ', 'MALE'],
  ['28506152100021', '1985-06-15', '21', 'EG_GZ', 'FEMALE'],
  ['28506152100091', '1985-06-15', '21', 'EG_GZ', 'MALE'],
  ['28506152100001', '1985-06-15', '21', 'EG_GZ', 'FEMALE'],
  ['30506150100011', '2005-06-15', '01', 'EG_C', 'MALE'],
  ['30506158800021', '2005-06-15', '88', null, 'FEMALE'],
])('%s tells birth %s, governorate %s %s, sex %s', (text, birthDate, governorateCode, governorate, sex) => {
  expect(nationalIdFacts(requireNationalId(text, today))).toEqual({
    birthDate,
    governorateCode,
    governorate,
    sex,
  });
});

test('masks all between the birth date and the check digit', () => {
  expect(maskNationalId(requireNationalId('28506152100011', today))).toBe('2850615******1');
});
