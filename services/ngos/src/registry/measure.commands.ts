import { randomUUID } from 'node:crypto';
import type { Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { IsNull } from 'typeorm';
import type {
  AcceptNgoMendingInput,
  RecordNgoDissolutionInput,
  ReinstateNgoInput,
  SuspendNgoInput,
  WarnNgoInput,
} from './decision.inputs';
import { holidaysAfter } from './holidays.commands';
import { refuseJudgment, refuseSuspension } from './measure';
import { NgoMeasure } from './measure.entity';
import { takeStep, unchanged, type NgoChange } from './ngo.commands';
import type { Ngo } from './ngo.entity';
import { oversightRulesOn } from './registry-rules';
import { settleMeasure } from './review.commands';
import { mendingTerm } from './terms';
import { found, LONGEST, refuseText } from './written';

/** Warns an NGO and gives it time to mend. */
export async function warnNgo(context: CommandContext, input: WarnNgoInput): Promise<NgoChange> {
  const problems = refuseGrounds(input);
  if (problems.length > 0) return unchanged(...problems);
  const { manager, today } = context;
  return takeStep(
    context,
    { ngoId: input.ngoId, action: 'warn', reason: input.grounds.trim() },
    async (ngo) => {
      const rules = await oversightRulesOn(manager, today);
      const mendBy = mendingTerm(today, rules.value, await holidaysAfter(manager, today));
      await keepMeasure(context, ngo, input, { kind: 'WARNING', mendBy });
      return { changes: {} };
    },
  );
}

/** Finds that a warning was heeded. */
export async function acceptNgoMending(
  context: CommandContext,
  { ngoId, findings }: AcceptNgoMendingInput,
): Promise<NgoChange> {
  const problems = found(refuseText(findings, LONGEST.grounds, 'input.findings'));
  if (problems.length > 0) return unchanged(...problems);
  return takeStep(context, { ngoId, action: 'acceptMending', reason: findings.trim() }, async (ngo) => {
    await settleMeasure(context, ngo, 'WARNING');
    return { changes: {} };
  });
}

/** Suspends an NGO that has not heeded a warning in time. */
export async function suspendNgo(context: CommandContext, input: SuspendNgoInput): Promise<NgoChange> {
  const problems = refuseGrounds(input);
  if (problems.length > 0) return unchanged(...problems);
  const { caller, manager, today } = context;
  return takeStep(
    context,
    { ngoId: input.ngoId, action: 'suspend', reason: input.grounds.trim() },
    async (ngo) => {
      const warning = await manager.findOneBy(NgoMeasure, {
        ngoId: ngo.id,
        kind: 'WARNING',
        endedOn: IsNull(),
      });
      if (!warning?.mendBy) throw new Error('An NGO that is warned has a warning that holds.');
      const { mendBy, takenBy } = warning;
      const problem = refuseSuspension({ mendBy, takenBy }, caller.subject, today);
      if (problem) return { errors: [problem] };
      await settleMeasure(context, ngo, 'WARNING');
      await keepMeasure(context, ngo, input, { kind: 'SUSPENSION', warnedBy: takenBy });
      return { changes: {} };
    },
  );
}

/** Lifts a suspension. */
export async function reinstateNgo(
  context: CommandContext,
  { ngoId, findings }: ReinstateNgoInput,
): Promise<NgoChange> {
  const problems = found(refuseText(findings, LONGEST.grounds, 'input.findings'));
  if (problems.length > 0) return unchanged(...problems);
  return takeStep(context, { ngoId, action: 'reinstate', reason: findings.trim() }, async (ngo) => {
    await settleMeasure(context, ngo, 'SUSPENSION');
    return { changes: {} };
  });
}

/** Records that a court has dissolved an NGO, from the day of its judgment. */
export async function recordNgoDissolution(
  context: CommandContext,
  input: RecordNgoDissolutionInput,
): Promise<NgoChange> {
  const { court, judgmentReference, judgedOn } = input;
  const problems = [
    ...refuseGrounds(input),
    ...found(
      refuseText(court, LONGEST.court, 'input.court'),
      refuseText(judgmentReference, LONGEST.reference, 'input.judgmentReference'),
    ),
  ];
  if (problems.length > 0) return unchanged(...problems);
  const step = {
    ngoId: input.ngoId,
    action: 'dissolve',
    reason: input.grounds.trim(),
    onDate: judgedOn,
  } as const;
  return takeStep(context, step, async (ngo) => {
    if (ngo.onRegisterFrom === null) throw new Error('Only an NGO that is registered can be dissolved.');
    const problem = refuseJudgment(judgedOn, ngo.onRegisterFrom, context.today);
    if (problem) return { errors: [problem] };
    await settleMeasure(context, ngo, 'WARNING');
    await settleMeasure(context, ngo, 'SUSPENSION');
    await keepMeasure(context, ngo, input, {
      kind: 'DISSOLUTION',
      takenOn: judgedOn,
      court: court.trim(),
      judgmentReference: judgmentReference.trim(),
    });
    return { changes: {} };
  });
}

interface Grounds {
  readonly article: string;
  readonly grounds: string;
}

function refuseGrounds({ article, grounds }: Grounds): Refusal[] {
  return found(
    refuseText(article, LONGEST.article, 'input.article'),
    refuseText(grounds, LONGEST.grounds, 'input.grounds'),
  );
}

async function keepMeasure(
  { manager, caller, today }: CommandContext,
  { id: ngoId }: Ngo,
  { article, grounds }: Grounds,
  facts: Pick<NgoMeasure, 'kind'> & Partial<NgoMeasure>,
): Promise<void> {
  await manager.insert(NgoMeasure, {
    id: randomUUID(),
    ngoId,
    takenOn: today,
    article: article.trim(),
    grounds: grounds.trim(),
    takenBy: caller.subject,
    ...facts,
  });
}
