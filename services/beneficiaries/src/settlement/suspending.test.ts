import { enrolmentChanged } from '@solidarity/subgraph-kit/events/catalogue';
import { changesOf, eventsOf, TODAY } from '../testing/registry';
import { aReturn, SettlementWorld, type TestEnrolment } from '../testing/settlement';

let world: SettlementWorld;
let programme: string;

beforeAll(async () => {
  world = await SettlementWorld.begin();
});
afterAll(() => world.end());
beforeEach(async () => {
  world.goTo(TODAY);
  programme = await world.aProgramme();
});

describe('an enrolment whose money is not collected', () => {
  /** One cycle a month: those before the last are over as told; the last is sent, settled and reconciled. */
  async function months(enrolment: TestEnrolment, ...results: readonly string[]): Promise<void> {
    const last = results.length - 1;
    for (const [place, result] of results.entries()) {
      const month = `2026-${String(place + 1).padStart(2, '0')}-01`;
      const state = place < last ? 'RECONCILED' : 'APPROVED';
      const amount = result === 'NOTHING_DUE' ? '0.00' : '325.00';
      const cycle = await world.anApprovedCycle(programme, month, [{ enrolment, amount }], state);
      if (place < last) {
        await world.owner(`update payment set state = $2, settled_on = '2026-11-01' where cycle_id = $1`, [
          cycle,
          result,
        ]);
      } else {
        await world.returned(...(await world.sent(cycle)).map((each) => aReturn(each, result)));
        const { errors } = await world.reconcile(cycle);
        if (errors.length > 0) throw new Error(JSON.stringify(errors));
      }
    }
  }

  const stateOf = async ({ id }: TestEnrolment) =>
    (await world.owner<{ state: string }>('select state from enrolment where id = $1', [id]))[0]?.state;

  test.each([
    ['twice', ['UNCOLLECTED', 'UNCOLLECTED'], 'ACTIVE'],
    ['three times in a row', ['UNCOLLECTED', 'UNCOLLECTED', 'UNCOLLECTED'], 'SUSPENDED'],
    ['three times after others', ['PAID', 'UNCOLLECTED', 'UNCOLLECTED', 'UNCOLLECTED'], 'SUSPENDED'],
    ['three times, once collected between', ['UNCOLLECTED', 'UNCOLLECTED', 'PAID', 'UNCOLLECTED'], 'ACTIVE'],
    [
      'three times, a rejected one between',
      ['UNCOLLECTED', 'REJECTED', 'UNCOLLECTED', 'UNCOLLECTED'],
      'ACTIVE',
    ],
    [
      'three times, with nothing due between',
      ['UNCOLLECTED', 'UNCOLLECTED', 'NOTHING_DUE', 'UNCOLLECTED'],
      'SUSPENDED',
    ],
    ['not the last time', ['UNCOLLECTED', 'UNCOLLECTED', 'PAID'], 'ACTIVE'],
  ])('%s', async (_name, results, state) => {
    const enrolment = await world.anEnrolment(programme);

    await months(enrolment, ...results);

    expect(await stateOf(enrolment)).toBe(state);
  });

  test('is suspended from the first month that is not calculated, with all that follows', async () => {
    const enrolment = await world.anEnrolment(programme);
    await world.anApprovedCycle(programme, '2027-02-01', [], 'CALCULATED');

    await months(enrolment, 'UNCOLLECTED', 'UNCOLLECTED', 'UNCOLLECTED');

    const suspensions = await world.owner(
      `select from_month::text as from, until_month as until, reason_code as code, decided_by as by, decided_on::text as on,
              reason, review_on::text as review from suspension where enrolment_id = $1`,
      [enrolment.id],
    );
    expect(suspensions).toEqual([
      {
        ...{ from: '2027-03-01', until: null, code: 'MONEY_NOT_COLLECTED' },
        reason: 'Money not collected 3 times in a row · لم تُصرف 3 دفعات متتالية',
        ...{ by: 'test-finance_officer', on: TODAY, review: '2027-05-22' },
      },
    ]);
    const history = await world.owner(
      `select from_state as from, to_state as to, action, by_role as role from state_transition
        where subject_type = 'enrolment' and subject_id = $1`,
      [enrolment.id],
    );
    expect(history).toEqual([
      { from: 'ACTIVE', to: 'SUSPENDED', action: 'suspend', role: 'finance_officer' },
    ]);
    const notes = await world.owner(
      'select from_month::text as from, cause from entitlement_change where enrolment_id = $1 and cause like $2',
      [enrolment.id, 'suspended%'],
    );
    expect(notes).toEqual([{ from: '2027-03-01', cause: 'suspended: uncollected' }]);
    expect((await changesOf(world.service, enrolment.payeeId)).at(-1)).toEqual({
      ...{ action: 'suspended', role: 'finance_officer' },
    });
    const { id: enrolmentId, householdId, payeeId } = enrolment;
    const [event, ...more] = await eventsOf(world.service, enrolmentId);
    expect(more).toEqual([]);
    expect(event).toEqual({
      type: 'enrolment.changed',
      payload: {
        ...{ enrolmentId, householdId, programmeId: programme, state: 'SUSPENDED' },
        ...{ since: '2027-03-01', personIds: [payeeId] },
      },
    });
    expect(enrolmentChanged.parse(event?.payload)).toEqual(event?.payload);
  });

  test('is left as it is when it is suspended already', async () => {
    const enrolment = await world.anEnrolment(programme);
    await world.owner(
      `insert into suspension (enrolment_id, from_month, reason_code, reason, decided_on, decided_by)
       values ($1, '2026-06-01', 'UNDER_REVIEW', 'قيد المراجعة', '2026-05-20', 'somebody')`,
      [enrolment.id],
    );
    await world.owner(`update enrolment set state = 'SUSPENDED' where id = $1`, [enrolment.id]);

    await months(enrolment, 'UNCOLLECTED', 'UNCOLLECTED', 'UNCOLLECTED');

    const suspensions = await world.owner('select from suspension where enrolment_id = $1', [enrolment.id]);

    expect(suspensions).toHaveLength(1);
  });
});
