import { randomUUID } from 'node:crypto';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { keptApplication } from '../testing/application-check';
import { atOnce } from '../testing/at-once';
import { codesOf, LendingWorld, type TestLender, type Told } from '../testing/lending-world';
import { nationalIdOf, somebody } from '../testing/people';

let world: LendingWorld;
let lender: TestLender;
let productId: string;

const submit = (changes: object = {}, product = productId) =>
  world.command<{
    loanApplication: {
      id: string;
      state: string;
      assessment: { outcome: string; reasons: { code: string }[] };
    } | null;
  }>(
    lender.officer,
    'submitLoanApplication',
    world.applicationInput(product, { nationalId: somebody(), ...changes }),
    'loanApplication { id state assessment { outcome rulesVersion reasons { code fact limit } } }',
  );

const keptOf = (applicationId: string) => keptApplication(world, applicationId);

beforeAll(async () => {
  world = await LendingWorld.begin('2026-01-01');
  lender = await world.aLender();
  productId = await world.aProduct(lender);
});
afterAll(() => world.end());

describe('an application', () => {
  test('that the rules allow says so, and by which version of them', async () => {
    const { loanApplication, errors } = await submit();

    expect(errors).toEqual([]);
    expect(loanApplication).toMatchObject({
      state: 'SUBMITTED',
      assessment: { outcome: 'ELIGIBLE', reasons: [] },
    });
  });

  test('that they do not allow is kept with every reason', async () => {
    const { loanApplication } = await submit({
      nationalId: nationalIdOf({ bornIn: 2006 }),
      amount: '500',
      monthlyIncome: '100',
    });

    // Nineteen; 520.00 in 90 days are 175.74 a month, and 40 % of the income are 40.00.
    expect(loanApplication?.assessment).toMatchObject({
      outcome: 'NOT_ELIGIBLE',
      reasons: [
        { code: 'AMOUNT_TOO_SMALL', fact: '500.00', limit: '1000.00' },
        { code: 'TOO_YOUNG', fact: '19', limit: '21' },
        { code: 'BURDEN_TOO_HEAVY', fact: '175.74', limit: '40.00' },
      ],
    });
  });

  test('does not keep the national ID anywhere', async () => {
    const nationalId = nationalIdOf({ number: 999 });

    await submit({ nationalId });

    const tables = await world.service.database.owner<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
    );
    for (const { name } of tables) {
      const rows = await world.service.database.owner(
        `select 1 from "${name}" as kept where kept::text like $1`,
        [`%${nationalId}%`],
      );
      expect([name, rows.length]).toEqual([name, 0]);
    }
  });

  test('sent twice at once is submitted once', async () => {
    const input = world.applicationInput(productId, { nationalId: somebody() });

    const answers = await Promise.all(
      [1, 2].map(() =>
        world.do<{ loanApplication: { id: string } }>(
          lender.officer,
          'submitLoanApplication',
          input,
          'loanApplication { id }',
        ),
      ),
    );

    expect(answers[1]).toEqual(answers[0]);
  });

  test('is refused with all that is wrong in it at once', async () => {
    const { loanApplication, errors } = await submit({
      amount: '-1',
      monthlyIncome: '-1',
      term: 0,
      areaId: 'EG-XX',
      purpose: ' ',
    });

    expect(loanApplication).toBeNull();
    expect(errors.map(({ code, field }) => [code, field])).toEqual([
      ['TEXT_MISSING', 'input.purpose'],
      ['AMOUNT_NOT_POSITIVE', 'input.amount'],
      ['AMOUNT_NEGATIVE', 'input.monthlyIncome'],
      ['TERM_NOT_POSITIVE', 'input.term'],
      ['AREA_UNKNOWN', 'input.areaId'],
    ]);
  });

  test.each([
    ['an impossible national ID', { nationalId: '29002302100017' }, 'NATIONAL_ID_DATE'],
    ['an amount of half a piastre', { amount: '10.005' }, 'MONEY_INVALID'],
  ])('with %s is no input at all', async (_name, changes, code) => {
    const { errors } = await world.service.ask(
      lender.officer,
      'mutation ($input: SubmitLoanApplicationInput!) { submitLoanApplication(input: $input) { errors { code } } }',
      { input: world.applicationInput(productId, changes) },
    );

    expect(errors?.[0]?.extensions?.['code']).toBe(code);
  });

  test('for a product of another lender is for a product that does not exist', async () => {
    const another = await world.aLender();
    const theirs = await world.aProduct(another);

    expect(codesOf((await submit({}, theirs)).errors)).toEqual(['LOAN_PRODUCT_NOT_FOUND']);
    expect(codesOf((await submit({}, 'no product')).errors)).toEqual(['LOAN_PRODUCT_NOT_FOUND']);
  });
});

describe('an approval', () => {
  test('is given by another officer than who submitted it, and tells the decision', async () => {
    const applicationId = await world.anApplication(lender, productId, { nationalId: somebody() });

    expect(await world.approve(lender, applicationId)).toEqual([]);

    expect(await keptOf(applicationId)).toMatchObject({
      state: 'APPROVED',
      submitted_by: lender.officer.subject,
      approved_by: lender.approver.subject,
      decided: 'APPROVED',
      loans: 0,
    });
  });

  test('is refused to who submitted it, and nothing changes', async () => {
    const applicationId = await world.anApplication(lender, productId, { nationalId: somebody() });
    const before = await keptOf(applicationId);

    const { errors } = await world.command<object>(lender.officer, 'approveLoanApplication', {
      applicationId,
    });

    expect(errors).toEqual([
      {
        code: 'SECOND_PERSON_NEEDED',
        field: 'input.applicationId',
        message: 'You submitted this application; somebody else has to do this.',
      },
    ]);
    expect(await keptOf(applicationId)).toEqual(before);
  });

  test('is refused to who submitted it by the database too', async () => {
    const applicationId = await world.anApplication(lender, productId, { nationalId: somebody() });

    const byOneself = world.service.database.owner(
      "update loan_application set state = 'APPROVED', approved_by = submitted_by, decision = assessment where id = $1",
      [applicationId],
    );

    await expect(byOneself).rejects.toThrow('loan_application_approved_by_another');
  });

  test('is refused for what the rules do not allow, with the reasons in the language of who asks', async () => {
    const applicationId = await world.anApplication(lender, productId, {
      nationalId: nationalIdOf({ bornIn: 2006, number: 500 }),
    });

    const { data } = await world.service.ask<{ done: { errors: Told[] } }>(
      lender.approver,
      'mutation ($input: ApproveLoanApplicationInput!) { done: approveLoanApplication(input: $input) { errors { code message } } }',
      { input: { applicationId } },
      'ar',
    );

    expect(data.done.errors).toEqual([
      {
        code: 'NOT_ELIGIBLE',
        message: 'لا تسمح القواعد بهذا التمويل. سن مقدم الطلب 19؛ وهذا المنتج لمن بلغ 21 فأكثر.',
      },
    ]);
    expect(await keptOf(applicationId)).toMatchObject({ state: 'SUBMITTED', decided: null });
  });

  test('cannot be given to what another lender was asked for: it does not exist', async () => {
    const applicationId = await world.anApplication(lender, productId, { nationalId: somebody() });
    const another = await world.aLender();

    expect(codesOf(await world.approve(another, applicationId))).toEqual(['APPLICATION_NOT_FOUND']);
    expect(codesOf(await world.approve(another, randomUUID()))).toEqual(['APPLICATION_NOT_FOUND']);
    expect(await keptOf(applicationId)).toMatchObject({ state: 'SUBMITTED' });
  });

  test('happens once, also when two officers give it at once', async () => {
    const applicationId = await world.anApplication(lender, productId, { nationalId: somebody() });
    const third = aCaller('lender_officer', { lenderId: lender.id }, 'a third officer');

    const answers = await atOnce(
      world,
      'state_transition',
      () => world.approve(lender, applicationId),
      () => world.approve({ ...lender, approver: third }, applicationId),
    );

    expect(answers.map(codesOf).sort()).toEqual([[], ['STEP_NOT_POSSIBLE']]);
  });
});

describe('a refusal and a withdrawal', () => {
  test('tell the applicant why', async () => {
    const applicationId = await world.anApplication(lender, productId, {
      nationalId: nationalIdOf({ bornIn: 2006, number: 501 }),
    });

    const { loanApplication } = await world.do<{ loanApplication: object }>(
      lender.officer,
      'refuseLoanApplication',
      { applicationId, reason: 'لا يوجد ضامن' },
      'loanApplication { state decision { outcome reasons { code message { ar } } } history { fromState toState byRole reason } }',
    );

    expect(loanApplication).toEqual({
      state: 'REFUSED',
      decision: {
        outcome: 'REFUSED',
        reasons: [
          { code: 'TOO_YOUNG', message: { ar: 'سن مقدم الطلب 19؛ وهذا المنتج لمن بلغ 21 فأكثر.' } },
          { code: 'LENDER_JUDGEMENT', message: { ar: 'لا يوجد ضامن' } },
        ],
      },
      history: [
        { fromState: null, toState: 'SUBMITTED', byRole: 'lender_officer', reason: null },
        { fromState: 'SUBMITTED', toState: 'REFUSED', byRole: 'lender_officer', reason: 'لا يوجد ضامن' },
      ],
    });
  });

  test('end an application, and say what was possible', async () => {
    const applicationId = await world.anApproval(lender, productId, { nationalId: somebody() });
    await world.do(lender.officer, 'withdrawLoanApplication', { applicationId, reason: 'وجد عملًا' });

    const { errors } = await world.disburse(applicationId);

    expect(errors).toEqual([
      {
        code: 'STEP_NOT_POSSIBLE',
        field: 'input.applicationId',
        message: 'This cannot be done as it stands now. It has come to its end, and no further step follows.',
      },
    ]);
  });
});
