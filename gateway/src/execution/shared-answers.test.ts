import { buildSchema, getOperationAST, OperationTypeNode, parse } from 'graphql';
import { RequestDeadline } from '../subgraphs/request-deadline';
import { SharedReads } from '../subgraphs/shared-reads';
import type { ExecutionAnswer, ExecutionRequest, Executor } from './executor';
import { withSharedAnswers } from './shared-answers';

/** An executor that answers when it is told to, and keeps what it was asked. */
class Slow implements Executor {
  readonly schema = buildSchema('type Query { a: Int }');
  readonly asked: ExecutionRequest[] = [];
  readonly #answers: ((answer: ExecutionAnswer) => void)[] = [];
  readonly #failures: ((error: Error) => void)[] = [];

  execute(request: ExecutionRequest): Promise<ExecutionAnswer> {
    this.asked.push(request);
    return new Promise((resolve, reject) => {
      this.#answers.push(resolve);
      this.#failures.push(reject);
    });
  }

  answer(data: string): void {
    this.#answers.shift()?.({ data, errors: [] });
    this.#failures.shift();
  }

  fail(error: Error): void {
    this.#failures.shift()?.(error);
    this.#answers.shift();
  }

  warm(): Promise<void> {
    return Promise.resolve();
  }

  hottest(): [] {
    return [];
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

type Forwarded = ExecutionRequest['forwarded'];

function asking(
  text: string,
  { variables = {}, ...forwarded }: Partial<Forwarded> & { variables?: Record<string, unknown> } = {},
): ExecutionRequest {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('No operation.');
  return {
    operation: { key: text, text, document, operation, operationName: undefined },
    variables,
    forwarded: {
      requestId: 'r',
      language: 'en',
      authorization: 'Caller a',
      purpose: null,
      isRepeatable: operation.operation === OperationTypeNode.QUERY,
      deadline: new RequestDeadline(10_000),
      ...forwarded,
    },
    telling: { language: 'en', requestId: 'r', trust: 'anyone', onFault: () => undefined },
  };
}

let slow: Slow;
let executor: Executor;
beforeEach(() => {
  slow = new Slow();
  executor = withSharedAnswers(slow);
});

describe('shared answers', () => {
  it('executes the same query once for all who ask it at the same time', async () => {
    const asked = [asking('{ a }'), asking('{ a }', { requestId: 'another' })].map((one) =>
      executor.execute(one),
    );
    slow.answer('{"a":1}');

    expect((await Promise.all(asked)).map(({ data }) => data)).toEqual(['{"a":1}', '{"a":1}']);
    expect(slow.asked).toHaveLength(1);
  });

  it('keeps no answer for who asks afterwards', async () => {
    const first = executor.execute(asking('{ a }'));
    slow.answer('{"a":1}');
    await first;
    const second = executor.execute(asking('{ a }'));
    slow.answer('{"a":2}');

    expect((await second).data).toBe('{"a":2}');
  });

  it.each([
    ['another caller', { authorization: 'Caller b' }],
    ['nobody known', { authorization: null }],
    ['another language', { language: 'ar' as const }],
    ['another purpose', { purpose: 'visit' }],
    ['other variables', { variables: { first: 2 } }],
  ])('gives %s an answer of their own', (_who, difference) => {
    void executor.execute(asking('{ a }'));
    void executor.execute(asking('{ a }', difference));

    expect(slow.asked).toHaveLength(2);
  });

  it('shares no mutation', () => {
    void executor.execute(asking('mutation { a }'));
    void executor.execute(asking('mutation { a }'));

    expect(slow.asked).toHaveLength(2);
  });

  it('gives nobody who asks after a write has ended what was begun before', async () => {
    const before = executor.execute(asking('{ a }'));
    new SharedReads().writeHasEnded();
    const after = executor.execute(asking('{ a }'));
    const withAfter = executor.execute(asking('{ a }'));
    slow.answer('"old"');
    slow.answer('"new"');

    const answers = await Promise.all([before, after, withAfter]);
    expect(answers.map(({ data }) => data)).toEqual(['"old"', '"new"', '"new"']);
  });

  it('goes on for the others when a client goes, and is given up when the last one has', () => {
    const [one, other] = [asking('{ a }'), asking('{ a }')];
    void executor.execute(one);
    void executor.execute(other);
    const [shared] = slow.asked;

    one.forwarded.deadline.clientHasGone();
    expect(shared?.forwarded.deadline.isClientGone).toBe(false);

    other.forwarded.deadline.clientHasGone();
    expect(shared?.forwarded.deadline.isClientGone).toBe(true);
  });

  it('lets nobody join what was given up', () => {
    const gone = asking('{ a }');
    void executor.execute(gone);
    gone.forwarded.deadline.clientHasGone();
    void executor.execute(asking('{ a }'));

    expect(slow.asked).toHaveLength(2);
  });

  it('tells all of a failure, and the next one tries anew', async () => {
    const asked = [asking('{ a }'), asking('{ a }')].map((one) => executor.execute(one));
    slow.fail(new Error('no plan'));

    for (const one of asked) await expect(one).rejects.toThrow('no plan');
    void executor.execute(asking('{ a }'));
    expect(slow.asked).toHaveLength(2);
  });
});
