/** What a byte is in Windows-1256, as far as it tells whether a text is in it. */
const Sort = { Plain: 0, Latin: 1, Arabic: 2, Accented: 3, Strange: 4 } as const;
type Sort = number;

/** Wrong bytes up to which a text is not given up before its end. */
const STRANGE_BORNE = 16;

/** At most one byte beyond ASCII in ten may be strange. */
const PER_STRANGE = 10;

const ARABIC = 'پٹچژڈگکڑںھہءآأؤإئابةتثجحخدذرزسشصضطظعغـفقكلمنهويىًٌٍَُِّْے';
const ACCENTED = 'ŒœàâçèéêëîïôùûüÀ';
const PUNCTUATION = '€…‘’“”•–—\u200c\u200d\u00a0،£«»°²·؛؟×÷\u200e\u200f';

const SORTS = sortsOfBytes();

/**
 * Whether bytes make sense as Windows-1256, in which any byte is a letter or a sign: Arabic texts of another code
 * page would become signs nobody writes, or words half Arabic and half French. Bytes may come in any pieces.
 */
export class Windows1256Evidence {
  #beyondAscii = 0;
  #strange = 0;
  #before: Sort = Sort.Plain;

  /** The place of the byte with which the text is given up, -1 when it still makes sense. */
  read(bytes: Uint8Array): number {
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      const sort = SORTS[byte] ?? Sort.Strange;
      if (byte >= 0x80) this.#beyondAscii += 1;
      if (sort === Sort.Strange || isMixed(this.#before, sort)) {
        this.#strange += 1;
        if (this.#strange > STRANGE_BORNE && !this.makesSense) return at;
      }
      this.#before = sort;
    }
    return -1;
  }

  get makesSense(): boolean {
    return this.#strange * PER_STRANGE <= this.#beyondAscii;
  }
}

function isMixed(before: Sort, sort: Sort): boolean {
  if (sort === Sort.Arabic) return before === Sort.Latin || before === Sort.Accented;
  return before === Sort.Arabic && (sort === Sort.Latin || sort === Sort.Accented);
}

function sortsOfBytes(): Uint8Array {
  const letters = new TextDecoder('windows-1256').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  return Uint8Array.from([...letters].map(sortOf));
}

function sortOf(letter: string): Sort {
  if (/[a-z]/i.test(letter)) return Sort.Latin;
  if (letter < '\u0080' || PUNCTUATION.includes(letter)) return Sort.Plain;
  if (ARABIC.includes(letter)) return Sort.Arabic;
  return ACCENTED.includes(letter) ? Sort.Accented : Sort.Strange;
}
