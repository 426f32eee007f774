import { OperationTypeNode } from 'graphql';
import type { PlanNode } from '@apollo/query-planner';
import { compilePlan, UnknownPlan } from './compile-plan';
import { entityFetch, OBJECT_TYPES, parallel, planOf, rootFetch, sequence } from './testing/plans';
import { settled, TestRun } from './testing/test-run';
import { WIDE_QUERY, wideGraph } from './testing/wide-graph';

const compile = (node: PlanNode) => compilePlan(planOf(node), OBJECT_TYPES);
const user = (id: string) => ({ __typename: 'User', id });

function begin(node: PlanNode, variables: Record<string, unknown> = {}) {
  const run = new TestRun(variables);
  return { run, done: compile(node)(run) };
}

describe('the wide query of the benchmark', () => {
  const graph = wideGraph();

  it('gives what Apollo gives with half the calls', async () => {
    let apolloCalls = 0;
    const { data } = await graph.apolloAnswer(WIDE_QUERY, {}, (service, body) => {
      apolloCalls += 1;
      return graph.answer(service, body);
    });
    const run = new TestRun({}, graph.answer);

    await compilePlan(graph.plan(WIDE_QUERY), graph.types)(run);

    expect(run.data).toMatchObject(data as object);
    expect([apolloCalls, run.calls.length]).toEqual([16, 8]);
    expect([run.errors, run.faults]).toEqual([[], []]);
  });

  it('sends each entity once in a call', async () => {
    const run = new TestRun({}, graph.answer);

    await compilePlan(graph.plan(WIDE_QUERY), graph.types)(run);

    for (const { variables } of run.calls) {
      for (const representations of Object.values(variables) as unknown[][]) {
        const texts = representations.map((one) => JSON.stringify(one));
        expect(new Set(texts).size).toBe(texts.length);
      }
    }
  });

  it('runs for many requests at once without mixing them up', async () => {
    const runPlan = compilePlan(graph.plan(WIDE_QUERY), graph.types);
    const runs = Array.from({ length: 20 }, () => new TestRun({}, graph.answer));

    await Promise.all(runs.map((run) => runPlan(run)));

    const texts = new Set(runs.map(({ data }) => JSON.stringify(data)));
    expect(texts.size).toBe(1);
    expect(runs[0]?.data === runs[1]?.data).toBe(false);
  });
});

describe('what is sent', () => {
  it('is the operation with the variables that the client has sent, and no others', async () => {
    const { run } = begin(
      rootFetch('s', 'a', {
        operation: 'query Q__s__0($x:Int $y:Int $z:Int){a(x:$x y:$y z:$z)}',
        operationName: 'Q__s__0',
        variableUsages: ['x', 'y', 'z'],
      }),
      { x: null, z: 'a "text"', unused: 1 },
    );

    expect(run.calls.map(({ body }) => body)).toEqual([
      '{"query":"query Q__s($x:Int $y:Int $z:Int){a(x:$x y:$y z:$z)}","operationName":"Q__s","variables":{"x":null,"z":"a \\"text\\""}}',
    ]);
  });

  it('has the representations after the variables', async () => {
    const node = sequence(
      rootFetch('a', 'me{__typename id}'),
      entityFetch('b', 'me', 'User', 'n(x:$x)', { variableUsages: ['x'] }),
    );
    const { run } = begin(node, { x: 1 });

    run.calls[0]?.answer({ data: { me: user('1') } });
    await settled();

    expect(run.calls[1]?.body).toMatch(
      /"variables":\{"x":1,"representations":\[\{"__typename":"User","id":"1"\}\]\}\}$/,
    );
  });

  it('is nothing when there is nobody to ask for', async () => {
    const { run, done } = begin(
      sequence(rootFetch('a', 'users{__typename id}'), entityFetch('b', 'users.@', 'User', 'n')),
    );

    run.calls[0]?.answer({ data: { users: [null, { __typename: 'Robot', id: '1' }, { id: '2' }] } });
    await done;

    expect(run.calls).toHaveLength(1);
  });
});

describe('the order of fetches', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] }));
  afterEach(() => jest.useRealTimers());

  it('keeps mutations one after the other, also after one that failed', async () => {
    const mutation = (name: string) => rootFetch('s', name, { operationKind: OperationTypeNode.MUTATION });
    const { run, done } = begin(sequence(mutation('one'), mutation('two')));

    await settled();
    const before = run.calls.map(({ query }) => query);
    run.calls[0]?.answer({ data: null, errors: [{ message: 'No.' }] });
    await settled();
    run.calls[1]?.answer({ data: { two: 2 } });
    await done;

    expect([before, run.calls.map(({ query }) => query)]).toEqual([
      ['mutation{one}'],
      ['mutation{one}', 'mutation{two}'],
    ]);
    expect(run.data).toEqual({ two: 2 });
  });

  it('lets each parallel branch go on by itself', async () => {
    const branch = (name: string) =>
      sequence(rootFetch(name, `${name}{__typename id}`), entityFetch('more', name, 'User', `of_${name}`));
    const { run } = begin(parallel(branch('slow'), sequence(branch('fast'), rootFetch('last', 'last'))));

    run.calls[1]?.answer({ data: { fast: user('1') } });
    await heldEnough();
    run.calls[2]?.answer({ data: { _entities: [{ of_fast: 1 }] } });
    await settled();

    expect(run.calls.map(({ service }) => service)).toEqual(['slow', 'fast', 'more', 'last']);
    expect(run.data).toEqual({ fast: { ...user('1'), of_fast: 1 } });
  });

  it.each([
    [true, 'yes'],
    [false, 'no'],
  ])('follows a condition that is %s', (x, expected) => {
    const node: PlanNode = {
      kind: 'Condition',
      condition: 'x',
      ifClause: rootFetch('yes', 'a'),
      elseClause: rootFetch('no', 'a'),
    };

    expect(begin(node, { x }).run.calls.map(({ service }) => service)).toEqual([expected]);
  });
});

/** As long as a ready fetch may be held for its siblings. */
async function heldEnough(): Promise<void> {
  jest.advanceTimersByTime(1);
  await settled();
  jest.advanceTimersByTime(1);
  await settled();
}

describe('fetches of one level and service', () => {
  const twoLists = (first: PlanNode, second: PlanNode) =>
    parallel(
      sequence(rootFetch('a', 'as{__typename id}'), first),
      sequence(rootFetch('b', 'bs{__typename id}'), second),
    );
  const sameOperation = twoLists(
    entityFetch('more', 'as.@', 'User', 'n'),
    entityFetch('more', 'bs.@', 'User', 'n'),
  );
  const otherOperation = twoLists(
    entityFetch('more', 'as.@', 'User', 'n'),
    entityFetch('more', 'bs.@', 'User', 'm'),
  );

  it('are one list of representations when they ask the same', async () => {
    const { run, done } = begin(sameOperation);

    run.calls[0]?.answer({ data: { as: [user('1'), user('2')] } });
    run.calls[1]?.answer({ data: { bs: [user('2'), user('3')] } });
    await settled();
    const { variables } = run.calls[2] ?? {};
    run.calls[2]?.answer({ data: { _entities: [{ n: 1 }, { n: 2 }, { n: 3 }] } });
    await done;

    expect(variables).toEqual({ representations: [user('1'), user('2'), user('3')] });
    expect(run.data).toEqual({
      as: [
        { ...user('1'), n: 1 },
        { ...user('2'), n: 2 },
      ],
      bs: [
        { ...user('2'), n: 2 },
        { ...user('3'), n: 3 },
      ],
    });
  });

  it('are aliased when they ask for different fields', async () => {
    const { run, done } = begin(otherOperation);

    run.calls[0]?.answer({ data: { as: [user('1')] } });
    run.calls[1]?.answer({ data: { bs: [user('1')] } });
    await settled();
    const { query, variables } = run.calls[2] ?? {};
    run.calls[2]?.answer({ data: { _e0: [{ n: 1 }], _e1: [{ m: 2 }] } });
    await done;

    expect(query).toBe(
      'query($_r0:[_Any!]! $_r1:[_Any!]!){_e0:_entities(representations:$_r0){...on User{n}} _e1:_entities(representations:$_r1){...on User{m}}}',
    );
    expect(variables).toEqual({ _r0: [user('1')], _r1: [user('1')] });
    expect(run.data).toEqual({ as: [{ ...user('1'), n: 1 }], bs: [{ ...user('1'), m: 2 }] });
  });

  it('release a sibling at once when their branch has failed', async () => {
    const { run } = begin(otherOperation);

    run.calls[0]?.answer({ data: { as: [user('1')] } });
    await settled();
    const before = run.calls.length;
    run.calls[1]?.answer({ data: null, errors: [{ message: 'No.' }] });
    await settled();

    expect([before, run.calls.length]).toEqual([2, 3]);
    expect(run.calls[2]?.query).toContain('{_entities(representations:$representations){...on User{n}}}');
  });

  it('wait for no sibling that a condition has left out', async () => {
    const conditional: PlanNode = {
      kind: 'Condition',
      condition: 'x',
      ifClause: entityFetch('more', 'bs.@', 'User', 'm'),
    };
    const { run } = begin(twoLists(entityFetch('more', 'as.@', 'User', 'n'), conditional), { x: false });

    run.calls[0]?.answer({ data: { as: [user('1')] } });
    await settled();

    expect(run.calls).toHaveLength(3);
  });

  it('do not wait for each other once they are known to come apart', async () => {
    const runPlan = compile(otherOperation);
    for (let i = 0; i < 5; i += 1) {
      const run = new TestRun();
      const done = runPlan(run);
      run.calls[0]?.answer({ data: { as: [user('1')] } });
      await settled();
      jest.advanceTimersByTime(50);
      await settled();
      run.calls[1]?.answer({ data: { bs: [] } });
      run.calls[2]?.answer({ data: { _entities: [{ n: 1 }] } });
      await done;
    }
    const run = new TestRun();
    void runPlan(run);

    run.calls[0]?.answer({ data: { as: [user('1')] } });
    await settled();

    expect(run.calls.map(({ service }) => service)).toEqual(['a', 'b', 'more']);
  });

  it('are asked each on its own when the service does not take them together, then and from then on', async () => {
    const runPlan = compile(otherOperation);
    const answers = (service: string, body: string) => {
      if (service === 'a') return { data: { as: [user('1')] } };
      if (service === 'b') return { data: { bs: [user('1')] } };
      if (body.includes('_e0')) return { errors: [{ message: 'Too many root fields.' }] };
      return { data: { _entities: [body.includes('{m}') ? { m: 2 } : { n: 1 }] } };
    };
    const [first, second] = [new TestRun({}, answers), new TestRun({}, answers)];

    await runPlan(first);
    await runPlan(second);

    expect([first.calls.length, second.calls.length]).toEqual([5, 4]);
    for (const { data, errors, faults } of [first, second]) {
      expect(data).toEqual({ as: [{ ...user('1'), n: 1 }], bs: [{ ...user('1'), m: 2 }] });
      expect([errors, faults]).toEqual([[], []]);
    }
  });

  it('that fail together are each told with the service’s own words for it', async () => {
    const refusal = { message: 'Not you.', extensions: { code: 'FORBIDDEN' } };
    const { run, done } = begin(otherOperation);

    run.calls[0]?.answer({ data: { as: [user('1')] } });
    run.calls[1]?.answer({ data: { bs: [user('1')] } });
    await settled();
    run.calls[2]?.answer({ data: null, errors: [refusal] });
    await settled();
    run.calls.slice(3).forEach(({ answer }) => answer({ data: null, errors: [refusal] }));
    await done;

    expect(run.calls).toHaveLength(5);
    expect(run.unplaced).toEqual([
      { error: refusal, places: [['as', 0, 'n']] },
      { error: refusal, places: [['bs', 0, 'm']] },
    ]);
  });

  beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] }));
  afterEach(() => jest.useRealTimers());
});

describe('mutations in several calls', () => {
  const mutation = (selection: string) =>
    rootFetch('s', selection, { operationKind: OperationTypeNode.MUTATION });
  const plan = planOf(
    sequence(mutation('a b:x'), entityFetch('t', 'a', 'User', 'n'), mutation('c'), mutation('d')),
  );

  it('are sent until the answer is null for one of the earlier ones', async () => {
    const run = new TestRun({}, (service, body) =>
      service === 't'
        ? { data: { _entities: [{ n: 1 }] } }
        : { data: body.includes('{c}') ? { c: null } : { a: user('1'), b: 2 } },
    );
    const looked: [string, string][] = [];

    await compilePlan(plan, OBJECT_TYPES, (tree, keys) => {
      looked.push([[...keys].join(), JSON.stringify(tree)]);
      return keys.has('c');
    })(run);

    expect(run.calls.map(({ query }) => query.replace(/.*\.\.\./, ''))).toEqual([
      'mutation{a b:x}',
      'on User{n}}}',
      'mutation{c}',
    ]);
    expect(looked).toEqual([
      ['a,b', '{"a":{"__typename":"User","id":"1","n":1},"b":2}'],
      ['a,b,c', '{"a":{"__typename":"User","id":"1","n":1},"b":2,"c":null}'],
    ]);
  });
});

describe('a plan that cannot be compiled', () => {
  it.each([
    ['a part that comes later', { kind: 'Defer', primary: {}, deferred: [] }],
    ['a subscription', { kind: 'Subscription', primary: rootFetch('s', 'a') }],
    [
      'values from the context',
      rootFetch('s', 'a', { contextRewrites: [{ kind: 'KeyRenamer', path: ['..'], renameKeyTo: 'x' }] }),
    ],
    ['a path with what is no name', entityFetch('s', 'a|B.@', 'User', 'n')],
    [
      'a variable that is named as the representations are',
      entityFetch('s', 'a', 'User', 'n', { variableUsages: ['representations'] }),
    ],
  ])('is unknown: %s', (_what, node) => {
    expect(() => compile(node as PlanNode)).toThrow(UnknownPlan);
  });

  it('is not one without anything to fetch', async () => {
    const run = new TestRun();

    await compilePlan({ kind: 'QueryPlan' }, OBJECT_TYPES)(run);

    expect(run.data).toEqual({});
  });
});
