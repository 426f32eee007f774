/** Why work for a request is given up. */
export type EndOfRequest = 'deadline' | 'client gone';

/** Something that is done for one client's request and can be given up. */
export interface Abandonable {
  giveUp(why: EndOfRequest): void;
}

/** The life of one client's request as its calls to services see it: how long is left, and whether the client is there. */
export class RequestDeadline {
  readonly #endsAt: number;
  readonly #underWay = new Set<Abandonable>();
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
    for (const work of this.#underWay) work.giveUp('client gone');
  }

  /** The same end, without regard to the client: a mutation that has begun is not left half done. */
  untilItsEnd(): RequestDeadline {
    return new RequestDeadline(this.#endsAt - performance.now());
  }

  /** When work ends that begins at `start` (by performance.now()) and may take `milliseconds`: never after the request. */
  endOf(start: number, milliseconds: number): number {
    return Math.min(start + milliseconds, this.#endsAt);
  }

  /** From now on the work is given up when the client goes, until it is taken off. */
  putOn(work: Abandonable): void {
    this.#underWay.add(work);
  }

  takeOff(work: Abandonable): void {
    this.#underWay.delete(work);
  }
}
