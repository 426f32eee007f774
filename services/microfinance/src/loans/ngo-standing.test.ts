import { hear } from '../testing/hear';
import { LendingWorld } from '../testing/lending-world';
import { hearNgoStanding } from '@solidarity/subgraph-kit/events/ngo-standing.projection';

let world: LendingWorld;

beforeAll(async () => {
  world = await LendingWorld.begin();
});
afterAll(() => world.end());

/** What the service of NGOs tells of one. */
const tell = (ngoId: string, standing: string, licensedUntil: string | null = null) =>
  hear(world, hearNgoStanding, ngoId, { ngoId, standing, since: '2026-01-01', licensedUntil });

/** Why an application to the NGO cannot be approved. */
const approvalOf = async (standing: string, licensedUntil: string | null = null) => {
  const lender = await world.aLender();
  const applicationId = await world.anApplication(lender, await world.aProduct(lender));
  await tell(lender.ngoId ?? '', standing, licensedUntil);
  return (await world.approve(lender, applicationId)).map(({ message }) => message);
};

const REFUSED = (standing: string) => [
  `The rules do not allow this loan. The organisation that lends is not in good standing (${standing}).`,
];

describe('an NGO', () => {
  test('of which good standing is heard may lend', async () => {
    expect(await approvalOf('GOOD')).toEqual([]);
  });

  test.each(['SUSPENDED', 'DISSOLVED', 'EXPIRED', 'NOT_REGISTERED'])(
    'that is heard to be %s may not',
    async (standing) => {
      expect(await approvalOf(standing)).toEqual(REFUSED(standing));
    },
  );

  test('whose own licence has run out may not, told or not', async () => {
    expect(await approvalOf('GOOD', '2025-12-31')).toEqual(REFUSED('EXPIRED'));
    expect(await approvalOf('GOOD', '2026-01-01')).toEqual([]);
  });

  test('of which nothing was ever heard may not', async () => {
    const lender = await world.aLender();
    const applicationId = await world.anApplication(lender, await world.aProduct(lender));
    await world.service.database.owner('delete from ngo_standing where ngo_id = $1', [lender.ngoId]);

    expect((await world.approve(lender, applicationId)).map(({ message }) => message)).toEqual(
      REFUSED('UNKNOWN'),
    );
  });

  test('that was suspended and is reinstated may lend again', async () => {
    const lender = await world.aLender();
    await tell(lender.ngoId ?? '', 'SUSPENDED');
    await tell(lender.ngoId ?? '', 'GOOD');
    const applicationId = await world.anApplication(lender, await world.aProduct(lender), { amount: '1000' });

    expect(await world.approve(lender, applicationId)).toEqual([]);
  });
});
