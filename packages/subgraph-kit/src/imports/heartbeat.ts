import { ImportCancelled, LeaseLost, type Lease } from './lease';
import type { StepProgress } from './progress';
import type { WorkerSettings } from './worker-settings';

/** Renews the lease and writes progress while a job is worked on, and hears whether it shall end. */
export class Heartbeat {
  #timer: NodeJS.Timeout | null = null;
  #beating: Promise<void> = Promise.resolve();
  #interruption: LeaseLost | ImportCancelled | null = null;
  #progress: StepProgress | null = null;
  #rowsCommitted: () => number | null = () => null;

  constructor(
    private readonly lease: Lease,
    private readonly settings: Pick<WorkerSettings, 'heartbeatMs' | 'leaseSeconds'>,
  ) {}

  show(progress: StepProgress, rowsCommitted: () => number | null = () => null): void {
    this.#progress = progress;
    this.#rowsCommitted = rowsCommitted;
  }

  throwIfInterrupted(): void {
    if (this.#interruption) throw this.#interruption;
  }

  start(): void {
    this.#timer = setTimeout(() => {
      this.#beating = this.#beat();
    }, this.settings.heartbeatMs);
  }

  async stop(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#beating;
    if (this.#timer) clearTimeout(this.#timer);
  }

  async #beat(): Promise<void> {
    const { rowsPerSecond = null, secondsLeft = null } = this.#progress ?? {};
    const rowsCommitted = this.#rowsCommitted();
    try {
      await this.lease.renew(this.settings.leaseSeconds, { rowsPerSecond, secondsLeft, rowsCommitted });
    } catch (error) {
      // Should the database be away, the work itself hears of it.
      if (isInterruption(error)) this.#interruption = error;
    }
    if (this.#timer && !this.#interruption) this.start();
  }
}

const isInterruption = (error: unknown): error is LeaseLost | ImportCancelled =>
  error instanceof LeaseLost || error instanceof ImportCancelled;
