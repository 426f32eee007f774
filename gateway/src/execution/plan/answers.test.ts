import type { PlanNode } from '@apollo/query-planner';
import { ServiceFault } from '../../subgraphs/service-fault';
import { compilePlan } from './compile-plan';
import { entityFetch, OBJECT_TYPES, parallel, planOf, rootFetch, sequence } from './testing/plans';
import { settled, TestRun } from './testing/test-run';

const user = (id: string) => ({ __typename: 'User', id });
const onUsers = (...fetches: PlanNode[]) =>
  sequence(rootFetch('a', 'users{__typename id}'), parallel(...fetches));
const ofUsers = (selection: string) => entityFetch('b', 'users.@', 'User', selection);

/** Runs a plan over users 1, 2 and 1 again; its calls to `b` are answered so. */
async function runWith(node: PlanNode, answers: unknown[]): Promise<TestRun> {
  const left = [...answers];
  const run = new TestRun({}, (service) => {
    if (service === 'a') return { data: { users: [user('1'), user('2'), user('1')] } };
    const answer = left.shift();
    return answer instanceof Error ? Promise.reject(answer) : answer;
  });
  await compilePlan(planOf(node), OBJECT_TYPES)(run);
  return run;
}

const faultsOf = (run: TestRun) =>
  run.faults.map(({ fault, places }) => [fault.code, fault.reason, places.map((place) => place.join('.'))]);
const unplacedOf = (run: TestRun) =>
  run.unplaced.map(({ error, places }) => [error, places.map((place) => place.join('.'))]);
const errorsOf = (run: TestRun) => run.errors.map(({ error, path }) => [error, path?.join('.')]);

describe('errors of a service', () => {
  it('are told at every place of their entity', async () => {
    const error = { message: 'No.', path: ['_entities', 0, 'n', 3] };

    const run = await runWith(onUsers(ofUsers('n')), [
      { data: { _entities: [{ n: null }, { n: 2 }] }, errors: [error] },
    ]);

    expect(errorsOf(run)).toEqual([
      [error, 'users.0.n.3'],
      [error, 'users.2.n.3'],
    ]);
  });

  it('of a fused call are told at the places of their own operation', async () => {
    const errors = [
      { message: 'One', path: ['_e1', 1, 'm'] },
      { message: 'Two', path: ['_e0', 1] },
    ];

    const run = await runWith(onUsers(ofUsers('n'), ofUsers('m')), [
      { data: { _e0: [{ n: 1 }, null], _e1: [{ m: 1 }, { m: null }] }, errors },
    ]);

    expect(errorsOf(run)).toEqual([
      [errors[0], 'users.1.m'],
      [errors[1], 'users.1'],
    ]);
  });

  it('of several fetches of one operation are told at the places of each', async () => {
    const plan = parallel(
      sequence(rootFetch('a', 'users{__typename id}'), ofUsers('n')),
      sequence(rootFetch('c', 'me{__typename id}'), entityFetch('b', 'me', 'User', 'n')),
    );
    const run = new TestRun();
    const done = compilePlan(planOf(plan), OBJECT_TYPES)(run);
    run.calls[0]?.answer({ data: { users: [user('2'), user('1')] } });
    run.calls[1]?.answer({ data: { me: user('1') } });
    await settled();

    run.calls[2]?.answer({
      data: { _entities: [{ n: 1 }, null] },
      errors: [{ message: 'No.', path: ['_entities', 1, 'n'] }],
    });
    await done;

    expect(run.errors.map(({ path }) => path)).toEqual([
      ['users', 1, 'n'],
      ['me', 'n'],
    ]);
  });

  it.each([
    ['no path', undefined],
    ['a path that is none', 'users'],
    ['a path with objects in it', ['_entities', {}, 'n']],
    ['a path to no entity of the call', ['_entities', 7, 'n']],
    ['a path to something else', ['other', 0]],
  ])('with %s have no place when nothing is null', async (_what, path) => {
    const error = { message: 'No.', path };

    const run = await runWith(onUsers(ofUsers('n')), [
      { data: { _entities: [{ n: 1 }, { n: 2 }] }, errors: [error, 'a text'] },
    ]);

    expect([run.errors, unplacedOf(run)]).toEqual([
      [],
      [
        [error, []],
        ['a text', []],
      ],
    ]);
    expect(run.data['users']).toMatchObject([{ n: 1 }, { n: 2 }, { n: 1 }]);
  });

  it.each([
    ['no data', { data: null }, ['users.0.n', 'users.0.m']],
    ['no list', { data: { _entities: null } }, ['users.0.n', 'users.0.m']],
    ['an entity that is null', { data: { _entities: [{ n: 1, m: 1 }, null] } }, ['users.1.n', 'users.1.m']],
    [
      'a field that is null',
      {
        data: {
          _entities: [
            { n: 1, m: 1 },
            { n: null, m: 2 },
          ],
        },
      },
      ['users.1.n'],
    ],
    ['a field that is not there', { data: { _entities: [{ n: 1 }, { n: null, m: 2 }] } }, ['users.0.m']],
  ])('without a path belong to the first that lacks something: %s', async (_what, answer, places) => {
    const error = { message: 'No.' };

    const run = await runWith(onUsers(ofUsers('n m')), [{ ...answer, errors: [error] }]);

    expect(unplacedOf(run)).toEqual([[error, places]]);
  });

  it('without a path belong to the operation of a fused call that has no list', async () => {
    const run = await runWith(onUsers(ofUsers('n'), ofUsers('m')), [
      { data: { _e0: [{ n: null }, { n: 2 }], _e1: null }, errors: ['No.'] },
    ]);

    expect(unplacedOf(run)).toEqual([['No.', ['users.0.m']]]);
  });

  it.each([
    ['no data', { data: null }, ['x', 'z']],
    ['a field that is null', { data: { x: 1, z: null } }, ['z']],
    ['no null', { data: { x: 1, z: 2 } }, []],
  ])('without a path belong to the root fields that are null: %s', async (_what, answer, places) => {
    const run = new TestRun({}, () => ({ ...answer, errors: ['No.'] }));

    await compilePlan(planOf(rootFetch('a', 'x z:y __typename')), OBJECT_TYPES)(run);

    expect(unplacedOf(run)).toEqual([['No.', places]]);
  });

  it('of the root keep their path', async () => {
    const run = new TestRun({}, () => ({
      data: { x: null },
      errors: [{ message: 'No.', path: ['x', 0, 'y'] }],
    }));

    await compilePlan(planOf(rootFetch('a', 'x{y}')), OBJECT_TYPES)(run);

    expect(run.errors.map(({ path }) => path)).toEqual([['x', 0, 'y']]);
  });

  it('are told in the client’s names where the planner has used others', async () => {
    const fetch = entityFetch('b', 'users.@', 'User', 'n n__alias_0:other', {
      outputRewrites: [{ kind: 'KeyRenamer', path: ['... on User', 'n__alias_0'], renameKeyTo: 'm' }],
    });

    const run = await runWith(onUsers(fetch), [
      {
        data: { _entities: [{ n: 1, n__alias_0: 5 }, null] },
        errors: [{ path: ['_entities', 1, 'n__alias_0'] }],
      },
    ]);

    expect(run.errors.map(({ path }) => path?.join('.'))).toEqual(['users.1.m']);
    expect(run.data['users']).toMatchObject([{ n: 1, m: 5 }, {}, { n: 1, m: 5 }]);
  });

  it('are not multiplied without bound', async () => {
    const errors = Array.from({ length: 2_000 }, () => ({ path: ['_entities', 0, 'n'] }));

    const run = await runWith(onUsers(ofUsers('n')), [{ data: { _entities: [{}, {}] }, errors }]);
    const pathless = await runWith(onUsers(ofUsers('n m')), [
      { data: null, errors: errors.map(() => 'No.') },
    ]);

    expect(run.errors).toHaveLength(1_000);
    expect(pathless.unplaced).toHaveLength(500);
  });
});

describe('a call without an answer', () => {
  const fault = new ServiceFault('b', 'DEADLINE_EXCEEDED', 'LATE');

  it('lacks the fields of the first entity', async () => {
    const run = await runWith(onUsers(ofUsers('__typename n m{x}')), [fault]);

    expect(run.faults).toEqual([
      {
        fault,
        places: [
          ['users', 0, 'n'],
          ['users', 0, 'm'],
        ],
      },
    ]);
    expect(run.data['users']).toEqual([user('1'), user('2'), user('1')]);
  });

  it('lacks those of each fetch that was in it', async () => {
    const run = await runWith(onUsers(ofUsers('n'), ofUsers('m')), [fault]);

    expect(faultsOf(run)).toEqual([['DEADLINE_EXCEEDED', 'LATE', ['users.0.n', 'users.0.m']]]);
    expect(run.calls).toHaveLength(2);
  });

  it('lacks its root fields', async () => {
    const run = new TestRun({}, () => Promise.reject(fault));

    await compilePlan(planOf(rootFetch('b', 'x y:z __typename')), OBJECT_TYPES)(run);

    expect(faultsOf(run)).toEqual([['DEADLINE_EXCEEDED', 'LATE', ['x', 'y']]]);
  });

  it('is a fault of the service, whatever was thrown', async () => {
    const run = new TestRun({}, () => Promise.reject(new TypeError('http://10.0.0.1 refused')));

    await compilePlan(planOf(rootFetch('b', 'x')), OBJECT_TYPES)(run);

    expect(faultsOf(run)).toEqual([['SERVICE_UNAVAILABLE', 'TypeError', ['x']]]);
  });
});

describe('an answer of the wrong form', () => {
  it.each([
    ['no list of entities', { data: {} }],
    ['an object for the list', { data: { _entities: { 0: {} } } }],
    ['too few entities', { data: { _entities: [{ n: 1 }] } }],
    ['too many entities', { data: { _entities: [{}, {}, {}] } }],
    ['a text for an entity', { data: { _entities: ['text', { n: 2 }] } }],
    ['a list for an entity', { data: { _entities: [[], { n: 2 }] } }],
    ['data that is a list', { data: [] }],
    ['data that is a text', { data: 'text' }],
    ['neither data nor errors', {}],
    ['errors that are no list', { errors: 'text' }],
  ])('is told as a fault: %s', async (_what, answer) => {
    const run = await runWith(onUsers(ofUsers('n')), [answer]);

    expect(faultsOf(run)).toEqual([['SERVICE_UNAVAILABLE', 'ENTITIES_MISMATCH', ['users.0.n']]]);
  });

  it('spoils only its own operation in a fused call', async () => {
    const run = await runWith(onUsers(ofUsers('n'), ofUsers('m')), [
      { data: { _e0: 'text', _e1: [{ m: 1 }, { m: 2 }] } },
    ]);

    expect(faultsOf(run)).toEqual([['SERVICE_UNAVAILABLE', 'ENTITIES_MISMATCH', ['users.0.n']]]);
    expect(run.data['users']).toMatchObject([{ m: 1 }, { m: 2 }, { m: 1 }]);
  });

  it.each([
    ['no data', {}, 'NO_DATA'],
    ['a list', { data: [] }, 'DATA_MISMATCH'],
    ['a text', { data: 'text' }, 'DATA_MISMATCH'],
    ['nothing at all', null, 'ANSWER_UNUSABLE'],
  ])('is told for the root as well: %s', async (_what, answer, reason) => {
    const run = new TestRun({}, () => answer);

    await compilePlan(planOf(rootFetch('b', 'x')), OBJECT_TYPES)(run);

    expect(faultsOf(run)).toEqual([['SERVICE_UNAVAILABLE', reason, ['x']]]);
  });

  it.each([
    ['a text', 'text'],
    ['a number', 1],
    ['an object', { 0: user('1') }],
    ['lists in the list', [[user('1')]]],
    ['an object with keys of the prototype', JSON.parse('{"__proto__":[{"__typename":"User","id":"1"}]}')],
  ])('brings nobody to ask for where users are due: %s', async (_what, users) => {
    const run = new TestRun({}, () => ({ data: { users } }));

    await compilePlan(planOf(onUsers(ofUsers('n'))), OBJECT_TYPES)(run);

    expect([run.calls.length, run.faults]).toEqual([1, []]);
  });

  it('does not reach the prototype of objects', async () => {
    const polluting = JSON.parse(
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    ) as object;

    await runWith(onUsers(ofUsers('n')), [{ data: { _entities: [polluting, polluting] } }]);

    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('too deep to be walked costs only what it was to bring', async () => {
    const deep = () => JSON.parse(`${'{"n":'.repeat(50_000)}1${'}'.repeat(50_000)}`) as object;
    const deepUsers = ofUsers('n{n}');

    const run = await runWith(sequence(onUsers(deepUsers), deepUsers, ofUsers('last')), [
      { data: { _entities: [deep(), deep()] } },
      { data: { _entities: [deep(), deep()] } },
      { data: { _entities: [{ last: 1 }, { last: 2 }] } },
    ]);

    expect(faultsOf(run)[0]?.slice(0, 2)).toEqual(['SERVICE_UNAVAILABLE', 'ANSWER_UNUSABLE']);
    expect(run.data['users']).toMatchObject([{ last: 1 }, { last: 2 }, { last: 1 }]);
  });
});
