import { IsNull } from 'typeorm';
import { refuse } from '@solidarity/subgraph-kit/errors/refusal';
import { move } from '@solidarity/subgraph-kit/records/state-machine';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { noteEntitlementChange } from '../payments/entitlement-change';
import { isWritten, LONGEST_TEXT } from './application-step.commands';
import {
  enrolmentLife,
  isMonth,
  monthAfter,
  notBefore,
  REASONS_OF_REGISTRY,
  type ExitReason,
} from './enrolment';
import { Enrolment } from './enrolment.entity';
import type { EndEnrolmentInput } from './enrolment.inputs';
import {
  auditEnrolment,
  beginEnrolmentStep,
  lockEnrolment,
  takeEnrolmentStep,
  type EnrolmentChange,
  type EnrolmentStep,
} from './enrolment-step.commands';
import { refusals } from './refusals';
import { Suspension } from './suspension.entity';

/** Ends an enrolment from a month on, the next one when none is named. What was paid beyond it is owed back. */
export async function endEnrolment(
  context: CommandContext,
  { enrolmentId, exitReason, notPaidFrom, reason }: EndEnrolmentInput,
): Promise<EnrolmentChange> {
  if (!isWritten(reason, LONGEST_TEXT)) {
    return refuse(refusals.TEXT_MISSING, { most: LONGEST_TEXT }, 'input.reason');
  }
  if (REASONS_OF_REGISTRY.includes(exitReason)) {
    return refuse(refusals.REASON_OF_REGISTRY, {}, 'input.exitReason');
  }
  const begun = await beginEnrolmentStep(context, enrolmentId, 'end');
  if ('errors' in begun) return begun;
  const { enrolment, step } = begun;
  const last = notBefore(monthAfter(context.today), enrolment.entitledFrom);
  const until = notPaidFrom ?? last;
  if (!isMonth(until) || until < enrolment.entitledFrom || until > last) {
    return refuse(
      refusals.MONTH_OUT_OF_RANGE,
      { from: enrolment.entitledFrom, to: last },
      'input.notPaidFrom',
    );
  }
  return exit(context, enrolment, { step, exitReason, until, reason: reason.trim() });
}

/** How an enrolment ends. */
export interface Exit {
  readonly step: EnrolmentStep;
  readonly exitReason: ExitReason;
  /** The first month that is no longer paid. */
  readonly until: PlainDate;
  readonly reason: string | null;
}

/** Ends an enrolment that the caller holds, and with it what its persons are entitled to. */
export async function exit(
  context: CommandContext,
  enrolment: Enrolment,
  { step, exitReason, until: asked, reason }: Exit,
): Promise<EnrolmentChange> {
  const { manager, caller, today } = context;
  const until = notBefore(asked, enrolment.entitledFrom);
  await manager.query(
    `update enrolment_person set entitled_until = greatest(entitled_from, $2::date), end_reason = 'EXIT'
      where enrolment_id = $1 and entitled_until is null`,
    [enrolment.id, until],
  );
  const changed = { entitledUntil: until, exitedOn: today, exitReason, exitedBy: caller.subject };
  const taken = { step, changed, since: until, dueChangesFrom: until };
  return takeEnrolmentStep(context, enrolment, { ...taken, reason: reason ?? exitReason });
}

/**
 * Brings an enrolment back as if it had never ended, since a grievance was upheld. Where the household was enrolled
 * again in the meantime, that enrolment stays, and the old one pays the months up to it.
 */
export async function reinstate(context: CommandContext, enrolmentId: string, reason: string): Promise<void> {
  const { manager, caller } = context;
  const enrolment = await lockEnrolment(manager, enrolmentId);
  if (enrolment?.state !== 'EXITED' || enrolment.entitledUntil === null) return;
  const { id, householdId, programmeId, entitledUntil } = enrolment;
  const [next] = await manager
    .createQueryBuilder(Enrolment, 'enrolment')
    .where({ householdId, programmeId })
    .andWhere('enrolment.id <> :id and enrolment.entitled_from >= :entitledUntil', { id, entitledUntil })
    .andWhere('(enrolment.entitled_until is null or enrolment.entitled_until > enrolment.entitled_from)')
    .orderBy('enrolment.entitled_from')
    .take(1)
    .getMany();
  await reopenPersons(context, id, next?.entitledFrom ?? null);
  if (next) {
    await manager.update(Enrolment, { id }, { entitledUntil: next.entitledFrom });
    await noteEntitlementChange(manager, [id], entitledUntil, 'REINSTATE');
    await auditEnrolment(context, enrolment, 'reinstate');
    return;
  }
  const isSuspended = await manager.existsBy(Suspension, { enrolmentId: id, untilMonth: IsNull() });
  const action = isSuspended ? 'reinstate_suspended' : 'reinstate';
  const step = move(enrolmentLife, enrolment.state, action, { role: caller.role });
  if (!step.ok) throw new Error('Who upholds a grievance reinstates what it is about.');
  const changed = { entitledUntil: null, exitedOn: null, exitReason: null, exitedBy: null };
  const taken = { step, changed, since: entitledUntil, dueChangesFrom: entitledUntil, reason };
  await takeEnrolmentStep(context, enrolment, taken);
}

/** Those whose entitlement ended with the enrolment alone; who is entitled elsewhere by now stays so up to then. */
async function reopenPersons(
  { manager }: CommandContext,
  enrolmentId: string,
  until: PlainDate | null,
): Promise<void> {
  await manager.query(
    `update enrolment_person as ended
        set entitled_until = least($2::date, later.entitled_from),
            end_reason = case when least($2::date, later.entitled_from) is null then null else 'EXIT' end
       from (select mine.id, min(other.entitled_from) as entitled_from
               from enrolment_person mine
               left join enrolment_person other on other.person_id = mine.person_id
                and other.id <> mine.id and other.entitled_from >= mine.entitled_until
              where mine.enrolment_id = $1 and mine.end_reason = 'EXIT'
              group by mine.id) as later
      where ended.id = later.id`,
    [enrolmentId, until],
  );
}
