import 'reflect-metadata';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { factOfRegistry, POOR, recordFacts, WELL_OFF } from '../testing/eligibility';
import { aFamily, Cases } from '../testing/enrolment';
import { aHousehold, aMember, codesOf, registryService } from '../testing/registry';

describe('an application, by the rules of eligibility themselves', () => {
  let service: TestService;
  const cases = new Cases(() => service);

  beforeAll(async () => {
    service = await registryService();
  });
  afterAll(() => service.close());
  afterEach(() => expect(service.faults).toEqual([]));

  test('of a poor family for Takaful is approved, of a well-off one refused with its reasons', async () => {
    const poor = await aHousehold(service, aFamily());
    const wellOff = await aHousehold(service, aFamily());
    await recordFacts(service, poor.id, POOR);
    await recordFacts(service, wellOff.id, WELL_OFF);
    const applicationId = await cases.aVerified(wellOff.id);

    const approved = await cases.decide(await cases.aVerified(poor.id));
    const notAllowed = await cases.decide(applicationId);
    const refused = await cases.decide(applicationId, { approve: false });

    expect(approved).toMatchObject({ application: { state: 'APPROVED' }, errors: [] });
    expect(codesOf(notAllowed)).toEqual(['APPROVAL_NOT_POSSIBLE']);
    expect(refused).toMatchObject({ application: { state: 'REFUSED' }, errors: [] });
    const [kept] = await service.database.owner<{ reasons: number; assessed: number }>(
      `select jsonb_array_length(application.decision->'reasons') as reasons,
              (select count(*)::int from eligibility_assessment where id = application.assessment_id) as assessed
         from benefit_application as application where id = $1`,
      [applicationId],
    );
    expect(kept?.reasons).toBeGreaterThan(0);
    expect(kept?.assessed).toBe(1);
  });

  test('of an older couple for Karama entitles both', async () => {
    const { id, people } = await aHousehold(service, [
      aMember('HEAD', 'جمعة', { born: '1950-01-01' }),
      aMember('SPOUSE', 'سعاد', { born: '1952-01-01', sex: 'FEMALE' }),
    ]);
    await recordFacts(service, id, POOR);

    const { errors } = await cases.decide(await cases.aVerified(id, { programmeId: 'KARAMA' }));

    expect(errors).toEqual([]);
    const persons = await service.database.owner<{ person_id: string; category: string }>(
      'select person_id, category from enrolment_person where enrolment_id = $1',
      [await cases.enrolmentOf(id)],
    );
    expect(persons.map(({ person_id }) => person_id).sort()).toEqual([...people].sort());
    expect(persons.map(({ category }) => category)).toEqual(['OLDER_PERSON', 'OLDER_PERSON']);
  });

  test('waits where a registry says something else than the family', async () => {
    const { id, people } = await aHousehold(service, aFamily());
    const personId = people[0] as string;
    const kind = 'transport_vehicle';
    await recordFacts(service, id, [...POOR, { kind, value: 'false', personId }]);
    await factOfRegistry(service, { personId }, { kind, value: true, source: 'VEHICLES' });
    const applicationId = await cases.aVerified(id);

    const open = await cases.decide(applicationId, { approve: false, reason: 'x' });

    expect(open.errors[0]).toMatchObject({ code: 'MAY_NOT_DECIDE' });
    await cases.visit(applicationId, { answers: [{ fact: kind, finding: 'باعها قبل عام' }] });
    expect(codesOf(await cases.decide(applicationId, { approve: false, reason: 'x' }))).toEqual([]);
  });
});
