import { randomUUID } from 'node:crypto';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { admin, gizaWorker, partner, registryService } from '../testing/registry';
import { manyHouseholds } from '../testing/village';

let service: TestService;
beforeAll(async () => {
  service = await registryService();
});
afterAll(() => service.close());

const SERVED = `query ($ids: [_Any!]!, $first: Int!, $after: String) {
  _entities(representations: $ids) {
    ... on Ngo { householdsServed(first: $first, after: $after) { nodes { id head { id } } pageInfo { hasNextPage endCursor } } }
  }
}`;
interface Page {
  readonly nodes: readonly { readonly id: string; readonly head: { readonly id: string } | null }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}
const servedBy = async (
  caller: typeof admin,
  ngoIds: readonly string[],
  first = 10,
  after: string | null = null,
) => {
  const ids = ngoIds.map((id) => ({ __typename: 'Ngo', id }));
  const { data, errors } = await service.ask<{ _entities: { householdsServed: Page }[] }>(caller, SERVED, {
    ids,
    first,
    after,
  });
  if (errors) throw new Error(JSON.stringify(errors));
  return data._entities.map(({ householdsServed }) => householdsServed);
};

/** An organisation that serves so many households, one more each day. */
async function anNgoServing(count: number): Promise<{ ngoId: string; households: string[] }> {
  const ngoId = randomUUID();
  return { ngoId, households: await manyHouseholds(service, count, ngoId) };
}

describe('the households that an organisation serves', () => {
  test('come page by page, the longest served first', async () => {
    const { ngoId, households } = await anNgoServing(5);

    const [first] = await servedBy(partner(ngoId), [ngoId], 3);
    const [second] = await servedBy(partner(ngoId), [ngoId], 3, first?.pageInfo.endCursor);

    expect(first?.nodes.map(({ id }) => id)).toEqual(households.slice(0, 3));
    expect(first?.nodes.every(({ head }) => head !== null)).toBe(true);
    expect(second?.nodes.map(({ id }) => id)).toEqual(households.slice(3));
    expect([first?.pageInfo.hasNextPage, second?.pageInfo.hasNextPage]).toEqual([true, false]);
  });

  test("are the organisation's own: of another one it sees none", async () => {
    const [one, two] = [await anNgoServing(1), await anNgoServing(2)];

    const seen = async (caller: typeof admin) =>
      (await servedBy(caller, [one.ngoId, two.ngoId])).map(({ nodes }) => nodes.length);

    expect(await seen(partner(one.ngoId))).toEqual([1, 0]);
    expect(await seen(partner(two.ngoId))).toEqual([0, 2]);
    expect(await seen(admin)).toEqual([1, 2]);
    expect(await seen(gizaWorker)).toEqual([1, 2]);
  });

  test('are the same number of statements for 5 and for 50, of one organisation and of many', async () => {
    const ngos: string[] = [];
    for (let index = 0; index < 5; index += 1) ngos.push((await anNgoServing(10)).ngoId);

    const statements = [
      await service.statementsOf(() => servedBy(admin, ngos.slice(0, 1), 5)),
      await service.statementsOf(() => servedBy(admin, ngos, 10)),
    ];

    expect(statements).toEqual([2, 2]);
  });
});

describe('the number of statements', () => {
  /** Each field that names people asks for something else, so that none shares a statement by chance. */
  const EVERYTHING = `query ($first: Int!) {
    households(first: $first) {
      nodes {
        id referenceNumber head { id name { ar } nationalId household { id } memberships { joinedOn } corrections { field } }
        area { id name { ar } parent { name { ar } } }
        address { line area { id } } addresses { line } consents { givenOn ngo { id } givenBy { birthDate } }
        members { relationship person { id sex } relativeTo { diedOn } } heads { since person { registeredAt } } history { action }
      }
    }
  }`;

  test('of a page with everything on it is the same for 5 and for 50 households', async () => {
    await manyHouseholds(service, 50, randomUUID());
    const ask = (first: number) => async () => {
      const { errors } = await service.ask(admin, EVERYTHING, { first });
      expect(errors).toBeUndefined();
    };

    const five = await service.statementsOf(ask(5));
    const fifty = await service.statementsOf(ask(50));

    expect(fifty).toBe(five);
    expect(five).toBe(17);
  });

  test('of counts is one for all areas asked for', async () => {
    const statements = await service.statementsOf(() =>
      service.ask(admin, '{ governorates { id householdCount } }'),
    );

    expect(statements).toBe(2);
  });
});
