import { BatchCancelled, BatchLost, type BatchLease } from './batch-lease';
import type { BatchPace } from './batch-pace';

/** Renews the lease while a batch is worked on, and hears whether it shall end. */
export class BatchHeartbeat {
  #timer: NodeJS.Timeout | null = null;
  #beating: Promise<void> = Promise.resolve();
  #interruption: BatchLost | BatchCancelled | null = null;

  constructor(
    private readonly lease: BatchLease,
    private readonly pace: Pick<BatchPace, 'heartbeatMs' | 'leaseSeconds'>,
  ) {}

  throwIfInterrupted(): void {
    if (this.#interruption) throw this.#interruption;
  }

  start(): void {
    this.#timer = setTimeout(() => {
      this.#beating = this.#beat();
    }, this.pace.heartbeatMs);
  }

  async stop(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#beating;
  }

  async #beat(): Promise<void> {
    try {
      await this.lease.renew(this.pace.leaseSeconds);
    } catch (error) {
      // Should the database be away, the work itself hears of it.
      if (error instanceof BatchLost || error instanceof BatchCancelled) this.#interruption = error;
    }
    if (this.#timer && !this.#interruption) this.start();
  }
}
