import { randomUUID } from 'node:crypto';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { admin, finance, LendingWorld, type TestLender } from '../testing/lending-world';
import { hear } from '../testing/hear';
import { nationalIdOf } from '../testing/people';
import { hearPersonDied } from './person-death.projection';

let world: LendingWorld;
let lender: TestLender;
let another: TestLender;
let loanId: string;
let borrowerId: string;

const LOAN = `query ($id: ID!) { loan(id: $id) {
  reference borrower { id } instalments { number } repayments { nodes { amount allocations { amount } } }
  application { amount history { toState } } history { toState } } }`;

/** Which loans a caller finds, by asking for the one and by listing all. */
const seen = async (caller: Caller) => {
  const { loan } = await world.query<{ loan: object | null }>(caller, LOAN, { id: loanId });
  const { loans } = await world.query<{ loans: { nodes: { id: string }[] } }>(
    caller,
    '{ loans(first: 100) { nodes { id } } }',
  );
  return { finds: loan !== null, lists: loans.nodes.length };
};

beforeAll(async () => {
  world = await LendingWorld.begin();
  lender = await world.aLender();
  another = await world.aLender();
  const nationalId = nationalIdOf({ number: 1 });
  borrowerId = world.service.personIds.ofNationalId(nationalId);
  loanId = await world.aLoan(lender, await world.aProduct(lender), { nationalId });
  await world.repay(lender, loanId, '100');
  await world.aLoan(another, await world.aProduct(another), { nationalId: nationalIdOf({ number: 2 }) });
});
afterAll(() => world.end());

describe('a loan is seen', () => {
  test.each<[string, () => Caller, object]>([
    ['by its lender, and no other of that lender', () => lender.officer, { finds: true, lists: 1 }],
    ['not by another lender', () => another.officer, { finds: false, lists: 1 }],
    [
      'by the NGO that lends',
      () => aCaller('ngo_partner', { ngoId: lender.ngoId ?? '' }),
      { finds: true, lists: 1 },
    ],
    ['not by another NGO', () => aCaller('ngo_partner', { ngoId: randomUUID() }), { finds: false, lists: 0 }],
    ['not by an NGO that says nothing of itself', () => aCaller('ngo_partner'), { finds: false, lists: 0 }],
    [
      'by its borrower, and no other',
      () => aCaller('citizen', { personId: borrowerId }),
      { finds: true, lists: 1 },
    ],
    [
      'not by another citizen',
      () => aCaller('citizen', { personId: randomUUID() }),
      { finds: false, lists: 0 },
    ],
    ['by a finance officer', () => finance, { finds: true, lists: 2 }],
    ['by the ministry', () => admin, { finds: true, lists: 2 }],
    ['by an auditor', () => aCaller('auditor'), { finds: true, lists: 2 }],
  ])('%s', async (_name, caller, expected) => {
    expect(await seen(caller())).toEqual(expected);
  });

  test('with its schedule, repayments and history by who sees the loan', async () => {
    const whole = {
      loan: {
        reference: expect.stringMatching(/^L-\d{4}-\d{7}$/),
        borrower: { id: borrowerId },
        instalments: [{ number: 1 }, { number: 2 }, { number: 3 }],
        repayments: {
          nodes: [
            {
              amount: '100.00',
              allocations: [{ amount: '30.00' }, { amount: '30.00' }, { amount: '40.00' }],
            },
          ],
        },
        application: {
          amount: '3000.00',
          history: [{ toState: 'SUBMITTED' }, { toState: 'APPROVED' }, { toState: 'DISBURSED' }],
        },
        history: [{ toState: 'ACTIVE' }],
      },
    };
    const viewers = [
      lender.officer,
      aCaller('ngo_partner', { ngoId: lender.ngoId ?? '' }),
      aCaller('citizen', { personId: borrowerId }),
      ...[finance, admin, aCaller('auditor')],
    ];

    for (const viewer of viewers)
      expect([viewer.role, await world.query(viewer, LOAN, { id: loanId })]).toEqual([viewer.role, whole]);
  });

  test.each([
    'analyst',
    'case_worker',
    'inspector',
    'child_protection_officer',
    'care_home_staff',
    'registry_feed',
    'marketplace',
    'public',
  ] as const)('not by a %s, for whom the field does not exist', async (role) => {
    const { status } = await world.service.ask(aCaller(role), '{ loans { nodes { id } } }');

    expect(status).toBe(403);
  });

  test('and each showing is on the audit trail, whoever was shown it', async () => {
    const caller = aCaller('auditor', {}, 'an auditor who looks');

    await world.query(caller, LOAN, { id: loanId });

    const entries = await world.service.database.owner(
      "select action, entity, person_ids from audit_entry where subject = 'an auditor who looks' order by entity",
    );
    expect(entries).toEqual([
      { action: 'read', entity: 'Loan', person_ids: [borrowerId] },
      { action: 'read', entity: 'LoanApplication', person_ids: [borrowerId] },
    ]);
  });
});

describe('lending is changed', () => {
  const repayment = () => ({ loanId, amount: '1', channel: 'CASH', idempotencyKey: randomUUID() });
  const RECORD =
    'mutation ($input: RecordRepaymentInput!) { recordRepayment(input: $input) { errors { code } } }';

  test('not by another lender: the loan does not exist for it', async () => {
    const { errors } = await world.command<object>(another.officer, 'recordRepayment', repayment());

    expect(errors.map(({ code }) => code)).toEqual(['LOAN_NOT_FOUND']);
  });

  test.each<[string, () => Caller]>([
    ['a finance officer', () => finance],
    ['an auditor', () => aCaller('auditor')],
    ['the NGO', () => aCaller('ngo_partner', { ngoId: lender.ngoId ?? '' })],
    ['the borrower', () => aCaller('citizen', { personId: borrowerId })],
  ])('not by %s, who only reads', async (_name, caller) => {
    const { status } = await world.service.ask(caller(), RECORD, { input: repayment() });

    expect(status).toBe(403);
  });

  test('not by another lender in PostgreSQL itself, whatever the service asked for', async () => {
    const { pool } = world.service.database;

    await pool.query(another.officer, 'update loan set credit = 1000 where id = $1', [loanId]);
    await pool.query(lender.officer, 'update loan set credit = credit where id = $1', [loanId]);

    const [row] = await world.service.database.owner('select credit from loan where id = $1', [loanId]);
    expect(row).toEqual({ credit: '0.00' });
    await expect(pool.query(aCaller('auditor'), 'update loan set credit = 1000')).rejects.toThrow(
      'permission denied',
    );
    await expect(pool.query(lender.officer, 'delete from loan')).rejects.toThrow('permission denied');
    await expect(pool.query(aCaller('analyst'), 'select person_id from loan')).rejects.toThrow(
      'permission denied',
    );
    await expect(pool.query(aCaller('marketplace'), 'select id from loan')).rejects.toThrow(
      'permission denied',
    );
  });
});

describe('a person', () => {
  const standings = async (caller: Caller, ids: readonly string[]) => {
    const { _entities } = await world.query<{
      _entities: { borrowerStanding: object | null; loans: { nodes: object[] } }[];
    }>(
      caller,
      `query ($references: [_Any!]!) { _entities(representations: $references) { ... on Person {
        borrowerStanding { activeLoans outstanding daysLate limit roomUnderLimit } loans(first: 5) { nodes { principal daysLate } } } } }`,
      { references: ids.map((id) => ({ __typename: 'Person', id })) },
    );
    return _entities;
  };

  test('has a standing as a borrower for who has lent to it', async () => {
    expect(await standings(lender.officer, [borrowerId])).toEqual([
      {
        borrowerStanding: {
          activeLoans: 1,
          outstanding: '2960.00',
          daysLate: 0,
          limit: '266000.00',
          roomUnderLimit: '263040.00',
        },
        loans: { nodes: [{ principal: '3000.00', daysLate: 0 }] },
      },
    ]);
  });

  test('has none for a lender to whom it never applied, so that nobody looks up what strangers owe', async () => {
    expect(await standings(another.officer, [borrowerId, randomUUID(), 'no id'])).toEqual([
      { borrowerStanding: null, loans: { nodes: [] } },
      { borrowerStanding: null, loans: { nodes: [] } },
      { borrowerStanding: null, loans: { nodes: [] } },
    ]);
  });

  test('of whom it is told that it has died has its loans flagged', async () => {
    await hear(world, hearPersonDied, borrowerId, { personId: borrowerId, diedOn: '2025-12-31' });

    const { loan } = await world.query<{ loan: object }>(
      lender.officer,
      'query ($id: ID!) { loan(id: $id) { borrowerDiedOn } }',
      { id: loanId },
    );
    expect(loan).toEqual({ borrowerDiedOn: '2025-12-31' });
  });
});

describe('the number of SQL statements', () => {
  const QUERY = `query ($first: Int!) { loans(first: $first) { nodes {
    id reference outstanding { total } daysLate overdue settlementToday dueToday { total }
    lender { name { ar } licence { number } } product { name { ar } } application { state } borrower { borrowerStanding { outstanding } loans(first: 3) { nodes { id } } }
    instalments { number } repayments(first: 2) { nodes { amount allocations { amount } } } history { toState } } } }`;

  test('is the same for 5 loans and for 50', async () => {
    const productId = await world.aProduct(lender);
    const lend = async (number: number) => {
      const one = await world.aLoan(lender, productId, { nationalId: nationalIdOf({ number }) });
      await world.repay(lender, one, '50');
    };
    for (let number = 100; number < 150; number += 5)
      await Promise.all([0, 1, 2, 3, 4].map((more) => lend(number + more)));
    await world.query(admin, QUERY, { first: 1 });

    const counted = [];
    for (const first of [5, 50])
      counted.push(await world.service.statementsOf(() => world.query(admin, QUERY, { first })));

    expect(counted[1]).toBe(counted[0]);
    expect(counted[0]).toBeLessThanOrEqual(14);
  }, 90_000);
});
