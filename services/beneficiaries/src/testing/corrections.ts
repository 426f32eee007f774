import { randomUUID } from 'node:crypto';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { PaymentDesk } from './payments';
import { mutate, TODAY, type TestRefusal } from './registry';
import { aReturn, finance, SettlementWorld, type TestEnrolment } from './settlement';

export const secondOfficer = aCaller('finance_officer', {}, 'second-officer');
export const OCTOBER = '2026-10-01';
export const NOVEMBER = '2026-11-01';

const CORRECTION = 'correction { id state result decidedOn } errors { code field message }';
const PROPOSE = `mutation ($input: CorrectCollectionInput!) { correctCollection(input: $input) { ${CORRECTION} } }`;
export const DECIDE_CORRECTION = `mutation ($input: DecideCollectionCorrectionInput!) {
  decideCollectionCorrection(input: $input) { ${CORRECTION} }
}`;

export interface CorrectionPayload {
  readonly correction: { readonly id: string; readonly state: string } | null;
  readonly errors: readonly TestRefusal[];
}

/** A household that is due 300.00 a month, and of which the agent has said something wrong. */
export class CorrectionWorld {
  readonly desk: PaymentDesk;
  programme = '';
  enrolment!: TestEnrolment;

  private constructor(readonly settlement: SettlementWorld) {
    this.desk = new PaymentDesk(() => settlement.service);
  }

  static async begin(): Promise<CorrectionWorld> {
    return new CorrectionWorld(await SettlementWorld.begin());
  }

  /** Another programme, and another household in it. */
  async anew(): Promise<void> {
    const { settlement } = this;
    settlement.goTo(TODAY);
    this.programme = await settlement.aProgramme();
    await settlement.owner(
      `insert into benefit_scale (programme_id, effective_from, household_amount, most_children, person_amount, most_persons, source)
       values ($1, '2020-01-01', 300, 0, 0, 0, 'test')`,
      [this.programme],
    );
    this.enrolment = await settlement.anEnrolment(this.programme);
    await settlement.owner(`update membership set joined_on = '2020-01-01' where household_id = $1`, [
      this.enrolment.householdId,
    ]);
    await settlement.owner('delete from entitlement_change where enrolment_id = $1', [this.enrolment.id]);
  }

  /** The cycle of October with one payment of 325.00, as the agent has settled it, and how far it went. */
  async october(
    result: string,
    upTo: 'SENT' | 'RECONCILED' | 'CLOSED' = 'SENT',
  ): Promise<{ cycle: string; payment: string }> {
    const { settlement, programme, enrolment } = this;
    const cycle = await settlement.anApprovedCycle(programme, OCTOBER, [{ enrolment }]);
    const [sent] = await settlement.sent(cycle);
    if (!sent) throw new Error('Nothing was sent.');
    await settlement.returned(aReturn(sent, result, { reason: result === 'REJECTED' ? 'OTHER' : '' }));
    if (upTo !== 'SENT') await settlement.reconcile(cycle);
    if (upTo === 'CLOSED') await settlement.close(cycle);
    if ((await settlement.stateOf(cycle)) !== upTo) throw new Error(`The cycle did not become ${upTo}.`);
    return { cycle, payment: sent.id };
  }

  propose(
    paymentId: string,
    result: string,
    { caller = finance, ...more }: { caller?: Caller; [field: string]: unknown } = {},
  ): Promise<CorrectionPayload> {
    return mutate(this.settlement.service, caller, PROPOSE, {
      ...{ paymentId, result, settledOn: TODAY, reason: 'The agent sent the wrong list.' },
      ...(result === 'REJECTED' && { reasonCode: 'OTHER' }),
      ...{ idempotencyKey: randomUUID(), ...more },
    });
  }

  decide(correctionId = '', confirm = true, caller: Caller = secondOfficer): Promise<CorrectionPayload> {
    const input = { correctionId, confirm, idempotencyKey: randomUUID() };
    return mutate(this.settlement.service, caller, DECIDE_CORRECTION, input);
  }

  /** Proposed by one and confirmed by another. */
  async corrected(paymentId: string, result: string): Promise<CorrectionPayload> {
    const { correction, errors } = await this.propose(paymentId, result);
    if (!correction) throw new Error(JSON.stringify(errors));
    return this.decide(correction.id);
  }

  /** By how much the accounts change while something is done. */
  async changeOf(cycle: string, work: () => Promise<unknown>) {
    const before = await this.settlement.books(cycle);
    await work();
    const after = await this.settlement.books(cycle);
    const change = (account: 'funds' | 'agent' | 'owed') =>
      (Number(after?.[account]) - Number(before?.[account])).toFixed(2);
    return { funds: change('funds'), agent: change('agent'), owed: change('owed'), sum: after?.sum };
  }

  /** The household's payment in a cycle. */
  async paymentOf(cycle: string) {
    const [payment] = await this.settlement.owner<{
      state: string;
      amount: string;
      carried: boolean;
      corrected: string | null;
    }>(
      `select state, amount, carried_into is not null as carried, corrected_on::text as corrected
         from payment where cycle_id = $1 and enrolment_id = $2`,
      [cycle, this.enrolment.id],
    );
    return payment;
  }
}
