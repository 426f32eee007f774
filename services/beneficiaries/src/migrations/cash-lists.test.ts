import 'reflect-metadata';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import type { Assessed } from '../eligibility/assessment.commands';
import { anAssessment, Cases, gizaDecider } from '../testing/enrolment';
import { admin, cairoWorker, CAIRO_ADDRESS, citizen, mutate, registryService } from '../testing/registry';

const assessed: Assessed = anAssessment('ELIGIBLE');
jest.mock('../eligibility/assessment.commands', () => ({
  ...jest.requireActual<object>('../eligibility/assessment.commands'),
  assessHousehold: () => Promise.resolve(assessed),
}));

let service: TestService;
const cases = new Cases(() => service);

beforeAll(async () => {
  service = await registryService();
});
afterAll(() => service.close());

const LISTS = `{ enrolments(first: 100) { nodes { id } } benefitApplications(first: 100) { nodes { id } } }`;

async function listed(caller: typeof admin): Promise<string[]> {
  const { data } = await service.ask<Record<string, { nodes: { id: string }[] }>>(caller, LISTS);
  return Object.values(data).flatMap(({ nodes }) => nodes.map(({ id }) => id));
}

test('cases go to the workers of the governorate that a household moves to', async () => {
  const { enrolmentId, applicationId, householdId } = await cases.anEnrolled();
  const both = [enrolmentId, applicationId];
  expect(await listed(gizaDecider)).toEqual(expect.arrayContaining(both));
  expect(await listed(cairoWorker)).toEqual([]);

  await mutate(
    ...([
      service,
      admin,
      `mutation ($input: MoveHouseholdInput!) { moveHousehold(input: $input) { errors { code } } }`,
    ] as const),
    { householdId, address: CAIRO_ADDRESS },
  );

  expect(await listed(cairoWorker)).toEqual(expect.arrayContaining(both));
  expect(await listed(gizaDecider)).not.toEqual(expect.arrayContaining(both));
});

test('a family lists its own cases only', async () => {
  const { enrolmentId, applicationId, people } = await cases.anEnrolled();
  await cases.anEnrolled();

  expect(await listed(citizen(people[0] as string))).toEqual([enrolmentId, applicationId]);
});
