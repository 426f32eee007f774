import { parseValue as parseLiteral, type GraphQLScalarType } from 'graphql';
import { CodedError, isCodedError } from '../errors/coded-error';
import type { NationalIdProblem } from './national-id';
import { DateScalar, DateTimeScalar, GovernorateEnum, MoneyScalar, NationalIdScalar } from './scalars';

const SCALARS: readonly (readonly [GraphQLScalarType, unknown, string])[] = [
  [MoneyScalar, '1250.5', '1250.50'],
  [DateScalar, '2026-11-22', '2026-11-22'],
  [DateTimeScalar, '2026-11-22T04:30:00+02:00', '2026-11-22T02:30:00.000Z'],
  [NationalIdScalar, '٢٨٥٠٦١٥٢١٠٠٠١١', '28506152100011'],
];

test.each(SCALARS)('%s reads %j as %j, from a variable and from the operation', (scalar, written, read) => {
  expect(scalar.parseValue(written)).toBe(read);
  expect(scalar.parseLiteral(parseLiteral(JSON.stringify(written)), {})).toBe(read);
});

type Refused = NationalIdProblem | 'MONEY_INVALID' | 'DATE_INVALID' | 'DATE_TIME_INVALID';

const REFUSED: readonly (readonly [GraphQLScalarType, unknown, Refused])[] = [
  [MoneyScalar, '12.345', 'MONEY_INVALID'],
  [MoneyScalar, 1275, 'MONEY_INVALID'],
  [MoneyScalar, 12.5, 'MONEY_INVALID'],
  [MoneyScalar, null, 'MONEY_INVALID'],
  [DateScalar, '2026-02-30', 'DATE_INVALID'],
  [DateScalar, 20261122, 'DATE_INVALID'],
  [DateTimeScalar, '2026-10-21T02:30:00', 'DATE_TIME_INVALID'],
  [DateTimeScalar, 1764000000, 'DATE_TIME_INVALID'],
  [NationalIdScalar, '2850615210001', 'NATIONAL_ID_LENGTH'],
  [NationalIdScalar, 28506152100011, 'NATIONAL_ID_LENGTH'],
  [NationalIdScalar, '18506152100011', 'NATIONAL_ID_CENTURY'],
  [NationalIdScalar, '28502292100011', 'NATIONAL_ID_DATE'],
  [NationalIdScalar, '39912312100011', 'NATIONAL_ID_FUTURE'],
  [NationalIdScalar, '28506150500011', 'NATIONAL_ID_GOVERNORATE'],
];

test.each(REFUSED)('%s refuses %j with %s and the text of the catalogue', (scalar, written, code) => {
  expect(() => scalar.parseValue(written)).toThrow(new CodedError(code));
  expect(() => scalar.parseLiteral(parseLiteral(JSON.stringify(written)), {})).toThrow(new CodedError(code));
});

function locationsOf(act: () => unknown): CodedError['locations'] {
  try {
    act();
  } catch (error) {
    if (isCodedError(error)) return error.locations;
  }
  return undefined;
}

test('an error in the operation says where it stands', () => {
  const literal = parseLiteral('\n  "12.345"');

  const refuse = (): unknown => MoneyScalar.parseLiteral(literal, {});

  expect(refuse).toThrow(new CodedError('MONEY_INVALID'));
  expect(locationsOf(refuse)).toEqual([{ line: 2, column: 3 }]);
});

test.each([
  [new Date('2026-11-22T02:30:37.123Z'), '2026-11-22T02:30:37.123Z'],
  ['2026-11-22 02:30:37.123+00', '2026-11-22T02:30:37.123Z'],
  ['2026-11-22 02:30:37.1+00', '2026-11-22T02:30:37.100Z'],
  ['2026-11-22 02:30:37+00', '2026-11-22T02:30:37.000Z'],
  ['2026-11-22 02:30:37.123999+00', '2026-11-22T02:30:37.123Z'],
  ['2026-11-22T02:30:37.123999Z', '2026-11-22T02:30:37.123Z'],
  ['2026-11-22T02:30:37Z', '2026-11-22T02:30:37.000Z'],
  ['2026-11-22T02:30:37.123Z', '2026-11-22T02:30:37.123Z'],
  ['2026-11-22 04:30:37.123+02', '2026-11-22T02:30:37.123Z'],
  ['2026-11-22 08:00:37+05:30', '2026-11-22T02:30:37.000Z'],
])('DateTime gives %s as %s', (value, expected) => {
  expect(DateTimeScalar.serialize(value)).toBe(expected);
});

test.each([['infinity'], [42], [null]])('DateTime does not give %s', (value) => {
  expect(() => DateTimeScalar.serialize(value)).toThrow();
});

test.each([
  ['2026-11-22T02:30:37Z', '2026-11-22T02:30:37.000Z'],
  ['2026-11-22t02:30:37z', '2026-11-22T02:30:37.000Z'],
  ['2026-11-22T00:30:37.5-02:00', '2026-11-22T02:30:37.500Z'],
  ['2026-11-22T02:30:37.123456789Z', '2026-11-22T02:30:37.123Z'],
  ['2024-02-29T23:59:59+00:00', '2024-02-29T23:59:59.000Z'],
])('DateTime reads %s as %s', (written, expected) => {
  expect(DateTimeScalar.parseValue(written)).toBe(expected);
});

test.each([
  ['2026-02-29T00:00:00Z'],
  ['2026-11-22T24:00:00Z'],
  ['2026-11-22T23:60:00Z'],
  ['2026-11-22T23:59:60Z'],
  ['2026-11-22T02:30:37+24:00'],
  ['2026-11-22T02:30Z'],
  ['2026-11-22 02:30:37Z'],
  ['2026-11-22'],
  ['0000-01-01T00:00:00Z'],
  [''],
])('DateTime refuses %j', (written) => {
  expect(() => DateTimeScalar.parseValue(written)).toThrow(new CodedError('DATE_TIME_INVALID'));
});

test('every scalar and the enum are described', () => {
  for (const [scalar] of SCALARS) expect(scalar.description).toBeTruthy();
  expect(DateScalar.specifiedByURL).toContain('https://');
  expect(Object.keys(GovernorateEnum)).toHaveLength(27);
});
