import { isPlainInteger } from './leaf-values';

/**
 * Where generated code writes an answer: UTF-8, byte by byte, in one buffer that all answers share, each from its
 * beginning to its end in one go. This takes half the time of joining strings and leaves nothing behind to collect.
 *
 * Each function here takes the position to write at and gives the one after it, never beyond ROOM: there it makes
 * text of what there is and begins anew. So between two of them there is space for SLACK bytes, of which a string
 * takes at most 6 * LONGEST + 2, and generated code the rest, a few at a time.
 */
export const ROOM = 1 << 17;
const SLACK = 1 << 17;
/** Characters of a string that is written into the buffer; what is longer becomes part of the text as it is. */
const LONGEST = 10_000;
/** Up to this many characters, looking at each in turn is faster than to call what copies them all. */
const SHORT = 64;

const buffer = Buffer.alloc(ROOM + SLACK);
/** The buffer as generated code sees it. */
export const bytes = new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
export const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length);

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const ZERO = 0x30;
const FIRST_PRINTABLE = 0x20;
const FIRST_OF_TWO_BYTES = 0x80;
const FIRST_OF_THREE_BYTES = 0x800;
const FIRST_SURROGATE = 0xd800;
const LAST_SURROGATE = 0xdfff;
const NOT_PLAIN = /[^\x20\x21\x23-\x5b\x5d-\x7f]/;

/** The tree holds something else than the schema says; a slower way of writing finds out what. */
export class Misfit extends Error {}
/** The one that is thrown: it says nothing that would have to be made anew. */
export const MISFIT = new Misfit('The data do not fit the schema.');

let text = '';
let isAscii = true;

/** Forgets an answer that was not finished. */
export function beginText(): void {
  text = '';
  isAscii = true;
}

/** The text of all that was written since the beginning. */
export function endText(p: number): string {
  makeRoom(p);
  const whole = text;
  text = '';
  return whole;
}

/** Makes text of what is in the buffer, which can then be written from its beginning. */
export function makeRoom(p: number): number {
  if (p > 0) text += buffer.toString(isAscii ? 'latin1' : 'utf8', 0, p);
  isAscii = true;
  return 0;
}

export function writeString(value: string, p: number): number {
  const { length } = value;
  if (length > SHORT) return writeLongString(value, p);
  bytes[p] = QUOTE;
  let at = p + 1;
  for (let i = 0; i < length; i += 1) {
    const code = value.charCodeAt(i);
    if (code < FIRST_PRINTABLE || code >= FIRST_OF_TWO_BYTES || code === QUOTE || code === BACKSLASH) {
      return writeAnyString(value, p);
    }
    bytes[at] = code;
    at += 1;
  }
  bytes[at] = QUOTE;
  return at >= ROOM ? makeRoom(at + 1) : at + 1;
}

function writeLongString(value: string, p: number): number {
  if (value.length > LONGEST) return writeJson(JSON.stringify(value), p);
  if (NOT_PLAIN.test(value)) return writeAnyString(value, p);
  bytes[p] = QUOTE;
  const end = p + 1 + buffer.write(value, p + 1, 'latin1');
  bytes[end] = QUOTE;
  return end >= ROOM ? makeRoom(end + 1) : end + 1;
}

/** With letters beyond ASCII; where anything must be escaped, JavaScript's own writer does it. */
function writeAnyString(value: string, p: number): number {
  bytes[p] = QUOTE;
  let at = p + 1;
  for (let i = 0; i < value.length; i += 1) {
    const code = value.charCodeAt(i);
    if (code < FIRST_OF_TWO_BYTES) {
      if (code < FIRST_PRINTABLE || code === QUOTE || code === BACKSLASH)
        return writeJson(JSON.stringify(value), p);
      bytes[at] = code;
      at += 1;
    } else if (code < FIRST_OF_THREE_BYTES) {
      bytes[at] = 0xc0 | (code >> 6);
      bytes[at + 1] = 0x80 | (code & 0x3f);
      at += 2;
    } else if (code < FIRST_SURROGATE || code > LAST_SURROGATE) {
      bytes[at] = 0xe0 | (code >> 12);
      bytes[at + 1] = 0x80 | ((code >> 6) & 0x3f);
      bytes[at + 2] = 0x80 | (code & 0x3f);
      at += 3;
    } else {
      return writeJson(JSON.stringify(value), p);
    }
  }
  if (at - p - 1 !== value.length) isAscii = false;
  bytes[at] = QUOTE;
  return at >= ROOM ? makeRoom(at + 1) : at + 1;
}

/** What is JSON text already. */
export function writeJson(json: string, p: number): number {
  if (json.length > LONGEST) {
    makeRoom(p);
    text += json;
    return 0;
  }
  const end = p + buffer.write(json, p, 'utf8');
  if (end - p !== json.length) isAscii = false;
  return end > ROOM ? makeRoom(end) : end;
}

/** For an Int. */
export function writeInteger(value: number, p: number): number {
  if ((value | 0) !== value || value <= -0x7fff_ffff) {
    if (!isPlainInteger(value)) throw MISFIT;
    return writeDigits(`${value}`, p);
  }
  let rest = value;
  let at = p;
  if (rest < 0) {
    bytes[at] = MINUS;
    at += 1;
    rest = -rest;
  }
  let end = at + 1;
  for (let most = 10; most <= rest; most *= 10) end += 1;
  for (at = end - 1; rest >= 10; at -= 1) {
    const tenth = (rest / 10) | 0;
    bytes[at] = ZERO + rest - tenth * 10;
    rest = tenth;
  }
  bytes[at] = ZERO + rest;
  return end > ROOM ? makeRoom(end) : end;
}

/** For a Float. */
export function writeNumber(value: number, p: number): number {
  if ((value | 0) === value) return writeInteger(value, p);
  if (!Number.isFinite(value)) throw MISFIT;
  return writeDigits(`${value}`, p);
}

/** A short text of ASCII. */
function writeDigits(digits: string, p: number): number {
  const { length } = digits;
  for (let i = 0; i < length; i += 1) bytes[p + i] = digits.charCodeAt(i);
  const end = p + length;
  return end > ROOM ? makeRoom(end) : end;
}

/** For an ID that is no string, and may be null. */
export function writeId(value: unknown, p: number): number {
  return typeof value === 'number' ? writeInteger(value, p) : writeNull(value, p);
}

/** For a custom scalar that may be null: whatever its service says. */
export function writeAny(value: unknown, p: number): number {
  if (typeof value === 'string') return writeString(value, p);
  if (value === null || value === undefined || typeof value === 'function') return writeNull(value, p);
  return writeJson(JSON.stringify(value), p);
}

/**
 * For a value that may be null and is nothing else that it may be. A tree holds no functions: one that is found is
 * inherited, as `constructor` is, so the field is not there.
 */
export function writeNull(value: unknown, p: number): number {
  if (value !== null && value !== undefined && typeof value !== 'function') throw MISFIT;
  view.setUint32(p, NULL_WORD);
  return p >= ROOM - 4 ? makeRoom(p + 4) : p + 4;
}

/** `null` in ASCII. */
const NULL_WORD = 0x6e_75_6c_6c;
