import type { z } from 'zod';
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import type { MessageTexts } from '@solidarity/subgraph-kit/errors/text';
import { refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import { forgetRules } from '@solidarity/subgraph-kit/records/rules-data';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import type { ProgrammePays } from '../programmes/programme';
import { Programme } from '../programmes/programme.entity';
import { eligibilityRefusals } from './refusals';
import type { AddEligibilityRulesInput } from './rules.inputs';
import {
  eligibilityRules,
  problemOfCategories,
  rulesName,
  type EligibilityRules,
  type RulesProblem,
} from './rules';

/** What adding rules has done: the version, or why nothing was done. */
export interface RulesResult {
  version?: string;
  errors: Refusal[];
}

const LONGEST_SOURCE = 500;
/** Rules are some dozens of weights; nothing near this size was written by anybody. */
const LARGEST_RULES = 100_000;

/** Adds a version of a programme's rules of eligibility, from today or a later day on. */
export async function addEligibilityRules(
  context: CommandContext,
  { programmeId, effectiveFrom, rules, source, isSample }: AddEligibilityRulesInput,
): Promise<RulesResult> {
  const { manager, today } = context;
  const programme = await programmeOf(context, programmeId);
  if (!programme) return refuse(eligibilityRefusals.PROGRAMME_NOT_FOUND, {}, 'input.programmeId');
  if (effectiveFrom < today)
    return refuse(eligibilityRefusals.RULES_IN_THE_PAST, { today }, 'input.effectiveFrom');
  if (source.trim() === '' || source.length > LONGEST_SOURCE)
    return refuse(eligibilityRefusals.TEXT_MISSING, { most: LONGEST_SOURCE }, 'input.source');
  const read = readRules(rules, programme.pays);
  if ('problem' in read) return refuse(eligibilityRefusals.RULES_INVALID, read, 'input.rules');
  const [added] = await manager.query<[{ id: number | null }]>(
    'select add_eligibility_rules($1, $2, $3, $4, $5) as id',
    [programmeId, effectiveFrom, JSON.stringify(read.rules), source.trim(), isSample],
  );
  if (added.id === null)
    return refuse(eligibilityRefusals.RULES_EXIST, { effectiveFrom }, 'input.effectiveFrom');
  forgetRules(manager);
  await auditChange(context, { action: 'added rules', entity: 'EligibilityRules', personIds: [] });
  return { version: `${rulesName(programmeId)}#${added.id}`, errors: [] };
}

/** The programme that rules are for; null when there is none. */
export async function programmeOf(
  { manager }: Pick<CommandContext, 'manager'>,
  programmeId: string,
): Promise<Programme | null> {
  const id = knownId(programmeId, 'text');
  return id === null ? null : manager.findOneBy(Programme, { id });
}

/** Rules for a programme that pays so, out of their JSON; or what is wrong with them. */
export function readRules(
  text: string,
  pays: ProgrammePays,
): { rules: EligibilityRules } | { problem: MessageTexts } {
  if (text.length > LARGEST_RULES)
    return {
      problem: { en: `at most ${LARGEST_RULES} characters`, ar: `${LARGEST_RULES} حرف على الأكثر` },
    };
  let written: unknown;
  try {
    written = JSON.parse(text);
  } catch {
    return { problem: { en: 'this is no JSON', ar: 'النص ليس بصيغة JSON' } };
  }
  const read = eligibilityRules.safeParse(written);
  const problem = read.success ? problemOfCategories(read.data, pays) : problemOf(read.error);
  return read.success && problem === null ? { rules: read.data } : { problem: inBothLanguages(problem) };
}

function problemOf({ issues: [issue] }: z.ZodError): RulesProblem | null {
  return issue ? { place: issue.path.join('.'), said: issue.message } : null;
}

/** What the reader of rules says is for those who write them, in English; the place is for everybody. */
function inBothLanguages(problem: RulesProblem | null): MessageTexts {
  const { place = '', said = '' } = problem ?? {};
  const at = place === '' ? { en: 'as a whole', ar: 'ككل' } : { en: `at ${place}`, ar: `عند ${place}` };
  return { en: `${at.en}: ${said.replace(/\.$/, '')}`, ar: `${at.ar}: القيمة غير مقبولة، راجع هذا الموضع` };
}
