import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { PlannerAnswer, PlannerQuestion } from './planner-messages';

/** The thread did not answer in time and was ended, or died. */
export class PlannerLost extends Error {
  constructor(
    readonly isLate: boolean,
    reason: string,
  ) {
    super(reason);
    this.name = 'PlannerLost';
  }
}

/** Room for young objects in the planner's thread, which nobody waits for as for the gateway's own. */
const YOUNG_MEGABYTES = 8;

/** Starts the planner's thread; it may use so much memory and no more, so that it dies before the process does. */
export function startPlannerWorker(memoryMegabytes: number): Worker {
  // Else it would take as much as the process was started with: the flag is stronger than the thread's own limits, and
  // is read only when a thread begins.
  setFlagsFromString(`--max-semi-space-size=${YOUNG_MEGABYTES}`);
  const extension = path.extname(__filename);
  const hook = path.join(__dirname, 'testing/typescript-in-worker.cjs');
  return new Worker(path.join(__dirname, `planner-worker${extension}`), {
    resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
    // Inherited flags are none of the thread's; and only compiled sources can be loaded as they are.
    execArgv: extension === '.js' ? [] : ['--require', hook],
  });
}

interface Pending {
  readonly resolve: (answer: PlannerAnswer) => void;
  readonly reject: (lost: PlannerLost) => void;
  readonly timer: NodeJS.Timeout;
}

/** One thread of the planner, asked one question at a time. It keeps the process alive only while it is asked. */
export class PlannerChannel {
  #pending: Pending | null = null;
  #lost: PlannerLost | null = null;

  /** `onDeath` is told when the thread ends while it is not asked. */
  constructor(
    private readonly worker: Worker,
    private readonly onDeath: () => void,
  ) {
    worker.on('message', (answer: PlannerAnswer) => this.#settle(({ resolve }) => resolve(answer)));
    worker.on('error', (error) => this.#lose(new PlannerLost(false, error.message)));
    worker.on('exit', () => this.#lose(new PlannerLost(false, 'The thread ended.')));
    worker.unref();
  }

  get isLost(): boolean {
    return this.#lost !== null;
  }

  /** Throws PlannerLost when the answer does not come within the limit; the thread has ended then. */
  ask(question: PlannerQuestion, limitMs: number): Promise<PlannerAnswer> {
    if (this.#lost) return Promise.reject(this.#lost);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => void this.#giveUp(limitMs), limitMs);
      this.#pending = { resolve, reject, timer };
      this.worker.ref();
      this.worker.postMessage(question);
    });
  }

  /** Ends the thread, whatever it is doing. */
  async close(): Promise<void> {
    const lost = (this.#lost ??= new PlannerLost(false, 'The planner was closed.'));
    await this.worker.terminate();
    this.#settle(({ reject }) => reject(lost));
  }

  async #giveUp(limitMs: number): Promise<void> {
    const lost = new PlannerLost(true, `No answer within ${limitMs} ms.`);
    this.#lost = lost;
    await this.worker.terminate();
    this.#settle(({ reject }) => reject(lost));
  }

  #lose(lost: PlannerLost): void {
    if (this.#lost) return;
    this.#lost = lost;
    const wasAsked = this.#pending !== null;
    this.#settle(({ reject }) => reject(lost));
    if (!wasAsked) this.onDeath();
  }

  #settle(settle: (pending: Pending) => void): void {
    const pending = this.#pending;
    if (!pending) return;
    this.#pending = null;
    clearTimeout(pending.timer);
    this.worker.unref();
    settle(pending);
  }
}
