/**
 * The Egyptian national ID has 14 digits: the century (2 for the 1900s, 3 for the 2000s), the birth date YYMMDD, the
 * governorate of birth (or 88 for abroad), a sequence of four whose last digit is odd for men and even for women, and
 * a check digit whose algorithm is not published, so that any is accepted.
 */
import { CodedError } from '../errors/coded-error';
import { asciiDigits } from './digits';
import type { Branded } from './brand';
import { BORN_ABROAD, governorateByNationalIdCode, type Governorate } from './governorate';
import { isPlainDate, type PlainDate } from './plain-date';

/** 14 ASCII digits of a structure that is right; it never stands in a key, URL, log, metric, trace or error. */
export type NationalId = Branded<'NationalId'>;

/** Why a text is no national ID; each is a code of the error catalogue. */
export type NationalIdProblem =
  | 'NATIONAL_ID_LENGTH'
  | 'NATIONAL_ID_CENTURY'
  | 'NATIONAL_ID_DATE'
  | 'NATIONAL_ID_FUTURE'
  | 'NATIONAL_ID_GOVERNORATE';

export type Sex = 'MALE' | 'FEMALE';

/** What a national ID tells by itself. */
export interface NationalIdFacts {
  readonly birthDate: PlainDate;
  /** Two digits; 88 is abroad. */
  readonly governorateCode: string;
  /** Where the person was born; null for abroad. */
  readonly governorate: Governorate | null;
  readonly sex: Sex;
}

export type ParsedNationalId =
  | { readonly nationalId: NationalId; readonly problem?: undefined }
  | { readonly problem: NationalIdProblem; readonly nationalId?: undefined };

/** Reads what somebody wrote, also in Eastern Arabic or Persian digits; the first problem found is told. */
export function parseNationalId(text: string, today: PlainDate): ParsedNationalId {
  const digits = asciiDigits(text.trim());
  if (!/^\d{14}$/.test(digits)) return { problem: 'NATIONAL_ID_LENGTH' };
  if (!/^[23]/.test(digits)) return { problem: 'NATIONAL_ID_CENTURY' };
  const birthDate = birthDateOf(digits);
  if (!isPlainDate(birthDate)) return { problem: 'NATIONAL_ID_DATE' };
  if (birthDate > today) return { problem: 'NATIONAL_ID_FUTURE' };
  const code = governorateCodeOf(digits);
  if (code !== BORN_ABROAD && !governorateByNationalIdCode(code))
    return { problem: 'NATIONAL_ID_GOVERNORATE' };
  return { nationalId: digits as NationalId };
}

/** Reads a national ID that must be one; throws the problem as a coded error. */
export function requireNationalId(text: string, today: PlainDate): NationalId {
  const parsed = parseNationalId(text, today);
  if (parsed.problem) throw new CodedError(parsed.problem);
  return parsed.nationalId;
}

export function nationalIdFacts(nationalId: NationalId): NationalIdFacts {
  const governorateCode = governorateCodeOf(nationalId);
  return {
    birthDate: birthDateOf(nationalId) as PlainDate,
    governorateCode,
    governorate: governorateByNationalIdCode(governorateCode),
    sex: Number(nationalId[12]) % 2 === 1 ? 'MALE' : 'FEMALE',
  };
}

/** What a caller without `pii:read` sees: century, birth date and the check digit, '2850615******1'. */
export function maskNationalId(nationalId: NationalId): string {
  return `${nationalId.slice(0, 7)}******${nationalId.slice(-1)}`;
}

function birthDateOf(digits: string): string {
  const century = digits.startsWith('2') ? '19' : '20';
  return `${century}${digits.slice(1, 3)}-${digits.slice(3, 5)}-${digits.slice(5, 7)}`;
}

function governorateCodeOf(digits: string): string {
  return digits.slice(7, 9);
}
