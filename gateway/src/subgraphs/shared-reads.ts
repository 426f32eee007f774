import type { ForwardedRequest } from './forwarded-request';
import type { ServiceCall } from './service-call';

/**
 * Writes that have ended, through whatever Services of this process: while one supergraph takes over from another, a
 * write through the old one is to be seen by reads through the new.
 */
let writesEnded = 0;

/** Whoever begins to read at another count of it may see what an earlier reader does not. */
export function writesEndedSoFar(): number {
  return writesEnded;
}

interface Read {
  readonly call: ServiceCall;
  /** How many writes had ended when it began. */
  readonly writesSeen: number;
}

/**
 * Reads under way that another may wait for instead of asking the same. Whoever reads after a write has ended must see
 * it, so a write's end, to whatever service, closes all reads under way to newcomers; those who wait go on waiting.
 */
export class SharedReads {
  readonly #underWay = new Map<string, Read>();

  /** The call that one who asks now may wait for. */
  find(key: string): ServiceCall | undefined {
    const read = this.#underWay.get(key);
    return read?.writesSeen === writesEnded ? read.call : undefined;
  }

  begin(key: string, call: ServiceCall): void {
    this.#underWay.set(key, { call, writesSeen: writesEnded });
  }

  /** The call has ended, or is too slow to be joined. */
  end(key: string, call: ServiceCall): void {
    if (this.#underWay.get(key)?.call === call) this.#underWay.delete(key);
  }

  writeHasEnded(): void {
    writesEnded += 1;
  }
}

/**
 * What makes two reads the same: all that the service is told and can answer by. The request id is not of it: it
 * names a request in logs. No part but the body can hold a NUL, so no two reads have one key by chance.
 */
export function readKey(
  service: string,
  body: string,
  { language, authorization, purpose }: ForwardedRequest,
): string {
  // An absent header is not an empty one.
  const who = authorization === null ? '' : `=${authorization}`;
  const why = purpose === null ? '' : `=${purpose}`;
  return `${service}\0${language}\0${who}\0${why}\0${body}`;
}
