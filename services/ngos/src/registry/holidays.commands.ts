import { violatedConstraint } from '@solidarity/subgraph-kit/database/transaction';
import { CodedError } from '@solidarity/subgraph-kit/errors/coded-error';
import { refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { localized } from '@solidarity/subgraph-kit/values/localized-text';
import { isWorkingDay, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { EntityManager } from 'typeorm';
import { In, LessThan, MoreThanOrEqual } from 'typeorm';
import { announcementOf } from './announcement';
import { NgoNotification } from './file.entity';
import type { DeclareOfficialHolidayInput } from './file.inputs';
import { licenceFrom } from './licence';
import { NgoMeasure } from './measure.entity';
import { saveNgo, tellStanding } from './ngo.commands';
import { Ngo } from './ngo.entity';
import { OfficialHoliday } from './official-holiday.entity';
import { refusals } from './refusals';
import { licenceRulesOn, oversightRulesOn, registrationRulesOn } from './registry-rules';
import { mendingTerm, objectionTerm } from './terms';
import { found, LONGEST, refuseLocalized, refuseText } from './written';

/** Official holidays after a day, as many as a term can meet. */
export async function holidaysAfter(manager: EntityManager, date: PlainDate): Promise<PlainDate[]> {
  const rows = await manager.query<{ on_date: PlainDate }[]>(
    'select on_date from official_holiday where on_date > $1 order by on_date limit 200',
    [date],
  );
  return rows.map(({ on_date }) => on_date);
}

export interface DeclaredHoliday {
  holiday: OfficialHoliday | null;
  lengthenedTerms: number;
  errors: Refusal[];
}

/** Makes a day an official holiday. Terms that are running and would have counted it end a working day later. */
export async function declareOfficialHoliday(
  context: CommandContext,
  { onDate, name, source }: DeclareOfficialHolidayInput,
): Promise<DeclaredHoliday> {
  const { manager, caller, today } = context;
  // Inspectors decide on NGOs, not on the calendar by which their own terms are counted.
  if (caller.role !== 'ministry_admin') throw new CodedError('FORBIDDEN');
  const nothing = { holiday: null, lengthenedTerms: 0 };
  const problems = found(
    refuseLocalized(name, LONGEST.reference, 'input.name'),
    refuseText(source, LONGEST.reference, 'input.source'),
  );
  if (problems.length > 0) return { ...nothing, errors: problems };
  if (onDate < today) return { ...nothing, ...refuse(refusals.HOLIDAY_PASSED, { today }, 'input.onDate') };
  const holiday = { onDate, name: localized(name.ar, name.en), source: source.trim() };
  try {
    await manager.insert(OfficialHoliday, holiday);
  } catch (error) {
    if (violatedConstraint(error) !== 'official_holiday_pkey') throw error;
    return { ...nothing, ...refuse(refusals.HOLIDAY_KNOWN, { date: onDate }, 'input.onDate') };
  }
  if (!isWorkingDay(onDate, [])) return { holiday, lengthenedTerms: 0, errors: [] };
  const lengthened = [await lengthenObjectionTerms(context, onDate), await lengthenWarnings(context, onDate)];
  return { holiday, lengthenedTerms: lengthened.reduce((sum, count) => sum + count, 0), errors: [] };
}

/** The terms to object in which the day lies: the NGO is registered by law a working day later. */
async function lengthenObjectionTerms(context: CommandContext, day: PlainDate): Promise<number> {
  const { manager, today } = context;
  const running = await manager.find(NgoNotification, {
    where: { completedOn: LessThan(day), objectionUntil: MoreThanOrEqual(day) },
    order: { ngoId: 'ASC', round: 'ASC' },
  });
  const ngos = await manager.find(Ngo, {
    where: { id: In(running.map(({ ngoId }) => ngoId)), recordedStatus: 'COMPLETE' },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  for (const ngo of ngos) {
    const notification = running.findLast(({ ngoId }) => ngoId === ngo.id);
    if (!notification?.completedOn) continue;
    const before = announcementOf(ngo, today);
    const rules = await registrationRulesOn(manager, notification.completedOn);
    const holidays = await holidaysAfter(manager, notification.completedOn);
    const term = objectionTerm(notification.completedOn, rules.value, holidays);
    const licence = licenceFrom(term.registeredByLawOn, (await licenceRulesOn(manager, today)).value);
    await manager.update(NgoNotification, { id: notification.id }, { objectionUntil: term.lastDay });
    await saveNgo(context, ngo, {
      onRegisterFrom: term.registeredByLawOn,
      licensedFrom: licence.validFrom,
      licensedUntil: licence.validUntil,
    });
    await tellStanding(context, ngo, before);
  }
  return ngos.length;
}

/** The warnings that can still be heeded on the day. */
async function lengthenWarnings({ manager }: CommandContext, day: PlainDate): Promise<number> {
  const running = await manager.find(NgoMeasure, {
    where: { kind: 'WARNING', takenOn: LessThan(day), mendBy: MoreThanOrEqual(day) },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  const open = running.filter(({ endedOn }) => endedOn === null);
  for (const { id, takenOn } of open) {
    const rules = await oversightRulesOn(manager, takenOn);
    const mendBy = mendingTerm(takenOn, rules.value, await holidaysAfter(manager, takenOn));
    await manager.update(NgoMeasure, { id }, { mendBy });
  }
  return open.length;
}
