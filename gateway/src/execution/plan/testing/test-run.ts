import type { ServiceFault } from '../../../subgraphs/service-fault';
import type { ServiceAnswer } from '../../../subgraphs/services';
import type { Place, PlanRun } from '../plan-run';

/** A call that a plan has made and that waits for the test's answer. */
export interface MadeCall {
  readonly service: string;
  readonly body: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly answer: (answer: unknown) => void;
  readonly fail: (error: Error) => void;
}

/** A run of a plan that keeps what it was told, and whose calls the test answers. */
export class TestRun implements PlanRun {
  readonly data: Record<string, unknown> = {};
  readonly calls: MadeCall[] = [];
  readonly errors: { service: string; error: unknown; path: Place }[] = [];
  readonly unplaced: { error: unknown; places: readonly Place[] }[] = [];
  readonly faults: { fault: ServiceFault; places: readonly Place[] }[] = [];

  /** `answers` answers at once; without it calls wait in `calls`. */
  constructor(
    readonly variables: Readonly<Record<string, unknown>> = {},
    private readonly answers?: (service: string, body: string) => unknown,
  ) {}

  readonly ask = (service: string, body: string): Promise<ServiceAnswer> =>
    new Promise((resolve, reject) => {
      const { query, variables } = JSON.parse(body) as Pick<MadeCall, 'query' | 'variables'>;
      const answer = (given: unknown) => resolve(given as ServiceAnswer);
      this.calls.push({ service, body, query, variables, answer, fail: reject });
      if (this.answers) answer(this.answers(service, body));
    });

  readonly onServiceError = (service: string, error: unknown, path: Place): void => {
    this.errors.push({ service, error, path });
  };

  readonly onUnplacedError = (_service: string, error: unknown, places: readonly Place[]): void => {
    this.unplaced.push({ error, places });
  };

  readonly onFault = (fault: ServiceFault, places: readonly Place[]): void => {
    this.faults.push({ fault, places });
  };
}

/** Lets everything happen that waits for nothing from outside. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
