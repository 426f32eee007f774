import { isAscii } from 'node:buffer';
import type { ByteSource } from '../byte-source';
import type { SpreadsheetEncoding } from '../read-spreadsheet';
import { refuseNul, Utf16Letters, Utf8Letters, Windows1256Letters, type Letters } from './encodings';
import { LineEnds } from './line-ends';
import { Lines } from './lines';
import { utf8Evidence } from './utf8';

/** Bytes, from the first beyond ASCII, by which the encoding is told. */
const EVIDENCE_BYTES = 16 * 1024;

/**
 * Reads text in any of the encodings as UTF-8 without byte order mark, in pieces of whole letters, lines ended by LF.
 * Up to the first byte beyond ASCII all encodings are alike, so it is there that the encoding is told; from then on
 * the whole file has to keep to it.
 */
export class LetterReader {
  #encoding: SpreadsheetEncoding = 'UTF-8';

  constructor(readonly source: ByteSource) {}

  get encoding(): SpreadsheetEncoding {
    return this.#encoding;
  }

  async *pieces(): AsyncGenerator<Buffer, void, undefined> {
    const head = await this.source.peek(3);
    const lines = new Lines();
    const order = utf16Order(head);
    if (order !== null) {
      this.#encoding = 'UTF-16';
      yield* inPieces(this.source.pieces(), new Utf16Letters(order, lines));
    } else {
      const isMarked = head.equals(Buffer.from([0xef, 0xbb, 0xbf]));
      yield* this.#eightBit(isMarked ? new Utf8Letters(lines) : null, isMarked ? head.length : 0, lines);
    }
  }

  async *#eightBit(
    known: Letters | null,
    skipped: number,
    lines: Lines,
  ): AsyncGenerator<Buffer, void, undefined> {
    let letters = known;
    let evidence: Buffer[] = [];
    let evidenceBytes = 0;
    let left = skipped;
    for await (const piece of withLineFeeds(this.source.pieces())) {
      const bytes = piece.subarray(left);
      left = Math.max(0, left - piece.length);
      refuseNul(bytes, lines);
      if (letters !== null) {
        yield letters.write(bytes);
        continue;
      }
      const start = evidenceBytes > 0 ? 0 : asciiLength(bytes);
      if (start > 0) {
        lines.pass(bytes.subarray(0, start));
        yield bytes.subarray(0, start);
      }
      if (start === bytes.length) continue;
      evidence.push(Buffer.from(bytes.subarray(start)));
      evidenceBytes += bytes.length - start;
      if (evidenceBytes < EVIDENCE_BYTES) continue;
      const held = Buffer.concat(evidence);
      evidence = [];
      letters = this.#tell(held, false, lines);
      yield letters.write(held);
    }
    if (letters === null) {
      const held = Buffer.concat(evidence);
      letters = this.#tell(held, true, lines);
      yield letters.write(held);
    }
    yield letters.end();
  }

  /** Text that reads as UTF-8 more often than not is meant to be UTF-8, and then must be so altogether. */
  #tell(held: Buffer, isWhole: boolean, lines: Lines): Letters {
    const { letters, wrong } = utf8Evidence(held.subarray(0, EVIDENCE_BYTES), isWhole);
    if (wrong === 0 || letters >= wrong) return new Utf8Letters(lines);
    this.#encoding = 'WINDOWS-1256';
    return new Windows1256Letters(lines);
  }
}

async function* inPieces(
  pieces: AsyncIterable<Buffer>,
  letters: Letters,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const piece of pieces) yield letters.write(piece);
  yield letters.end();
}

/** In all encodings of eight bits the ends of lines are the same bytes. */
async function* withLineFeeds(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  const lineEnds = new LineEnds();
  for await (const piece of pieces) yield Buffer.from(lineEnds.write(piece.toString('latin1')), 'latin1');
  yield Buffer.from(lineEnds.end(), 'latin1');
}

function utf16Order(head: Buffer): 'utf-16le' | 'utf-16be' | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : null;
}

function asciiLength(bytes: Buffer): number {
  if (isAscii(bytes)) return bytes.length;
  return bytes.findIndex((byte) => byte >= 0x80);
}
