const LF = 10;

/** Counts the lines that went by, so that a fault can say on which it is. */
export class Lines {
  #ended = 0;

  /** Lets bytes go by. */
  pass(bytes: Uint8Array): void {
    this.#ended += lineEndsIn(bytes);
  }

  /** The line, from 1, on which a byte of what comes next stands. */
  at(bytes: Uint8Array, offset: number): number {
    return this.#ended + lineEndsIn(bytes.subarray(0, offset)) + 1;
  }
}

function lineEndsIn(bytes: Uint8Array): number {
  let ends = 0;
  for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) ends += 1;
  return ends;
}
