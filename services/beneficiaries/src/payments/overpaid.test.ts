import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { addPlainProgrammes, anEnrolledHousehold, financeOfficer, PaymentDesk } from '../testing/payments';
import {
  admin,
  analyst,
  auditor,
  cairoWorker,
  CAIRO_ADDRESS,
  citizen,
  gizaWorker,
  registryService,
} from '../testing/registry';

let service: TestService;
const desk = new PaymentDesk(() => service);
type Enrolled = Awaited<ReturnType<typeof anEnrolledHousehold>>;
let giza: Enrolled;
let cairo: Enrolled;
let running: Enrolled;

const SEPTEMBER = '2026-09-01';
const owner = (sql: string, values: readonly unknown[]) => service.database.owner(sql, values);
const note = (id: string) =>
  owner(`select note_entitlement_change(array[$1::uuid], $2, 'TEST')`, [id, SEPTEMBER]);

/** It ends as if it had never begun: all it was paid was too much. */
async function ended({ id }: Enrolled): Promise<void> {
  await owner(
    `update enrolment set state = 'EXITED', entitled_until = $2, exited_on = '2026-10-05', exit_reason = 'GRADUATED' where id = $1`,
    [id, SEPTEMBER],
  );
  await note(id);
}

beforeAll(async () => {
  service = await registryService();
  await addPlainProgrammes(service);
  giza = await anEnrolledHousehold(service);
  cairo = await anEnrolledHousehold(service, { options: { caller: cairoWorker, address: CAIRO_ADDRESS } });
  running = await anEnrolledHousehold(service);
  await desk.approved('PLAIN', SEPTEMBER);
  await ended(giza);
  await ended(cairo);
  await owner(
    `insert into withholding (enrolment_id, month, percent, decided_on, decided_by) values ($1, $2, 100, '2026-09-20', 'x')`,
    [running.id, SEPTEMBER],
  );
  await note(running.id);
  await desk.approved('PLAIN', '2026-10-01');
});
afterAll(() => service.close());

const LIST = `query ($programmeId: ID, $governorate: Governorate) {
  overpaidEnrolments(programmeId: $programmeId, governorate: $governorate) { nodes { id overpaid } }
  overpaidTotals(programmeId: $programmeId) { governorate enrolments amount }
}`;
interface Listed {
  readonly overpaidEnrolments: { readonly nodes: readonly { readonly id: string }[] };
  readonly overpaidTotals: readonly object[];
}
const listed = async (caller: Caller, variables = {}) =>
  (await service.ask<Listed>(caller, LIST, variables)).data;
const overpaid = (caller: Caller, { id }: Enrolled) =>
  service.ask<{ enrolment: { overpaid: string } | null }>(
    caller,
    'query ($id: ID!) { enrolment(id: $id) { overpaid } }',
    { id },
  );

describe('what was paid too much', () => {
  it('to enrolments that have ended is listed, with its sum by governorate', async () => {
    const seen = await Promise.all([admin, financeOfficer, auditor].map((caller) => listed(caller)));

    for (const data of seen)
      expect(data).toEqual({
        overpaidEnrolments: {
          nodes: [
            { id: giza.id, overpaid: '360.00' },
            { id: cairo.id, overpaid: '360.00' },
          ].sort((one, other) => one.id.localeCompare(other.id)),
        },
        overpaidTotals: [
          { governorate: 'EG_C', enrolments: 1, amount: '360.00' },
          { governorate: 'EG_GZ', enrolments: 1, amount: '360.00' },
        ],
      });
  });

  it('is listed of one governorate or programme', async () => {
    const inCairo = await listed(admin, { governorate: 'EG_C' });
    const ofAnother = await listed(admin, { programmeId: 'SINGLE' });

    expect(inCairo.overpaidEnrolments.nodes.map(({ id }) => id)).toEqual([cairo.id]);
    expect([ofAnother.overpaidEnrolments.nodes, ofAnother.overpaidTotals]).toEqual([[], []]);
  });

  it.each<[string, Caller]>([
    ['case workers', gizaWorker],
    ['analysts', analyst],
    ['citizens', citizen('00000000-0000-4000-8000-000000000001')],
  ])('is no list for %s', async (_who, caller) => {
    expect((await service.ask(caller, LIST)).status).toBe(403);
  });

  it('is seen at the enrolment, by case workers of the governorate and not by citizens', async () => {
    expect((await overpaid(gizaWorker, giza)).data.enrolment).toEqual({ overpaid: '360.00' });
    expect((await overpaid(gizaWorker, cairo)).data.enrolment).toBeNull();
    expect((await overpaid(citizen(giza.people[0] ?? ''), giza)).status).toBe(403);
    expect((await overpaid(admin, running)).data.enrolment).toEqual({ overpaid: '270.00' });
  });

  it('goes down as it is deducted, and when nothing is too much any more', async () => {
    await owner(
      `update enrolment set state = 'ACTIVE', entitled_until = null, exited_on = null, exit_reason = null where id = $1`,
      [cairo.id],
    );
    await note(cairo.id);
    const november = await desk.calculated('PLAIN', '2026-11-01');
    expect((await overpaid(admin, running)).data.enrolment).toEqual({ overpaid: '270.00' });

    await desk.approve(november);

    expect((await overpaid(admin, running)).data.enrolment).toEqual({ overpaid: '180.00' });
    expect((await overpaid(admin, cairo)).data.enrolment).toEqual({ overpaid: '0.00' });
    expect((await listed(admin)).overpaidEnrolments.nodes.map(({ id }) => id)).toEqual([giza.id]);
  });

  it('is read in as many statements for few as for many', async () => {
    const few = await service.statementsOf(() => listed(admin));
    for (let more = 0; more < 4; more += 1) await ended(await anEnrolledHousehold(service));
    await owner(
      `insert into deduction_left (cycle_id, enrolment_id, governorate, amount)
       select cycle.id, enrolment.id, 'EG_GZ', 1 from payment_cycle cycle, enrolment
        where cycle.month = '2026-11-01' and enrolment.state = 'EXITED' on conflict do nothing`,
      [],
    );

    const many = await service.statementsOf(async () => {
      expect((await listed(admin)).overpaidEnrolments.nodes).toHaveLength(5);
    });

    expect(many).toBe(few);
  });
});
