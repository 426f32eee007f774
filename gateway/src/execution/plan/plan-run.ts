import type { ServiceFault } from '../../subgraphs/service-fault';
import type { ServiceAnswer } from '../../subgraphs/services';

/** A place in the merged tree: keys and list indexes. */
export type Place = readonly (string | number)[];

/** One request's run of a compiled plan: what it is given, and whom it tells. */
export interface PlanRun {
  /** The merged tree: the root object, empty at first. */
  readonly data: Record<string, unknown>;
  /** As the client sent them, found valid, the operation's defaults applied. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Throws a ServiceFault when there is no usable answer. */
  readonly ask: (service: string, body: string) => Promise<ServiceAnswer>;
  /** An error of a service's answer, at its place in the tree. */
  readonly onServiceError: (service: string, error: unknown, path: Place) => void;
  /** One that does not say its place, with the places that the answer lacks or leaves null. */
  readonly onUnplacedError: (service: string, error: unknown, places: readonly Place[]) => void;
  /** A call that brought nothing, or nothing usable, with the places that lack it. */
  readonly onFault: (fault: ServiceFault, places: readonly Place[]) => void;
}

/** Runs a plan for one request. Whatever services answer, it is told through the run and never thrown. */
export type RunPlan = (run: PlanRun) => Promise<void>;
