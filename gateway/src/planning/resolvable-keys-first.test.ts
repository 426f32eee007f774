import { fetchesOf } from './plan-walk';
import { loadGraph } from './planner';
import { PlannerThread } from './planner-thread';
import { operationOf, supergraphOf } from './testing/small-federation';

let thread: PlannerThread;
beforeAll(() => {
  thread = new PlannerThread();
});
afterAll(() => thread.close());

const FREIGHT = 'weight: Int @external freight: String @requires(fields: "weight")';
const supergraph = supergraphOf({
  shop: {
    sdl: `
      type Query { chair: Chair lamp: Lamp parcel: Parcel }
      type Chair @key(fields: "sku", resolvable: false) @key(fields: "id size { wide }") {
        id: ID! sku: ID! size: Size ${FREIGHT}
      }
      type Size @shareable { wide: Int }
      type Lamp @key(fields: "id", resolvable: false) { id: ID! ${FREIGHT} }
      interface Parcel @key(fields: "code", resolvable: false) @key(fields: "id") { id: ID! code: ID! }
      type Box implements Parcel @key(fields: "code", resolvable: false) @key(fields: "id") {
        id: ID! code: ID! ${FREIGHT}
      }`,
  },
  scales: {
    sdl: `
      type Chair @key(fields: "sku") { sku: ID! weight: Int }
      type Lamp @key(fields: "id") { id: ID! weight: Int }
      type Box @key(fields: "code") { code: ID! weight: Int }`,
  },
});

/** What the call that asks for the freight sends of each entity. */
async function sentFor(text: string): Promise<unknown> {
  const { planner } = await loadGraph(thread, supergraph);
  const { plan } = await planner.plan(operationOf(text));
  return fetchesOf(plan)
    .filter(({ fetch }) => fetch.operation.includes('freight'))
    .map(({ fetch }) =>
      fetch.requires?.flatMap((sent) => ('selections' in sent ? (sent.selections ?? []) : [])),
    )
    .map((fields) => fields?.map((field) => ('name' in field ? field.name : field.kind)).sort());
}

describe('an entity that comes back to a service', () => {
  it.each([
    ['of an object', '{ chair { freight } }', ['__typename', 'id', 'size', 'weight']],
    ['of a member of an interface', '{ parcel { ... on Box { freight } } }', ['__typename', 'id', 'weight']],
  ])('is sent by a key that the service resolves, whatever their order: %s', async (_what, text, sent) => {
    expect(await sentFor(text)).toEqual([sent]);
  });

  it('is refused when the service resolves none of its keys', async () => {
    await expect(sentFor('{ lamp { freight } }')).rejects.toMatchObject({
      extensions: { code: 'OPERATION_NOT_PLANNABLE', facts: { reason: 'KEY_NOT_RESOLVABLE', type: 'Lamp' } },
    });
  });
});
