import { randomUUID } from 'node:crypto';
import { In, type EntityManager } from 'typeorm';
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { refuse } from '@solidarity/subgraph-kit/errors/refusal';
import { idempotently } from '@solidarity/subgraph-kit/records/idempotency';
import { rulesOn } from '@solidarity/subgraph-kit/records/rules-data';
import { recordTransition } from '@solidarity/subgraph-kit/records/state-history';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { addDays } from '@solidarity/subgraph-kit/values/plain-date';
import { Household } from '../registry/household.entity';
import { Membership } from '../registry/membership.entity';
import type { ContestedKind } from './contested';
import { contestableOf } from './contestables';
import { auditGrievance, beginStep, takeStep, type GrievanceResult } from './grievance-step.commands';
import { grievanceLife, OPEN, refuseFiling, refuseWords } from './grievance';
import { GRIEVANCE_TERMS, grievanceTerms } from './grievance-terms';
import { Grievance } from './grievance.entity';
import type { FileGrievanceInput, WithdrawGrievanceInput } from './grievance.inputs';
import { refusals } from './refusals';

/** Files a grievance: by a citizen about their own household, or by a case worker in the name of one. */
export function fileGrievance(context: CommandContext, input: FileGrievanceInput): Promise<GrievanceResult> {
  return idempotently(context, 'fileGrievance', input.idempotencyKey, input, () => file(context, input));
}

async function file(context: CommandContext, input: FileGrievanceInput): Promise<GrievanceResult> {
  const { manager, caller, today } = context;
  const { againstKind, words } = input;
  const againstId = knownId(input.againstId, 'uuid');
  if (againstId === null) return refuse(refusals.DECISION_NOT_FOUND, {}, 'input.againstId');
  await oneAtATime(manager, againstKind, againstId);
  const contested = await contestableOf(againstKind).find(manager, againstId);
  if (!contested) return refuse(refusals.DECISION_NOT_FOUND, {}, 'input.againstId');
  const { householdId, decidedOn, deciders } = contested;
  const about = { againstKind, againstId };
  const open = await manager.findOneBy(Grievance, { ...about, state: In([...OPEN]) });
  if (open) return refuse(refusals.ALREADY_OPEN, { number: open.number }, 'input.againstId');

  const household = await manager.findOneByOrFail(Household, { id: householdId });
  const complainantId = await complainantOf(context, household, input.complainantId ?? null);
  const earlier = await manager.findOne(Grievance, {
    where: { ...about, state: In(['UPHELD', 'REJECTED']) },
    order: { closedOn: 'DESC', number: 'DESC' },
  });
  const terms = await rulesOn(manager, GRIEVANCE_TERMS, decidedOn, grievanceTerms);
  const speaksForHousehold = complainantId !== null;
  const errors = refuseFiling({ contested, earlier, speaksForHousehold, words }, terms.value, today);
  if (errors.length > 0 || complainantId === null) return { errors };

  const { version, value } = await rulesOn(manager, GRIEVANCE_TERMS, today, grievanceTerms);
  const id = randomUUID();
  await manager.insert(Grievance, {
    ...{ id, householdId, governorate: household.governorate, complainantId, ...about, words: words.trim() },
    ...{ contestedDecidedOn: decidedOn, deciders: [...new Set(deciders)] },
    ...{ filedOn: today, filedBy: caller.subject, state: 'FILED' },
    ...{ termsVersion: version, dueOn: addDays(today, value.daysToDecide) },
  });
  const { subjectType } = grievanceLife;
  await recordTransition(context, {
    subjectId: id,
    step: { subjectType, from: null, action: 'file', to: 'FILED' },
  });
  await auditGrievance(context, 'file', complainantId);
  return { grievanceId: id, errors: [] };
}

/** Of two who contest one decision at once the second is told of the first. */
async function oneAtATime(manager: EntityManager, kind: ContestedKind, id: string): Promise<void> {
  await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`grievance ${kind} ${id}`]);
}

/**
 * Who objects: who is named, else the citizen who calls, else the head. Null when that is nobody of the household, or when
 * a citizen names another. Who has left the household since may still object to what was decided then.
 */
async function complainantOf(
  { manager, caller }: CommandContext,
  { id: householdId, headId }: Household,
  named: string | null,
): Promise<string | null> {
  const own = caller.role === 'citizen' ? (caller.claims.personId ?? null) : null;
  const asked = named === null ? null : knownId(named, 'uuid');
  if (named !== null && (asked === null || (own !== null && own !== asked))) return null;
  const personId = asked ?? own ?? headId;
  return (await manager.existsBy(Membership, { householdId, personId })) ? personId : null;
}

/** The household no longer wants an answer. */
export async function withdrawGrievance(
  context: CommandContext,
  { grievanceId, reason }: WithdrawGrievanceInput,
): Promise<GrievanceResult> {
  const unreadable = refuseWords(reason, 'input.reason');
  if (unreadable) return { errors: [unreadable] };
  const begun = await beginStep(context, grievanceId, 'withdraw');
  if ('errors' in begun) return begun;
  return takeStep(context, begun, { closedOn: context.today }, reason.trim());
}
