/** Why work for a request is given up. */
export type EndOfRequest = 'deadline' | 'client gone';

/**
 * The life of one client's request as its calls to services see it: how long is left, and word when the client
 * has gone. One timer serves the request, another each call.
 */
export class RequestDeadline {
  readonly #endsAt: number;
  readonly #abandon = new Set<(why: EndOfRequest) => void>();
  #isClientGone = false;

  constructor(milliseconds: number) {
    this.#endsAt = performance.now() + milliseconds;
  }

  get isClientGone(): boolean {
    return this.#isClientGone;
  }

  /** Told when the client has closed its connection before it was answered. */
  clientHasGone(): void {
    this.#isClientGone = true;
    for (const abandon of this.#abandon) abandon('client gone');
  }

  /** The same end, without regard to the client: a mutation that has begun is not left half done. */
  untilItsEnd(): RequestDeadline {
    return new RequestDeadline(this.#endsAt - performance.now());
  }

  /** Gives up a call after `milliseconds` or at the end of the request, whichever comes first, or when the client goes. */
  limit(milliseconds: number, giveUp: (why: EndOfRequest) => void): { release(): void } {
    const left = Math.min(milliseconds, this.#endsAt - performance.now());
    const timer = setTimeout(() => giveUp('deadline'), Math.max(0, left));
    this.#abandon.add(giveUp);
    if (this.#isClientGone) giveUp('client gone');
    return {
      release: () => {
        clearTimeout(timer);
        this.#abandon.delete(giveUp);
      },
    };
  }
}
