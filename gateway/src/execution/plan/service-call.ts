import { reasonOf, ServiceFault } from '../../subgraphs/service-fault';
import type { ServiceAnswer } from '../../subgraphs/services';
import type { PlanRun } from './plan-run';

/** What is done with a call's answer, and when there is none. */
export interface CallEnds {
  /** Gives a promise when there is more to wait for. */
  readonly onAnswer: (answer: ServiceAnswer) => Promise<void> | undefined;
  readonly onFault: (fault: ServiceFault) => void;
}

/** Asks a service. The promise never rejects: an answer that cannot be digested is a fault of its service. */
export function callService(
  run: PlanRun,
  service: string,
  body: string,
  { onAnswer, onFault }: CallEnds,
): Promise<void> {
  const faultOf = (error: unknown, reason: string) =>
    error instanceof ServiceFault ? error : new ServiceFault(service, 'SERVICE_UNAVAILABLE', reason);
  let asked: Promise<ServiceAnswer>;
  try {
    asked = run.ask(service, body);
  } catch (error) {
    asked = Promise.reject(faultOf(error, reasonOf(error)));
  }
  return asked.then(
    (answer) => {
      try {
        return onAnswer(answer);
      } catch (error) {
        // Such as an answer so deep that it cannot be walked.
        return onFault(faultOf(error, 'ANSWER_UNUSABLE'));
      }
    },
    (error: unknown) => onFault(faultOf(error, reasonOf(error))),
  );
}
