import { Decimal } from 'decimal.js';
import type { Moment } from './number-format';

const DAY_MILLISECONDS = 86_400_000;

/** Excel's own last day, 9999-12-31. */
const LAST_SERIAL = 2_958_465;

/** Excel shows fifteen digits; what a file holds beyond them is the error of binary fractions. */
const DIGITS = 15;

/** A number of a workbook in full digits: 2.8501011234567E13 is 28501011234567. */
export function numberText(raw: string): string {
  if (/^-?\d+$/.test(raw)) return raw;
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return raw;
  return new Decimal(value).toSignificantDigits(DIGITS).toFixed();
}

/**
 * A number that stands for a day or a time: YYYY-MM-DD, HH:MM:SS, or both with a space. Days before 1 March 1900 count
 * one more, for Excel believes in a 29 February 1900; that day is given as such, and is valid nowhere.
 */
export function momentText(raw: string, moment: Exclude<Moment, null>, isFrom1904: boolean): string {
  const serial = Number(raw);
  if (raw.trim() === '' || !(serial >= 0 && serial < LAST_SERIAL + 1)) return numberText(raw);
  const seconds = Math.round((serial - Math.floor(serial)) * 86_400);
  const day = Math.floor(serial) + Math.floor(seconds / 86_400);
  const time = new Date((seconds % 86_400) * 1000).toISOString().slice(11, 19);
  if (moment === 'TIME' && serial < 1) return time;
  const date = dateText(day, isFrom1904);
  return moment === 'DATE' || seconds % 86_400 === 0 ? date : `${date} ${time}`;
}

function dateText(day: number, isFrom1904: boolean): string {
  if (!isFrom1904 && day === 60) return '1900-02-29';
  const zero = isFrom1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day > 60 ? 30 : 31);
  return new Date(zero + day * DAY_MILLISECONDS).toISOString().slice(0, 10);
}
