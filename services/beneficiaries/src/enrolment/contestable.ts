import type { EntityManager } from 'typeorm';
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { move } from '@solidarity/subgraph-kit/records/state-machine';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import type { Contestable, Contested } from '../grievances/contested';
import { benefitApplication } from './application';
import { lockApplication, takeApplicationStep } from './application-step.commands';
import { Enrolment } from './enrolment.entity';
import { annulSuspensionById } from './suspension.commands';
import { reinstate } from './exit.commands';
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

async function reopen(context: CommandContext, id: string, grievanceId: string): Promise<void> {
  const application = await lockApplication(context.manager, id);
  if (application?.state !== 'REFUSED') return;
  const step = move(benefitApplication, application.state, 'reopen', { role: context.caller.role });
  if (!step.ok) throw new Error('Who upholds a grievance reopens what it is about.');
  const undone = { decidedOn: null, decidedBy: null, decision: null, assessmentId: null };
  await takeApplicationStep(context, application, step, upheld(grievanceId), undone);
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
  uphold: (context, id, grievanceId) => annulSuspensionById(context, id, upheld(grievanceId)),
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
  uphold: (context, id, grievanceId) => reinstate(context, id, upheld(grievanceId)),
};
