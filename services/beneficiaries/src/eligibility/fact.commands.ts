import type { Role } from '@solidarity/subgraph-kit/access/caller';
import { refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import { idempotently } from '@solidarity/subgraph-kit/records/idempotency';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { Household } from '../registry/household.entity';
import { presentMembers } from '../registry/household-record.commands';
import { checkFact, MOST_FACTS, type NewFact } from './fact';
import type { FactSource } from './fact-kinds';
import type { RecordFactsInput } from './fact.inputs';
import { eligibilityRefusals } from './refusals';

/** What a command about facts has done: the household to read, or why nothing was done. */
export interface FactsResult {
  householdId?: string;
  errors: Refusal[];
}

/** Of which sources a role may tell by hand. */
const SOURCES_OF: Partial<Record<Role, readonly FactSource[]>> = {
  citizen: ['DECLARED'],
  case_worker: ['DECLARED', 'FIELD_VISIT'],
  ministry_admin: ['DECLARED', 'FIELD_VISIT'],
};

/** Keeps what a family declares or an officer has seen. */
export function recordFacts(context: CommandContext, input: RecordFactsInput): Promise<FactsResult> {
  return idempotently(context, 'recordFacts', input.idempotencyKey, input, async () => {
    const { manager, caller, today } = context;
    const id = knownId(input.householdId, 'uuid');
    const household = id === null ? null : await manager.findOneBy(Household, { id });
    if (!household) return refuse(eligibilityRefusals.HOUSEHOLD_NOT_FOUND, {}, 'input.householdId');
    if (input.facts.length === 0 || input.facts.length > MOST_FACTS)
      return refuse(eligibilityRefusals.FACTS_MISSING, { most: MOST_FACTS }, 'input.facts');
    const members = await presentMembers(manager, household.id);
    const births = new Map(members.map(({ personId, birthDate }) => [personId, birthDate]));
    const circumstances = { births, sources: SOURCES_OF[caller.role] ?? [], today };
    const checked = input.facts.map((fact, index) => checkFact(fact, circumstances, `input.facts.${index}`));
    const errors = checked.flatMap((each) => ('refusals' in each ? each.refusals : []));
    if (errors.length > 0) return { errors };
    await keepFacts(
      context,
      household.id,
      checked.flatMap((each) => ('value' in each ? [each.value] : [])),
    );
    const personIds = [...births.keys()];
    await auditChange(context, { action: 'recorded facts', entity: 'HouseholdFact', personIds });
    return { householdId: household.id, errors: [] };
  });
}

async function keepFacts(
  { manager, caller, clock }: CommandContext,
  householdId: string,
  facts: readonly NewFact[],
): Promise<void> {
  const kept = facts.map((fact) => ({ ...fact, householdId }));
  for (const about of ['household', 'person'] as const) {
    const rows = kept.filter(({ personId }) => (personId === null) === (about === 'household'));
    if (rows.length === 0) continue;
    await manager.query(
      `insert into ${about}_fact (${about}_id, kind, value, source, observed_on, recorded_by, recorded_at)
       select "${about}Id", kind, value, source, "observedOn", $2, $3
         from jsonb_to_recordset($1) as fact ("${about}Id" uuid, kind text, value jsonb, source text, "observedOn" date)`,
      [JSON.stringify(rows), caller.subject, clock.now().toISOString()],
    );
  }
}
