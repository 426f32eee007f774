import { In, Not, type EntityManager } from 'typeorm';
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { violatedConstraint } from '@solidarity/subgraph-kit/database/transaction';
import { CodedError } from '@solidarity/subgraph-kit/errors/coded-error';
import { refusal, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { move } from '@solidarity/subgraph-kit/records/state-machine';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import type { Contestable, Contested } from '../grievances/contested';
import { benefitApplication, OPEN_STATES } from './application';
import { BenefitApplication } from './application.entity';
import { lockApplication, takeApplicationStep } from './application-step.commands';
import { Enrolment } from './enrolment.entity';
import { reinstate } from './exit.commands';
import { refusals } from './refusals';
import { annulSuspensionById } from './suspension.commands';
import { Suspension } from './suspension.entity';

const upheld = (grievanceId: string) => `Grievance ${grievanceId} upheld · قُبل التظلم`;

async function byId<E extends { id: string }>(
  manager: EntityManager,
  entity: new () => E,
  id: string,
): Promise<E | null> {
  const known = knownId(id, 'uuid');
  return known === null ? null : manager.createQueryBuilder(entity, 'one').where({ id: known }).getOne();
}

/**
 * A refused application. Upholding reopens it: somebody who has not decided it yet decides anew. The family does not
 * see who visited it, but those who did must not decide its grievance, so a function with its owner's rights names
 * everybody who took part.
 */
export const applicationContestable: Contestable = {
  kind: 'APPLICATION',
  async find(manager, id) {
    const [application] = await manager.query<Contested[]>(
      `select household_id as "householdId", decided_on::text as "decidedOn", deciders_of_application(id) as deciders
         from benefit_application where id = $1 and state = 'REFUSED'`,
      [knownId(id, 'uuid')],
    );
    return application ?? null;
  },
  uphold: reopen,
};

/** Opens it again, unless the household is enrolled by now or waits for the decision on a later application. */
async function reopen(context: CommandContext, id: string, grievanceId: string): Promise<Refusal | null> {
  const { manager, caller } = context;
  const application = await lockApplication(manager, id);
  if (application?.state !== 'REFUSED') return null;
  const step = move(benefitApplication, application.state, 'reopen', { role: caller.role });
  if (!step.ok) throw new Error('Who upholds a grievance reopens what it is about.');
  const { householdId, programmeId } = application;
  const field = 'input.grievanceId';
  const enrolled = await manager.findOneBy(Enrolment, { householdId, programmeId, state: Not('EXITED') });
  if (enrolled) return refusal(refusals.ENROLLED_MEANWHILE, { number: enrolled.number }, field);
  const undone = { decidedOn: null, decidedBy: null, decision: null, assessmentId: null };
  try {
    // In a savepoint, so that the other application can be named also when it was handed in at this very moment.
    await manager.transaction(() =>
      takeApplicationStep(context, application, step, upheld(grievanceId), undone),
    );
    return null;
  } catch (error) {
    if (violatedConstraint(error) !== 'benefit_application_one_open') throw error;
    const state = In([...OPEN_STATES]);
    const open = await manager.findOneBy(BenefitApplication, { householdId, programmeId, state });
    if (!open) throw new CodedError('CONFLICT');
    return refusal(refusals.APPLIED_AGAIN, { number: open.number }, field);
  }
}

/** A suspension, also one that was lifted. Upholding annuls it: all its months are due after all. */
export const suspensionContestable: Contestable = {
  kind: 'SUSPENSION',
  async find(manager, id) {
    const suspension = await byId(manager, Suspension, id);
    if (!suspension || suspension.isAnnulled) return null;
    const { decidedOn, decidedBy } = suspension;
    const enrolment = await byId(manager, Enrolment, suspension.enrolmentId);
    return enrolment && { householdId: enrolment.householdId, decidedOn, deciders: [decidedBy] };
  },
  async uphold(context, id, grievanceId) {
    await annulSuspensionById(context, id, upheld(grievanceId));
    return null;
  },
};

/** The end of an enrolment, told by the enrolment's id. Upholding reinstates it as if it had never ended. */
export const exitContestable: Contestable = {
  kind: 'EXIT',
  async find(manager, id) {
    const enrolment = await byId(manager, Enrolment, id);
    if (enrolment?.state !== 'EXITED' || enrolment.exitedOn === null) return null;
    const { householdId, exitedOn, exitedBy } = enrolment;
    return { householdId, decidedOn: exitedOn, deciders: exitedBy === null ? [] : [exitedBy] };
  },
  async uphold(context, id, grievanceId) {
    await reinstate(context, id, upheld(grievanceId));
    return null;
  },
};
