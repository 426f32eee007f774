import { randomUUID } from 'node:crypto';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { admin, LendingWorld, type TestLender } from '../testing/lending-world';

let world: LendingWorld;

beforeAll(async () => {
  world = await LendingWorld.begin('2026-06-15');
});
afterAll(() => world.end());

const grant = (lenderId: string, changes: object = {}) =>
  world.command<{ lender: { licence: object | null } | null }>(
    admin,
    'grantLenderLicence',
    {
      lenderId,
      number: randomUUID(),
      category: 'C',
      validFrom: '2026-01-01',
      validUntil: '2026-12-31',
      ...changes,
    },
    'lender { licence { category validFrom validUntil } }',
  );

const codesOf = (answer: { errors: { code: string; field: string | null }[] }) =>
  answer.errors.map(({ code, field }) => [code, field]);

describe('a licence', () => {
  let lender: TestLender;
  beforeEach(async () => {
    lender = await world.aLender({ isLicensed: false });
  });

  test('lets a lender lend from its first day to its last', async () => {
    const { lender: licensed, errors } = await grant(lender.id);

    expect(errors).toEqual([]);
    expect(licensed).toEqual({
      licence: { category: 'C', validFrom: '2026-01-01', validUntil: '2026-12-31' },
    });
  });

  test.each([
    ['ends before it begins', { validUntil: '2025-12-31' }, [['LICENCE_ENDS_TOO_EARLY', 'input.validUntil']]],
    ['gives an NGO no category', { category: null }, [['LICENCE_CATEGORY_WRONG', 'input.category']]],
    ['has no number', { number: ' ' }, [['TEXT_MISSING', 'input.number']]],
  ])('is refused when it %s', async (_name, changes, expected) => {
    expect(codesOf(await grant(lender.id, changes))).toEqual(expected);
  });

  test('is refused to a lender that does not exist', async () => {
    expect(codesOf(await grant(randomUUID()))).toEqual([['LENDER_NOT_FOUND', 'input.lenderId']]);
  });

  test('of the ministry has no category', async () => {
    const fund = await world.aLender({ isNgo: false, isLicensed: false });

    expect(codesOf(await grant(fund.id, { category: 'A' }))).toEqual([
      ['LICENCE_CATEGORY_WRONG', 'input.category'],
    ]);
    expect(codesOf(await grant(fund.id, { category: null }))).toEqual([]);
  });

  test('does not overlap another of the same lender, and may follow it the next day', async () => {
    await grant(lender.id);

    expect(codesOf(await grant(lender.id, { validFrom: '2026-12-31', validUntil: null }))).toEqual([
      ['LICENCES_OVERLAP', 'input.validFrom'],
    ]);
    expect(codesOf(await grant(lender.id, { validFrom: '2027-01-01', validUntil: null }))).toEqual([]);
  });

  test('has a number that no other has', async () => {
    const number = randomUUID();
    await grant(lender.id, { number });

    expect(codesOf(await grant(lender.id, { number, validFrom: '2027-01-01', validUntil: null }))).toEqual([
      ['LICENCE_NUMBER_TAKEN', 'input.number'],
    ]);
  });

  test('that is withdrawn ends today, and cannot be withdrawn again', async () => {
    const number = randomUUID();
    await grant(lender.id, { number });
    const input = { lenderId: lender.id, number, reason: 'مخالفة' };

    const { lender: withdrawn } = await world.do<{ lender: object }>(
      admin,
      'withdrawLenderLicence',
      input,
      'lender { licence { number } licences { withdrawnOn withdrawalReason } }',
    );

    expect(withdrawn).toEqual({
      licence: null,
      licences: [{ withdrawnOn: '2026-06-15', withdrawalReason: 'مخالفة' }],
    });
    expect(codesOf(await world.command<object>(admin, 'withdrawLenderLicence', input))).toEqual([
      ['LICENCE_ENDED', 'input.number'],
    ]);
    expect(codesOf(await grant(lender.id, { validFrom: '2026-06-15' }))).toEqual([]);
  });
});

describe('a lender', () => {
  const input = (changes: object) => ({
    kind: 'NGO',
    name: { ar: 'جمعية النور' },
    ngoId: randomUUID(),
    idempotencyKey: randomUUID(),
    ...changes,
  });

  test('that is an NGO is registered once', async () => {
    const ngoId = randomUUID();
    await world.do(admin, 'registerLender', input({ ngoId }));

    expect(codesOf(await world.command<object>(admin, 'registerLender', input({ ngoId })))).toEqual([
      ['NGO_LENDS_ALREADY', 'input.ngoId'],
    ]);
  });

  test.each([
    ['an NGO without its id', { ngoId: null }],
    ['an NGO whose id is none', { ngoId: 'an NGO' }],
    ['a fund with an NGO', { kind: 'MINISTRY_FUND' }],
  ])('is not registered as %s', async (_name, changes) => {
    expect(codesOf(await world.command<object>(admin, 'registerLender', input(changes)))).toEqual([
      ['NGO_AND_KIND_DIFFER', 'input.ngoId'],
    ]);
  });

  test.each([
    ['an officer of a lender', aCaller('lender_officer', { lenderId: randomUUID() })],
    ['a finance officer', aCaller('finance_officer')],
    ['an auditor', aCaller('auditor')],
  ])('is not registered by %s', async (_name, caller) => {
    const { status } = await world.service.ask(
      caller,
      'mutation ($input: RegisterLenderInput!) { registerLender(input: $input) { errors { code } } }',
      { input: input({}) },
    );

    expect(status).toBe(403);
  });
});

describe('a loan product', () => {
  test('is offered as it was given, and keeps what was not said', async () => {
    const lender = await world.aLender();
    const productId = await world.aProduct(
      lender,
      { onlyFor: 'FEMALE' },
      { frequency: 'WEEKLY', annualRatePercent: '17.5' },
    );

    const { loanProduct } = await world.query<{ loanProduct: object }>(
      lender.officer,
      `query ($id: ID!) { loanProduct(id: $id) { state onlyFor isInKind minAmount lender { id }
        conditions { frequency annualRatePercent gracePeriods graceKind roundingUnit allocationOrder } } }`,
      { id: productId },
    );

    expect(loanProduct).toEqual({
      ...{
        state: 'OFFERED',
        onlyFor: 'FEMALE',
        isInKind: false,
        minAmount: '1000.00',
        lender: { id: lender.id },
      },
      conditions: {
        ...{ frequency: 'WEEKLY', annualRatePercent: '17.500', gracePeriods: 0, graceKind: 'INTEREST_ONLY' },
        ...{ roundingUnit: '0.01', allocationOrder: ['FEE', 'LATE_FEE', 'INTEREST', 'PRINCIPAL'] },
      },
    });
  });

  test('is refused with everything that is wrong in it', async () => {
    const lender = await world.aLender();
    const offered = world.aProduct(
      lender,
      { minTerm: 0, minAmount: '5', maxAmount: '4' },
      { gracePeriods: 3 },
    );

    await expect(offered).rejects.toThrow('AMOUNTS_NOT_IN_ORDER');
    await expect(world.aProduct(lender, {}, { annualRatePercent: '24%' })).rejects.toThrow(
      'RATE_OUT_OF_RANGE',
    );
  });

  test('that is withdrawn makes applications ineligible, and is withdrawn once', async () => {
    const lender = await world.aLender();
    const productId = await world.aProduct(lender);
    const input = { productId, reason: 'حل محله منتج آخر' };

    await world.do(lender.officer, 'withdrawLoanProduct', input);

    expect(codesOf(await world.command<object>(lender.officer, 'withdrawLoanProduct', input))).toEqual([
      ['STEP_NOT_POSSIBLE', 'input.productId'],
    ]);
    const { loanApplication } = await world.do<{
      loanApplication: { assessment: { reasons: { code: string }[] } };
    }>(
      lender.officer,
      'submitLoanApplication',
      world.applicationInput(productId),
      'loanApplication { assessment { reasons { code } } }',
    );
    expect(loanApplication.assessment.reasons).toEqual([{ code: 'PRODUCT_NOT_OFFERED' }]);
  });

  test('of one lender is not offered by another', async () => {
    const [lender, another] = [await world.aLender(), await world.aLender()];

    await expect(world.aProduct({ ...lender, officer: another.officer })).rejects.toThrow('LENDER_NOT_FOUND');
  });
});
