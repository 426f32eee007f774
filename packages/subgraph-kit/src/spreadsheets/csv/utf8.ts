/** How long a sequence is that begins with this byte; 0 when none can. */
function sequenceLength(first: number): number {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first <= 0xdf) return 2;
  if (first >= 0xe0 && first <= 0xef) return 3;
  return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
}

/** Whether a byte may follow the first; forms that are too long, surrogates and what is beyond Unicode are none. */
function isSecond(first: number, second: number): boolean {
  if (first === 0xe0) return second >= 0xa0 && second <= 0xbf;
  if (first === 0xed) return second >= 0x80 && second <= 0x9f;
  if (first === 0xf0) return second >= 0x90 && second <= 0xbf;
  if (first === 0xf4) return second >= 0x80 && second <= 0x8f;
  return (second & 0xc0) === 0x80;
}

/** The length of the sequence at this place; 0 when it is wrong, -1 when the bytes end before it does. */
function sequenceAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const length = sequenceLength(first);
  for (let next = 1; next < length; next += 1) {
    const byte = bytes[at + next];
    if (byte === undefined) return -1;
    if (next === 1 ? !isSecond(first, byte) : (byte & 0xc0) !== 0x80) return 0;
  }
  return length;
}

/** How many bytes make whole sequences; what is left, three bytes at the most, waits for more. */
export function wholeLength(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const at = bytes.length - back;
    if (((bytes[at] ?? 0) & 0xc0) === 0x80) continue;
    return sequenceAt(bytes, at) === -1 ? at : bytes.length;
  }
  return bytes.length;
}

/** The place of the first byte that is no UTF-8 (or of a sequence cut short), the end when all is. */
export function firstWrongByte(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceAt(bytes, at);
    if (length <= 0) return at;
    at += length;
  }
  return bytes.length;
}

/** How many letters beyond ASCII read well as UTF-8, and how many bytes do not; a cut before the end is neither. */
export function utf8Evidence(
  bytes: Uint8Array,
  isWhole: boolean,
): { readonly letters: number; readonly wrong: number } {
  let letters = 0;
  let wrong = 0;
  for (let at = 0; at < bytes.length;) {
    const length = sequenceAt(bytes, at);
    if (length === -1 && !isWhole) break;
    if (length <= 0) wrong += 1;
    if (length > 1) letters += 1;
    at += Math.max(length, 1);
  }
  return { letters, wrong };
}
