import { randomUUID } from 'node:crypto';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { violatedConstraint } from '@solidarity/subgraph-kit/database/transaction';
import { CodedError } from '@solidarity/subgraph-kit/errors/coded-error';
import { refusal, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import { idempotently } from '@solidarity/subgraph-kit/records/idempotency';
import { recordTransition } from '@solidarity/subgraph-kit/records/state-history';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { governorateOfArea } from '@solidarity/subgraph-kit/values/governorate';
import { localized } from '@solidarity/subgraph-kit/values/localized-text';
import type { Money } from '@solidarity/subgraph-kit/values/money';
import type {
  ApplyForNgoRegistrationInput,
  EnterEarlierNgoInput,
  MendNgoNotificationInput,
} from './application.inputs';
import { refuseBoard, type KnownBoardMember } from './board';
import { keepBoard, knownMembers } from './board.commands';
import { keepDocuments } from './document.commands';
import { NgoNotification } from './file.entity';
import { earlierLicence, refuseEarlierNgo } from './earlier-ngo';
import { grantLicence, takeStep, tellStanding, unchanged, type NgoChange } from './ngo.commands';
import { Ngo } from './ngo.entity';
import { governoratesOfWork, refuseDocuments, refuseOrganisation } from './organisation';
import { parseRegistrationNumber } from './registration-number';
import { ENTERED, SUBMITTED } from './registration';
import { refusals } from './refusals';
import { regularisationRulesOn } from './registry-rules';

/** Notifies the ministry of a new NGO. A partner's notification is of the organisation that it speaks for. */
export function applyForNgoRegistration(
  context: CommandContext,
  input: ApplyForNgoRegistrationInput,
): Promise<NgoChange> {
  const { manager, caller, today } = context;
  return lostRacesRefused(() =>
    idempotently(context, 'applyForNgoRegistration', input.idempotencyKey, input, async () => {
      const ngoId = idOfNewcomer(caller);
      if (await manager.existsBy(Ngo, { id: ngoId })) return unchanged(refusal(refusals.APPLIED_ALREADY, {}));
      const newcomer = readNewcomer(context, input);
      if ('errors' in newcomer) return unchanged(...newcomer.errors);

      const ngo = manager.create(Ngo, {
        ...newcomer.ngo,
        id: ngoId,
        recordedStatus: 'SUBMITTED',
        statusSince: today,
        isOlderThanLaw: false,
      });
      await manager.insert(Ngo, ngo);
      await manager.insert(NgoNotification, {
        id: randomUUID(),
        ngoId: ngo.id,
        round: 1,
        foundersCount: input.foundersCount,
        foreignFoundersCount: input.foreignFoundersCount,
        capital: input.capital ?? null,
        submittedOn: today,
        submittedBy: caller.subject,
      });
      await keepFile(context, ngo, newcomer.board, input);
      await recordTransition(context, { subjectId: ngo.id, step: SUBMITTED });
      return { ngoId: ngo.id, errors: [] };
    }),
  );
}

/** Takes over an NGO that was registered before the law; it is licensed until the last day to regularise. */
export function enterEarlierNgo(context: CommandContext, input: EnterEarlierNgoInput): Promise<NgoChange> {
  const { manager, today } = context;
  return lostRacesRefused(
    () =>
      idempotently(context, 'enterEarlierNgo', input.idempotencyKey, input, async () => {
        const { registeredOn } = input;
        const registrationNumber = parseRegistrationNumber(input.registrationNumber);
        if (!registrationNumber) {
          return unchanged(refusal(refusals.NUMBER_MALFORMED, {}, 'input.registrationNumber'));
        }
        const rules = (await regularisationRulesOn(manager, today)).value;
        const problem = refuseEarlierNgo(registeredOn, rules);
        if (problem) return unchanged(problem);
        const newcomer = readNewcomer(context, { ...input, foundersCount: 1, foreignFoundersCount: 0 });
        if ('errors' in newcomer) return unchanged(...newcomer.errors);

        const licence = earlierLicence(registeredOn, rules);
        const ngo = manager.create(Ngo, {
          ...newcomer.ngo,
          id: randomUUID(),
          registrationNumber,
          recordedStatus: 'REGISTERED',
          statusSince: registeredOn,
          onRegisterFrom: registeredOn,
          legalPersonalityFrom: registeredOn,
          isOlderThanLaw: true,
          licensedFrom: licence.validFrom,
          licensedUntil: licence.validUntil,
        });
        await manager.insert(Ngo, ngo);
        await grantLicence(context, ngo, 'EARLIER_LAW', licence);
        await keepFile(context, ngo, newcomer.board, input);
        await recordTransition(context, { subjectId: ngo.id, step: ENTERED, onDate: registeredOn });
        await tellStanding(context, ngo, {
          standing: 'NOT_REGISTERED',
          since: registeredOn,
          licensedUntil: null,
        });
        return { ngoId: ngo.id, errors: [] };
      }),
    input.registrationNumber,
  );
}

/** Mends what founders told: a round of its own, so that what was objected to stays readable. */
export function mendNgoNotification(
  context: CommandContext,
  input: MendNgoNotificationInput,
): Promise<NgoChange> {
  const { manager, caller, today } = context;
  return lostRacesRefused(() =>
    takeStep(context, { ngoId: input.ngoId, action: 'mend' }, async (ngo) => {
      const last = await manager.findOne(NgoNotification, {
        where: { ngoId: ngo.id },
        order: { round: 'DESC' },
      });
      if (!last) throw new Error('An NGO on its way into the register has a notification.');
      const facts = {
        name: input.name ?? ngo.name,
        fieldsOfWork: input.fieldsOfWork ?? ngo.fieldsOfWork,
        seatAreaId: ngo.seatAreaId,
        foundersCount: input.foundersCount ?? last.foundersCount,
        foreignFoundersCount: input.foreignFoundersCount ?? last.foreignFoundersCount,
        capital: input.capital === undefined ? last.capital : input.capital,
      };
      const problems = [...refuseOrganisation(facts), ...refuseDocuments(input.documents, today)];
      if (problems.length > 0) return { errors: problems };
      const { foundersCount, foreignFoundersCount, capital } = facts;
      await manager.insert(NgoNotification, {
        id: randomUUID(),
        ngoId: ngo.id,
        round: last.round + 1,
        foundersCount,
        foreignFoundersCount,
        capital,
        submittedOn: today,
        submittedBy: caller.subject,
      });
      await keepDocuments(context, ngo.id, input.documents);
      return {
        changes: {
          name: localized(facts.name.ar, facts.name.en),
          fieldsOfWork: [...new Set(facts.fieldsOfWork)],
          governorates: governoratesOfWork(ngo.seatGovernorate, input.governorates ?? ngo.governorates),
        },
      };
    }),
  );
}

/** A partner notifies of the organisation that it was let in for, an officer of any. */
function idOfNewcomer({ role, claims }: Caller): string {
  if (role !== 'ngo_partner') return randomUUID();
  if (claims.ngoId === undefined) throw new CodedError('FORBIDDEN');
  return claims.ngoId;
}

interface Newcomer {
  readonly ngo: Pick<
    Ngo,
    'name' | 'kind' | 'fieldsOfWork' | 'seatGovernorate' | 'seatAreaId' | 'governorates'
  >;
  readonly board: KnownBoardMember[];
}

type NewcomerInput = Pick<
  ApplyForNgoRegistrationInput,
  'name' | 'kind' | 'fieldsOfWork' | 'seatAreaId' | 'governorates' | 'board' | 'documents'
> & {
  readonly foundersCount: number;
  readonly foreignFoundersCount: number;
  readonly capital?: Money | null;
};

/** What is told of a new NGO, read and checked as a whole. */
function readNewcomer(context: CommandContext, input: NewcomerInput): Newcomer | { errors: Refusal[] } {
  const seatGovernorate = governorateOfArea(input.seatAreaId);
  const members = knownMembers(context, input.board);
  const problems = [
    ...refuseOrganisation({ ...input, capital: input.capital ?? null }),
    ...members.refused,
    ...refuseBoard(members.known, context.today),
    ...refuseDocuments(input.documents, context.today),
  ];
  if (problems.length > 0 || !seatGovernorate) return { errors: problems };
  return {
    ngo: {
      name: localized(input.name.ar, input.name.en),
      kind: input.kind,
      fieldsOfWork: [...new Set(input.fieldsOfWork)],
      seatGovernorate,
      seatAreaId: input.seatAreaId,
      governorates: governoratesOfWork(seatGovernorate, input.governorates),
    },
    board: members.known,
  };
}

async function keepFile(
  context: CommandContext,
  { id }: Ngo,
  board: readonly KnownBoardMember[],
  { documents }: Pick<NewcomerInput, 'documents'>,
): Promise<void> {
  await keepBoard(context, id, board);
  await keepDocuments(context, id, documents);
  await auditChange(context, {
    action: 'appointed',
    entity: 'NgoBoardMember',
    personIds: board.map(({ personId }) => personId),
  });
}

/** What another caller was faster with is a refusal, not a fault. */
async function lostRacesRefused(work: () => Promise<NgoChange>, number = ''): Promise<NgoChange> {
  try {
    return await work();
  } catch (error) {
    switch (violatedConstraint(error)) {
      case 'ngo_name_once':
        return unchanged(refusal(refusals.NAME_TAKEN, {}, 'input.name'));
      case 'ngo_registration_number_once':
        return unchanged(refusal(refusals.NUMBER_TAKEN, { number }, 'input.registrationNumber'));
      case 'ngo_pkey':
        return unchanged(refusal(refusals.APPLIED_ALREADY, {}));
      default:
        throw error;
    }
  }
}
