import type { Worker } from 'node:worker_threads';
import { PlanRefused } from './plan-refused';
import { PlannerChannel, PlannerLost, startPlannerWorker } from './planner-channel';
import type { PlannerAnswer, PlannerQuestion, ReadGraph } from './planner-messages';
import { RecentFailures } from './recent-failures';

export interface PlannerLimits {
  /** How long one operation may take to plan, in milliseconds; what takes longer is refused. */
  readonly planningMs: number;
  /** For how long an operation that took too long is refused at once, in milliseconds. */
  readonly refuseAgainMs: number;
  /** How many operations may be planned or wait to be planned at one time. */
  readonly pending: number;
  /** How long reading a supergraph may take, in milliseconds. */
  readonly loadingMs: number;
  /** How much the planner may keep in memory, in megabytes. */
  readonly memoryMegabytes: number;
}

export const PLANNER_LIMITS: PlannerLimits = {
  planningMs: 5_000,
  refuseAgainMs: 60_000,
  pending: 200,
  loadingMs: 60_000,
  memoryMegabytes: 1_024,
};

export interface PlannerThreadParts {
  readonly limits: PlannerLimits;
  readonly startWorker: (memoryMegabytes: number) => Worker;
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
}

/** The plan as JSON text, and the milliseconds that it took. */
export type PlanText = Extract<PlannerAnswer, { kind: 'planned' }>;

interface Job {
  readonly question: PlannerQuestion;
  /** What to know the operation by; null for what is no operation. */
  readonly operation: string | null;
  readonly resolve: (answer: PlannerAnswer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The thread in which one generation of the gateway plans, on one or more supergraphs. It does one thing after
 * another; a thread that takes too long or dies is replaced by one that reads the same supergraphs.
 */
export class PlannerThread {
  readonly #parts: PlannerThreadParts;
  readonly #waiting: Job[] = [];
  /** The supergraphs by their numbers, and which of them the present thread holds. */
  readonly #supergraphs = new Map<number, string>();
  readonly #held = new Set<number>();
  readonly #failures: RecentFailures;
  #channel: PlannerChannel | null = null;
  #isWorking = false;
  #isClosed = false;
  #lastNumber = 0;
  #pending = 0;

  constructor(parts: Partial<PlannerThreadParts> = {}) {
    const {
      limits = PLANNER_LIMITS,
      startWorker = startPlannerWorker,
      now = () => performance.now(),
    } = parts;
    this.#parts = { limits, startWorker, now };
    this.#failures = new RecentFailures(limits.refuseAgainMs, now);
    this.#present();
  }

  /** Reads a supergraph. Throws when it is broken. `prepare` is to follow. */
  async read(supergraphSdl: string): Promise<{ number: number; graph: ReadGraph }> {
    const number = (this.#lastNumber += 1);
    const answer = await this.#enqueue({ kind: 'read', graph: number, supergraphSdl }, null);
    if (answer.kind !== 'read') throw unexpected(answer);
    return { number, graph: answer.graph };
  }

  /** Gets a supergraph that was read ready to be planned on. Throws when it can't be. */
  async prepare(number: number): Promise<void> {
    const answer = await this.#enqueue({ kind: 'prepare', graph: number }, null);
    if (answer.kind !== 'done') throw unexpected(answer);
  }

  /** Plans an operation, known again by its key. Throws PlanRefused. */
  async plan(
    number: number,
    operation: {
      readonly key: string;
      readonly document: string;
      readonly operationName: string | undefined;
    },
  ): Promise<PlanText> {
    const { key, document, operationName } = operation;
    const known = `${number} ${key}`;
    const failure = this.#failures.recent(known);
    if (failure) throw new PlanRefused(failure);
    const isFull = this.#pending >= this.#parts.limits.pending;
    if (this.#isClosed || isFull) throw new PlanRefused({ reason: 'PLANNER_BUSY' });
    this.#pending += 1;
    const question = { kind: 'plan', graph: number, document, operationName } as const;
    const answer = await this.#enqueue(question, known).finally(() => (this.#pending -= 1));
    if (answer.kind === 'refused') throw new PlanRefused(answer.refusal);
    if (answer.kind !== 'planned')
      throw new PlanRefused({ reason: 'PLANNER_FAILED', detail: detailOf(answer) });
    return answer;
  }

  /** Forgets a supergraph; nothing can be planned on it afterwards. */
  async forget(number: number): Promise<void> {
    this.#supergraphs.delete(number);
    if (this.#held.delete(number) && !this.#isClosed) {
      await this.#enqueue({ kind: 'forget', graph: number }, null).catch(ignore);
    }
  }

  /** Ends the thread; what waited for it is refused. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { reject } of this.#waiting.splice(0)) reject(new PlanRefused({ reason: 'PLANNER_BUSY' }));
    await this.#channel?.close();
  }

  #enqueue(question: PlannerQuestion, operation: string | null): Promise<PlannerAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ question, operation, resolve, reject });
      void this.#work();
    });
  }

  /** Does what waits, one after another; then sees to it that the thread holds all supergraphs. */
  async #work(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    for (let job = this.#waiting.shift(); job; job = this.#waiting.shift()) await this.#do(job);
    for (const number of this.#supergraphs.keys()) {
      if (this.#waiting.length > 0 || this.#isClosed) break;
      // A thread that dies of its supergraph is not started for it again before somebody asks for a plan.
      if (!(await this.#hold(number).then(always, never))) break;
    }
    this.#isWorking = false;
    if (this.#waiting.length > 0) void this.#work();
  }

  async #do({ question, operation, resolve, reject }: Job): Promise<void> {
    const { planningMs, loadingMs } = this.#parts.limits;
    let isAsked = false;
    try {
      if (question.kind === 'plan') await this.#hold(question.graph);
      isAsked = true;
      const answer = await this.#present().ask(question, operation === null ? loadingMs : planningMs);
      if (question.kind === 'read' && answer.kind === 'read') {
        this.#supergraphs.set(question.graph, question.supergraphSdl);
        this.#held.add(question.graph);
      }
      resolve(answer);
    } catch (error) {
      if (operation === null || !(error instanceof PlannerLost)) return reject(error as Error);
      reject(
        this.#isClosed || !isAsked
          ? new PlanRefused({ reason: 'PLANNER_BUSY' })
          : this.#blame(operation, error),
      );
    }
  }

  /** What the thread was planning when it was lost is what it was lost by. */
  #blame(operation: string, { isLate, message }: PlannerLost): PlanRefused {
    const refusal = isLate
      ? ({ reason: 'TOO_LARGE', limit: 'planning time' } as const)
      : ({ reason: 'PLANNER_FAILED', detail: message } as const);
    this.#failures.add(operation, refusal);
    return new PlanRefused(refusal);
  }

  /** Has a supergraph read by the present thread, when it is not the one that was asked first. */
  async #hold(number: number): Promise<void> {
    const channel = this.#present();
    const supergraphSdl = this.#supergraphs.get(number);
    if (this.#held.has(number) || supergraphSdl === undefined) return;
    const { loadingMs } = this.#parts.limits;
    const answer = await channel.ask({ kind: 'read', graph: number, supergraphSdl }, loadingMs);
    if (answer.kind !== 'read') throw unexpected(answer);
    this.#held.add(number);
    await channel.ask({ kind: 'prepare', graph: number }, loadingMs);
  }

  /** The thread, a new one when the last was lost. */
  #present(): PlannerChannel {
    if (this.#channel && (!this.#channel.isLost || this.#isClosed)) return this.#channel;
    this.#held.clear();
    const worker = this.#parts.startWorker(this.#parts.limits.memoryMegabytes);
    this.#channel = new PlannerChannel(worker, () => void this.#work());
    return this.#channel;
  }
}

function unexpected(answer: PlannerAnswer): Error {
  return new Error(detailOf(answer));
}

function detailOf(answer: PlannerAnswer): string {
  return answer.kind === 'failed' ? answer.message : `The planner answered with "${answer.kind}".`;
}

function always(): boolean {
  return true;
}

function never(): boolean {
  return false;
}

function ignore(): void {
  // A thread that is lost has forgotten everything.
}
