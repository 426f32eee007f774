import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { addPlainProgrammes, anEnrolledHousehold, PaymentDesk } from '../testing/payments';
import { registryService } from '../testing/registry';

let service: TestService;
let enrolment: string;
const desk = new PaymentDesk(() => service);
const [SEPTEMBER, OCTOBER, NOVEMBER, DECEMBER] = ['2026-09-01', '2026-10-01', '2026-11-01', '2026-12-01'];

beforeEach(async () => {
  service = await registryService();
  await addPlainProgrammes(service);
  ({ id: enrolment } = await anEnrolledHousehold(service));
  await desk.settle(await desk.approved('PLAIN', SEPTEMBER), enrolment, 'UNCOLLECTED');
});
afterEach(() => service.close());

const owner = (sql: string, values: readonly unknown[] = []) => service.database.owner(sql, values);

async function suspend(reasonCode: string, from = OCTOBER): Promise<void> {
  await owner(
    `insert into suspension (enrolment_id, from_month, reason_code, reason, decided_on, decided_by)
     values ($1, $2, $3, 'test', '2026-09-25', 'worker')`,
    [enrolment, from, reasonCode],
  );
  await owner(`update enrolment set state = 'SUSPENDED' where id = $1`, [enrolment]);
}
const carriedIn = async (cycle: string) =>
  ((await desk.linesOf(cycle, enrolment)) ?? []).filter(([kind]) => kind === 'CARRIED_OVER');
const CARRIED = [['CARRIED_OVER', SEPTEMBER, '360.00']];

describe('money that was not collected', () => {
  it('is brought to an enrolment that is suspended for another reason: it was due before', async () => {
    await suspend('UNDER_REVIEW');

    expect(await carriedIn(await desk.approved('PLAIN', OCTOBER))).toEqual(CARRIED);
  });

  it('waits while the enrolment is suspended since nobody comes for it, and comes once that is lifted', async () => {
    await suspend('MONEY_NOT_COLLECTED');

    const october = await desk.approved('PLAIN', OCTOBER);
    const lifted = `update suspension set until_month = $2, lifted_on = '2026-10-20', lifted_by = 'worker' where enrolment_id = $1`;
    await owner(lifted, [enrolment, DECEMBER]);
    await owner(`update enrolment set state = 'ACTIVE' where id = $1`, [enrolment]);
    const november = await desk.approved('PLAIN', NOVEMBER);
    const december = await desk.approved('PLAIN', DECEMBER);

    expect([await desk.linesOf(october, enrolment), await desk.linesOf(november, enrolment)]).toEqual([
      [],
      [],
    ]);
    expect(await desk.linesOf(december, enrolment)).toEqual([
      ['HOUSEHOLD', DECEMBER, '400.00'],
      ['CHILD', DECEMBER, '60.00'],
      ...CARRIED,
    ]);
  });

  it('comes with the months of a suspension that is annulled', async () => {
    await suspend('MONEY_NOT_COLLECTED');
    await desk.approved('PLAIN', OCTOBER);
    await owner(`update suspension set is_annulled = true where enrolment_id = $1`, [enrolment]);
    await owner(`update enrolment set state = 'ACTIVE' where id = $1`, [enrolment]);
    await owner(`select note_entitlement_change(array[$1::uuid], $2, 'TEST')`, [enrolment, OCTOBER]);

    const november = await desk.approved('PLAIN', NOVEMBER);

    expect(await desk.linesOf(november, enrolment)).toEqual([
      ['HOUSEHOLD', NOVEMBER, '300.00'],
      ['CHILD', NOVEMBER, '60.00'],
      ['ARREARS', OCTOBER, '360.00'],
      ...CARRIED,
    ]);
  });

  it('still comes in the months before the suspension begins', async () => {
    await suspend('MONEY_NOT_COLLECTED', NOVEMBER);

    expect(await carriedIn(await desk.approved('PLAIN', OCTOBER))).toEqual(CARRIED);
  });

  it('comes when the enrolment has ended in its suspension, since nobody lifts that any more', async () => {
    await suspend('MONEY_NOT_COLLECTED');
    await owner(
      `update enrolment set state = 'EXITED', entitled_until = $2, exited_on = '2026-10-05', exit_reason = 'AT_OWN_WISH' where id = $1`,
      [enrolment, OCTOBER],
    );

    expect(await carriedIn(await desk.approved('PLAIN', OCTOBER))).toEqual(CARRIED);
  });
});
