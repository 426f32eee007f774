/**
 * The first thing that ends a run: a request to stop, a process that died, a full disk. Whatever the run
 * waits for, it waits for this too.
 */
export class RunEnd {
  readonly #ended: Promise<never>;
  #end!: (reason: Error) => void;
  #isOver = false;

  constructor() {
    this.#ended = new Promise<never>((_, reject) => (this.#end = reject));
    this.#ended.catch(() => undefined);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Only the first reason counts. */
  because(reason: Error): void {
    this.#isOver = true;
    this.#end(reason);
  }

  /** The result of the work, unless the run ends first. */
  unlessOver<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#ended]);
  }

  /** Rejects with the reason when the run ends. */
  wait(): Promise<never> {
    return this.#ended;
  }
}
