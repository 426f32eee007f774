import 'reflect-metadata';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { aSupportedFamily, liveThrough } from '../testing/conditionality';
import { anAssessment, Cases, financeOfficer, gizaDecider } from '../testing/enrolment';
import { assign, aSuspendedHousehold, colleague, decide, fileGrievance } from '../testing/grievances';
import {
  admin,
  analyst,
  auditor,
  cairoWorker,
  CAIRO_ADDRESS,
  citizen,
  gizaWorker,
  registryService,
  TODAY,
} from '../testing/registry';

jest.mock('../eligibility/assessment.commands', () => ({
  ...jest.requireActual<object>('../eligibility/assessment.commands'),
  assessHousehold: () => Promise.resolve(anAssessment('ELIGIBLE')),
}));

let service: TestService;
const cases = new Cases(() => service);

beforeAll(async () => {
  service = await registryService();
});
afterAll(() => service.close());
afterEach(async () => {
  expect(service.faults).toEqual([]);
  await service.database.owner('update suspension set review_on = null');
  await service.database.owner('update compliance_outcome set review_on = null');
  expect(await service.database.owner('select from case_to_review')).toEqual([]);
});

interface Listed {
  readonly reviewOn: string;
  readonly reason: string;
  readonly since: string;
  readonly enrolment: { readonly id: string } | null;
  readonly suspension: { readonly id: string } | null;
}
interface Page {
  readonly nodes: readonly Listed[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const LIST = `query ($dueBy: Date, $governorate: Governorate, $reason: SuspensionReason, $first: Int, $after: String) {
  casesToReview(dueBy: $dueBy, governorate: $governorate, reason: $reason, first: $first, after: $after) {
    nodes { reviewOn reason since enrolment { id payee { id } } suspension { id reason } }
    pageInfo { hasNextPage endCursor }
  }
}`;

async function page(caller: Caller = gizaWorker, variables: object = {}): Promise<Page> {
  const { data, errors } = await service.ask<{ casesToReview: Page }>(caller, LIST, { ...variables });
  if (errors) throw new Error(JSON.stringify(errors));
  return data.casesToReview;
}
const listed = async (caller?: Caller, variables?: object) =>
  (await page(caller, variables)).nodes.map(({ enrolment }) => enrolment?.id);

/** A suspended enrolment that is to be looked at again on a day. */
async function aSuspended(reviewOn: string | null, address?: object) {
  const caller = address ? cairoWorker : gizaWorker;
  const household = await aSuspendedHousehold(service, { caller, ...(address && { address }) });
  await service.database.owner('update suspension set review_on = $2 where id = $1', [
    household.suspensionId,
    reviewOn,
  ]);
  return household;
}

/** A family that has breached (B), kept (C) or not had reported (-) one month after the other since September 2025. */
async function aFamilyAfter(months: string) {
  const family = await aSupportedFamily(service);
  await liveThrough(service, family, months);
  return family;
}

const done = ({ errors }: { readonly errors: readonly unknown[] }) => expect(errors).toEqual([]);

describe('a suspended case', () => {
  test('is to be looked at from its day on', async () => {
    const today = await aSuspended(TODAY);
    const tomorrow = await aSuspended('2026-11-23');
    await aSuspended(null);

    expect((await page()).nodes).toMatchObject([
      {
        ...{ reviewOn: TODAY, reason: 'UNDER_REVIEW', since: '2026-11-01' },
        enrolment: { id: today.enrolmentId, payee: { id: today.people[0] } },
        suspension: { id: today.suspensionId, reason: 'قيد المراجعة' },
      },
    ]);
    expect(await listed(gizaWorker, { dueBy: '2026-11-23' })).toEqual([
      today.enrolmentId,
      tomorrow.enrolmentId,
    ]);
    expect(await listed(gizaWorker, { dueBy: '2026-11-21' })).toEqual([]);
  });

  test('leaves the list when it is lifted', async () => {
    const { enrolmentId } = await aSuspended(TODAY);

    done(await cases.change(gizaDecider, 'liftSuspension', { enrolmentId, reason: 'انتهى الفحص' }));

    expect(await listed()).toEqual([]);
  });

  test('leaves the list when the enrolment ends', async () => {
    const { enrolmentId } = await aSuspended(TODAY);

    const ending = { enrolmentId, exitReason: 'AT_OWN_WISH', reason: 'طلب من الأسرة' };
    done(await cases.change(gizaDecider, 'endEnrolment', ending));

    expect(await listed()).toEqual([]);
  });

  test('stays suspended for another half year when it is lifted and suspended anew from the same month', async () => {
    const { enrolmentId } = await aSuspended(TODAY);

    const lift = { enrolmentId, dueAgainFrom: '2026-12-01', reason: 'لم ينته الفحص' };
    done(await cases.change(gizaDecider, 'liftSuspension', lift));
    const again = {
      enrolmentId,
      fromMonth: '2026-12-01',
      reasonCode: 'UNDER_REVIEW',
      reason: 'لم ينته الفحص',
    };
    done(await cases.change(gizaDecider, 'suspendEnrolment', again));

    expect(await listed()).toEqual([]);
    expect((await page(gizaWorker, { dueBy: '2027-05-22' })).nodes).toMatchObject([
      { reviewOn: '2027-05-22', since: '2026-12-01' },
    ]);
  });
});

describe('a case that breaches have stopped', () => {
  test('is to be looked at half a year after its payments were stopped, once however many breaches follow', async () => {
    const { enrolmentId } = await aFamilyAfter('BBBBB');

    expect((await page()).nodes).toEqual([
      {
        ...{ reviewOn: '2026-06-01', reason: 'CONDITIONS_NOT_KEPT', since: '2025-12-01', suspension: null },
        enrolment: { id: enrolmentId, payee: expect.anything() as object },
      },
    ]);
    expect(await listed(gizaWorker, { dueBy: '2026-05-31' })).toEqual([]);
  });

  test.each([
    ['two breaches', 'BB'],
    ['three breaches and a month that was kept', 'BBBC'],
    ['three breaches and one that begins anew', 'BBBCB'],
    ['three breaches and a month that was kept long afterwards', 'BBB-----C'],
  ])('is none after %s', async (_name, months) => {
    await aFamilyAfter(months);

    expect(await listed(gizaWorker, { dueBy: '2028-01-01' })).toEqual([]);
  });

  test('leaves the list when it is recertified; a breach after that has a day of its own', async () => {
    const family = await aFamilyAfter('BBBB');
    const { enrolmentId } = family;

    done(await cases.change(gizaDecider, 'recertifyEnrolment', { enrolmentId }));
    expect(await listed(gizaWorker, { dueBy: '2028-01-01' })).toEqual([]);

    await liveThrough(service, family, 'B', '2026-12-01');
    expect((await page(gizaWorker, { dueBy: '2027-07-01' })).nodes).toMatchObject([
      { reviewOn: '2027-07-01', since: '2027-01-01' },
    ]);
  });

  test('is one of the suspended while it is suspended, and was looked at when that is lifted', async () => {
    const { enrolmentId } = await aFamilyAfter('BBB');

    const reason = { reasonCode: 'CONDITIONS_NOT_KEPT', reason: 'لا يذهب الأولاد إلى المدرسة' };
    done(await cases.change(gizaDecider, 'suspendEnrolment', { enrolmentId, ...reason }));
    expect((await page(gizaWorker, { dueBy: '2028-01-01' })).nodes).toMatchObject([
      { reviewOn: '2027-05-22', since: '2026-12-01', suspension: { reason: reason.reason } },
    ]);

    done(await cases.change(gizaDecider, 'liftSuspension', { enrolmentId, reason: 'عادوا إلى المدرسة' }));
    expect(await listed(gizaWorker, { dueBy: '2028-01-01' })).toEqual([]);
  });

  test('leaves the list when a grievance is upheld', async () => {
    const { enrolmentId, motherId } = await aFamilyAfter('BBB');
    const [withholding] = await service.database.owner<{ id: string }>(
      'select id from withholding where enrolment_id = $1 and percent = 100 order by month limit 1',
      [enrolmentId],
    );
    const against = { againstKind: 'WITHHOLDING', againstId: withholding?.id };
    const head = { suspensionId: '', head: citizen(motherId) };
    const { grievance } = await fileGrievance(service, head, against);
    await assign(service, colleague, grievance?.id ?? '');

    done(await decide(service, colleague, grievance?.id ?? ''));

    expect(await listed(gizaWorker, { dueBy: '2028-01-01' })).toEqual([]);
  });

  test('leaves the list when the enrolment ends', async () => {
    const { enrolmentId } = await aFamilyAfter('BBB');

    const ending = { enrolmentId, exitReason: 'AT_OWN_WISH', reason: 'طلب من الأسرة' };
    done(await cases.change(gizaDecider, 'endEnrolment', ending));

    expect(await listed()).toEqual([]);
  });
});

describe('the list', () => {
  test('is in the order of the days, page by page, and may be of one governorate or reason', async () => {
    const last = await aSuspended('2026-11-20');
    const first = await aSuspended('2026-05-01', CAIRO_ADDRESS);
    const between = await aFamilyAfter('BBB');
    const [one, two, three] = [first.enrolmentId, between.enrolmentId, last.enrolmentId];

    const begun = await page(admin, { first: 2 });
    const rest = await page(admin, { first: 2, after: begun.pageInfo.endCursor });

    expect([...begun.nodes, ...rest.nodes].map(({ enrolment }) => enrolment?.id)).toEqual([one, two, three]);
    expect([begun.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
    expect(await listed(admin, { governorate: 'EG_C' })).toEqual([one]);
    expect(await listed(admin, { reason: 'UNDER_REVIEW' })).toEqual([one, three]);
    expect(await listed(admin, { reason: 'CONDITIONS_NOT_KEPT' })).toEqual([two]);
  });

  test('is for case workers of their governorate and the ministry', async () => {
    const [giza, cairo] = [await aSuspended(TODAY), await aSuspended(TODAY, CAIRO_ADDRESS)];

    expect(await listed(gizaWorker)).toEqual([giza.enrolmentId]);
    expect(await listed(cairoWorker)).toEqual([cairo.enrolmentId]);
    expect(await listed(gizaWorker, { governorate: 'EG_C' })).toEqual([]);
    expect((await listed(admin)).sort()).toEqual([giza.enrolmentId, cairo.enrolmentId].sort());
    const others = [
      ...[financeOfficer, auditor, analyst, giza.head],
      ...[aCaller('ngo_partner', { ngoId: giza.id }), aCaller('inspector'), aCaller('public')],
    ];
    for (const caller of others) expect((await service.ask(caller, LIST)).status).toBe(403);
  });

  test('refuses a cursor that was tampered with', async () => {
    await aSuspended(TODAY);

    const { errors } = await service.ask(admin, LIST, { after: 'bm9uZQ' });

    expect(errors?.[0]?.extensions?.['code']).toBe('CURSOR_INVALID');
  });

  test('takes as many statements for few as for many', async () => {
    const { id: householdId, people } = await aSuspended(TODAY);
    const arrange = (count: number) =>
      service.database.owner(
        `with programmes as (
           insert into programme (id, name_ar, name_en, pays, is_conditional, opens_on)
           select 'MANY_' || upper(translate(left(gen_random_uuid()::text, 13), '0123456789-', 'ghijklmnopq')), 'برنامج', 'Programme', 'HOUSEHOLD', false, '2020-01-01'
             from generate_series(1, $3) returning id
         ), enrolments as (
           insert into enrolment (programme_id, household_id, payee_id, channel, state, entitled_from, recertify_by, enrolled_on, enrolled_by)
           select id, $1, $2, 'SMART_CARD', 'SUSPENDED', '2026-01-01', '2029-01-01', '2025-12-20', 'enroller'
             from programmes returning id
         )
         insert into suspension (enrolment_id, from_month, reason_code, reason, decided_on, decided_by, review_on)
         select id, '2026-03-01', 'UNDER_REVIEW', 'قيد المراجعة', '2026-02-01', 'worker', '2026-08-01' from enrolments`,
        [householdId, people[0], count],
      );
    const asking = async (count: number) => {
      let found = 0;
      const statements = await service.statementsOf(async () => {
        found = (await page(gizaWorker, { first: 100 })).nodes.length;
      });
      expect(found).toBe(count);
      return statements;
    };

    await arrange(4);
    const few = await asking(5);
    await arrange(45);

    expect(await asking(50)).toBe(few);
  });
});
