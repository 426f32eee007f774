import { randomUUID } from 'node:crypto';
import { refusal, refuse } from '@solidarity/subgraph-kit/errors/refusal';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import type { EntityManager } from 'typeorm';
import { IsNull } from 'typeorm';
import type {
  ConfirmNgoNotificationInput,
  ObjectToNgoInput,
  RegisterNgoInput,
  RegulariseNgoInput,
  RenewNgoLicenceInput,
} from './decision.inputs';
import { NgoDocument, NgoNotification } from './file.entity';
import { holidaysAfter } from './holidays.commands';
import {
  joinedTo,
  licenceFrom,
  mustRegularise,
  refuseRegularisation,
  refuseRenewal,
  renewedLicence,
} from './licence';
import { NgoMeasure } from './measure.entity';
import { amendNgo, grantLicence, takeStep, unchanged, type NgoChange } from './ngo.commands';
import type { Ngo } from './ngo.entity';
import { decideCompleteness } from './notification';
import { STATUS_WORDS } from './refused-step';
import { refusals } from './refusals';
import {
  documentRulesOn,
  licenceRulesOn,
  registrationRulesOn,
  regularisationRulesOn,
} from './registry-rules';
import { licenceOfRow } from './standing';
import { objectionTerm } from './terms';
import { found, LONGEST, refuseText } from './written';

/** Finds a notification complete: the NGO has legal personality, a number, and the term to object runs. */
export function confirmNgoNotification(
  context: CommandContext,
  { ngoId }: ConfirmNgoNotificationInput,
): Promise<NgoChange> {
  const { manager, caller, today } = context;
  return takeStep(context, { ngoId, action: 'confirmComplete' }, async (ngo) => {
    const notification = await lastNotification(manager, ngo);
    if (notification.submittedBy === caller.subject) return refuse(refusals.MADE_BY_YOU, {}, 'input.ngoId');
    const registration = await registrationRulesOn(manager, today);
    const documents = await manager.find(NgoDocument, {
      where: { ngoId: ngo.id },
      select: { id: true, kind: true },
    });
    const decision = decideCompleteness(
      { ...notification, kind: ngo.kind, documents: [...new Set(documents.map(({ kind }) => kind))] },
      registration,
      await documentRulesOn(manager, today),
    );
    if (decision.outcome === 'INCOMPLETE') {
      const errors = decision.reasons.map(({ code, message }) =>
        refusal(refusals.NOTIFICATION_INCOMPLETE, { reason: message, rule: code }, 'input.ngoId'),
      );
      return { errors };
    }

    const term = objectionTerm(today, registration.value, await holidaysAfter(manager, today));
    await manager.update(
      NgoNotification,
      { id: notification.id },
      { completedOn: today, confirmedBy: caller.subject, objectionUntil: term.lastDay, decision },
    );
    await settleMeasure(context, ngo, 'OBJECTION');
    const licence = licenceFrom(term.registeredByLawOn, (await licenceRulesOn(manager, today)).value);
    return {
      changes: {
        registrationNumber: ngo.registrationNumber ?? (await nextNumber(context)),
        legalPersonalityFrom: today,
        onRegisterFrom: term.registeredByLawOn,
        licensedFrom: licence.validFrom,
        licensedUntil: licence.validUntil,
      },
    };
  });
}

/** Objects to a complete notification within the term: it has no effect until it is mended and confirmed anew. */
export async function objectToNgo(
  context: CommandContext,
  { ngoId, article, grounds }: ObjectToNgoInput,
): Promise<NgoChange> {
  const problems = found(
    refuseText(article, LONGEST.article, 'input.article'),
    refuseText(grounds, LONGEST.grounds, 'input.grounds'),
  );
  if (problems.length > 0) return unchanged(...problems);
  const { manager, caller, today } = context;
  return takeStep(context, { ngoId, action: 'object', reason: grounds.trim() }, async (ngo) => {
    await manager.insert(NgoMeasure, {
      id: randomUUID(),
      ngoId: ngo.id,
      kind: 'OBJECTION',
      takenOn: today,
      article: article.trim(),
      grounds: grounds.trim(),
      takenBy: caller.subject,
    });
    return {
      changes: { legalPersonalityFrom: null, onRegisterFrom: null, licensedFrom: null, licensedUntil: null },
    };
  });
}

/** Registers an NGO before the term to object has passed. */
export function registerNgo(context: CommandContext, { ngoId }: RegisterNgoInput): Promise<NgoChange> {
  const { manager, caller, today } = context;
  return takeStep(context, { ngoId, action: 'register' }, async (ngo) => {
    const { submittedBy } = await lastNotification(manager, ngo);
    if (submittedBy === caller.subject) return refuse(refusals.MADE_BY_YOU, {}, 'input.ngoId');
    const licence = licenceFrom(today, (await licenceRulesOn(manager, today)).value);
    await grantLicence(context, ngo, 'FIRST', licence);
    return {
      changes: {
        onRegisterFrom: today,
        licensedFrom: licence.validFrom,
        licensedUntil: licence.validUntil,
      },
    };
  });
}

/** Regularises an NGO older than the law, which asked for it in time; it is licensed from today on. */
export function regulariseNgo(
  context: CommandContext,
  { ngoId, filedOn }: RegulariseNgoInput,
): Promise<NgoChange> {
  const { manager, today } = context;
  return takeStep(context, { ngoId, action: 'regularise' }, async (ngo) => {
    const rules = await regularisationRulesOn(manager, filedOn, today);
    const problem = refuseRegularisation(ngo, filedOn, rules.value, today);
    if (problem) return { errors: [problem] };
    const licence = licenceFrom(today, (await licenceRulesOn(manager, today)).value);
    await grantLicence(context, ngo, 'REGULARISATION', licence);
    return { changes: { regularisedOn: today, ...licensedTimeWith(ngo, licence) } };
  });
}

/** Renews the licence of a registered NGO. */
export function renewNgoLicence(
  context: CommandContext,
  { ngoId }: RenewNgoLicenceInput,
): Promise<NgoChange> {
  const { manager, today } = context;
  return amendNgo(context, ngoId, async (ngo) => {
    const isLicensed = ngo.recordedStatus === 'REGISTERED' || ngo.recordedStatus === 'WARNED';
    const [last] = licenceOfRow(ngo);
    if (!isLicensed || !last) {
      return refuse(
        refusals.RENEWAL_NOT_POSSIBLE,
        { status: STATUS_WORDS[ngo.recordedStatus] },
        'input.ngoId',
      );
    }
    const rules = (await licenceRulesOn(manager, today)).value;
    const problem = refuseRenewal(last, mustRegularise(ngo), rules, today);
    if (problem) return { errors: [problem] };
    const licence = renewedLicence(last, rules, today);
    await grantLicence(context, ngo, 'RENEWAL', licence);
    return { changes: licensedTimeWith(ngo, licence) };
  });
}

/** Ends the measure of a kind that holds against an NGO, if one does, and gives it. */
export async function settleMeasure(
  { manager, today }: CommandContext,
  { id: ngoId }: Ngo,
  kind: NgoMeasure['kind'],
): Promise<NgoMeasure | null> {
  const measure = await manager.findOneBy(NgoMeasure, { ngoId, kind, endedOn: IsNull() });
  if (measure) await manager.update(NgoMeasure, { id: measure.id }, { endedOn: today });
  return measure;
}

function licensedTimeWith(
  ngo: Ngo,
  licence: { validFrom: NonNullable<Ngo['licensedFrom']>; validUntil: NonNullable<Ngo['licensedUntil']> },
): Pick<Ngo, 'licensedFrom' | 'licensedUntil'> {
  const [last] = licenceOfRow(ngo);
  const time = last ? joinedTo(last, licence) : licence;
  return { licensedFrom: time.validFrom, licensedUntil: time.validUntil };
}

async function lastNotification(manager: EntityManager, { id: ngoId }: Ngo): Promise<NgoNotification> {
  const last = await manager.findOne(NgoNotification, { where: { ngoId }, order: { round: 'DESC' } });
  if (!last) throw new Error('An NGO on its way into the register has a notification.');
  return last;
}

async function nextNumber({ manager, today }: CommandContext): Promise<string> {
  const [row] = await manager.query<[{ number: number }]>(
    `select nextval('ngo_registration_number')::integer as number`,
  );
  return `${row.number}/${today.slice(0, 4)}`;
}
