import { randomUUID } from 'node:crypto';
import { startBatch } from '@solidarity/subgraph-kit/batches/start-batch';
import { refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import { idempotently } from '@solidarity/subgraph-kit/records/idempotency';
import { rulesIfAny } from '@solidarity/subgraph-kit/records/rules-data';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { eligibilityRefusals } from './refusals';
import { programmeOf, readRules } from './rules.commands';
import { eligibilityRules, rulesName } from './rules';
import { whatIfBatch } from './what-if.batch';
import { EligibilityWhatIf } from './what-if.entity';
import type { StartEligibilityWhatIfInput } from './what-if.inputs';

/** What the command has done: the run to ask for, or why there is none. */
export interface WhatIfResult {
  whatIfId?: string;
  errors: Refusal[];
}

/** Orders a run of other rules over the whole registry, in the background. */
export function startEligibilityWhatIf(
  context: CommandContext,
  input: StartEligibilityWhatIfInput,
): Promise<WhatIfResult> {
  return idempotently(context, 'startEligibilityWhatIf', input.idempotencyKey, input, async () => {
    const { manager, today, caller, clock } = context;
    const { programmeId } = input;
    const programme = await programmeOf(context, programmeId);
    if (!programme) return refuse(eligibilityRefusals.PROGRAMME_NOT_FOUND, {}, 'input.programmeId');
    const now = await rulesIfAny(manager, rulesName(programmeId), today, eligibilityRules);
    if (!now) return refuse(eligibilityRefusals.RULES_MISSING, { onDate: today }, 'input.programmeId');
    const read = readRules(input.rules, programme.pays);
    if ('problem' in read) return refuse(eligibilityRefusals.RULES_INVALID, read, 'input.rules');
    const id = randomUUID();
    const batchId = await startBatch(manager, { kind: whatIfBatch.name, subjectId: id });
    await manager.insert(EligibilityWhatIf, {
      ...{ id, programmeId, rules: read.rules, comparedWith: now.version, onDate: today, batchId },
      ...{ askedBy: caller.subject, askedAt: clock.now().toISOString() },
    });
    await auditChange(context, { action: 'asked what if', entity: 'EligibilityWhatIf', personIds: [] });
    return { whatIfId: id, errors: [] };
  });
}
