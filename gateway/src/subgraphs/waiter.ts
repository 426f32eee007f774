import type { DeadlineClock, Timed } from './deadline-clock';
import type { HttpResponse } from './http/response-parser';
import type { EndOfRequest, RequestDeadline } from './request-deadline';
import { retryAfterSeconds } from './retry-after';
import { answerIn, type ServiceAnswer } from './service-answer';
import type { ServiceCall } from './service-call';
import { reasonOf, ServiceFault } from './service-fault';

/** What is told of each call, for metrics; nothing of its content. */
export interface CallReport {
  readonly service: string;
  /** `shared`: answered by an identical read that was already under way. */
  readonly outcome: 'answered' | 'shared' | 'unavailable' | 'deadline' | 'client gone';
  readonly seconds: number;
}

export interface WaiterParts {
  readonly clock: DeadlineClock;
  readonly timeoutMs: number;
  readonly report: (call: CallReport) => void;
}

/** How the one who asked is told. */
export interface Settle {
  readonly resolve: (answer: ServiceAnswer) => void;
  readonly reject: (fault: ServiceFault) => void;
}

/** One who asked a service within a client's request, until there is an answer, a fault, or no more time. */
export class Waiter implements Timed {
  readonly endsAt: number;
  place = -1;
  readonly #startedAt = performance.now();
  #call: ServiceCall | null = null;
  /** Null when it has ended, so that nothing that still knows of this keeps an answer alive. */
  #settle: Settle | null;
  #outcomeOfAnswer: 'answered' | 'shared' = 'answered';

  constructor(
    private readonly service: string,
    private readonly deadline: RequestDeadline,
    private readonly parts: WaiterParts,
    settle: Settle,
  ) {
    this.#settle = settle;
    this.endsAt = deadline.endOf(this.#startedAt, parts.timeoutMs);
  }

  /** Why there is no use in asking at all. */
  get isOver(): EndOfRequest | null {
    if (this.deadline.isClientGone) return 'client gone';
    return this.endsAt <= this.#startedAt ? 'deadline' : null;
  }

  /** Waits for a call: one of its own, or one that others wait for already. */
  waitFor(call: ServiceCall, how: 'own' | 'shared'): void {
    this.#call = call;
    if (how === 'shared') this.#outcomeOfAnswer = 'shared';
    this.parts.clock.watch(this);
    this.deadline.putOn(this);
    call.join(this);
  }

  answered(response: HttpResponse): void {
    let answer: ServiceAnswer;
    try {
      answer = answerIn(response);
    } catch (error) {
      const seconds = retryAfterSeconds(response, Date.now());
      return this.failed(new ServiceFault(this.service, 'SERVICE_UNAVAILABLE', reasonOf(error), seconds));
    }
    this.#end(this.#outcomeOfAnswer)?.resolve(answer);
  }

  failed(error: Error): void {
    this.#end('unavailable')?.reject(
      error instanceof ServiceFault
        ? error
        : new ServiceFault(this.service, 'SERVICE_UNAVAILABLE', reasonOf(error)),
    );
  }

  giveUp(why: EndOfRequest): void {
    this.#call?.leave(this, why);
    this.#end(why)?.reject(new ServiceFault(this.service, 'DEADLINE_EXCEEDED', why));
  }

  #end(outcome: CallReport['outcome']): Settle | null {
    const { clock, report } = this.parts;
    const settle = this.#settle;
    if (!settle) return null;
    this.#settle = null;
    this.#call = null;
    clock.forget(this);
    this.deadline.takeOff(this);
    report({ service: this.service, outcome, seconds: (performance.now() - this.#startedAt) / 1000 });
    return settle;
  }
}
