import { randomUUID } from 'node:crypto';
import { atOnce } from '../testing/at-once';
import { finance, LendingWorld, type TestLender } from '../testing/lending-world';
import { nationalIdOf } from '../testing/people';

/** The regulator's limit in 2026 is 266,000 for one person, whoever lends. */
let world: LendingWorld;
let first: TestLender;
let second: TestLender;
let people = 0;

const anApplicationTo = async (lender: TestLender, nationalId: string, amount: string) =>
  world.anApplication(lender, await world.aProduct(lender), {
    nationalId,
    amount,
    term: 24,
    monthlyIncome: '900000',
  });

const owedBy = async (nationalId: string) => {
  const personId = world.service.personIds.ofNationalId(nationalId as ReturnType<typeof nationalIdOf>);
  const [row] = await world.service.database.owner<{ owed: string }>(
    'select owed from borrower_exposures(array[$1::uuid], null)',
    [personId],
  );
  return row?.owed;
};

const messagesOf = (answers: readonly { message: string }[][]) =>
  answers.map((errors) => errors.map(({ message }) => message));

beforeAll(async () => {
  world = await LendingWorld.begin('2026-01-01');
  first = await world.aLender();
  second = await world.aLender({ isNgo: false });
});
afterAll(() => world.end());

describe("the regulator's limit for one borrower across all lenders", () => {
  test('lets two lenders lend up to it', async () => {
    const nationalId = nationalIdOf({ number: (people += 1) });
    const one = await anApplicationTo(first, nationalId, '166000');
    const other = await anApplicationTo(second, nationalId, '100000');

    expect(await world.approve(first, one)).toEqual([]);
    expect(await world.approve(second, other)).toEqual([]);

    expect(await owedBy(nationalId)).toBe('266000.00');
  });

  test('refuses a second lender a piastre more, and tells it what is left and nothing of the first', async () => {
    const nationalId = nationalIdOf({ number: (people += 1) });
    expect(await world.approve(first, await anApplicationTo(first, nationalId, '166000'))).toEqual([]);

    const errors = await world.approve(second, await anApplicationTo(second, nationalId, '100000.01'));

    expect(errors).toEqual([
      {
        code: 'NOT_ELIGIBLE',
        field: 'input.applicationId',
        message:
          'The rules do not allow this loan. Asked for 100000.01 pounds; 100000.00 are left under the limit for one borrower across all lenders.',
      },
    ]);
  });

  test('holds when two lenders approve at the same moment', async () => {
    const nationalId = nationalIdOf({ number: (people += 1) });
    const one = await anApplicationTo(first, nationalId, '150000');
    const other = await anApplicationTo(second, nationalId, '150000');

    const answers = await atOnce(
      world,
      'state_transition',
      () => world.approve(first, one),
      () => world.approve(second, other),
    );

    const refused =
      'The rules do not allow this loan. Asked for 150000.00 pounds; 116000.00 are left under the limit for one borrower across all lenders.';
    expect(messagesOf(answers).sort()).toEqual([[], [refused]]);
    expect(await owedBy(nationalId)).toBe('150000.00');
  });

  test('counts a loan once when it turns from approved to disbursed, and less as it is repaid', async () => {
    const nationalId = nationalIdOf({ number: (people += 1) });
    const applicationId = await anApplicationTo(first, nationalId, '200000');
    await world.approve(first, applicationId);
    expect(await owedBy(nationalId)).toBe('200000.00');

    const { loan } = await world.do<{ loan: { id: string } }>(
      finance,
      'disburseLoan',
      { applicationId, idempotencyKey: randomUUID() },
      'loan { id }',
    );
    expect(await owedBy(nationalId)).toBe('200000.00');

    // The first instalment: 2,000.00 of fee, 2,000.00 of interest, 8,333.33 of principal.
    await world.repay(first, loan.id, '12333.33');
    expect(await owedBy(nationalId)).toBe('191666.67');
  });

  test('refuses who is more than 30 days late with another lender', async () => {
    const nationalId = nationalIdOf({ number: (people += 1) });
    await world.aLoan(first, await world.aProduct(first), { nationalId });
    const applicationId = await anApplicationTo(second, nationalId, '5000');

    world.clock.moveTo('2026-03-04');
    const late = await world.approve(second, applicationId);
    world.clock.moveTo('2026-03-03');
    const inTime = await world.approve(second, applicationId);

    expect(late[0]?.message).toBe(
      'The rules do not allow this loan. A loan of the applicant is 31 days late; at most 30 are accepted.',
    );
    expect(inTime).toEqual([]);
  });
});
