/** How far a step is: in rows for people, and in whatever its end is known in (bytes or rows) for the time left. */
export class StepProgress {
  readonly #begunAt = performance.now();
  #rows = 0;
  #done = 0;

  constructor(
    /** All that there is to do in this run of the step; 0 when it is not known. */
    private readonly whole: number,
    /** What was done before, by a worker that did not come to the end. */
    private readonly before = 0,
  ) {
    this.#done = before;
  }

  /** So many rows more, and so much done in all. */
  advance(rows: number, done: number): void {
    this.#rows += rows;
    this.#done = done;
  }

  get rowsPerSecond(): number | null {
    const seconds = this.#seconds;
    return this.#rows === 0 || seconds === 0 ? null : Math.round(this.#rows / seconds);
  }

  /** By the pace so far; null as long as there is none. */
  get secondsLeft(): number | null {
    const done = this.#done - this.before;
    if (done <= 0 || this.whole === 0) return null;
    const left = Math.max(0, this.whole - this.#done);
    return Math.ceil((left / done) * this.#seconds);
  }

  get #seconds(): number {
    return (performance.now() - this.#begunAt) / 1000;
  }
}
