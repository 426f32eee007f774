import { ROOM } from './answer-bytes';

/** Bytes of one store. */
const WORD = 8;
/** Text after which there must be room again. */
const PIECE = 1_024;

/**
 * Generated code that writes a text at `p` in `view`, eight characters by one store: as numbers, so that the text
 * itself is never part of the code. What the last store has too much is overwritten by what comes next.
 */
export function asciiStores(text: string): string {
  const pieces: string[] = [];
  for (let from = 0; from < text.length; from += PIECE) {
    const piece = text.slice(from, from + PIECE);
    for (let at = 0; at < piece.length; at += WORD) {
      pieces.push(`view.setFloat64(p+${at},${asNumber(piece.slice(at, at + WORD))},true);`);
    }
    pieces.push(`p+=${piece.length};`);
    if (piece.length === PIECE) pieces.push(`if(p>${ROOM})p=makeRoom(p);`);
  }
  return pieces.join('');
}

/** The number whose eight bytes are these characters. All of ASCII's are finite, so none is lost on the way. */
function asNumber(characters: string): string {
  const bytes = Buffer.from(characters.padEnd(WORD), 'latin1');
  if (bytes.some((byte) => byte < 0x20 || byte > 0x7e)) throw new Error(`Not plain ASCII: ${characters}`);
  return String(bytes.readDoubleLE(0));
}
