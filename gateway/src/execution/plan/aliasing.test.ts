import type { PlanNode } from '@apollo/query-planner';
import { compilePlan } from './compile-plan';
import { entityFetch, OBJECT_TYPES, parallel, planOf, rootFetch, sequence } from './testing/plans';
import { TestRun } from './testing/test-run';

const user = (id: string) => ({ __typename: 'User', id });

interface Asked {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown[] | undefined>>;
}

async function run(node: PlanNode, answers: (service: string, asked: Asked) => unknown): Promise<TestRun> {
  const made = new TestRun({}, (service, body) => ({ data: answers(service, JSON.parse(body) as Asked) }));
  await compilePlan(planOf(node), OBJECT_TYPES)(made);
  return made;
}

describe('one answer for several places', () => {
  it('is not mixed up by what is asked under one alias on different paths', async () => {
    const branch = (list: string, field: string) =>
      sequence(
        rootFetch('root', `${list}{__typename id}`),
        entityFetch('friends', `${list}.@`, 'User', 'best{__typename id}'),
        entityFetch('users', `${list}.@.best`, 'User', `x:${field}`),
      );

    const { data, calls } = await run(
      parallel(branch('as', 'name'), branch('bs', 'born')),
      (service, { query }) => {
        if (service === 'root') return { [query.slice(1, 3)]: [user('1'), user('1')] };
        if (service === 'friends') return { _entities: [{ best: user('2') }] };
        return { _e0: [{ x: 'Name' }], _e1: [{ x: 1999 }] };
      },
    );

    const withBest = (x: unknown) => ({ ...user('1'), best: { ...user('2'), x } });
    expect(data).toEqual({ as: [withBest('Name'), withBest('Name')], bs: [withBest(1999), withBest(1999)] });
    expect(calls.map(({ service }) => service)).toEqual(['root', 'root', 'friends', 'users']);
  });

  it('is not mixed up by what another fetch from above brings to each of them', async () => {
    const distant = entityFetch('routes', 'users.@', 'User', 'parcel{eta}', {
      requires: [
        {
          kind: 'InlineFragment',
          typeCondition: 'User',
          selections: ['__typename', 'id', 'distance'].map((name) => ({ kind: 'Field', name })),
        },
      ],
    });
    const plan = sequence(
      rootFetch('root', 'users{__typename id distance}'),
      entityFetch('parcels', 'users.@', 'User', 'parcel{size}'),
      distant,
    );

    const { data, calls } = await run(plan, (service, { variables }) => {
      if (service === 'root')
        return {
          users: [
            { ...user('1'), distance: 1 },
            { ...user('1'), distance: 2 },
          ],
        };
      if (service === 'parcels') return { _entities: [{ parcel: { size: 5 } }] };
      const asked = variables['representations'] as { distance: number }[];
      return { _entities: asked.map(({ distance }) => ({ parcel: { eta: distance * 10 } })) };
    });

    expect(calls[1]?.variables).toEqual({ representations: [user('1')] });
    expect(data['users']).toMatchObject([{ parcel: { size: 5, eta: 10 } }, { parcel: { size: 5, eta: 20 } }]);
  });

  it('is one object where nothing can tell its places apart, and is fetched for once', async () => {
    const plan = sequence(
      rootFetch('root', 'users{__typename id}'),
      entityFetch('friends', 'users.@', 'User', 'friends{__typename id}'),
      entityFetch('users', 'users.@.friends.@', 'User', 'name'),
    );

    const { data, calls } = await run(plan, (service) => {
      if (service === 'root') return { users: [user('1'), user('1')] };
      return { _entities: service === 'friends' ? [{ friends: [user('2')] }] : [{ name: 'Name' }] };
    });

    const [first, second] = data['users'] as { friends: unknown[] }[];
    expect(first?.friends).toEqual([{ ...user('2'), name: 'Name' }]);
    expect(second?.friends).toBe(first?.friends);
    expect(calls[2]?.variables).toEqual({ representations: [user('2')] });
  });

  it('is told of at all its places when something fails below it', async () => {
    const plan = sequence(
      rootFetch('root', 'users{__typename id}'),
      entityFetch('friends', 'users.@', 'User', 'friends{__typename id}'),
      entityFetch('users', 'users.@.friends.@', 'User', 'name'),
    );
    const made = new TestRun({}, (service) => {
      if (service === 'root') return { data: { users: [user('1'), user('1')] } };
      if (service === 'friends') return { data: { _entities: [{ friends: [user('2')] }] } };
      return { data: { _entities: [null] }, errors: [{ path: ['_entities', 0, 'name'] }] };
    });

    await compilePlan(planOf(plan), OBJECT_TYPES)(made);

    expect(made.errors.map(({ path }) => path?.join('.'))).toEqual([
      'users.0.friends.0.name',
      'users.1.friends.0.name',
    ]);
  });

  it('of a root type further down is copied for each of its places', async () => {
    const below: PlanNode = {
      kind: 'Flatten',
      path: ['payloads', '@'],
      node: rootFetch('b', 'now{time}'),
    };

    const { data, calls } = await run(sequence(rootFetch('a', 'payloads{x}'), below), (service) =>
      service === 'a' ? { payloads: [{ x: 1 }, null, { x: 2 }] } : { now: { time: 3 } },
    );

    const payloads = data['payloads'] as ({ now: unknown } | null)[];
    expect(payloads).toEqual([{ x: 1, now: { time: 3 } }, null, { x: 2, now: { time: 3 } }]);
    expect(payloads[0]?.now).not.toBe(payloads[2]?.now);
    expect(calls).toHaveLength(2);
  });
});
