import 'reflect-metadata';
import { forgetRules, seedRule } from '@solidarity/subgraph-kit/records/rules-data';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { aFamily, anAssessment, Cases } from '../testing/enrolment';
import { aHousehold, registryService } from '../testing/registry';

jest.mock('../eligibility/assessment.commands', () => ({
  ...jest.requireActual<object>('../eligibility/assessment.commands'),
  assessHousehold: () => Promise.resolve(anAssessment('ELIGIBLE')),
}));

describe('terms that change while an application is open', () => {
  let service: TestService;
  const cases = new Cases(() => service);

  beforeAll(async () => {
    service = await registryService();
  });
  afterAll(() => service.close());
  afterEach(() => expect(service.faults).toEqual([]));

  test('are for those that come after', async () => {
    const { id } = await aHousehold(service, aFamily());
    const before = (await cases.apply(id)).application;
    const applicationId = before?.id as string;
    await service.database.owner(`update benefit_application set submitted_on = '2026-10-31' where id = $1`, [
      applicationId,
    ]);
    const [terms] = await service.database.owner<{ value: { documents: object } }>(
      `select value from rule_version where name = 'enrolment_terms'`,
    );
    const documents = { ...terms?.value.documents, ofProgramme: { TAKAFUL: ['SCHOOL_ENROLMENT'] } };
    const value = { ...terms?.value, entitledAfter: 'DECISION', documents };
    await seedRule(
      { query: service.database.owner },
      { name: 'enrolment_terms', from: '2026-11-01', value, source: 'test' },
    );
    forgetRules(service.database.dataSource.manager);
    forgetRules({ rows: () => Promise.resolve([]) });

    for (const kind of before?.missingDocuments ?? []) await cases.document(applicationId, kind);
    await cases.visit(applicationId);
    const decided = await cases.decide(applicationId);
    const after = await cases.apply((await aHousehold(service, aFamily())).id);

    expect(decided.errors).toEqual([]);
    expect((await cases.row(await cases.enrolmentOf(id)))['entitled_from']).toBe('2026-11-01');
    expect(after.application?.missingDocuments).toEqual(['SCHOOL_ENROLMENT']);
    await cases.document(after.application?.id as string, 'SCHOOL_ENROLMENT');
    await cases.visit(after.application?.id as string);
    expect((await cases.decide(after.application?.id as string)).application?.state).toBe('APPROVED');
  });
});
