import type { EntityManager } from 'typeorm';
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { refuseClosing, refuseProgramme, refuseScale, type ScaleCircumstances } from './programme';
import { Programme } from './programme.entity';
import type { AddBenefitScaleInput, CloseProgrammeInput, CreateProgrammeInput } from './programme.inputs';
import { programmeRefusals } from './refusals';

/** What a command about a programme has done: the id to read it by, or why nothing was done. */
export interface ProgrammeResult {
  programmeId?: string;
  errors: Refusal[];
}

/** Creates a programme; what it pays is added as scales, and who may have it as rules of eligibility. */
export async function createProgramme(
  context: CommandContext,
  { id, name, pays, isConditional, opensOn }: CreateProgrammeInput,
): Promise<ProgrammeResult> {
  const { manager } = context;
  const isKnown = knownId(id, 'text') !== null && (await manager.existsBy(Programme, { id }));
  const errors = refuseProgramme({ id, name }, isKnown);
  if (errors.length > 0) return { errors };
  const created = await manager.query<object[]>(
    `insert into programme (id, name_ar, name_en, pays, is_conditional, opens_on) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing returning id`,
    [id, name.ar.trim(), name.en.trim(), pays, isConditional, opensOn],
  );
  if (created.length === 0) return refuse(programmeRefusals.PROGRAMME_EXISTS, {}, 'input.id');
  await auditChange(context, { action: 'created', entity: 'Programme', personIds: [] });
  return { programmeId: id, errors: [] };
}

/** Nobody enrols in the programme from a day on. */
export async function closeProgramme(
  context: CommandContext,
  { programmeId, closesOn }: CloseProgrammeInput,
): Promise<ProgrammeResult> {
  const { manager, today } = context;
  const programme = await lockProgramme(manager, programmeId);
  if (!programme) return refuse(programmeRefusals.PROGRAMME_NOT_FOUND, {}, 'input.programmeId');
  const errors = refuseClosing(programme, closesOn, today);
  if (errors.length > 0) return { errors };
  await manager.update(Programme, { id: programme.id }, { closesOn });
  await auditChange(context, { action: 'closed', entity: 'Programme', personIds: [] });
  return { programmeId, errors: [] };
}

/** Adds what a programme pays from a month on. The table itself refuses a month that is calculated meanwhile. */
export async function addBenefitScale(
  context: CommandContext,
  input: AddBenefitScaleInput,
): Promise<ProgrammeResult> {
  const { manager, caller } = context;
  const programme = await lockProgramme(manager, input.programmeId);
  if (!programme) return refuse(programmeRefusals.PROGRAMME_NOT_FOUND, {}, 'input.programmeId');
  const errors = refuseScale(input, await circumstancesOf(manager, programme));
  if (errors.length > 0) return { errors };
  const [scale] = await manager.query<[{ id: number }]>(
    `insert into benefit_scale (programme_id, effective_from, household_amount, most_children, person_amount,
                                most_persons, source, is_sample, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
    [
      ...[programme.id, input.effectiveFrom, input.householdAmount, input.mostChildren, input.personAmount],
      ...[input.mostPersons, input.source.trim(), input.isSample, caller.subject],
    ],
  );
  await manager.query(
    `insert into benefit_scale_child (scale_id, stage, from_age, to_age, amount)
     select $1, * from unnest($2::text[], $3::smallint[], $4::smallint[], $5::numeric[])`,
    [
      ...[scale.id, input.children.map(({ stage }) => stage), input.children.map(({ fromAge }) => fromAge)],
      ...[input.children.map(({ toAge }) => toAge), input.children.map(({ amount }) => amount)],
    ],
  );
  await auditChange(context, { action: 'added a scale', entity: 'Programme', personIds: [] });
  return { programmeId: programme.id, errors: [] };
}

async function circumstancesOf(manager: EntityManager, { id, pays }: Programme): Promise<ScaleCircumstances> {
  const begins = await manager.query<{ day: PlainDate }[]>(
    'select effective_from as day from benefit_scale where programme_id = $1',
    [id],
  );
  const calculated = await manager.query<{ day: PlainDate }[]>(
    `select month as day from payment_cycle where programme_id = $1 and state <> 'DRAFT' order by month`,
    [id],
  );
  const days = (rows: { day: PlainDate }[]) => rows.map(({ day }) => day);
  return { pays, begins: days(begins), calculated: days(calculated) };
}

/** The programme, held until the end of the command, so that two scales at once come one after the other. */
async function lockProgramme(manager: EntityManager, id: string): Promise<Programme | null> {
  if (knownId(id, 'text') === null) return null;
  return manager.findOne(Programme, { where: { id }, lock: { mode: 'for_no_key_update' } });
}
