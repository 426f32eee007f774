import { Kind, parse, visit } from 'graphql';
import { PlannerThread } from '../planning/planner-thread';
import type { Case } from './case';
import { FederationUnderTest, type Answers } from './federation-under-test';
import { factsOf } from './federation-facts';
import { judge } from './judge';
import { shrink } from './shrink';
import { shop } from './supergraphs/shop';
import { Trials } from './trials';

const thread = new PlannerThread();
let subject: FederationUnderTest;
beforeAll(async () => {
  subject = await FederationUnderTest.start(shop, thread);
});
afterAll(async () => {
  await subject.close();
  await thread.close();
});

const PLAIN: Case = { supergraph: 'shop', operation: '{ me { id name } }', variables: {}, faults: [] };

/** What the compiled executor and the monolith say in the judge's hearing. */
function saying(compiled: string, truth: string): Answers {
  return {
    truth: { data: truth, errors: [] },
    untroubled: { data: truth, errors: [] },
    byExecutor: new Map([['compiled', { data: compiled, errors: [] }]]),
  };
}

describe('the judge', () => {
  it.each([
    ['another value', '{"me":{"id":"u1","name":"Bo"}}'],
    ['another order', '{"me":{"name":"Ada","id":"u1"}}'],
    ['a missing field', '{"me":{"id":"u1"}}'],
  ])('does not let %s pass', (_what, data) => {
    const answers = saying(data, '{"me":{"id":"u1","name":"Ada"}}');

    expect(judge(PLAIN, answers, factsOf(shop), false)).toEqual(['compiled: data']);
  });

  it('does not let an error pass that nobody else has', () => {
    const answers = saying('{}', '{}');
    const byExecutor = new Map([['compiled' as const, { data: '{}', errors: [{ message: 'No.' }] }]]);

    const mismatches = judge(PLAIN, { ...answers, byExecutor }, factsOf(shop), false);

    expect(mismatches).toEqual(['compiled: more errors']);
  });

  it('does not let a mutation pass that should not have been done', () => {
    const truth = { data: 'null', errors: [], writes: ['pay'] };
    const compiled = { ...truth, writes: ['pay', 'book'] };
    const answers = { truth, untroubled: truth, byExecutor: new Map([['compiled' as const, compiled]]) };

    expect(judge(PLAIN, answers, factsOf(shop), false)).toEqual(['compiled: writes']);
  });

  it('does not let a refusal pass where no fault of the planner is known', () => {
    const answers = saying('{}', '{}');
    const refusal = { message: 'No.', extensions: { code: 'OPERATION_NOT_PLANNABLE' } };
    const byExecutor = new Map([
      ['compiled' as const, { data: 'null', errors: [refusal], isRefused: true }],
      ['apollo' as const, { data: '{}', errors: [] }],
    ]);

    const mismatches = judge(PLAIN, { ...answers, byExecutor }, factsOf(shop), false);

    expect(mismatches).toEqual(['compiled: refused with OPERATION_NOT_PLANNABLE']);
  });
});

describe('shrinking', () => {
  it('leaves what a mismatch needs and nothing else', async () => {
    const found: Case = {
      supergraph: 'shop',
      operation: `query ($id: ID!, $first: Int, $no: Boolean!) {
        me { name }
        user(id: $id) { ...Known friends @skip(if: $no) { id reviews { id body } } }
        topProducts { upc reviews(first: $first) { id } }
      }
      fragment Known on User { id reviews { ... on Review { body } rating } }`,
      variables: { id: 'u1', first: 1, no: false },
      faults: [{ kind: 'answer is refused', service: 'users' }],
    };

    const { operation, variables, faults } = await shrink(found, async (smaller) =>
      /user\(id: \$id\)[^]*rating/.test(smaller.operation),
    );

    expect(operation.replace(/\s+/g, ' ')).toBe('query ($id: ID!) { user(id: $id) { reviews { rating } } }');
    expect(variables).toEqual({});
    expect(faults).toEqual([]);
  });
});

describe('generated cases', () => {
  it('are the same for the same seed', () => {
    const trials = new Trials(subject);

    expect(trials.casesOf(7)).toEqual(new Trials(subject).casesOf(7));
    expect(trials.casesOf(7)).not.toEqual(trials.casesOf(8));
  });

  it('have in them all that clients write', () => {
    const trials = new Trials(subject);
    const seen = new Set<string>();

    for (let seed = 0; seed < 120; seed++) {
      for (const { operation, variables, faults } of trials.casesOf(seed)) {
        for (const { kind } of faults) seen.add(kind);
        if (Object.values(variables).includes(null)) seen.add('a null for a variable');
        visit(parse(operation), {
          Field: ({ alias, name }) => void seen.add(alias ? 'an alias' : name.value.slice(0, 2)),
          Directive: ({ name }) => void seen.add(`@${name.value}`),
          VariableDefinition: ({ defaultValue }) => void (defaultValue && seen.add('a default')),
          OperationDefinition: (one) => void seen.add(one.operation),
          enter: ({ kind }) => void seen.add(kind),
        });
      }
    }

    const wanted = [
      ...[Kind.INLINE_FRAGMENT, Kind.FRAGMENT_SPREAD, Kind.VARIABLE, Kind.NULL, Kind.LIST, Kind.OBJECT],
      ...['@skip', '@include', 'an alias', 'a default', 'a null for a variable', 'query', 'mutation', '__'],
      ...['service is down', 'answer is refused', 'field fails', 'field is null'],
      ...['entity is missing', 'entity fails'],
    ];
    expect(wanted.filter((one) => !seen.has(one))).toEqual([]);
  });
});
