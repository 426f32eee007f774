import { randomUUID } from 'node:crypto';
import { SYSTEM_CALLER } from '@solidarity/subgraph-kit/access/roles';
import { inTransaction } from '@solidarity/subgraph-kit/database/transaction';
import { parsePlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { LendingWorld } from '../testing/lending-world';
import { hearNgoStanding } from './ngo-standing.projection';

let world: LendingWorld;

beforeAll(async () => {
  world = await LendingWorld.begin();
});
afterAll(() => world.end());

/** What the service of NGOs tells of one. */
const hear = (ngoId: string, standing: string, licensedUntil: string | null = null) =>
  inTransaction(world.service.database.dataSource, SYSTEM_CALLER, (manager) =>
    hearNgoStanding.prepare({
      ...{ id: randomUUID(), subject: ngoId, occurredAt: '2026-01-01T08:00:00.000Z' },
      payload: { ngoId, standing, since: '2026-01-01', licensedUntil },
    })({
      ...{ manager, caller: SYSTEM_CALLER, clock: world.clock, today: parsePlainDate('2026-01-01') },
      ...{ requestId: randomUUID(), operationName: 'ngo.standing_changed', purpose: null },
    }),
  );

/** Why an application to the NGO cannot be approved. */
const approvalOf = async (standing: string, licensedUntil: string | null = null) => {
  const lender = await world.aLender();
  const applicationId = await world.anApplication(lender, await world.aProduct(lender));
  await hear(lender.ngoId ?? '', standing, licensedUntil);
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
    await hear(lender.ngoId ?? '', 'SUSPENDED');
    await hear(lender.ngoId ?? '', 'GOOD');
    const applicationId = await world.anApplication(lender, await world.aProduct(lender), { amount: '1000' });

    expect(await world.approve(lender, applicationId)).toEqual([]);
  });
});
