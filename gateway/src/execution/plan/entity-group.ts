import { ServiceFault } from '../../subgraphs/service-fault';
import { AskedEntities, type EntityFetch, type EntityOperation } from './asked-entities';
import { bodyHead, variablesText } from './call-text';
import { takeEntities, tellFault } from './entity-answer';
import { fusedText, type FusedPart } from './fused-operation';
import { Gathering, LagAverage } from './gathering';
import { isJsonObject, type JsonObject } from './json-objects';
import type { PlanRun } from './plan-run';
import { holdAll, type Condition } from './plan-units';
import { callService } from './service-call';

/** For how many runs a group's operations are asked each on its own after a fused one was refused. */
const RUNS_AFTER_REFUSAL = 1_000;
/** Fused texts that are kept: which operations meet differs from run to run. */
const MOST_HEADS = 64;

export interface GroupMember {
  readonly fetch: EntityFetch;
  readonly conditions: readonly Condition[];
}

/** A call that is being gathered. */
interface Pending {
  readonly asked: Map<EntityOperation, AskedEntities>;
  readonly promise: Promise<void>;
  readonly resolve: (sent: Promise<void>) => void;
}

/**
 * The fetches for entities of one service at one level of a plan: they are asked in one call when they become ready
 * together. It outlives requests, and keeps of them only how far apart their members became ready.
 */
export class EntityGroup {
  readonly #lag = new LagAverage();
  readonly #heads = new Map<string, string>();
  #runsToAskAlone = 0;

  constructor(
    private readonly service: string,
    private readonly members: readonly GroupMember[],
  ) {}

  /** Begins a run of the plan. */
  begin(run: PlanRun): GroupRun {
    return new GroupRun(this, run);
  }

  gathering(run: PlanRun, send: () => void): Gathering {
    const expected = this.members.filter(({ conditions }) => holdAll(conditions, run.variables)).length;
    return new Gathering(expected, this.#lag, send);
  }

  /** Sends what is asked, in one call unless the service does not take such calls. */
  async sendAll(run: PlanRun, asked: readonly AskedEntities[]): Promise<void> {
    const [only] = asked;
    if (asked.length === 1 && only) return this.#sendAlone(run, only);
    if (this.#runsToAskAlone > 0) {
      this.#runsToAskAlone -= 1;
      return this.#sendEachAlone(run, asked);
    }
    return this.#sendFused(run, asked);
  }

  #sendAlone(run: PlanRun, asked: AskedEntities, onEnd?: (hasData: boolean) => void): Promise<void> {
    const { head, variables } = asked.operation;
    const own = variablesText(variables, run.variables);
    const body = `${head}${own}${own === '' ? '' : ','}"representations":[${asked.text}]}}`;
    return callService(run, this.service, body, {
      onAnswer: (answer) => {
        onEnd?.(isJsonObject(answer.data));
        takeEntities(run, this.service, new Map([['_entities', asked]]), answer);
        return undefined;
      },
      onFault: (fault) => {
        onEnd?.(false);
        tellFault(run, fault, [asked]);
      },
    });
  }

  async #sendEachAlone(run: PlanRun, asked: readonly AskedEntities[], onEnd?: (hasData: boolean) => void) {
    await Promise.all(asked.map((one) => this.#sendAlone(run, one, onEnd)));
  }

  #sendFused(run: PlanRun, asked: readonly AskedEntities[]): Promise<void> {
    const parts = asked.map(({ operation }) => partOf(operation));
    const own = variablesText(
      parts.flatMap(({ variables }) => variables),
      run.variables,
    );
    const lists = parts.map(({ representations }, i) => `"${representations}":[${asked[i]?.text}]`);
    const body = `${this.#headOf(asked, parts)}${own}${own === '' ? '' : ','}${lists.join()}}}`;
    return callService(run, this.service, body, {
      onAnswer: (answer) => {
        if (!isJsonObject(answer.data)) return this.#askAgainAlone(run, asked);
        takeEntities(
          run,
          this.service,
          new Map(parts.map(({ alias }, i) => [alias, asked[i] as AskedEntities])),
          answer,
        );
        return undefined;
      },
      onFault: (fault) => tellFault(run, fault, asked),
    });
  }

  /**
   * Nothing came of a fused call: the service does not take it (a limit on the size of an operation), or one of its
   * operations failed as a whole and took the others with it. On its own each has the fate that is its own.
   */
  async #askAgainAlone(run: PlanRun, asked: readonly AskedEntities[]): Promise<void> {
    let allHaveData = true;
    await this.#sendEachAlone(run, asked, (hasData) => {
      allHaveData &&= hasData;
    });
    if (allHaveData) this.#runsToAskAlone = RUNS_AFTER_REFUSAL;
  }

  #headOf(asked: readonly AskedEntities[], parts: readonly FusedPart[]): string {
    const key = parts.map(({ alias }) => alias).join();
    const known = this.#heads.get(key);
    if (known !== undefined) return known;
    const name = asked[0]?.operation.name;
    const head = bodyHead(fusedText(name, parts), name);
    if (this.#heads.size >= MOST_HEADS) this.#heads.clear();
    this.#heads.set(key, head);
    return head;
  }
}

/** A group's part in one run. */
export class GroupRun {
  #pending: Pending | undefined;
  readonly #gathering: Gathering;

  constructor(
    private readonly group: EntityGroup,
    private readonly run: PlanRun,
  ) {
    this.#gathering = group.gathering(run, () => this.#send());
  }

  /** A member is ready: gives when its answer is merged, nothing when there is nothing to ask. */
  fetch(fetch: EntityFetch): Promise<void> | undefined {
    const asks = this.#add(fetch);
    const answered = asks ? this.#pending?.promise : undefined;
    this.#gathering.arrive();
    return answered;
  }

  #add(fetch: EntityFetch): boolean {
    const candidates = targetsOf(this.run, fetch);
    if (candidates.length === 0) return false;
    const { operation } = fetch;
    const asked = this.#pending?.asked.get(operation) ?? new AskedEntities(operation);
    const before = asked.askings.length;
    addTo(asked, fetch, candidates, this.run);
    if (asked.askings.length === before) return false;
    this.#pending ??= newPending();
    this.#pending.asked.set(operation, asked);
    return true;
  }

  #send(): void {
    const pending = this.#pending;
    if (!pending) return;
    this.#pending = undefined;
    pending.resolve(this.group.sendAll(this.run, [...pending.asked.values()]));
  }
}

/** Asks for the entities of a fetch that has no siblings. */
export function fetchAlone(group: EntityGroup, run: PlanRun, fetch: EntityFetch): Promise<void> | undefined {
  const candidates = targetsOf(run, fetch);
  if (candidates.length === 0) return undefined;
  const asked = new AskedEntities(fetch.operation);
  addTo(asked, fetch, candidates, run);
  return asked.askings.length === 0 ? undefined : group.sendAll(run, [asked]);
}

function targetsOf(run: PlanRun, { collect }: EntityFetch): JsonObject[] {
  const targets: JsonObject[] = [];
  collect(run.data, targets);
  return targets;
}

function addTo(
  asked: AskedEntities,
  fetch: EntityFetch,
  candidates: readonly JsonObject[],
  run: PlanRun,
): void {
  try {
    asked.add(fetch, candidates);
  } catch {
    // Such as a value so deep that it cannot be written.
    const { service } = fetch.operation;
    const fault = new ServiceFault(service, 'SERVICE_UNAVAILABLE', 'REPRESENTATION_UNUSABLE');
    const lacking = new AskedEntities(fetch.operation);
    lacking.askings.push({ fetch, targets: candidates, indexes: [] });
    tellFault(run, fault, [lacking]);
  }
}

function newPending(): Pending {
  let resolve: Pending['resolve'] = () => undefined;
  const promise = new Promise<void>((resolveWith) => {
    resolve = resolveWith;
  });
  return { asked: new Map(), promise, resolve };
}

function partOf({ fused }: EntityOperation): FusedPart {
  if (!fused) throw new Error('An operation that stands alone cannot be fused.');
  return fused;
}
