import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { workBatches } from '@solidarity/subgraph-kit/testing/batches';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { askEverything } from '@solidarity/subgraph-kit/testing/every-root-field';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { POOR, recordFacts } from './testing/eligibility';
import { aGrievance, aSuspendedHousehold } from './testing/grievances';
import { addPlainProgrammes, anEnrolledHousehold, PaymentDesk } from './testing/payments';
import { admin, aHousehold, analyst, mutate, registryService } from './testing/registry';
import { FIRST_TAKAFUL } from './eligibility/rules-first';

const WHAT_IF = `mutation ($input: StartEligibilityWhatIfInput!) {
  startEligibilityWhatIf(input: $input) { whatIf { id } errors { message } } }`;
const SUMS = `query ($cycle: ID!, $whatIf: ID!) {
  paymentCycles(first: 2) { nodes { id } }
  paymentCycle(id: $cycle) { state totals { governorate payments amount } }
  eligibilityWhatIf(id: $whatIf) { progress { state } totals { households } governorates { governorate households } }
}`;

let service: TestService;
let cycle: string;
let whatIf: string;

beforeAll(async () => {
  service = await registryService();
  await addPlainProgrammes(service);
  await anEnrolledHousehold(service);
  cycle = await new PaymentDesk(() => service).approved('PLAIN', '2026-11-01');
  const { id } = await aHousehold(service);
  await recordFacts(service, id, POOR);
  const rules = JSON.stringify(FIRST_TAKAFUL);
  const input = { programmeId: 'TAKAFUL', rules, idempotencyKey: randomUUID() };
  const started = await mutate<{ whatIf: { id: string } }>(service, admin, WHAT_IF, input);
  whatIf = started.whatIf.id;
  await workBatches(service);
});
afterAll(() => service.close());

test('sums are for whoever may read aggregates: the inspector sees those that an analyst does', async () => {
  const forAnalyst = await service.ask(analyst, SUMS, { cycle, whatIf });

  expect(await service.ask(aCaller('inspector'), SUMS, { cycle, whatIf })).toEqual(forAnalyst);
  expect(forAnalyst.data).toMatchObject({
    paymentCycle: { totals: [{ governorate: 'EG_GZ', payments: 1 }] },
    eligibilityWhatIf: { governorates: [{ governorate: 'EG_GZ' }] },
  });
});

test('whoever asks for anything gets an answer or a refusal, and no fault', async () => {
  const { id: grieved, enrolmentId, people } = await aSuspendedHousehold(service);
  const { id: grievance } = await aGrievance(service, await aSuspendedHousehold(service));
  const [payment] = await service.database.owner<{ id: string }>('select id from payment');
  const known = {
    ...{ programmeId: 'PLAIN', areaId: 'EG-GZ', householdId: grieved, enrolmentId },
    ...{
      'household.id': grieved,
      'Household.id': grieved,
      'enrolment.id': enrolmentId,
      'Enrolment.id': enrolmentId,
    },
    ...{ 'paymentCycle.id': cycle, 'PaymentCycle.id': cycle, cycleId: cycle, 'Payment.id': payment?.id },
    ...{ 'eligibilityWhatIf.id': whatIf, 'grievance.id': grievance, 'Grievance.id': grievance },
  };

  const claims = { governorate: 'EG_GZ', ...(people[0] && { personId: people[0] }) } as const;
  const { asked, wrong } = await askEverything(service, { claims, known });

  expect(wrong).toEqual([]);
  expect(asked).toBeGreaterThan(1_000);
});
