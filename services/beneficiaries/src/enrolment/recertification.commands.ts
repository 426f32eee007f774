import { randomUUID } from 'node:crypto';
import { IsNull, LessThanOrEqual } from 'typeorm';
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { refusal, refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import type { Decision } from '@solidarity/subgraph-kit/records/decision';
import { refuseMove } from '@solidarity/subgraph-kit/records/refused-move';
import { move } from '@solidarity/subgraph-kit/records/state-machine';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { holdDamanMonths } from '../daman/paid-months.commands';
import { assessHousehold } from '../eligibility/assessment.commands';
import { lockHousehold } from '../registry/household-record.commands';
import { CaseToReview } from '../reviews/case-to-review.entity';
import { termsOn } from './application-step.commands';
import { Recertification } from './case.entity';
import { enrolmentLife, monthAfter, recertifyBy, recertifyFrom } from './enrolment';
import { Enrolment } from './enrolment.entity';
import type { RecertifyEnrolmentInput } from './enrolment.inputs';
import { auditEnrolment, ENROLMENT, lockEnrolment, type EnrolmentChange } from './enrolment-step.commands';
import { exit } from './exit.commands';
import { refusals } from './refusals';
import { renewPersons } from './renewing.commands';
import { liftSuspension } from './suspension.commands';
import { Suspension } from './suspension.entity';
import type { EnrolmentTerms } from './terms';

/**
 * Looks at an enrolment again under the rules of today: who is still eligible is extended, also out of a suspension
 * for being overdue; who is not is paid no longer from the next month on.
 */
export async function recertifyEnrolment(
  context: CommandContext,
  { enrolmentId, personIds }: RecertifyEnrolmentInput,
): Promise<EnrolmentChange & { decision?: Decision }> {
  const { manager, caller, today } = context;
  const id = knownId(enrolmentId, 'uuid');
  const known = id === null ? null : await manager.findOneBy(Enrolment, { id });
  if (known) await holdDamanMonths(manager, known.householdId);
  const household = known && (await lockHousehold(manager, known.householdId));
  const enrolment = household && (await lockEnrolment(manager, known.id));
  if (!enrolment) return refuse(refusals.ENROLMENT_NOT_FOUND, {}, ENROLMENT);
  const end = move(enrolmentLife, enrolment.state, 'end', { role: caller.role });
  if (!end.ok) return refuseMove(end, ENROLMENT);

  const terms = await termsOn(context, today);
  const notNow = await refuseMoment(context, enrolment, terms);
  if (notNow) return { errors: [notNow] };
  const assessed = await assessHousehold(context, enrolment.householdId, enrolment.programmeId, today);
  const isEligible = assessed.decision.outcome === 'ELIGIBLE';
  const named = (personIds ?? []).map((one) => knownId(one, 'uuid') ?? one);
  const renewed = isEligible
    ? await renewPersons(context, enrolment, { household, found: assessed.entitled, named, terms })
    : { isForNobody: true, orphans: [] };
  if ('errors' in renewed) return renewed;
  const { isForNobody, orphans } = renewed;
  const by = isForNobody ? null : recertifyBy(terms, today, orphans);
  const decision = {
    ...assessed.decision,
    outcome: isForNobody ? 'ENDED' : 'EXTENDED',
    inputs: [...assessed.decision.inputs, { name: 'eligibility', value: assessed.decision.outcome }],
  };
  await manager.insert(Recertification, {
    ...{ id: randomUUID(), enrolmentId: enrolment.id, decision, assessmentId: assessed.assessmentId },
    ...{ decidedOn: today, decidedBy: caller.subject, recertifyBy: by },
  });
  if (by === null) {
    const exitReason = isEligible ? 'NOBODY_ENTITLED' : 'NO_LONGER_ELIGIBLE';
    const ended = { step: end, exitReason, until: monthAfter(today), reason: null } as const;
    return { ...(await exit(context, enrolment, ended)), decision };
  }
  await manager.update(Enrolment, { id: enrolment.id }, { recertifyBy: by });
  await auditEnrolment(context, enrolment, 'recertify');
  return { enrolmentId: enrolment.id, errors: await payAgain(context, enrolment), decision };
}

/** Why an enrolment is not looked at again today: it was already, or it is not due for long and nothing is to be reviewed. */
async function refuseMoment(
  { manager, today }: CommandContext,
  { id, recertifyBy: by }: Enrolment,
  terms: EnrolmentTerms,
): Promise<Refusal | null> {
  if (await manager.existsBy(Recertification, { enrolmentId: id, decidedOn: today }))
    return refusal(refusals.RECERTIFIED_TODAY, {}, ENROLMENT);
  const from = recertifyFrom(terms, by);
  if (from <= today) return null;
  const isToReview = await manager.existsBy(CaseToReview, {
    enrolmentId: id,
    reviewOn: LessThanOrEqual(today),
  });
  return isToReview ? null : refusal(refusals.RECERTIFIED_TOO_EARLY, { from }, ENROLMENT);
}

/** What was suspended for being overdue, and for nothing else, is paid again. */
async function payAgain(context: CommandContext, { id, state }: Enrolment): Promise<Refusal[]> {
  if (state !== 'SUSPENDED') return [];
  const open = await context.manager.findOneBy(Suspension, { enrolmentId: id, untilMonth: IsNull() });
  if (open?.reasonCode !== 'RECERTIFICATION_OVERDUE') return [];
  const lifted = { enrolmentId: id, annul: false, reason: 'Recertified · تمت إعادة البحث' };
  return (await liftSuspension(context, lifted)).errors;
}
