import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import { Access } from '../access/access';
import type { Caller, Role } from '../access/caller';
import type { PlainDate } from '../values/plain-date';
import { DateScalar, DateTimeScalar } from '../values/scalars';
import type { Moved } from './state-machine';

/** One step in the life of a thing: from, to, who, when, why. Written once, never changed. */
@Access.everyone()
@Directive('@shareable')
@Entity('state_transition')
@ObjectType({
  description: 'One step in the life of a record: from which state to which, when, by whom and why.',
})
export class StateTransition {
  @Field(() => ID, { description: 'Identifies the step.' })
  @PrimaryColumn('uuid')
  id!: string;

  /** What has these states: `ngo`, `care_home_licence`. */
  @Column('text')
  subjectType!: string;

  /** Whose step it is. */
  @Column('uuid')
  subjectId!: string;

  @Field(() => Int, { description: 'The place of this step in the history of its record, from 1.' })
  @Column('integer')
  ordinal!: number;

  @Field(() => String, {
    nullable: true,
    description: 'The state before; null when this step began the record.',
  })
  @Column('text', { nullable: true })
  fromState!: string | null;

  @Field(() => String, { description: 'The state after.' })
  @Column('text')
  toState!: string;

  @Field(() => String, { description: 'What was done.' })
  @Column('text')
  action!: string;

  /** Who did it, by the opaque id of the identity provider; not part of the graph. */
  @Column('text')
  bySubject!: string;

  @Field(() => String, { description: 'The role of who did it; never a name.' })
  @Column('text')
  byRole!: Role;

  @Field(() => DateTimeScalar, { description: 'The instant at which it was recorded.' })
  @Column('timestamptz')
  at!: string;

  @Field(() => DateScalar, { description: 'The day from which the new state holds.' })
  @Column('date')
  onDate!: PlainDate;

  @Field(() => String, {
    nullable: true,
    description: 'Why, in the words of who did it; null when nothing was said.',
  })
  @Column('text', { nullable: true })
  reason!: string | null;
}

/** Who acts, in which transaction, and what day it is. */
export interface ActingContext {
  readonly manager: EntityManager;
  readonly caller: Pick<Caller, 'subject' | 'role'>;
  readonly today: PlainDate;
}

export interface StepToRecord {
  readonly subjectId: string;
  /** The step that `move` allowed, or the first state of a new record. */
  readonly step:
    | Pick<Moved<string, string>, 'subjectType' | 'from' | 'action' | 'to'>
    | { readonly subjectType: string; readonly from: null; readonly action: string; readonly to: string };
  /** The day from which the new state holds; today when absent. */
  readonly onDate?: PlainDate;
  readonly reason?: string | null;
}

/**
 * Records a step in the transaction that takes it. PostgreSQL refuses a step that does not begin where the last
 * one ended, so of two callers who take a step from the same state one fails.
 */
export async function recordTransition(
  { manager, caller, today }: ActingContext,
  { subjectId, step, onDate = today, reason = null }: StepToRecord,
): Promise<void> {
  await manager.query('select record_transition($1)', [
    JSON.stringify({
      subject_type: step.subjectType,
      subject_id: subjectId,
      from_state: step.from,
      to_state: step.to,
      action: step.action,
      by_subject: caller.subject,
      by_role: caller.role,
      on_date: onDate,
      reason,
    }),
  ]);
}

/** The steps of one record, oldest first, as far as the caller's role may see them. */
export async function transitionsOf(
  manager: EntityManager,
  subjectType: string,
  subjectId: string,
): Promise<StateTransition[]> {
  return manager.find(StateTransition, { where: { subjectType, subjectId }, order: { ordinal: 'ASC' } });
}

/**
 * The state on a day, as it is known now: of the steps that hold by that day, the one recorded last decides, so
 * a step that was recorded late for an earlier day corrects the days from then on. Null before the first.
 */
export function stateOn(
  transitions: readonly Pick<StateTransition, 'ordinal' | 'onDate' | 'toState'>[],
  date: PlainDate,
): string | null {
  let last: (typeof transitions)[number] | null = null;
  for (const transition of transitions) {
    if (transition.onDate <= date && (!last || transition.ordinal > last.ordinal)) last = transition;
  }
  return last?.toState ?? null;
}
