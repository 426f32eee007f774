import type { ServiceAnswer } from '../subgraphs/services';
import type { ServiceFault } from '../subgraphs/service-fault';
import { toldOfAnswer, toldOfFault, type ToldError } from '../subgraphs/told-error';
import type { ResponseNames } from '../planning/response-names';
import type { ErrorPlaces } from './error-places';
import type { AskService, ExecutionRequest } from './executor';
import type { Place, PlanRun } from './plan/plan-run';

/** The run of a plan for a client's request. */
export class RequestRun implements PlanRun {
  readonly variables: PlanRun['variables'];
  /** Where an error is told depends on what its object is, which may be known only when all is there. */
  readonly #errors: (() => readonly ToldError[])[] = [];

  constructor(
    readonly data: Record<string, unknown>,
    private readonly request: ExecutionRequest,
    private readonly askService: AskService,
    private readonly errorPlaces: ErrorPlaces,
    private readonly names: ResponseNames,
  ) {
    this.variables = request.variables;
  }

  ask(service: string, body: string): Promise<ServiceAnswer> {
    return this.askService(service, body, this.request.forwarded);
  }

  onServiceError(service: string, error: unknown, place: Place): void {
    const told = this.#withoutPath(service, error);
    this.#errors.push(() => this.#toldAt(told, this.errorPlaces.ofError(this.data, place)));
  }

  onUnplacedError(service: string, error: unknown, places: readonly Place[]): void {
    const told = this.#withoutPath(service, error);
    this.#errors.push(() =>
      places.length === 0 ? [told] : this.#toldAt(told, this.errorPlaces.ofLack(this.data, places)),
    );
  }

  onFault(fault: ServiceFault, places: readonly Place[]): void {
    const told = toldOfFault(fault, this.request.telling);
    this.#errors.push(() => this.#toldAt(told, this.errorPlaces.ofLack(this.data, places)));
  }

  /** What the client is told of what went wrong, when all is there. */
  told(): ToldError[] {
    return this.#errors.flatMap((told) => told());
  }

  /** A service's place for its error is one of its own answer. */
  #withoutPath(service: string, error: unknown): ToldError {
    const { path: _theirs, ...told } = toldOfAnswer(service, error, this.request.telling);
    return told;
  }

  #toldAt(told: ToldError, places: readonly Place[]): ToldError[] {
    return places.map((place) => ({
      ...told,
      path: place.map((step) => (typeof step === 'string' ? this.names.nameOf(step) : step)),
    }));
  }
}
