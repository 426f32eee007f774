import { randomUUID } from 'node:crypto';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { addPlainProgrammes, anEnrolledHousehold, PaymentDesk } from '../testing/payments';
import { aMember, gizaWorker, mutate, registryService } from '../testing/registry';
import { noteEntitlementChange } from './entitlement-change';

let service: TestService;
const desk = new PaymentDesk(() => service);

/** Each test takes place in a registry of its own: cycles of a programme follow each other. */
beforeEach(async () => {
  service = await registryService();
  await addPlainProgrammes(service);
});
afterEach(() => service.close());

const SEPTEMBER = '2026-09-01';
const OCTOBER = '2026-10-01';
const NOVEMBER = '2026-11-01';
const due = (month: string) => [
  ['HOUSEHOLD', month, '300.00'],
  ['CHILD', month, '60.00'],
];

const owner = (sql: string, values: readonly unknown[]) => service.database.owner(sql, values);
const note = (id: string, month: string) =>
  noteEntitlementChange({ query: owner as never }, [id], month as PlainDate, 'TEST');
const suspend = async (id: string, from: string) => {
  await owner(
    `insert into suspension (enrolment_id, from_month, reason_code, reason, decided_on, decided_by)
     values ($1, $2, 'TEST', 'test', '2026-10-01', 'worker')`,
    [id, from],
  );
  await note(id, from);
};

describe('what changes after it was paid', () => {
  it('pays the months before an enrolment came to its first cycle', async () => {
    const { id } = await anEnrolledHousehold(service, { from: SEPTEMBER });

    const cycleId = await desk.approved('PLAIN', NOVEMBER);

    expect(await desk.linesOf(cycleId, id)).toEqual([
      ...due(NOVEMBER),
      ['ARREARS', SEPTEMBER, '360.00'],
      ['ARREARS', OCTOBER, '360.00'],
    ]);
  });

  it('pays the months of a suspension that is annulled, once', async () => {
    const { id } = await anEnrolledHousehold(service, { from: SEPTEMBER });
    await suspend(id, SEPTEMBER);
    const september = await desk.approved('PLAIN', SEPTEMBER);
    await owner('update suspension set is_annulled = true where enrolment_id = $1', [id]);
    await note(id, SEPTEMBER);

    const october = await desk.approved('PLAIN', OCTOBER);
    const november = await desk.approved('PLAIN', NOVEMBER);

    expect(await desk.linesOf(september, id)).toEqual([]);
    expect(await desk.linesOf(october, id)).toEqual([...due(OCTOBER), ['ARREARS', SEPTEMBER, '360.00']]);
    expect(await desk.linesOf(november, id)).toEqual(due(NOVEMBER));
  });

  it('deducts what was paid too much in quarters of the month', async () => {
    const { id } = await anEnrolledHousehold(service, { from: SEPTEMBER });
    await desk.approved('PLAIN', SEPTEMBER);
    await owner(
      `insert into withholding (enrolment_id, month, percent, decided_on, decided_by) values ($1, $2, 50, '2026-09-20', 'x')`,
      [id, SEPTEMBER],
    );
    await note(id, SEPTEMBER);

    const october = await desk.approved('PLAIN', OCTOBER);
    const november = await desk.approved('PLAIN', NOVEMBER);
    const december = await desk.approved('PLAIN', '2026-12-01');

    expect(await desk.linesOf(october, id)).toEqual([...due(OCTOBER), ['DEDUCTION', SEPTEMBER, '-90.00']]);
    expect(await desk.linesOf(november, id)).toEqual([...due(NOVEMBER), ['DEDUCTION', SEPTEMBER, '-90.00']]);
    expect((await desk.linesOf(december, id))?.map(([kind]) => kind)).toEqual(['HOUSEHOLD', 'CHILD']);
  });

  it('deducts as much as the last payment bears when the enrolment has ended', async () => {
    const { id } = await anEnrolledHousehold(service, { from: SEPTEMBER });
    await desk.approved('PLAIN', SEPTEMBER);
    await suspend(id, SEPTEMBER);
    await owner('update suspension set until_month = $2 where enrolment_id = $1', [id, OCTOBER]);
    await owner(
      `update enrolment set state = 'EXITED', entitled_until = $2, exited_on = '2026-10-05', exit_reason = 'GRADUATED' where id = $1`,
      [id, NOVEMBER],
    );

    const october = await desk.approved('PLAIN', OCTOBER);
    const november = await desk.approved('PLAIN', NOVEMBER);

    expect(await desk.linesOf(october, id)).toEqual([...due(OCTOBER), ['DEDUCTION', SEPTEMBER, '-360.00']]);
    expect(await desk.linesOf(november, id)).toBeNull();
  });

  it('pays arrears to an enrolment that has ended', async () => {
    const { id } = await anEnrolledHousehold(service, { from: SEPTEMBER });
    await suspend(id, SEPTEMBER);
    await desk.approved('PLAIN', SEPTEMBER);
    await owner('update suspension set is_annulled = true where enrolment_id = $1', [id]);
    await owner(
      `update enrolment set state = 'EXITED', entitled_until = $2, exited_on = '2026-10-05', exit_reason = 'GRADUATED' where id = $1`,
      [id, OCTOBER],
    );
    await note(id, SEPTEMBER);

    const october = await desk.approved('PLAIN', OCTOBER);

    expect(await desk.linesOf(october, id)).toEqual([['ARREARS', SEPTEMBER, '360.00']]);
  });

  it('brings what was not collected again, once, with the payment that follows', async () => {
    const { id } = await anEnrolledHousehold(service, { from: SEPTEMBER });
    const september = await desk.approved('PLAIN', SEPTEMBER);
    await desk.settle(september, id, 'UNCOLLECTED');

    const october = await desk.calculated('PLAIN', OCTOBER);
    await desk.calculate(october);
    await desk.approve(october);
    const november = await desk.approved('PLAIN', NOVEMBER);

    expect(await desk.linesOf(october, id)).toEqual([...due(OCTOBER), ['CARRIED_OVER', SEPTEMBER, '360.00']]);
    expect(await desk.linesOf(november, id)).toEqual(due(NOVEMBER));
  });

  it('settles a change that came while the cycle was being approved with the next one', async () => {
    const { id } = await anEnrolledHousehold(service, { from: SEPTEMBER });
    const september = await desk.calculated('PLAIN', SEPTEMBER);
    await suspend(id, SEPTEMBER);
    await owner('update suspension set until_month = $2 where enrolment_id = $1', [id, OCTOBER]);
    await desk.approve(september);

    const october = await desk.approved('PLAIN', OCTOBER);

    expect(await desk.linesOf(september, id)).toEqual(due(SEPTEMBER));
    expect(await desk.linesOf(october, id)).toEqual([...due(OCTOBER), ['DEDUCTION', SEPTEMBER, '-90.00']]);
  });

  it('hears of a birth and of a death from the registry itself', async () => {
    const { id, householdId, people } = await anEnrolledHousehold(service, { from: SEPTEMBER });
    await desk.approved('PLAIN', SEPTEMBER);
    const born = aMember('CHILD', 'نور', { born: '2026-08-20' });
    await mutate(
      service,
      gizaWorker,
      `mutation ($input: AddHouseholdMemberInput!) { addHouseholdMember(input: $input) { errors { code } } }`,
      { householdId, ...born, joinedOn: '2026-08-20', idempotencyKey: randomUUID() },
    );
    const october = await desk.approved('PLAIN', OCTOBER);
    await mutate(
      service,
      gizaWorker,
      `mutation ($input: MarkDeceasedInput!) { markDeceased(input: $input) { errors { code } } }`,
      { personId: people[1], diedOn: '2026-09-15', evidence: 'شهادة وفاة' },
    );
    const november = await desk.approved('PLAIN', NOVEMBER);

    const lines = await desk.linesOf(october, id);
    expect(lines).toHaveLength(4);
    expect(lines).toEqual(
      expect.arrayContaining([...due(OCTOBER), ['CHILD', OCTOBER, '50.00'], ['ARREARS', SEPTEMBER, '50.00']]),
    );
    expect(await desk.linesOf(november, id)).toEqual([
      ['HOUSEHOLD', NOVEMBER, '300.00'],
      ['CHILD', NOVEMBER, '50.00'],
      ['DEDUCTION', OCTOBER, '-60.00'],
    ]);
  });
});
