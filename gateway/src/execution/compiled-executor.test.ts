import { getOperationAST, parse } from 'graphql';
import { composeGraph } from '../supergraph/composition';
import { RequestDeadline } from '../subgraphs/request-deadline';
import { fixtureSchemas } from '../testing/fixture-schemas';
import { createCompiledExecutor, type CompiledExecutorParts, type PlanReport } from './compiled-executor';
import type { ExecutionAnswer, Executor } from './executor';
import { compilePlan, UnknownPlan } from './plan/compile-plan';

jest.mock('./plan/compile-plan', () => {
  const real = jest.requireActual<typeof import('./plan/compile-plan')>('./plan/compile-plan');
  return { ...real, compilePlan: jest.fn(real.compilePlan) };
});

const supergraphSdl = composeGraph(fixtureSchemas()).get('public') ?? '';
const COUNT = { data: { householdCount: 7 } };

let executors: Executor[] = [];
afterEach(async () => {
  await Promise.all(executors.splice(0).map((executor) => executor.close()));
  executors = [];
});

async function executorWith(parts: Partial<CompiledExecutorParts> = {}): Promise<Executor> {
  const executor = await createCompiledExecutor({
    supergraphSdl,
    ask: () => Promise.resolve(COUNT),
    ...parts,
  });
  executors.push(executor);
  return executor;
}

function execute(
  executor: Executor,
  text: string,
  variables: Record<string, unknown> = {},
): Promise<ExecutionAnswer> {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('No operation.');
  return executor.execute({
    operation: { key: text, text, document, operation, operationName: operation.name?.value },
    variables,
    forwarded: {
      requestId: 'r1',
      language: 'en',
      authorization: null,
      purpose: null,
      isRepeatable: true,
      deadline: new RequestDeadline(5_000),
    },
    telling: { language: 'en', requestId: 'r1', trust: 'anyone', onFault: () => undefined },
  });
}

const QUESTION = 'query ($in: Governorate! = EG_C) { count: householdCount(governorate: $in) }';

describe('the compiled executor', () => {
  it('plans an operation once, however many ask it at once', async () => {
    const reports: PlanReport[] = [];
    const executor = await executorWith({
      ask: () => Promise.resolve({ data: { count: 7 } }),
      onPlan: (report) => reports.push(report),
    });

    const answers = await Promise.all(Array.from({ length: 5 }, () => execute(executor, QUESTION)));
    await execute(executor, QUESTION);

    expect(answers).toEqual(Array(5).fill({ data: '{"count":7}', errors: [] }));
    expect(reports).toEqual([{ executor: 'compiled', seconds: expect.any(Number) }]);
  });

  it('leaves what its compiler does not know to the executor of Apollo, and says so', async () => {
    jest.mocked(compilePlan).mockImplementationOnce(() => {
      throw new UnknownPlan('something new');
    });
    const reports: PlanReport[] = [];
    const executor = await executorWith({ onPlan: (report) => reports.push(report) });

    const answer = await execute(executor, '{ householdCount(governorate: EG_C) }');

    expect(answer).toEqual({ data: '{"householdCount":7}', errors: [] });
    expect(reports.map((report) => report.executor)).toEqual(['apollo']);
  });

  it('answers what is asked of the schema itself, beside what services are asked', async () => {
    const executor = await executorWith();

    const { data } = await execute(
      executor,
      `query ($name: String!) {
        __typename
        ...Names
        householdCount(governorate: EG_C)
      }
      fragment Names on Query { mine: __type(name: $name) { name kind } __schema { queryType { name } } }`,
      { name: 'Ngo' },
    );

    expect(JSON.parse(data)).toEqual({
      __typename: 'Query',
      mine: { name: 'Ngo', kind: 'OBJECT' },
      __schema: { queryType: { name: 'Query' } },
      householdCount: 7,
    });
  });

  it('asks no service for the schema alone', async () => {
    const ask = jest.fn();
    const executor = await executorWith({ ask });

    const { data } = await execute(executor, '{ __schema { queryType { name } } again: __typename }');

    expect(data).toBe('{"__schema":{"queryType":{"name":"Query"}},"again":"Query"}');
    expect(ask).not.toHaveBeenCalled();
  });

  it('names the hottest operations, best first', async () => {
    const executor = await executorWith();
    const [rare, hot] = ['{ householdCount(governorate: EG_GZ) }', '{ householdCount(governorate: EG_C) }'];

    await execute(executor, rare);
    for (let times = 0; times < 200; times += 1) await execute(executor, hot);

    expect(executor.hottest(1).map(({ operation }) => operation.text)).toEqual([hot]);
    expect(executor.hottest(9)).toHaveLength(2);
  });

  it('does not start on a broken supergraph', async () => {
    await expect(executorWith({ supergraphSdl: 'type Query { a: Int }' })).rejects.toThrow();
  });
});
