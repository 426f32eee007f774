import { randomUUID } from 'node:crypto';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { admin, LendingWorld, type TestLender } from '../testing/lending-world';
import { nationalIdOf } from '../testing/people';

const analyst = aCaller('analyst');
const SUMMARY = 'lending { activeLoans outstanding loansInArrears inArrears lateOver30Days lateOver90Days }';
const NOTHING = {
  ...{ activeLoans: 0, outstanding: '0.00', loansInArrears: 0 },
  ...{ inArrears: '0.00', lateOver30Days: '0.00', lateOver90Days: '0.00' },
};

let world: LendingWorld;
let lender: TestLender;
let people = 0;

/** A loan of 3,000 on a day in an area. */
const lend = async (day: string, areaId: string, of = lender) => {
  world.clock.moveTo(day);
  people += 1;
  return world.aLoan(of, await world.aProduct(of), { areaId, nationalId: nationalIdOf({ number: people }) });
};

/** What is told of references of one type, in their order. */
const told = async (caller: Caller, type: 'Area' | 'Ngo', ids: readonly string[]) => {
  const { _entities } = await world.query<{ _entities: { lending: object | null }[] }>(
    caller,
    `query ($references: [_Any!]!) { _entities(representations: $references) { ... on ${type} { ${SUMMARY} } } }`,
    { references: ids.map((id) => ({ __typename: type, id })) },
  );
  return _entities.map(({ lending }) => lending);
};

beforeAll(async () => {
  world = await LendingWorld.begin();
  lender = await world.aLender();
  await lend('2026-01-01', 'EG-GZ-03-012');
  await lend('2026-03-01', 'EG-GZ-03-013');
  await lend('2026-05-15', 'EG-GZ-04');
  await lend('2026-05-20', 'EG-C');
  const paidBack = await lend('2026-05-20', 'EG-C');
  await world.repay(lender, paidBack, '3030');
  world.clock.moveTo('2026-06-01');
});
afterAll(() => world.end());

describe('what is lent in an area', () => {
  test('is summed for governorates, districts and villages, with what is late by age', async () => {
    const areas = ['EG-GZ', 'EG-C', 'EG-GZ-03', 'EG-GZ-03-012', 'EG-ALX', 'EG-GZ-03-999'];

    const summaries = await told(analyst, 'Area', areas);

    // The oldest loan fell due on 1 February, 120 days ago; the second on 1 April, 61 days ago; the others not yet.
    expect(summaries).toEqual([
      {
        ...{ activeLoans: 3, outstanding: '9000.00', loansInArrears: 2 },
        ...{ inArrears: '6000.00', lateOver30Days: '6000.00', lateOver90Days: '3000.00' },
      },
      { ...NOTHING, activeLoans: 1, outstanding: '3000.00' },
      {
        ...{ activeLoans: 2, outstanding: '6000.00', loansInArrears: 2 },
        ...{ inArrears: '6000.00', lateOver30Days: '6000.00', lateOver90Days: '3000.00' },
      },
      {
        ...{ activeLoans: 1, outstanding: '3000.00', loansInArrears: 1 },
        ...{ inArrears: '3000.00', lateOver30Days: '3000.00', lateOver90Days: '3000.00' },
      },
      NOTHING,
      NOTHING,
    ]);
  });

  test('is not told of what is no area', async () => {
    expect(await told(analyst, 'Area', ['nowhere'])).toEqual([null]);
  });

  test.each(['analyst', 'inspector', 'finance_officer', 'auditor', 'ministry_admin'] as const)(
    'is for a %s',
    async (role) => {
      expect(await told(aCaller(role), 'Area', ['EG-C'])).toEqual([
        { ...NOTHING, activeLoans: 1, outstanding: '3000.00' },
      ]);
    },
  );

  test.each([
    ['an officer of a lender', () => lender.officer],
    ['an NGO', () => aCaller('ngo_partner', { ngoId: lender.ngoId ?? '' })],
    ['the public', () => aCaller('public')],
  ])('is not for %s', async (_name, caller) => {
    const { status } = await world.service.ask(
      caller(),
      `query ($references: [_Any!]!) { _entities(representations: $references) { ... on Area { ${SUMMARY} } } }`,
      { references: [{ __typename: 'Area', id: 'EG-C' }] },
    );

    expect(status).toBe(403);
  });

  test('takes one statement for five areas and for fifty', async () => {
    const areas = (count: number) =>
      Array.from({ length: count }, (_, index) => `EG-GZ-${String(index).padStart(2, '0')}`);

    const five = await world.service.statementsOf(() => told(analyst, 'Area', areas(5)));
    const fifty = await world.service.statementsOf(() => told(analyst, 'Area', areas(50)));

    expect([five, fifty]).toEqual([1, 1]);
  });
});

describe('what an NGO has lent', () => {
  const whole = {
    ...{ activeLoans: 4, outstanding: '12000.00', loansInArrears: 2 },
    ...{ inArrears: '6000.00', lateOver30Days: '6000.00', lateOver90Days: '3000.00' },
  };

  test('is told to the NGO, and to no other', async () => {
    const ngoId = lender.ngoId ?? '';
    const another = await world.aLender();

    expect(await told(aCaller('ngo_partner', { ngoId }), 'Ngo', [ngoId])).toEqual([whole]);
    expect(await told(aCaller('ngo_partner', { ngoId: another.ngoId ?? '' }), 'Ngo', [ngoId])).toEqual([
      null,
    ]);
  });

  test('is told to the ministry, in one statement for any number, and is nothing for who lends nothing', async () => {
    const another = await world.aLender();
    const ids = [lender.ngoId ?? '', another.ngoId ?? '', randomUUID(), 'no id'];

    const statements = await world.service.statementsOf(async () => {
      expect(await told(analyst, 'Ngo', ids)).toEqual([whole, NOTHING, null, null]);
    });

    expect(statements).toBe(1);
  });

  test('is not told to a borrower, who sees only loans of its own', async () => {
    const borrower = aCaller('citizen', {
      personId: world.service.personIds.ofNationalId(nationalIdOf({ number: 1 })),
    });

    expect(await told(borrower, 'Ngo', [lender.ngoId ?? ''])).toEqual([null]);
  });

  test('tells which category the portfolio asks for', async () => {
    const query = 'query ($id: ID!) { lender(id: $id) { categoryByPortfolio lending { activeLoans } } }';
    const fund = await world.aLender({ isNgo: false });

    const ofNgo = await world.query(admin, query, { id: lender.id });
    const ofFund = await world.query(admin, query, { id: fund.id });

    expect(ofNgo).toEqual({ lender: { categoryByPortfolio: 'C', lending: { activeLoans: 4 } } });
    expect(ofFund).toEqual({ lender: { categoryByPortfolio: null, lending: { activeLoans: 0 } } });
  });
});
