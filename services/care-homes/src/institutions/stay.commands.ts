import { randomUUID } from 'node:crypto';
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { violatedConstraint } from '@solidarity/subgraph-kit/database/transaction';
import { refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { ngoStandingOn } from '@solidarity/subgraph-kit/events/ngo-standing.projection';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import { idempotently } from '@solidarity/subgraph-kit/records/idempotency';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { lockHome } from './licence.commands';
import { mayAct } from './licence';
import { admissionProblem, type AdmissionProblem } from './occupancy';
import { refusals } from './refusals';
import type { AdmitResidentInput, DischargeResidentInput } from './stay.inputs';
import { CareHomeStay } from './stay.entity';
import { isWritten, LONGEST_NAME, LONGEST_TEXT } from './written';

/** What a command about a stay has done: the id to read it by, or why nothing was done. */
export interface StayChange {
  stayId?: string;
  errors: Refusal[];
}

/** Takes a person in today. The home's row is held meanwhile, so two admissions never share the last place. */
export function admitResident(context: CommandContext, input: AdmitResidentInput): Promise<StayChange> {
  return idempotently(
    context,
    'admitResident',
    input.idempotencyKey,
    input,
    async (): Promise<StayChange> => {
      const { manager, today } = context;
      const personId = knownId(input.personId, 'uuid');
      if (personId === null) return refuse(refusals.PERSON_ID_UNKNOWN, {}, 'input.personId');
      if (!isWritten(input.decisionReference, LONGEST_NAME)) {
        return refuse(refusals.TEXT_MISSING, { most: LONGEST_NAME }, 'input.decisionReference');
      }
      const home = await lockHome(manager, input.careHomeId);
      if (!home) return refuse(refusals.HOME_NOT_FOUND, {}, 'input.careHomeId');
      const problem = admissionProblem(
        home,
        mayAct(await ngoStandingOn(manager, home.operatorNgoId, today)),
        today,
      );
      if (problem) return refuseAdmission(problem);
      const stay = {
        ...{ id: randomUUID(), careHomeId: home.id, personId, admittedOn: today, dischargedOn: null },
        ...{ decisionReference: input.decisionReference.trim(), dischargeReason: null },
      };
      try {
        await manager.insert(CareHomeStay, stay);
      } catch (error) {
        if (violatedConstraint(error) !== 'care_home_stay_one_at_a_time') throw error;
        return refuse(refusals.LIVES_IN_A_HOME, {}, 'input.personId');
      }
      await auditChange(context, { action: 'admit', entity: 'CareHomeStay', personIds: [personId] });
      return { stayId: stay.id, errors: [] };
    },
  );
}

/** Ends a stay; its place is free at once. */
export async function dischargeResident(
  context: CommandContext,
  { stayId, dischargedOn, reason }: DischargeResidentInput,
): Promise<StayChange> {
  const { manager, today } = context;
  if (!isWritten(reason, LONGEST_TEXT))
    return refuse(refusals.TEXT_MISSING, { most: LONGEST_TEXT }, 'input.reason');
  const id = knownId(stayId, 'uuid');
  const stay =
    id && (await manager.findOne(CareHomeStay, { where: { id }, lock: { mode: 'pessimistic_write' } }));
  if (!stay) return refuse(refusals.STAY_NOT_FOUND, {}, 'input.stayId');
  if (stay.dischargedOn !== null)
    return refuse(refusals.STAY_ENDED, { on: stay.dischargedOn }, 'input.stayId');
  if (dischargedOn < stay.admittedOn || dischargedOn > today) {
    return refuse(refusals.DAY_OUT_OF_RANGE, { from: stay.admittedOn, to: today }, 'input.dischargedOn');
  }
  await manager.update(CareHomeStay, { id: stay.id }, { dischargedOn, dischargeReason: reason.trim() });
  await auditChange(context, { action: 'discharge', entity: 'CareHomeStay', personIds: [stay.personId] });
  return { stayId: stay.id, errors: [] };
}

function refuseAdmission(problem: AdmissionProblem): { errors: Refusal[] } {
  const field = 'input.careHomeId';
  if (problem.code === 'HOME_FULL') return refuse(refusals.HOME_FULL, { capacity: problem.capacity }, field);
  if (problem.code === 'HOME_NOT_LICENSED')
    return refuse(refusals.HOME_NOT_LICENSED, { status: problem.status }, field);
  return refuse(refusals.OPERATOR_MAY_NOT_ACT, {}, field);
}
