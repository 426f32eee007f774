import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { careHomeLicenceChanged } from '@solidarity/subgraph-kit/events/catalogue';
import { ngoStandingOn } from '@solidarity/subgraph-kit/events/ngo-standing.projection';
import { emit } from '@solidarity/subgraph-kit/events/outbox';
import type { Decision } from '@solidarity/subgraph-kit/records/decision';
import { idempotently } from '@solidarity/subgraph-kit/records/idempotency';
import { rulesIfAny, rulesOn } from '@solidarity/subgraph-kit/records/rules-data';
import { adviceOf } from '@solidarity/subgraph-kit/records/refused-move';
import { recordTransition } from '@solidarity/subgraph-kit/records/state-history';
import { move } from '@solidarity/subgraph-kit/records/state-machine';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { levelOfArea } from '@solidarity/subgraph-kit/values/governorate';
import { localized } from '@solidarity/subgraph-kit/values/localized-text';
import { CareHome, CareHomeInspection } from './care-home.entity';
import type {
  ApplyForCareHomeLicenceInput,
  ChangeCareHomeCapacityInput,
  RecordCareHomeInspectionInput,
} from './licence.inputs';
import {
  decideLicence,
  frozenUntil,
  lastLicensedDay,
  licence,
  licenceFreeze,
  licenceTerms,
  mayAct,
  type LicenceAction,
  type LicenceState,
} from './licence';
import { refusals } from './refusals';
import { isWritten, LONGEST_NAME, LONGEST_TEXT } from './written';

/** What a command about a licence has done: the id to read the home by, or why nothing was done. */
export interface LicenceChange {
  careHomeId?: string;
  decision?: Decision;
  errors: Refusal[];
}

const MOST_PLACES = 1_000;

/** The home of an id, held until the end of the command; null when there is none for this caller. */
export async function lockHome(manager: EntityManager, id: string): Promise<CareHome | null> {
  if (knownId(id, 'uuid') === null) return null;
  return manager.findOne(CareHome, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

/** Asks for a licence for a home that does not exist yet. */
export function applyForCareHomeLicence(
  context: CommandContext,
  input: ApplyForCareHomeLicenceInput,
): Promise<LicenceChange> {
  return idempotently(
    context,
    'applyForCareHomeLicence',
    input.idempotencyKey,
    input,
    async (): Promise<LicenceChange> => {
      const { manager, caller, today } = context;
      const operatorNgoId = knownId(input.operatorNgoId, 'uuid');
      const isForeign = caller.role === 'ngo_partner' && operatorNgoId !== caller.claims.ngoId;
      if (operatorNgoId === null || isForeign)
        return refuse(refusals.NGO_NOT_YOURS, {}, 'input.operatorNgoId');
      if (!isWritten(input.name.ar, LONGEST_NAME))
        return refuse(refusals.TEXT_MISSING, { most: LONGEST_NAME }, 'input.name.ar');
      if (!isWritten(input.address, LONGEST_NAME))
        return refuse(refusals.TEXT_MISSING, { most: LONGEST_NAME }, 'input.address');
      if (levelOfArea(input.areaId) === null) return refuse(refusals.AREA_UNKNOWN, {}, 'input.areaId');
      const { capacity, kind } = input;
      if (capacity < 1 || capacity > MOST_PLACES) {
        return refuse(refusals.CAPACITY_OUT_OF_RANGE, { least: 1, most: MOST_PLACES }, 'input.capacity');
      }
      const until = frozenUntil(
        kind,
        await rulesIfAny(manager, 'care_home_licence_freeze', today, licenceFreeze),
      );
      if (until !== null) return refuse(refusals.KIND_FROZEN, { until }, 'input.kind');
      if (mayAct(await ngoStandingOn(manager, operatorNgoId, today)) === false) {
        return refuse(refusals.OPERATOR_MAY_NOT_ACT, {}, 'input.operatorNgoId');
      }
      const home = {
        ...{
          id: randomUUID(),
          operatorNgoId,
          kind,
          capacity,
          areaId: input.areaId,
          address: input.address.trim(),
        },
        ...{ name: localized(input.name.ar, input.name.en), licenceState: 'APPLIED' as const },
        ...{ licensedFrom: null, licensedUntil: null, appliedBy: caller.subject, appliedOn: today },
      };
      await manager.insert(CareHome, home);
      const step = { subjectType: licence.subjectType, from: null, action: 'apply', to: 'APPLIED' };
      await recordTransition(context, { subjectId: home.id, step });
      await announce(context, home);
      return { careHomeId: home.id, errors: [] };
    },
  );
}

/** Keeps what an inspector found; the first inspection moves the application on. */
export async function recordCareHomeInspection(
  context: CommandContext,
  { careHomeId, inspectedOn, findings, isRecommended }: RecordCareHomeInspectionInput,
): Promise<LicenceChange> {
  const { manager, caller, today } = context;
  if (!isWritten(findings, LONGEST_TEXT))
    return refuse(refusals.TEXT_MISSING, { most: LONGEST_TEXT }, 'input.findings');
  if (inspectedOn > today) return refuse(refusals.INSPECTED_IN_THE_FUTURE, {}, 'input.inspectedOn');
  const home = await lockHome(manager, careHomeId);
  if (!home) return refuse(refusals.HOME_NOT_FOUND, {}, 'input.careHomeId');
  return takeStep(context, home, 'inspect', null, async () => {
    await manager.insert(CareHomeInspection, {
      ...{ id: randomUUID(), careHomeId: home.id, inspectedOn, inspectedBy: caller.subject },
      ...{ findings: findings.trim(), isRecommended },
    });
    return {};
  });
}

/** Gives the licence, or gives a licence that runs out another time, if nothing stands against it. */
export async function licenseCareHome(
  context: CommandContext,
  { careHomeId }: { readonly careHomeId: string },
  action: 'license' | 'renew',
): Promise<LicenceChange> {
  const { manager, caller, today } = context;
  const home = await lockHome(manager, careHomeId);
  if (!home) return refuse(refusals.HOME_NOT_FOUND, {}, 'input.careHomeId');
  const step = move(licence, home.licenceState, action, { role: caller.role });
  if (!step.ok) return refuseStep(step);
  const terms = await rulesOn(manager, 'care_home_licence_terms', today, licenceTerms);
  const freeze = await rulesIfAny(manager, 'care_home_licence_freeze', today, licenceFreeze);
  const [inspection = null] = await manager.find(CareHomeInspection, {
    where: { careHomeId: home.id },
    order: { inspectedOn: 'DESC', createdAt: 'DESC' },
    take: 1,
  });
  const decision = decideLicence(
    {
      ...{ kind: home.kind, today, inspection, isNew: action === 'license' },
      ...{ appliedBy: home.appliedBy, decidedBy: caller.subject },
      operatorMayAct: mayAct(await ngoStandingOn(manager, home.operatorNgoId, today)),
    },
    terms,
    freeze,
  );
  if (decision.outcome === 'REFUSE') return { decision, ...refuseLicence(decision) };
  const licensedFrom = action === 'renew' ? home.licensedFrom : today;
  const licensedUntil = lastLicensedDay(today, terms.value);
  const change = await takeStep(context, home, action, null, () =>
    Promise.resolve({ licensedFrom, licensedUntil, licenceDecision: decision }),
  );
  return { ...change, decision };
}

/** Refuses, suspends, reinstates or closes, with the reason in the history. */
export async function changeLicence(
  context: CommandContext,
  { careHomeId, reason }: { readonly careHomeId: string; readonly reason: string },
  action: 'refuse' | 'suspend' | 'reinstate' | 'close',
): Promise<LicenceChange> {
  if (!isWritten(reason, LONGEST_TEXT))
    return refuse(refusals.TEXT_MISSING, { most: LONGEST_TEXT }, 'input.reason');
  const home = await lockHome(context.manager, careHomeId);
  if (!home) return refuse(refusals.HOME_NOT_FOUND, {}, 'input.careHomeId');
  if (action === 'close' && home.occupied > 0) {
    return refuse(refusals.HOME_NOT_EMPTY, { occupied: home.occupied }, 'input.careHomeId');
  }
  return takeStep(context, home, action, reason.trim(), () => Promise.resolve({}));
}

/** Changes the number of places; never below the number of people who live there. */
export async function changeCareHomeCapacity(
  context: CommandContext,
  { careHomeId, capacity, reason }: ChangeCareHomeCapacityInput,
): Promise<LicenceChange> {
  if (!isWritten(reason, LONGEST_TEXT))
    return refuse(refusals.TEXT_MISSING, { most: LONGEST_TEXT }, 'input.reason');
  const home = await lockHome(context.manager, careHomeId);
  if (!home) return refuse(refusals.HOME_NOT_FOUND, {}, 'input.careHomeId');
  const least = Math.max(1, home.occupied);
  if (capacity < least || capacity > MOST_PLACES) {
    return refuse(refusals.CAPACITY_OUT_OF_RANGE, { least, most: MOST_PLACES }, 'input.capacity');
  }
  await context.manager.update(CareHome, { id: home.id }, { capacity });
  const { licenceState } = home;
  const step = {
    subjectType: licence.subjectType,
    from: licenceState,
    action: 'change_capacity',
    to: licenceState,
  };
  await recordTransition(context, { subjectId: home.id, step, reason: reason.trim() });
  await announce(context, { ...home, capacity });
  return { careHomeId: home.id, errors: [] };
}

async function takeStep(
  context: CommandContext,
  home: CareHome,
  action: LicenceAction,
  reason: string | null,
  work: () => Promise<Partial<Pick<CareHome, 'licensedFrom' | 'licensedUntil' | 'licenceDecision'>>>,
): Promise<LicenceChange> {
  const step = move(licence, home.licenceState, action, { role: context.caller.role });
  if (!step.ok) return refuseStep(step);
  const changed = { licenceState: step.to, ...(await work()) };
  await context.manager.update(CareHome, { id: home.id }, changed);
  await recordTransition(context, {
    subjectId: home.id,
    step: step,
    reason,
  });
  await announce(context, { ...home, ...changed });
  return { careHomeId: home.id, errors: [] };
}

type Announced = Pick<
  CareHome,
  'id' | 'operatorNgoId' | 'licenceState' | 'licensedUntil' | 'capacity' | 'areaId'
>;

async function announce({ manager, today }: CommandContext, home: Announced): Promise<void> {
  const { id, operatorNgoId, licenceState, licensedUntil, capacity, areaId } = home;
  const payload = {
    careHomeId: id,
    operatorNgoId,
    licence: licenceState,
    since: today,
    licensedUntil,
    capacity,
    areaId,
  };
  await emit(manager, careHomeLicenceChanged.of(id, payload));
}

function refuseStep(
  step: Exclude<ReturnType<typeof move<LicenceState, LicenceAction, undefined>>, { ok: true }>,
): LicenceChange {
  const kind = step.why === 'NOT_BY_YOU' ? refusals.NOT_YOUR_STEP : refusals.STEP_NOT_POSSIBLE;
  return refuse(kind, adviceOf(step), 'input.careHomeId');
}

function refuseLicence({ reasons }: Decision): { errors: Refusal[] } {
  const told = {
    ar: reasons.map(({ message }) => message.ar).join(' '),
    en: reasons.map(({ message }) => message.en ?? message.ar).join(' '),
  };
  return refuse(refusals.LICENCE_NOT_POSSIBLE, { reasons: told }, 'input.careHomeId');
}
