import { NgoStanding } from '@solidarity/subgraph-kit/events/ngo-standing.projection';
import { randomUUID } from 'node:crypto';
import { IsNull } from 'typeorm';
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { refuse, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import { idempotently } from '@solidarity/subgraph-kit/records/idempotency';
import type { CommandContext } from '@solidarity/subgraph-kit/server/context';
import { refuseConsent, refuseWithdrawal } from './consent';
import { ServiceConsent } from './consent.entity';
import type { RecordServiceConsentInput, WithdrawServiceConsentInput } from './consent.inputs';
import { householdRulesOf, lockHousehold, presentMembers } from './household-record.commands';
import { refusals } from './refusals';

/** What a command about a consent has done: the id to read it by, or why nothing was done. */
export interface ConsentResult {
  consentId?: string;
  errors: Refusal[];
}

/** Records that a household agrees to be served by an organisation, which sees it from then on. */
export function recordServiceConsent(
  context: CommandContext,
  input: RecordServiceConsentInput,
): Promise<ConsentResult> {
  return idempotently(context, 'recordServiceConsent', input.idempotencyKey, input, async () => {
    const { manager, today, clock } = context;
    const household = await lockHousehold(manager, input.householdId);
    if (!household) return refuse(refusals.HOUSEHOLD_NOT_FOUND, {}, 'input.householdId');
    const { kind, evidence, givenOn = null } = input;
    const [householdId, ngoId] = [household.id, knownId(input.ngoId, 'uuid')];
    const members = await presentMembers(manager, householdId);
    const giver = members.find(({ personId }) => personId === input.givenById) ?? null;
    const consent = { household, giver, givenOn: givenOn ?? today, evidence };
    const errors = refuseConsent(
      {
        ...consent,
        ngo: ngoId === null ? null : await manager.findOneBy(NgoStanding, { ngoId }),
        inForce:
          ngoId === null
            ? null
            : await manager.findOneBy(ServiceConsent, { householdId, ngoId, withdrawnOn: IsNull() }),
      },
      await householdRulesOf(context),
      today,
    );
    if (errors.length > 0 || ngoId === null || giver === null) return { errors };
    const consentId = randomUUID();
    await manager.insert(ServiceConsent, {
      ...{ id: consentId, householdId, ngoId, kind, givenById: giver.personId, givenOn: consent.givenOn },
      ...{
        evidence: evidence.trim(),
        recordedAt: clock.now().toISOString(),
        withdrawnOn: null,
        withdrawnReason: null,
      },
    });
    const personIds = members.map(({ personId }) => personId);
    await auditChange(context, { action: 'consented', entity: 'ServiceConsent', personIds });
    return { consentId, errors: [] };
  });
}

/** Records that a household no longer agrees: from that day on the organisation does not see it. */
export async function withdrawServiceConsent(
  context: CommandContext,
  input: WithdrawServiceConsentInput,
): Promise<ConsentResult> {
  const { manager, today } = context;
  const { consentId, reason } = input;
  const withdrawnOn = input.withdrawnOn ?? today;
  const consent =
    knownId(consentId, 'uuid') === null
      ? null
      : await manager.findOne(ServiceConsent, {
          where: { id: consentId },
          lock: { mode: 'for_no_key_update' },
        });
  if (!consent) return refuse(refusals.CONSENT_NOT_FOUND, {}, 'input.consentId');
  const errors = refuseWithdrawal(consent, { withdrawnOn, reason }, today);
  if (errors.length > 0) return { errors };
  await manager.update(ServiceConsent, { id: consent.id }, { withdrawnOn, withdrawnReason: reason.trim() });
  const members = await presentMembers(manager, consent.householdId);
  const personIds = members.map(({ personId }) => personId);
  await auditChange(context, { action: 'withdrew consent', entity: 'ServiceConsent', personIds });
  return { consentId: consent.id, errors: [] };
}
