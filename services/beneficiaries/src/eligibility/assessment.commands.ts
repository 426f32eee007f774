import { randomUUID } from 'node:crypto';
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import type { DecisionOf } from '@solidarity/subgraph-kit/records/decision';
import { rulesIfAny } from '@solidarity/subgraph-kit/records/rules-data';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { Programme } from '../programmes/programme.entity';
import { Household } from '../registry/household.entity';
import { presentMembers } from '../registry/household-record.commands';
import { EligibilityAssessment } from './assessment.entity';
import type { AssessEligibilityInput } from './assessment.inputs';
import {
  breakdownOf,
  decideOn,
  decideOnNothing,
  findOut,
  type EligibilityOutcome,
  type EntitledPerson,
} from './judging';
import { eligibilityRefusals } from './refusals';
import { eligibilityRules, rulesName } from './rules';

/** What came of looking at a household under the rules of a programme. */
export interface Assessed {
  readonly assessmentId: string;
  readonly decision: DecisionOf<EligibilityOutcome>;
  /** A decimal as text; null where there was nothing to score. */
  readonly score: string | null;
  readonly isNearMiss: boolean;
  /** The kinds of facts of which the family and a registry say different things. */
  readonly conflicts: readonly string[];
  /** The members whom the programme is for, eldest first. */
  readonly entitled: readonly EntitledPerson[];
}

/**
 * Looks at a household under the rules of a programme, and keeps what came of it. An application is judged by the rules
 * of the day on which it was submitted, and by who belonged to the household and how old they were then: that the
 * ministry takes its time is to nobody's harm, nor a change of the rules meanwhile. Facts are those known now, since a
 * visit and the registries tell of them after the application. The household must be one that the caller sees.
 */
export async function assessHousehold(
  context: CommandContext,
  householdId: string,
  programmeId: string,
  onDate: PlainDate = context.today,
): Promise<Assessed> {
  const { manager, caller, clock } = context;
  const rules = await rulesIfAny(manager, rulesName(programmeId), onDate, eligibilityRules);
  const query = <Row extends object>(sql: string, values: readonly unknown[]) =>
    manager.query<Row[]>(sql, [...values]);
  const found = rules && (await findOut(query, rules.value, householdId, onDate));
  const circumstances = { programme: programmeId, on: onDate };
  const version = rules?.version ?? `${rulesName(programmeId)}#0`;
  const decision = found
    ? decideOn(rules.value, version, found, circumstances)
    : decideOnNothing(rules ? 'NOBODY_LIVES_HERE' : 'NO_RULES', version, circumstances, onDate);
  const assessed: Assessed = {
    ...{ assessmentId: randomUUID(), decision, score: found?.score ?? null },
    isNearMiss: decision.outcome === 'NEAR_MISS',
    ...{ conflicts: found?.disputed ?? [], entitled: found?.entitled ?? [] },
  };
  await manager.insert(EligibilityAssessment, {
    ...{ id: assessed.assessmentId, householdId, programmeId, onDate, decision, outcome: decision.outcome },
    ...{ score: assessed.score, breakdown: found ? breakdownOf(rules.value, found) : [] },
    ...{ threshold: rules?.value.threshold ?? null, disputedFacts: [...assessed.conflicts] },
    ...{
      entitled: [...assessed.entitled],
      assessedBy: caller.subject,
      assessedAt: clock.now().toISOString(),
    },
  });
  const personIds = (await presentMembers(manager, householdId)).map(({ personId }) => personId);
  await auditChange(context, { action: 'assessed', entity: 'EligibilityAssessment', personIds });
  return assessed;
}

/** What the command has done: the assessment to read, or why there is none. */
export interface AssessmentResult {
  assessmentId?: string;
  errors: Refusal[];
}

/** Looks at a household as it stands today, for who asks where it stands. */
export async function assessEligibility(
  context: CommandContext,
  { householdId, programmeId }: AssessEligibilityInput,
): Promise<AssessmentResult> {
  const { manager, today } = context;
  const id = knownId(householdId, 'uuid');
  const household = id === null ? null : await manager.findOneBy(Household, { id });
  if (!household) return refuse(eligibilityRefusals.HOUSEHOLD_NOT_FOUND, {}, 'input.householdId');
  const isProgramme =
    knownId(programmeId, 'text') !== null && (await manager.existsBy(Programme, { id: programmeId }));
  if (!isProgramme) return refuse(eligibilityRefusals.PROGRAMME_NOT_FOUND, {}, 'input.programmeId');
  const rules = await rulesIfAny(manager, rulesName(programmeId), today, eligibilityRules);
  if (!rules) return refuse(eligibilityRefusals.RULES_MISSING, { onDate: today }, 'input.programmeId');
  const { assessmentId } = await assessHousehold(context, household.id, programmeId);
  return { assessmentId, errors: [] };
}
