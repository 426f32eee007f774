import { randomUUID } from 'node:crypto';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import { keptApplication } from '../testing/application-check';
import { atOnce } from '../testing/at-once';
import { admin, codesOf, finance, LendingWorld, type TestLender } from '../testing/lending-world';
import { somebody } from '../testing/people';

let world: LendingWorld;
let lender: TestLender;
let productId: string;

const keptOf = (applicationId: string) => keptApplication(world, applicationId);

beforeAll(async () => {
  world = await LendingWorld.begin('2026-01-01');
  lender = await world.aLender();
  productId = await world.aProduct(lender);
});
afterAll(() => world.end());

describe('a disbursement', () => {
  test('is made by a third person, and begins the loan', async () => {
    const applicationId = await world.anApproval(lender, productId, { nationalId: somebody() });

    const { loan, errors } = await world.disburse(applicationId);

    expect(errors).toEqual([]);
    expect(loan).not.toBeNull();
    expect(await keptOf(applicationId)).toMatchObject({
      state: 'DISBURSED',
      disbursed_by: finance.subject,
      loans: 1,
    });
  });

  test.each([
    ['who submitted it', 'SUBMITTED', { submitter: admin, approver: null }],
    ['who approved it', 'APPROVED', { submitter: null, approver: admin }],
  ])('is refused to %s, and no money moves', async (_name, _deed, { submitter, approver }) => {
    const officers = {
      ...lender,
      officer: submitter ?? lender.officer,
      approver: approver ?? lender.approver,
    };
    const applicationId = await world.anApproval(officers, productId, { nationalId: somebody() });

    const { loan, errors } = await world.disburse(applicationId, admin);

    expect(codesOf(errors)).toEqual(['SECOND_PERSON_NEEDED']);
    expect(loan).toBeNull();
    expect(await keptOf(applicationId)).toMatchObject({ state: 'APPROVED', disbursed_by: null, loans: 0 });
  });

  test.each(['submitted_by', 'approved_by'])(
    'is refused to who stands in %s by the database too',
    async (column) => {
      const applicationId = await world.anApproval(lender, productId, { nationalId: somebody() });

      const byOneself = world.service.database.owner(
        `update loan_application set state = 'DISBURSED', disbursed_by = ${column} where id = $1`,
        [applicationId],
      );

      await expect(byOneself).rejects.toThrow('loan_application_disbursed_by_another');
    },
  );

  test('is not for lenders: they have no such field', async () => {
    const applicationId = await world.anApproval(lender, productId, { nationalId: somebody() });

    const { status } = await world.service.ask(
      lender.approver,
      'mutation ($input: DisburseLoanInput!) { disburseLoan(input: $input) { errors { code } } }',
      { input: { applicationId, idempotencyKey: randomUUID() } },
    );

    expect(status).toBe(403);
    expect(await keptOf(applicationId)).toMatchObject({ loans: 0 });
  });

  test('sent twice at once gives the money once', async () => {
    const applicationId = await world.anApproval(lender, productId, { nationalId: somebody() });
    const key = randomUUID();

    const give = () => world.disburse(applicationId, finance, key);
    const answers = await atOnce(world, 'ledger_entry', give, give);

    expect(answers[1]).toEqual(answers[0]);
    expect(await keptOf(applicationId)).toMatchObject({ loans: 1 });
  });

  test('by two officers at once gives the money once', async () => {
    const applicationId = await world.anApproval(lender, productId, { nationalId: somebody() });
    const another = aCaller('finance_officer', {}, 'another officer');

    const answers = await atOnce(
      world,
      'state_transition',
      () => world.disburse(applicationId),
      () => world.disburse(applicationId, another),
    );

    expect(answers.map(({ errors }) => codesOf(errors)).sort()).toEqual([[], ['STEP_NOT_POSSIBLE']]);
    expect(await keptOf(applicationId)).toMatchObject({ loans: 1 });
  });

  test.each<[string, string, (of: TestLender) => Promise<unknown>]>([
    [
      'an NGO that was suspended since',
      'NGO_NOT_IN_GOOD_STANDING',
      (of) => world.tellStanding(of.ngoId ?? '', 'SUSPENDED'),
    ],
    [
      'a lender whose licence was withdrawn since',
      'LENDER_NOT_LICENSED',
      async (of) => {
        const [licence] = await world.service.database.owner<{ number: string }>(
          'select number from lender_licence where lender_id = $1',
          [of.id],
        );
        await world.do(admin, 'withdrawLenderLicence', {
          lenderId: of.id,
          number: licence?.number,
          reason: 'مخالفة',
        });
      },
    ],
  ])('is refused to %s, and no money moves', async (_name, code, change) => {
    const another = await world.aLender();
    const applicationId = await world.anApproval(another, await world.aProduct(another), {
      nationalId: somebody(),
    });
    await change(another);

    const { errors } = await world.disburse(applicationId);

    expect(codesOf(errors)).toEqual(['NOT_ELIGIBLE']);
    expect(await keptOf(applicationId)).toMatchObject({ state: 'APPROVED', loans: 0 });
  });

  test('is refused for somebody who has died', async () => {
    const nationalId = somebody();
    const applicationId = await world.anApproval(lender, productId, { nationalId });
    const personId = world.service.personIds.ofNationalId(nationalId);
    await world.service.database.owner("insert into person_death values ($1, '2026-01-01')", [personId]);

    const { errors } = await world.disburse(applicationId);

    expect(errors[0]?.message).toBe('The rules do not allow this loan. The applicant has died.');
  });
});
