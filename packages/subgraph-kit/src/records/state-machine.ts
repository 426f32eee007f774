import type { Role } from '../access/caller';
import type { MessageTexts } from '../errors/text';
import type { DecisionReason } from './decision';

/** A way out of a state: to where, who may take it, and what has to hold. */
export interface Transition<State extends string, Facts> {
  readonly to: State;
  /** The roles that may take it; absent: whoever may call the command. */
  readonly by?: readonly Role[];
  /** Why it cannot be taken now, or null when it can. */
  readonly unless?: (facts: Facts) => DecisionReason | null;
}

type Ways<State extends string, Action extends string, Facts> = Readonly<
  Partial<Record<Action, State | Transition<State, Facts>>>
>;

/** All states of a thing and every way from one to the next. */
export interface StateMachine<State extends string, Action extends string, Facts = undefined> {
  /** What has these states, as its history names it: `ngo`, `care_home_licence`. */
  readonly subjectType: string;
  /**
   * What a person does to take the step, as it is advised: 'record the visit'. Null for what nobody does of their own
   * accord, as it follows from something else.
   */
  readonly actions: Readonly<Record<Action, MessageTexts | null>>;
  readonly states: Readonly<Record<State, Ways<State, Action, Facts>>>;
}

/** A step that somebody can be advised to take. */
export interface NamedMove<Action extends string> {
  readonly action: Action;
  readonly name: MessageTexts;
  /** Whose it is; empty when it is for whoever may call the command. */
  readonly by: readonly Role[];
}

/** A step that was taken, to be saved and recorded. */
export interface Moved<State extends string, Action extends string> {
  readonly ok: true;
  readonly subjectType: string;
  readonly from: State;
  readonly action: Action;
  readonly to: State;
}

/** A step that cannot be taken, with what could be done instead. */
export interface RefusedMove<State extends string, Action extends string> {
  readonly ok: false;
  /** Not from this state · not by this caller · not while this reason holds. */
  readonly why: 'NOT_POSSIBLE' | 'NOT_BY_YOU' | 'NOT_NOW';
  readonly from: State;
  readonly action: Action;
  /** What this caller could do now, as far as the conditions are known. */
  readonly possible: readonly NamedMove<Action>[];
  /** What others could do: other roles, or somebody else of this one. */
  readonly forOthers: readonly NamedMove<Action>[];
  /** The condition that does not hold, when that is why. */
  readonly reason: DecisionReason | null;
}

export type Move<State extends string, Action extends string> =
  Moved<State, Action> | RefusedMove<State, Action>;

/**
 * A state machine as a table: each state with its ways out. It does not compile while a state is missing.
 *
 * ```ts
 * const licence = defineStateMachine<LicenceState, LicenceAction>({
 *   subjectType: 'care_home_licence',
 *   actions: { inspect: { en: 'inspect the home', ar: 'معاينة الدار' }, expire: null, … },
 *   states: { APPLIED: { inspect: 'INSPECTED', withdraw: { to: 'WITHDRAWN', by: ['care_home_staff'] } }, WITHDRAWN: {}, … },
 * });
 * ```
 */
export function defineStateMachine<State extends string, Action extends string, Facts = undefined>(
  machine: StateMachine<State, Action, Facts>,
): StateMachine<State, Action, Facts> {
  return machine;
}

/** Takes a step, or says why not and what was possible. `facts` are what the conditions look at. */
export function move<State extends string, Action extends string, Facts>(
  machine: StateMachine<State, Action, Facts>,
  from: State,
  action: Action,
  ...[{ role, facts }]: StepArguments<Facts>
): Move<State, Action> {
  const refuse = (why: RefusedMove<State, Action>['why'], reason: DecisionReason | null = null) => ({
    ok: false as const,
    ...{ why, from, action, reason },
    ...advisedMoves(machine, from, { role, facts: facts as Facts }),
  });
  const way = wayOf(machine, from, action);
  if (!way) return refuse('NOT_POSSIBLE');
  if (way.by && !way.by.includes(role)) return refuse('NOT_BY_YOU');
  const reason = way.unless?.(facts as Facts) ?? null;
  if (reason) return refuse('NOT_NOW', reason);
  return { ok: true, subjectType: machine.subjectType, from, action, to: way.to };
}

/** Who takes the step, and the facts that its conditions look at, when the machine has conditions. */
export interface Step<Facts> {
  readonly role: Role;
  readonly facts?: Facts;
}

type StepArguments<Facts> = [Facts] extends [undefined]
  ? [Step<Facts>]
  : [Step<Facts> & { readonly facts: Facts }];

/** The steps that somebody may take in a state of their own accord: this caller, and others. */
function advisedMoves<State extends string, Action extends string, Facts>(
  machine: StateMachine<State, Action, Facts>,
  from: State,
  { role, facts }: { readonly role: Role; readonly facts: Facts },
): Pick<RefusedMove<State, Action>, 'possible' | 'forOthers'> {
  const moves = (Object.keys(machine.states[from]) as Action[]).flatMap((action) => {
    const [way, name] = [wayOf(machine, from, action), machine.actions[action]];
    if (!way || !name) return [];
    const isOwn = (!way.by || way.by.includes(role)) && !way.unless?.(facts);
    return [{ isOwn, named: { action, name, by: way.by ?? [] } }];
  });
  const those = (own: boolean) => moves.filter(({ isOwn }) => isOwn === own).map(({ named }) => named);
  return { possible: those(true), forOthers: those(false) };
}

function wayOf<State extends string, Action extends string, Facts>(
  machine: StateMachine<State, Action, Facts>,
  from: State,
  action: Action,
): Transition<State, Facts> | null {
  const ways: Ways<State, Action, Facts> = machine.states[from];
  // The table is an object; what only its prototype has is no action.
  const way = Object.hasOwn(ways, action) ? ways[action] : undefined;
  if (way === undefined) return null;
  // A state is a text and a transition is not; the compiler loses that in the generic types.
  return typeof way === 'string' ? { to: way as State } : way;
}
