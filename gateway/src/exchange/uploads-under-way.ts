import type { FastifyReply } from 'fastify';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { CodedError } from '@solidarity/subgraph-kit/errors/coded-error';

/** Uploads of one caller at the same time: a slow one holds its connection to the service for as long as it takes. */
export const MOST_UPLOADS = 16;
const TRY_AGAIN_SECONDS = 10;

/** How many uploads each caller has under way, so that nobody takes the connections of all. */
export class UploadsUnderWay {
  readonly #counts = new Map<string, number>();

  /** Counts an upload until its answer has ended, however it ends. Throws RATE_LIMITED when there are too many. */
  begin({ role, subject }: Caller, reply: FastifyReply): void {
    const owner = `${role} ${subject}`;
    const count = this.#counts.get(owner) ?? 0;
    if (count >= MOST_UPLOADS) {
      void reply.header('retry-after', String(TRY_AGAIN_SECONDS));
      throw new CodedError('RATE_LIMITED', { seconds: TRY_AGAIN_SECONDS });
    }
    this.#counts.set(owner, count + 1);
    reply.raw.once('close', () => {
      const left = (this.#counts.get(owner) ?? 1) - 1;
      if (left > 0) this.#counts.set(owner, left);
      else this.#counts.delete(owner);
    });
  }
}
