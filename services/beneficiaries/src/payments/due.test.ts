import { randomUUID } from 'node:crypto';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { addPlainProgrammes, anEnrolledHousehold, PaymentDesk } from '../testing/payments';
import { aMember, registryService, type MemberInput } from '../testing/registry';

let service: TestService;
const desk = new PaymentDesk(() => service);
const MONTH = '2026-11-01';
const mother = () => aMember('HEAD', 'سعاد محمود', { sex: 'FEMALE' });
const child = (born: string): MemberInput => aMember('CHILD', 'ليلى', { born });

/** Families by what is told of them, all in one cycle of a month. */
const families = new Map<string, { id: string; householdId: string; people: string[] }>();
let cycleId: string;

async function aFamily(told: string, ...[options]: [Parameters<typeof anEnrolledHousehold>[1]?]) {
  const family = await anEnrolledHousehold(service, { from: MONTH, ...options });
  families.set(told, family);
  return family;
}

const suspend = (enrolmentId: string, from: string, until: string | null, isAnnulled = false) =>
  service.database.owner(
    `insert into suspension (id, enrolment_id, from_month, until_month, reason_code, reason, decided_on, decided_by, is_annulled)
     values ($1, $2, $3, $4, 'TEST', 'test', '2026-10-01', 'worker', $5)`,
    [randomUUID(), enrolmentId, from, until, isAnnulled],
  );
const withhold = (enrolmentId: string, month: string, percent: number) =>
  service.database.owner(
    `insert into withholding (enrolment_id, month, percent, decided_on, decided_by) values ($1, $2, $3, '2026-10-20', 'system')`,
    [enrolmentId, month, percent],
  );
const exit = (enrolmentId: string, until: string) =>
  service.database.owner(
    `update enrolment set state = 'EXITED', entitled_until = $2, exited_on = '2026-11-02', exit_reason = 'AT_OWN_WISH' where id = $1`,
    [enrolmentId, until],
  );

beforeAll(async () => {
  service = await registryService();
  await addPlainProgrammes(service);
  await aFamily('without children', { members: [mother()] });
  await aFamily('a child who is 6 on the first', { members: [mother(), child('2020-11-01')] });
  await aFamily('a child who is 6 a day later', { members: [mother(), child('2020-11-02')] });
  await aFamily('a child who is 18 on the first', { members: [mother(), child('2008-11-01')] });
  await aFamily('a child who is 18 a day later', { members: [mother(), child('2008-11-02')] });
  await aFamily('three children', {
    members: [mother(), child('2022-01-01'), child('2012-01-01'), child('2018-01-01')],
  });
  await aFamily('entitled from the month that comes', { from: '2026-12-01' });
  await suspend((await aFamily('suspended from this month on')).id, MONTH, null);
  await suspend((await aFamily('suspended until this month')).id, '2026-09-01', MONTH);
  await suspend((await aFamily('suspended, which was annulled')).id, MONTH, null, true);
  await withhold((await aFamily('half withheld')).id, MONTH, 50);
  await withhold((await aFamily('a third withheld')).id, MONTH, 33.33);
  await withhold((await aFamily('all withheld')).id, MONTH, 100);
  await withhold((await aFamily('withheld in the month that comes')).id, '2026-12-01', 50);
  await exit((await aFamily('ended with the month that comes')).id, '2026-12-01');
  await exit((await aFamily('ended with this month')).id, MONTH);
  cycleId = await desk.approved('PLAIN', MONTH);
}, 60_000);
afterAll(() => service.close());

const household = ['HOUSEHOLD', MONTH, '300.00'];
const ofChild = (amount: string) => ['CHILD', MONTH, amount];
const withheld = (amount: string) => ['WITHHELD', MONTH, amount];

describe('what is due to a household for a month', () => {
  it.each([
    ['without children', [household]],
    ['a child who is 6 on the first', [household, ofChild('60.00')]],
    ['a child who is 6 a day later', [household, ofChild('50.00')]],
    ['a child who is 18 on the first', [household]],
    ['a child who is 18 a day later', [household, ofChild('80.00')]],
    ['entitled from the month that comes', []],
    ['suspended from this month on', []],
    ['suspended until this month', [household, ofChild('60.00')]],
    ['suspended, which was annulled', [household, ofChild('60.00')]],
    ['half withheld', [household, ofChild('60.00'), withheld('-180.00')]],
    ['a third withheld', [household, ofChild('60.00'), withheld('-119.99')]],
    ['all withheld', [household, ofChild('60.00'), withheld('-360.00')]],
    ['withheld in the month that comes', [household, ofChild('60.00')]],
    ['ended with the month that comes', [household, ofChild('60.00')]],
  ])('%s', async (told, lines) => {
    expect(await desk.linesOf(cycleId, families.get(told)?.id ?? '')).toEqual(lines);
  });

  it('counts the two eldest of three children', async () => {
    const { id = '', people = [] } = families.get('three children') ?? {};

    const rows = await service.database.owner(
      `select person_id as id, line.amount::text from payment_line line join payment on payment.id = payment_id
        where enrolment_id = $1 and kind = 'CHILD' order by line.amount`,
      [id],
    );

    expect(rows).toEqual([
      { id: people[3], amount: '60.00' },
      { id: people[2], amount: '80.00' },
    ]);
  });

  it('makes no payment when the enrolment has ended and nothing is due', async () => {
    expect(await desk.linesOf(cycleId, families.get('ended with this month')?.id ?? '')).toBeNull();
  });

  it('says so when nothing is due to one that has not ended', async () => {
    const rows = await service.database.owner(
      'select state, amount::text from payment where enrolment_id = $1',
      [families.get('all withheld')?.id],
    );

    expect(rows).toEqual([{ state: 'NOTHING_DUE', amount: '0.00' }]);
  });
});
