import { randomUUID } from 'node:crypto';
import { SYSTEM_CALLER } from '@solidarity/subgraph-kit/access/roles';
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { refusal, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { ngoStandingChanged } from '@solidarity/subgraph-kit/events/catalogue';
import { emit } from '@solidarity/subgraph-kit/events/outbox';
import { move } from '@solidarity/subgraph-kit/records/state-machine';
import { recordTransition } from '@solidarity/subgraph-kit/records/state-history';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { addDays, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { announcementOf, isNews, type Announcement } from './announcement';
import { NgoLicence } from './file.entity';
import type { LicencePeriod } from './licence';
import type { NgoLicenceKind } from './ngo';
import { Ngo } from './ngo.entity';
import { refuseStep } from './refused-step';
import { refusals } from './refusals';
import { registration, type NgoAction } from './registration';
import { licenceRulesOn } from './registry-rules';
import { factsOfRow, statusOn } from './standing';

/** What a command has done: the NGO to read, or why nothing was done. */
export interface NgoChange {
  ngoId: string | null;
  errors: Refusal[];
}

/** What a decision writes into the register, or why there is none. */
export type NgoDecision = { readonly changes: Partial<Ngo> } | { readonly errors: Refusal[] };

export interface StepToTake {
  readonly ngoId: string;
  readonly action: NgoAction;
  /** In words, for the history. */
  readonly reason?: string;
  /** The day from which the new state holds; today when not said. */
  readonly onDate?: PlainDate;
}

/** No change, and why. */
export function unchanged(...errors: Refusal[]): NgoChange {
  return { ngoId: null, errors };
}

/** The NGO, as far as the caller sees it; null when not at all. */
export async function findNgo({ manager }: CommandContext, ngoId: string): Promise<Ngo | null> {
  const id = knownId(ngoId, 'uuid');
  return id === null ? null : manager.findOneBy(Ngo, { id });
}

interface OpenedNgo {
  readonly ngo: Ngo;
  /** What the others knew of its standing before the command. */
  readonly before: Announcement;
  /** The last day of a term to object that has passed without anybody having recorded it; else null. */
  readonly lastDayToObject: PlainDate | null;
}

/**
 * The NGO, held until the end of the command, with what the law has done since the last step recorded. What the caller
 * may only read comes as it is: no step is possible for such a caller. Null when there is none for the caller.
 */
async function openNgo(context: CommandContext, ngoId: string): Promise<OpenedNgo | null> {
  const { manager, today } = context;
  const seen = await findNgo(context, ngoId);
  if (!seen) return null;
  const held = await manager.findOne(Ngo, { where: { id: seen.id }, lock: { mode: 'pessimistic_write' } });
  const ngo = held ?? seen;
  const before = announcementOf(ngo, today);
  return { ngo, before, lastDayToObject: held ? await registerByLaw(context, held) : null };
}

/**
 * Takes a step in an NGO's life: holds it, asks the state machine, then `decide`; saves, keeps the history and tells the
 * other services when the standing is another.
 */
export async function takeStep(
  context: CommandContext,
  { ngoId, action, reason, onDate = context.today }: StepToTake,
  decide: (ngo: Ngo) => Promise<NgoDecision> | NgoDecision,
): Promise<NgoChange> {
  const opened = await openNgo(context, ngoId);
  if (!opened) return unchanged(refusal(refusals.NGO_NOT_FOUND, {}, 'input.ngoId'));
  const { ngo, before, lastDayToObject } = opened;
  if (lastDayToObject !== null && action === 'object') {
    return unchanged(refusal(refusals.OBJECTION_TERM_OVER, { lastDay: lastDayToObject }, 'input.ngoId'));
  }
  const status = statusOn(factsOfRow(ngo), context.today)?.status ?? ngo.recordedStatus;
  const step = move(registration, status, action, { role: context.caller.role });
  if (!step.ok) return unchanged(refuseStep(step));
  const decision = await decide(ngo);
  if ('errors' in decision) return unchanged(...decision.errors);

  await saveNgo(context, ngo, { ...decision.changes, recordedStatus: step.to, statusSince: onDate });
  await recordTransition(context, { subjectId: ngo.id, step, onDate, reason });
  await tellStanding(context, ngo, before);
  return { ngoId: ngo.id, errors: [] };
}

/** Changes an NGO without a step in its life: its licence. */
export async function amendNgo(
  context: CommandContext,
  ngoId: string,
  decide: (ngo: Ngo) => Promise<NgoDecision> | NgoDecision,
): Promise<NgoChange> {
  const opened = await openNgo(context, ngoId);
  if (!opened) return unchanged(refusal(refusals.NGO_NOT_FOUND, {}, 'input.ngoId'));
  const { ngo, before } = opened;
  const decision = await decide(ngo);
  if ('errors' in decision) return unchanged(...decision.errors);
  await saveNgo(context, ngo, decision.changes);
  await tellStanding(context, ngo, before);
  return { ngoId: ngo.id, errors: [] };
}

/**
 * Records that the law has registered an NGO whose term to object has passed; it has been registered since that day
 * though nobody had written so. Gives the last day of the term when this was the case.
 */
async function registerByLaw(context: CommandContext, ngo: Ngo): Promise<PlainDate | null> {
  const { onRegisterFrom, licensedFrom, licensedUntil } = ngo;
  const isDue =
    ngo.recordedStatus === 'COMPLETE' && onRegisterFrom !== null && onRegisterFrom <= context.today;
  if (!isDue || licensedFrom === null || licensedUntil === null) return null;
  const step = move(registration, 'COMPLETE', 'registerByLaw', { role: SYSTEM_CALLER.role });
  if (!step.ok) throw new Error('The law registers an NGO whose term to object has passed.');
  await recordTransition(
    { manager: context.manager, caller: SYSTEM_CALLER, today: context.today },
    { subjectId: ngo.id, step, onDate: onRegisterFrom },
  );
  await grantLicence(context, ngo, 'FIRST', { validFrom: licensedFrom, validUntil: licensedUntil });
  await saveNgo(context, ngo, { recordedStatus: 'REGISTERED', statusSince: onRegisterFrom });
  return addDays(onRegisterFrom, -1);
}

/** Keeps a licence in the NGO's file. */
export async function grantLicence(
  { manager, today }: CommandContext,
  { id: ngoId }: Pick<Ngo, 'id'>,
  kind: NgoLicenceKind,
  { validFrom, validUntil }: LicencePeriod,
): Promise<void> {
  const { version } = await licenceRulesOn(manager, today);
  await manager.insert(NgoLicence, {
    id: randomUUID(),
    ngoId,
    kind,
    validFrom,
    validUntil,
    grantedOn: today,
    rulesVersion: version,
  });
}

/** Writes changes to the row, and to the object in hand. */
export async function saveNgo({ manager }: CommandContext, ngo: Ngo, changes: Partial<Ngo>): Promise<void> {
  if (Object.keys(changes).length > 0) await manager.update(Ngo, { id: ngo.id }, changes);
  Object.assign(ngo, changes);
}

/** Tells the other services of the standing, if it is not what they have heard. */
export async function tellStanding(
  { manager, today }: CommandContext,
  ngo: Ngo,
  before: Announcement,
): Promise<void> {
  const announcement = announcementOf(ngo, today);
  if (!isNews(before, announcement)) return;
  await emit(manager, ngoStandingChanged.of(ngo.id, { ngoId: ngo.id, ...announcement }));
}
