import { randomUUID } from 'node:crypto';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { forgetRules } from '@solidarity/subgraph-kit/records/rules-data';
import { doDuty } from '@solidarity/subgraph-kit/testing/duties';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import {
  aGrievance,
  assign,
  aSuspendedHousehold,
  colleague,
  decide,
  fileGrievance,
  officer,
  wasDueOn,
  withdraw,
} from '../testing/grievances';
import {
  admin,
  analyst,
  auditor,
  cairoWorker,
  changesOf,
  codesOf,
  gizaWorker,
  partner,
  registryService,
  TODAY,
} from '../testing/registry';

let service: TestService;
beforeAll(async () => {
  service = await registryService();
});
afterAll(() => service.close());

const grievanceRows = async () =>
  (await service.database.owner<{ n: number }>('select count(*)::int as n from grievance'))[0]?.n;
const suspensionOf = async (id: string) =>
  (
    await service.database.owner<{ is_annulled: boolean }>(
      'select is_annulled from suspension where id = $1',
      [id],
    )
  )[0];

describe('filing a grievance', () => {
  test('gives the household a number and a day on which it is due', async () => {
    const household = await aSuspendedHousehold(service);

    const { grievance, errors } = await fileGrievance(service, household);

    expect(errors).toEqual([]);
    expect(grievance).toEqual({
      id: expect.any(String) as string,
      number: expect.stringMatching(/^G\d{10}$/) as string,
      againstKind: 'SUSPENSION',
      againstId: household.suspensionId,
      words: 'الأولاد منتظمون في المدرسة',
      filedOn: TODAY,
      dueOn: '2026-12-22',
      state: 'FILED',
      isOverdue: false,
      escalatedOn: null,
      closedOn: null,
      complainant: { id: household.people[0] },
      household: { id: household.id },
      history: [{ fromState: null, toState: 'FILED', action: 'file', byRole: 'citizen' }],
    });
    const changes = await changesOf(service, household.people[0] as string);
    expect(changes.at(-1)).toEqual({ action: 'file', role: 'citizen' });
  });

  test('is done by a case worker in the name of the head, or of another member', async () => {
    const [one, two] = [await aSuspendedHousehold(service), await aSuspendedHousehold(service)];

    const ofHead = await fileGrievance(service, one, { caller: officer });
    const ofChild = await fileGrievance(service, two, { caller: officer, complainantId: two.people[1] });

    expect(ofHead.grievance).toMatchObject({ complainant: { id: one.people[0] } });
    expect(ofChild.grievance).toMatchObject({ complainant: { id: two.people[1] } });
  });

  test('twice at once is done once, and the other is told its number', async () => {
    const household = await aSuspendedHousehold(service);

    const answers = await Promise.all([
      fileGrievance(service, household),
      fileGrievance(service, household, { caller: officer }),
    ]);

    expect(answers.map(codesOf).sort()).toEqual([[], ['ALREADY_OPEN']]);
    const number = answers.find(({ grievance }) => grievance)?.grievance?.number;
    expect(answers.flatMap(({ errors }) => errors)[0]?.message).toContain(number);
  });

  test('sent again with its key gives the same answer', async () => {
    const household = await aSuspendedHousehold(service);
    const idempotencyKey = randomUUID();

    const first = await fileGrievance(service, household, { idempotencyKey });

    expect(await fileGrievance(service, household, { idempotencyKey })).toEqual(first);
  });

  test('again is possible once it was withdrawn, and not once it was rejected', async () => {
    const household = await aSuspendedHousehold(service);
    const first = await aGrievance(service, household);
    await withdraw(service, household.head, first.id);

    const second = await aGrievance(service, household);
    await assign(service, officer, second.id);
    await decide(service, officer, second.id, { ground: 'DECISION_RIGHT' });
    const third = await fileGrievance(service, household);

    expect(codesOf(third)).toEqual(['ALREADY_ANSWERED']);
  });

  test.each<[string, { decidedOn?: string }, object, string]>([
    ['61 days after the decision', { decidedOn: '2026-09-22' }, {}, 'FILED_TOO_LATE'],
    ['without words', {}, { words: ' ' }, 'WORDS_MISSING'],
    ['against what is not there', {}, { againstId: randomUUID() }, 'DECISION_NOT_FOUND'],
    ['against what can be no id', {}, { againstId: 'x' }, 'DECISION_NOT_FOUND'],
    ['in the name of a stranger', {}, { complainantId: randomUUID() }, 'COMPLAINANT_NOT_A_MEMBER'],
    ['in the name of what can be no id', {}, { complainantId: 'x' }, 'COMPLAINANT_NOT_A_MEMBER'],
  ])('is refused: %s', async (_name, facts, input, code) => {
    const household = await aSuspendedHousehold(service, facts);
    const before = await grievanceRows();

    const refused = await fileGrievance(service, household, { caller: officer, ...input });

    expect(codesOf(refused)).toEqual([code]);
    expect(await grievanceRows()).toBe(before);
  });

  test('is refused to a citizen in the name of another member', async () => {
    const household = await aSuspendedHousehold(service);

    const refused = await fileGrievance(service, household, { complainantId: household.people[1] });

    expect(codesOf(refused)).toEqual(['COMPLAINANT_NOT_A_MEMBER']);
  });

  test('against the decision of a neighbour, or of another governorate, finds nothing', async () => {
    const [household, neighbour] = [await aSuspendedHousehold(service), await aSuspendedHousehold(service)];

    const answers = await Promise.all(
      [neighbour.head, cairoWorker].map((caller) => fileGrievance(service, household, { caller })),
    );

    expect(answers.map(codesOf)).toEqual([['DECISION_NOT_FOUND'], ['DECISION_NOT_FOUND']]);
  });
});

describe('assigning a grievance', () => {
  test('is taken on by an officer who took no part', async () => {
    const { id } = await aGrievance(service, await aSuspendedHousehold(service));

    const { grievance, errors } = await assign(service, officer, id);

    expect(errors).toEqual([]);
    expect(grievance?.state).toBe('ASSIGNED');
  });

  test('is refused to who took the decision, and to who filed it', async () => {
    const [one, two] = [await aSuspendedHousehold(service), await aSuspendedHousehold(service)];
    const [ofCitizen, filed] = [
      await aGrievance(service, one),
      await fileGrievance(service, two, { caller: officer }),
    ];

    const answers = [
      await assign(service, gizaWorker, ofCitizen.id),
      await assign(service, officer, filed.grievance?.id ?? ''),
      await assign(service, admin, ofCitizen.id, { officer: gizaWorker.subject }),
    ];

    expect(answers.map(codesOf)).toEqual([
      ['OFFICER_TOOK_DECISION'],
      ['OFFICER_FILED_IT'],
      ['OFFICER_TOOK_DECISION'],
    ]);
  });

  test('to somebody else is for the ministry, also once it was taken on', async () => {
    const { id } = await aGrievance(service, await aSuspendedHousehold(service));

    const byWorker = await assign(service, officer, id, { officer: colleague.subject });
    await assign(service, officer, id);
    const again = await assign(service, colleague, id);
    const byMinistry = await assign(service, admin, id, { officer: colleague.subject });
    const decided = await decide(service, colleague, id);

    expect([byWorker, again].map(codesOf)).toEqual([['OFFICER_NOT_YOURS'], ['STEP_NOT_YOURS']]);
    expect([byMinistry, decided].map(codesOf)).toEqual([[], []]);
  });

  test.each([
    ['nobody', ' '],
    ['what no subject is as long as', 'x'.repeat(256)],
    ['what has a control character', 'officer\u0007giza'],
    ['what PostgreSQL keeps in no text', 'officer\u0000giza'],
  ])('to %s is refused', async (_name, named) => {
    const { id } = await aGrievance(service, await aSuspendedHousehold(service));

    const refused = await assign(service, admin, id, { officer: named });

    expect(refused).toMatchObject({
      grievance: null,
      errors: [{ code: 'OFFICER_INVALID', field: 'input.officer' }],
    });
    expect(
      await service.database.owner('select state, assigned_to from grievance where id = $1', [id]),
    ).toEqual([{ state: 'FILED', assigned_to: null }]);
  });

  test('twice at once gives it to one of the two', async () => {
    const { id } = await aGrievance(service, await aSuspendedHousehold(service));

    const answers = await Promise.all([assign(service, officer, id), assign(service, colleague, id)]);

    expect(answers.map(codesOf).sort()).toEqual([[], ['STEP_NOT_YOURS']]);
  });

  test('is refused by PostgreSQL itself to who took the decision', async () => {
    const { id } = await aGrievance(service, await aSuspendedHousehold(service));
    const assignTo = (subject: string) =>
      service.database.owner(
        `update grievance set state = 'ASSIGNED', assigned_to = $2, assigned_on = filed_on where id = $1`,
        [id, subject],
      );

    const [{ filed_by: filer = '' } = {}] = await service.database.owner<{ filed_by: string }>(
      'select filed_by from grievance where id = $1',
      [id],
    );

    await expect(assignTo(gizaWorker.subject)).rejects.toThrow('grievance_officer_took_no_decision');
    await expect(assignTo(filer)).rejects.toThrow('grievance_officer_did_not_file');
    await assignTo(officer.subject);
    await expect(
      service.database.owner(
        `update grievance set state = 'REJECTED', closed_on = filed_on, decision = '{}', decided_by = $2 where id = $1`,
        [id, gizaWorker.subject],
      ),
    ).rejects.toThrow('grievance_decided_by_its_officer');
  });
});

describe('deciding a grievance', () => {
  test('upheld undoes the suspension and tells why', async () => {
    const household = await aSuspendedHousehold(service);
    const { id } = await aGrievance(service, household);
    await assign(service, officer, id);

    const { grievance, errors } = await decide(service, officer, id);

    expect(errors).toEqual([]);
    expect(grievance).toEqual({
      id,
      state: 'UPHELD',
      closedOn: TODAY,
      decision: { outcome: 'UPHELD', reasons: [{ code: 'FACTS_WRONG' }, { code: 'OFFICER_WORDS' }] },
    });
    expect(await suspensionOf(household.suspensionId)).toEqual({ is_annulled: true });
  });

  test('rejected leaves the suspension as it was', async () => {
    const household = await aSuspendedHousehold(service);
    const { id } = await aGrievance(service, household);
    await assign(service, officer, id);

    const { grievance } = await decide(service, officer, id, { ground: 'NOT_PROVEN' });

    expect(grievance?.state).toBe('REJECTED');
    expect(await suspensionOf(household.suspensionId)).toEqual({ is_annulled: false });
  });

  test('is told to the household in both languages, with all its steps', async () => {
    const household = await aSuspendedHousehold(service);
    const { id } = await aGrievance(service, household);
    await assign(service, officer, id);
    await decide(service, officer, id);

    const { data } = await service.ask(
      household.head,
      `query ($id: ID!) { grievance(id: $id) { decision { reasons { message { ar en } } } history { action toState reason } } }`,
      { id },
    );

    expect(data).toEqual({
      grievance: {
        decision: {
          reasons: [
            {
              message: {
                ar: 'استند القرار إلى بيانات غير صحيحة.',
                en: 'The decision was taken on facts that were wrong.',
              },
            },
            { message: { ar: 'ثبت انتظام الأولاد', en: 'Attendance was proven.' } },
          ],
        },
        history: [
          { action: 'file', toState: 'FILED', reason: null },
          { action: 'assign', toState: 'ASSIGNED', reason: null },
          { action: 'uphold', toState: 'UPHELD', reason: 'ثبت انتظام الأولاد' },
        ],
      },
    });
  });

  test('is refused to an officer to whom it is not assigned, before it is, and after it was decided', async () => {
    const household = await aSuspendedHousehold(service);
    const { id } = await aGrievance(service, household);

    const unassigned = await decide(service, officer, id);
    await assign(service, officer, id);
    const byAnother = await decide(service, colleague, id);
    const withoutWords = await decide(service, officer, id, { words: { ar: ' ' } });
    await decide(service, officer, id);
    const again = await decide(service, officer, id, { ground: 'NOT_PROVEN' });

    expect([unassigned, byAnother, withoutWords, again].map(codesOf)).toEqual([
      ['STEP_NOT_POSSIBLE'],
      ['STEP_NOT_NOW'],
      ['WORDS_MISSING'],
      ['STEP_NOT_POSSIBLE'],
    ]);
    expect(unassigned.errors[0]?.message).toContain('You can: assign the grievance; withdraw the grievance.');
  });

  test('twice at once happens once', async () => {
    const { id } = await aGrievance(service, await aSuspendedHousehold(service));
    await assign(service, officer, id);

    const answers = await Promise.all([
      decide(service, officer, id),
      decide(service, officer, id, { ground: 'NOT_PROVEN' }),
    ]);

    expect(answers.map(codesOf).sort()).toEqual([[], ['STEP_NOT_POSSIBLE']]);
  });

  test('of what was undone meanwhile can only be a rejection', async () => {
    const household = await aSuspendedHousehold(service);
    const { id } = await aGrievance(service, household);
    await assign(service, officer, id);
    await service.database.owner(
      'update suspension set is_annulled = true, until_month = from_month where id = $1',
      [household.suspensionId],
    );

    const upheld = await decide(service, officer, id);
    const rejected = await decide(service, officer, id, { ground: 'NOT_PROVEN' });

    expect([upheld, rejected].map(codesOf)).toEqual([['DECISION_NOT_FOUND'], []]);
  });
});

describe('withdrawing a grievance', () => {
  test('is done by the household while it is open, and once', async () => {
    const household = await aSuspendedHousehold(service);
    const { id } = await aGrievance(service, household);
    await assign(service, officer, id);

    const withoutReason = await withdraw(service, household.head, id, { reason: '' });
    const answers = await Promise.all([1, 2].map(() => withdraw(service, household.head, id)));

    expect(codesOf(withoutReason)).toEqual(['WORDS_MISSING']);
    expect(answers.map(codesOf).sort()).toEqual([[], ['STEP_NOT_POSSIBLE']]);
  });

  test('a citizen changes nothing else of a grievance, whatever they send to PostgreSQL', async () => {
    const household = await aSuspendedHousehold(service);
    const { id } = await aGrievance(service, household);
    const reads = service.database.as(household.head);

    const change = (set: string) => reads.rows(`update grievance set ${set} where id = $1`, [id]);

    await expect(change(`state = 'UPHELD'`)).rejects.toThrow('row-level security');
    await expect(change(`words = 'x'`)).rejects.toThrow('permission denied');
    await expect(change(`state = 'WITHDRAWN', closed_on = '${TODAY}'`)).resolves.toEqual([]);
    await expect(change(`state = 'WITHDRAWN'`)).rejects.toThrow('is closed');
  });
});

describe('an overdue grievance', () => {
  test('is the ministry’s from the day after it was due, without anything having run', async () => {
    const { id } = await aGrievance(service, await aSuspendedHousehold(service));
    await assign(service, officer, id);
    await wasDueOn(service, id, '2026-11-21');

    const late = await decide(service, officer, id);
    await assign(service, admin, id);
    const decided = await decide(service, admin, id);

    expect(codesOf(late)).toEqual(['STEP_NOT_NOW']);
    expect(late.errors[0]?.message).toContain('2026-11-21');
    expect(decided.grievance?.state).toBe('UPHELD');
  });

  test('is the officer’s on the last day', async () => {
    const { id } = await aGrievance(service, await aSuspendedHousehold(service));
    await assign(service, officer, id);
    await wasDueOn(service, id, TODAY);

    expect(codesOf(await decide(service, officer, id))).toEqual([]);
  });

  test('is told of in its history once, however often it is looked for, two at once included', async () => {
    const ids = [];
    for (let count = 0; count < 3; count += 1)
      ids.push((await aGrievance(service, await aSuspendedHousehold(service))).id);
    for (const id of ids) await wasDueOn(service, id, '2026-11-20');
    const escalate = () => doDuty(service, 'escalation-of-grievances');

    const [one, two] = await Promise.all([escalate(), escalate()]);
    const later = await escalate();

    const { data } = await service.ask(
      officer,
      'query ($id: ID!) { grievance(id: $id) { state isOverdue escalatedOn history { action toState onDate } } }',
      { id: ids[0] },
    );
    expect([one + two, later]).toEqual([3, 0]);
    expect(data).toEqual({
      grievance: {
        state: 'FILED',
        isOverdue: true,
        escalatedOn: '2026-11-21',
        history: [
          { action: 'file', toState: 'FILED', onDate: TODAY },
          { action: 'escalate', toState: 'FILED', onDate: TODAY },
        ],
      },
    });
  });
});

describe('terms that change while a grievance is open', () => {
  test('leave it due when it was, and count for what is filed and decided from then on', async () => {
    const [before, after] = [await aSuspendedHousehold(service), await aSuspendedHousehold(service)];
    const decidedToday = await aSuspendedHousehold(service, { decidedOn: TODAY });
    const first = await aGrievance(service, before);
    await changeTerms('2026-11-22', { daysToFile: 5, daysToDecide: 10 });

    const second = await aGrievance(service, after);
    const third = await aGrievance(service, decidedToday);

    const due = await service.database.owner<{ due: string }>(
      'select due_on::text as due from grievance where id = any ($1) order by number',
      [[first.id, second.id, third.id]],
    );
    expect(due.map((one) => one.due)).toEqual(['2026-12-22', '2026-12-02', '2026-12-02']);
  });

  /** Decided 38 days ago: in time by the terms of that day, too late by those of today. */
  async function changeTerms(from: string, value: object): Promise<void> {
    const { owner, dataSource } = service.database;
    await owner(`update rule_version set effective_to = $1 where name = 'grievance_terms'`, [from]);
    await owner(
      `insert into rule_version (name, effective_from, value, source) values ('grievance_terms', $1, $2, 'test')`,
      [from, JSON.stringify(value)],
    );
    forgetRules(dataSource.manager);
  }
});

describe('who sees a grievance', () => {
  const QUERY = 'query ($id: ID!) { grievance(id: $id) { id } grievances(first: 100) { nodes { id } } }';

  test('its household, its governorate, the ministry, auditors and finance; to others it does not exist', async () => {
    const [household, neighbour] = [await aSuspendedHousehold(service), await aSuspendedHousehold(service)];
    const { id } = await aGrievance(service, household);
    const sees = async (caller: Parameters<TestService['ask']>[0]) => {
      const { data, status } = await service.ask<{ grievance: object | null } | null>(caller, QUERY, { id });
      return status === 403 ? 'denied' : data?.grievance !== null;
    };

    expect(
      await Promise.all([household.head, officer, admin, auditor, aCaller('finance_officer')].map(sees)),
    ).toEqual([true, true, true, true, true]);
    expect(await Promise.all([neighbour.head, cairoWorker].map(sees))).toEqual([false, false]);
    expect(await Promise.all([analyst, partner(randomUUID())].map(sees))).toEqual(['denied', 'denied']);
  });

  test('finance sees it without the household, which it does not see', async () => {
    const { id } = await aGrievance(service, await aSuspendedHousehold(service));
    const query = `{ grievances(governorate: EG_GZ, state: FILED, first: 100) { nodes { id governorate history { action } } } }`;

    const { data } = await service.ask<{ grievances: { nodes: object[] } }>(
      aCaller('finance_officer'),
      query,
    );

    expect(data.grievances.nodes).toContainEqual({ id, governorate: 'EG_GZ', history: [{ action: 'file' }] });
  });

  test('nobody outside the governorate takes it on or decides it, and no citizen does', async () => {
    const household = await aSuspendedHousehold(service);
    const { id } = await aGrievance(service, household);
    const ASSIGN =
      'mutation ($input: AssignGrievanceInput!) { assignGrievance(input: $input) { errors { code } } }';

    const elsewhere = await assign(service, cairoWorker, id);
    const notHere = await withdraw(service, cairoWorker, id);
    const { status } = await service.ask(household.head, ASSIGN, { input: { grievanceId: id } });

    expect([elsewhere, notHere].map(codesOf)).toEqual([['GRIEVANCE_NOT_FOUND'], ['GRIEVANCE_NOT_FOUND']]);
    expect(status).toBe(403);
  });
});
