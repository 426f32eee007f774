const CR = '\r';

/** Writes every end of line, of Windows and of old Macs, as one LF; an end may be cut in two by the pieces. */
export class LineEnds {
  #endsWithCr = false;

  /** Text in which each character stands for itself: also bytes read as Latin-1. */
  write(text: string): string {
    if (!this.#endsWithCr && !text.includes(CR)) return text;
    if (text === '') return text;
    const whole = this.#endsWithCr ? CR + text : text;
    this.#endsWithCr = whole.endsWith(CR);
    const certain = this.#endsWithCr ? whole.slice(0, -1) : whole;
    return certain.replaceAll('\r\n', '\n').replaceAll(CR, '\n');
  }

  end(): string {
    return this.#endsWithCr ? '\n' : '';
  }
}
