import { ExecutedFederation } from './testing/executed-federation';

const composed = (more: string) => `
  extend schema @link(url: "https://specs.example.org/access/v1.0", import: ["@access", { name: "@mark", as: "@sign" }])
    @federation__composeDirective(name: "@access") @federation__composeDirective(name: "@sign")
  directive @sign on FIELD_DEFINITION
  directive @note(text: String = "none", of: [Int]) repeatable on QUERY | FIELD | INLINE_FRAGMENT | FRAGMENT_SPREAD
  enum Scope { PUBLIC PRIVATE }
  ${more}`;

const federation = new ExecutedFederation({
  a: {
    sdl: composed(`
      directive @access(scope: Scope!) on FIELD
      type Query { a: String @sign thing: Thing }
      type Thing @key(fields: "id") { id: ID! }`),
    resolvers: { Query: { a: () => 'a', thing: () => ({ id: '1' }) } },
  },
  b: {
    sdl: composed(`
      directive @access(scope: Scope! = PUBLIC) on FIELD | FIELD_DEFINITION
      type Query { b: String @access(scope: PRIVATE) }
      type Thing @key(fields: "id") { id: ID! name: String }`),
    resolvers: { Query: { b: () => 'b' }, Thing: { name: () => 'One' } },
  },
});
afterAll(() => federation.close());

describe('directives that services have in common for operations', () => {
  it('reach each service with what they say by default', async () => {
    expect(await federation.answerTo('{ a @access b @access(scope: PRIVATE) }')).toEqual({
      data: { a: 'a', b: 'b' },
    });
    expect([...federation.asked].sort()).toEqual([
      'a {a@access(scope:PUBLIC)}',
      'b {b@access(scope:PRIVATE)}',
    ]);
  });

  it('reach the service that an entity’s field comes from, with variables', async () => {
    const text = 'query ($s: Scope!, $n: [Int]) { thing { name @access(scope: $s) @note(of: $n) } }';

    expect(await federation.answerTo(text, { s: 'PRIVATE', n: [1] })).toEqual({
      data: { thing: { name: 'One' } },
    });
    expect(federation.asked.at(-1)).toContain('name@access(scope:$s)@note(of:$n text:"none")');
  });

  it('are told to clients, and what the services’ schemas say of themselves is not', async () => {
    const text = '{ __schema { directives { name locations } } }';

    expect(await federation.answerTo(text)).toMatchObject({
      data: {
        __schema: {
          directives: expect.arrayContaining([
            { name: 'access', locations: ['FIELD'] },
            expect.objectContaining({ name: 'note' }),
          ]) as unknown,
        },
      },
    });
    expect(JSON.stringify(await federation.answerTo(text))).not.toMatch(/sign|link|mark/);
  });
});
