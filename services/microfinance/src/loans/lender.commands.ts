import { randomUUID } from 'node:crypto';
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { violatedConstraint } from '@solidarity/subgraph-kit/database/transaction';
import { refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { idempotently } from '@solidarity/subgraph-kit/records/idempotency';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { localized } from '@solidarity/subgraph-kit/values/localized-text';
import { findRow, lockRow } from './found.commands';
import { Lender, LenderLicence } from './lender.entity';
import type {
  GrantLenderLicenceInput,
  RegisterLenderInput,
  WithdrawLenderLicenceInput,
} from './lender.inputs';
import { refusals } from './refusals';
import { nameProblem, textProblem } from './written';

/** What a command about a lender has done: the id to read it by, or why nothing was done. */
export interface LenderChange {
  lenderId?: string;
  errors: Refusal[];
}

/** Makes a body a lender. It may lend once it has a licence. */
export function registerLender(context: CommandContext, input: RegisterLenderInput): Promise<LenderChange> {
  return idempotently(
    context,
    'registerLender',
    input.idempotencyKey,
    input,
    async (): Promise<LenderChange> => {
      const { kind, name } = input;
      const isNamed = (input.ngoId ?? null) !== null;
      const ngoId = isNamed ? knownId(input.ngoId as string, 'uuid') : null;
      const problem = nameProblem(name.ar, 'input.name.ar');
      if (problem) return { errors: [problem] };
      if ((kind === 'NGO') !== isNamed || isNamed !== (ngoId !== null)) {
        return refuse(refusals.NGO_AND_KIND_DIFFER, {}, 'input.ngoId');
      }
      const lender = { id: randomUUID(), kind, ngoId, name: localized(name.ar, name.en) };
      const added = await context.manager
        .createQueryBuilder()
        .insert()
        .into(Lender)
        .values(lender)
        .orIgnore()
        .returning('id')
        .execute();
      if ((added.raw as unknown[]).length === 0) return refuse(refusals.NGO_LENDS_ALREADY, {}, 'input.ngoId');
      return { lenderId: lender.id, errors: [] };
    },
  );
}

/** Lets a lender lend from a day on. */
export async function grantLenderLicence(
  { manager }: CommandContext,
  { lenderId, number, category = null, validFrom, validUntil = null }: GrantLenderLicenceInput,
): Promise<LenderChange> {
  const problem = nameProblem(number, 'input.number');
  if (problem) return { errors: [problem] };
  const lender = await findRow(manager, Lender, lenderId);
  if (!lender) return refuse(refusals.LENDER_NOT_FOUND, {}, 'input.lenderId');
  if ((lender.kind === 'NGO') !== (category !== null)) {
    return refuse(refusals.LICENCE_CATEGORY_WRONG, {}, 'input.category');
  }
  if (validUntil !== null && validUntil < validFrom) {
    return refuse(refusals.LICENCE_ENDS_TOO_EARLY, { from: validFrom }, 'input.validUntil');
  }
  const licence = {
    id: randomUUID(),
    lenderId: lender.id,
    number: number.trim(),
    category,
    validFrom,
    validUntil,
  };
  try {
    await manager.insert(LenderLicence, licence);
  } catch (error) {
    const constraint = violatedConstraint(error);
    if (constraint === 'lender_licence_number')
      return refuse(refusals.LICENCE_NUMBER_TAKEN, {}, 'input.number');
    if (constraint === 'lender_licence_one_at_a_time') {
      return refuse(refusals.LICENCES_OVERLAP, {}, 'input.validFrom');
    }
    throw error;
  }
  return { lenderId: lender.id, errors: [] };
}

/** Takes a licence back from today on: loans that were given go on, new ones are not. */
export async function withdrawLenderLicence(
  { manager, today }: CommandContext,
  { lenderId, number, reason }: WithdrawLenderLicenceInput,
): Promise<LenderChange> {
  const problem = textProblem(reason, 'input.reason');
  if (problem) return { errors: [problem] };
  const lender = await lockRow(manager, Lender, lenderId);
  const licence =
    lender && (await manager.findOneBy(LenderLicence, { lenderId: lender.id, number: number.trim() }));
  if (!licence) return refuse(refusals.LICENCE_NOT_FOUND, {}, 'input.number');
  const ended =
    licence.withdrawnOn ??
    (licence.validUntil !== null && licence.validUntil < today ? licence.validUntil : null);
  if (ended !== null) return refuse(refusals.LICENCE_ENDED, { on: ended }, 'input.number');
  const withdrawnOn = licence.validFrom > today ? licence.validFrom : today;
  await manager.update(LenderLicence, { id: licence.id }, { withdrawnOn, withdrawalReason: reason.trim() });
  return { lenderId: lender.id, errors: [] };
}
