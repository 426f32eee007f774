import type { RequestDeadline, Abandonable } from '../subgraphs/request-deadline';
import { writesEndedSoFar } from '../subgraphs/shared-reads';
import type { ExecutionAnswer, ExecutionRequest, Executor } from './executor';

/** A query that is being executed, for one client or several. */
interface UnderWay {
  readonly answer: Promise<ExecutionAnswer>;
  /** Ends when the first client's would have, and as soon as nobody waits any more. */
  readonly deadline: RequestDeadline;
  /** How many writes had ended when it began. */
  readonly writesSeen: number;
  waiting: number;
}

/**
 * Executes the same query once for all who ask it at the same time in the same way: same operation and variables,
 * same caller, language and purpose. Who asks after a write has ended never gets an answer that was begun before.
 */
export function withSharedAnswers(executor: Executor): Executor {
  const underWay = new Map<string, UnderWay>();
  return {
    schema: executor.schema,
    warm: (operation, trueVariables) => executor.warm(operation, trueVariables),
    hottest: (count) => executor.hottest(count),
    close: () => executor.close(),
    execute: (request) =>
      request.forwarded.isRepeatable ? executeShared(request) : executor.execute(request),
  };

  function begin(key: string, request: ExecutionRequest): UnderWay {
    const deadline = request.forwarded.deadline.untilItsEnd();
    const answer = executor.execute({ ...request, forwarded: { ...request.forwarded, deadline } });
    const begun: UnderWay = { answer, deadline, writesSeen: writesEndedSoFar(), waiting: 0 };
    underWay.set(key, begun);
    const end = (): void => forget(key, begun);
    answer.then(end, end);
    return begun;
  }

  function forget(key: string, one: UnderWay): void {
    if (underWay.get(key) === one) underWay.delete(key);
  }

  async function executeShared(request: ExecutionRequest): Promise<ExecutionAnswer> {
    const key = keyOf(request);
    const known = underWay.get(key);
    const shared = known?.writesSeen === writesEndedSoFar() ? known : begin(key, request);
    const { deadline } = request.forwarded;
    const waiter: Abandonable = {
      giveUp: () => {
        shared.waiting -= 1;
        if (shared.waiting > 0) return;
        forget(key, shared);
        shared.deadline.clientHasGone();
      },
    };
    shared.waiting += 1;
    deadline.putOn(waiter);
    try {
      return await shared.answer;
    } finally {
      deadline.takeOff(waiter);
    }
  }
}

/** All that an answer depends on; the request id only names it in logs. */
function keyOf({ operation, variables, forwarded }: ExecutionRequest): string {
  const { language, authorization, purpose } = forwarded;
  return JSON.stringify([operation.key, language, authorization, purpose, variables]);
}
