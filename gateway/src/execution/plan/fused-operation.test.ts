import type { FetchNode } from '@apollo/query-planner';
import { parse } from 'graphql';
import { fusedParts, fusedText, isFusible } from './fused-operation';
import { readOperation, type ServiceOperation } from './service-operation';
import { UnknownPlan } from './unknown-plan';

function operation(text: string, operationName?: string): ServiceOperation {
  return readOperation({
    kind: 'Fetch',
    serviceName: 's',
    operationKind: 'query',
    operation: text,
    operationName,
    requires: [],
  } as unknown as FetchNode);
}

const entities = (selection: string, variables = '', more = '') =>
  operation(
    `query($representations:[_Any!]!${variables}){_entities(representations:$representations){${selection}}}${more}`,
  );

function fused(...operations: ServiceOperation[]): string {
  const text = fusedText(undefined, fusedParts(operations));
  // What does not parse is no operation.
  parse(text);
  return text;
}

describe('asking several operations for entities in one', () => {
  it('gives each an alias and representations of its own', () => {
    expect(fused(entities('...on A{a}'), entities('...on B{b}'))).toBe(
      'query($_r0:[_Any!]! $_r1:[_Any!]!){_e0:_entities(representations:$_r0){...on A{a}} ' +
        '_e1:_entities(representations:$_r1){...on B{b}}}',
    );
  });

  it('declares a variable once that several use', () => {
    const text = fused(entities('...on A{a(n:$n)}', ' $n:Int=1'), entities('...on B{b(n:$n)}', ' $n:Int=1'));

    expect(text).toContain('query($_r0:[_Any!]! $n:Int=1 $_r1:[_Any!]!){');
  });

  it('renames a variable that is another in another operation', () => {
    const operations = [entities('...on A{a(n:$n)}', ' $n:Int'), entities('...on B{b(n:$n)}', ' $n:Int!')];

    expect(fused(...operations)).toContain('$n_1:Int!');
    expect(fused(...operations)).toContain('...on B{b(n:$n_1)}');
    expect(fusedParts(operations).map(({ variables }) => variables)).toEqual([[['n', 'n']], [['n_1', 'n']]]);
  });

  it('takes no name that the client has given', () => {
    const text = fused(entities('...on A{a(n:$_r0)}', ' $_r0:Int'), entities('...on B{b}'));

    expect(text).toContain('_e0:_entities(representations:$_r0_1){...on A{a(n:$_r0)}}');
  });

  it('writes a fragment once that is the same in several', () => {
    const fragment = 'fragment F on A{x ...G}fragment G on A{y}';
    const text = fused(entities('...on A{a ...F}', '', fragment), entities('...on A{b ...F}', '', fragment));

    expect(text.match(/fragment/g)).toHaveLength(2);
  });

  it('renames a fragment that is another in another operation, or leads to another', () => {
    const text = fused(
      entities('...on A{...F}', '', 'fragment F on A{...G}fragment G on A{y}'),
      entities('...on A{...F}', '', 'fragment F on A{...G}fragment G on A{z}'),
    );

    expect(text).toContain('_e1:_entities(representations:$_r1){...on A{...F_1}}');
    expect(text).toContain('fragment F_1 on A{...G_1}fragment G_1 on A{z}');
  });

  it('keeps a renamed variable within renamed fragments', () => {
    const text = fused(
      entities('...on A{...F}', ' $n:Int', 'fragment F on A{a(n:$n)}'),
      entities('...on A{...F}', ' $n:Int!', 'fragment F on A{a(n:$n)}'),
    );

    expect(text).toContain('fragment F on A{a(n:$n)}');
    expect(text).toContain('a(n:$n_1)');
  });

  it('leaves alone an operation with a directive on it', () => {
    const directed = operation(
      'query($representations:[_Any!]!)@d{_entities(representations:$representations){...on A{a}}}',
    );

    expect([isFusible(directed), isFusible(entities('...on A{a}'))]).toEqual([false, true]);
  });
});

describe('reading an operation', () => {
  it('takes the index out of its name, so that the same operation has the same text everywhere', () => {
    const [one, other] = ['Wide__inventory__3', 'Wide__inventory__14'].map((name) =>
      operation(
        `query ${name}($representations:[_Any!]!){_entities(representations:$representations){...on A{a}}}`,
        name,
      ),
    );

    expect(one?.name).toBe('Wide__inventory');
    expect(one?.text).toBe(other?.text);
    expect(one?.text).toMatch(/^query Wide__inventory\(/);
  });

  it.each([
    [
      'asks for something besides entities',
      'query($representations:[_Any!]!){_entities(representations:$representations){...on A{a}} b}',
    ],
    ['has no representations', 'query{_entities(representations:[]){...on A{a}}}'],
  ])('refuses one that %s', (_what, text) => {
    expect(() => operation(text)).toThrow(UnknownPlan);
  });
});
