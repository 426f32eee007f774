import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';

/** How a process ended, in words: "exit code 1", "SIGKILL". */
export type Ending = string;

/** One step of asking a process to end: a signal, and how long it may take to follow. */
export interface StopStep {
  readonly signal: NodeJS.Signals;
  readonly patienceMs: number;
}

/** A child process that can be waited for and made to end. */
export class Child {
  /** Resolves when it has ended and all it said has been read. */
  readonly ended: Promise<Ending>;
  #ending: Ending | null = null;

  constructor(
    readonly name: string,
    private readonly process: ChildProcess,
  ) {
    this.ended = new Promise((resolve) => {
      process.once('error', (error) => resolve(error.message));
      process.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
    void this.ended.then((ending) => (this.#ending = ending));
  }

  get id(): number | undefined {
    return this.process.pid;
  }

  get ending(): Ending | null {
    return this.#ending;
  }

  /** Takes the steps one after the other until it has ended. */
  async stop(steps: readonly StopStep[]): Promise<void> {
    for (const { signal, patienceMs } of steps) {
      if (this.#ending !== null) return;
      this.process.kill(signal);
      await this.#endsWithin(patienceMs);
    }
  }

  async #endsWithin(patienceMs: number): Promise<void> {
    const waiting = new AbortController();
    const timeUp = pause(patienceMs, undefined, { signal: waiting.signal }).catch(() => undefined);
    await Promise.race([this.ended, timeUp]);
    waiting.abort();
  }
}
