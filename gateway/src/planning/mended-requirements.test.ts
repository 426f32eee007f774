import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import { GraphInWorker } from './graph-in-worker';
import { pathSteps } from './plan-path';
import type { PlannerAnswer } from './planner-messages';
import { supergraphOf } from './testing/small-federation';

const graph = new GraphInWorker(
  supergraphOf({
    looms: {
      sdl: `
        type Query { carpets: [Carpet] }
        type Carpet @key(fields: "id") { id: ID! knots: Int weaver: Person }
        type Person @key(fields: "id") { id: ID! name: String }`,
    },
    dyes: {
      sdl: `
        type Query { dyed: [[Carpet]] things: [Thing] }
        type Mutation { dye: Carpet wash: Carpet }
        interface Thing { id: ID! }
        type Carpet implements Thing @key(fields: "id") {
          id: ID!
          knots: Int @external
          colours: Int @requires(fields: "knots")
          shade: Int @requires(fields: "knots")
          dyer(kind: String): Person @requires(fields: "knots")
          twin: Carpet
        }
        type Rug implements Thing { id: ID! twin: Carpet }
        type Person @key(fields: "id") { id: ID! }`,
    },
    seals: {
      sdl: `
        type Carpet @key(fields: "id") {
          id: ID!
          colours: Int @external
          dyer(kind: String): Person @external
          grade: String @requires(fields: "colours")
          stamp: String @requires(fields: "dyer { name }")
        }
        type Person @key(fields: "id") { id: ID! name: String @external }`,
    },
    roads: {
      sdl: `type Carpet @key(fields: "id") { id: ID! grade: String @external toll: Int @requires(fields: "grade") }`,
    },
  }),
);

interface Planned {
  /** What is asked in turn; what is asked at one time in one list. */
  readonly steps: readonly (readonly string[])[];
  readonly isMended: boolean;
}

function answerTo(document: string): Extract<PlannerAnswer, { kind: 'planned' }> {
  const answer = graph.plan({ kind: 'plan', graph: 1, document, operationName: undefined });
  if (answer.kind !== 'planned') throw new Error(JSON.stringify(answer));
  return answer;
}

function plannedFor(document: string): Planned {
  const { plan, isMended } = answerTo(document);
  const { node } = JSON.parse(plan) as QueryPlan;
  if (node?.kind !== 'Sequence') throw new Error('It is no sequence.');
  return { steps: node.nodes.map(callsIn), isMended };
}

function callsIn(node: PlanNode): string[] {
  if (node.kind === 'Parallel') return node.nodes.flatMap(callsIn).sort();
  const [path, fetch] = node.kind === 'Flatten' ? [node.path, node.node] : [[], node];
  if (fetch.kind !== 'Fetch') throw new Error(`There is a node of the kind ${fetch.kind}.`);
  const place = pathSteps(path).map(({ key, types }) => (types ? `${key}|${types.join()}` : key));
  const text = fetch.operation.replace(/.*\{\.\.\.on Carpet|.*\{\.\.\.on Person/, '');
  const sent = JSON.stringify(fetch.requires ?? []).match(/(?<="name":")(?!id|__typename)\w+/g) ?? [];
  return [`${[fetch.serviceName, ...place].join(' ')} ${sent.length > 0 ? `(${sent.join()}) ` : ''}${text}`];
}

describe('a required field that requires another one', () => {
  it('is asked for after what it requires, where the way to its object begins in its service', () => {
    expect(plannedFor('{ dyed { twin { grade } } }')).toEqual({
      steps: [
        ['dyes {dyed{twin{__typename id}}}'],
        ['looms dyed @ @ twin {knots}}}'],
        ['dyes dyed @ @ twin (knots) {colours}}}'],
        ['seals dyed @ @ twin (colours) {grade}}}'],
      ],
      isMended: true,
    });
  });

  it('is asked for in turn in a chain of them', () => {
    const { steps } = plannedFor('{ dyed { twin { toll } } }');

    expect(steps.map((step) => step.map((call) => call.split(' ')[0]))).toEqual([
      ['dyes'],
      ['looms'],
      ['dyes'],
      ['seals'],
      ['roads'],
    ]);
  });

  it('is an object of which more is asked of others only when it is there', () => {
    expect(plannedFor('{ dyed { twin { stamp } } }').steps).toEqual([
      ['dyes {dyed{twin{__typename id}}}'],
      ['looms dyed @ @ twin {knots}}}'],
      ['dyes dyed @ @ twin (knots) {dyer{__typename id}}}}'],
      ['looms dyed @ @ twin dyer {name}}}'],
      ['seals dyed @ @ twin (dyer,name) {stamp}}}'],
    ]);
  });

  it('is asked for together with others of its object', () => {
    const { steps } = plannedFor('{ dyed { twin { grade stamp } } }');

    expect(steps[2]).toEqual([
      expect.stringMatching(/\(knots\) \{(colours dyer\{.*\}|dyer\{.*\}colours)\}\}\}$/),
    ]);
  });

  it('is asked for by way of the type that it is asked of only', () => {
    const { steps } = plannedFor(
      '{ things { ... on Rug { twin { grade } } ... on Carpet { twin { id } } } }',
    );

    expect(steps.flat()).toContain('dyes things @|Rug twin (knots) {colours}}}');
  });

  it('is asked for before the next mutation', () => {
    const { steps } = plannedFor('mutation { dye { twin { grade } } wash { twin { grade } } }');

    expect(steps.map((step) => step.map((call) => call.split(' ').slice(0, 2).join(' ')))).toEqual([
      ['dyes mutation{dye{twin{__typename'],
      ['looms dye'],
      ['dyes dye'],
      ['seals dye'],
      ['dyes mutation{wash{twin{__typename'],
      ['looms wash'],
      ['dyes wash'],
      ['seals wash'],
    ]);
  });
});

describe('a plan in which all that is required is sent', () => {
  it.each([
    '{ carpets { grade stamp toll } }',
    '{ dyed { twin { colours dyer(kind: "a") { name } } } }',
    '{ dyed { colours shade } carpets { weaver { name } } }',
  ])('is left as it is: %s', (text) => {
    expect(answerTo(text).isMended).toBe(false);
  });
});
