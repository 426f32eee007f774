import { ExecutedFederation } from './testing/executed-federation';

/** Each service knows its own kind of pin, although they share the fields on which pins hang. */
function pinsOf(own: 'Map' | 'Photo') {
  const shared = { ...{ __typename: 'Button', colour: 'red' }, label: () => 'small' };
  const pins = () => [shared, { __typename: own, mark: own, of: { id: 'p1' }, around: [shared] }];
  return { pins: pins(), sheet: { middle: pins()[1] } };
}

const SHARED = `
  type Sheet @shareable { middle: Pin }
  type Button @shareable { colour: String label(size: Int): String }
  type Board @key(fields: "id") { id: ID! pins: [Pin!]! @shareable sheet: Sheet @shareable }`;

const federation = new ExecutedFederation({
  wall: {
    sdl: `${SHARED}
      type Query { wall: Board }
      union Pin = Button | Map
      type Map { mark(size: Int): String around: [Pin] of: Place }
      type Place @key(fields: "id") { id: ID! }`,
    resolvers: {
      Query: { wall: () => ({ id: 'b', ...pinsOf('Map') }) },
      Board: { __resolveReference: () => ({ id: 'b', ...pinsOf('Map') }) },
    },
  },
  album: {
    sdl: `${SHARED}
      type Query { album: Board }
      extend type Board { photos: [Pin!]! }
      union Pin = Button | Photo
      type Photo { mark(size: Int): String }`,
    resolvers: {
      Query: { album: () => ({ id: 'b', ...pinsOf('Photo') }) },
      Board: {
        __resolveReference: () => ({ id: 'b', ...pinsOf('Photo') }),
        photos: () => pinsOf('Photo').pins,
      },
    },
  },
  places: {
    sdl: 'type Place @key(fields: "id") { id: ID! label: String }',
    resolvers: { Place: { label: ({ id }: { id: string }) => `Place ${id}` } },
  },
});
afterAll(() => federation.close());

describe('types that only one of the services knows that share a field', () => {
  it.each([
    [
      'in a list',
      '{ wall { pins { __typename ... on Button { colour } ... on Map { mark } ... on Photo { mark } } } }',
      {
        wall: {
          pins: [
            { __typename: 'Button', colour: 'red' },
            { __typename: 'Map', mark: 'Map' },
          ],
        },
      },
    ],
    [
      'from the other service',
      '{ album { pins { ... on Map { mark } ... on Photo { m: mark(size: 2) } } } }',
      { album: { pins: [{}, { m: 'Photo' }] } },
    ],
    [
      'in a fragment below another shared field',
      '{ wall { sheet { middle { ...M } } } } fragment M on Map { mark around { ... on Button { colour } } }',
      { wall: { sheet: { middle: { mark: 'Map', around: [{ colour: 'red' }] } } } },
    ],
    [
      'in another service’s part of an entity',
      '{ wall { photos { ... on Map { mark } ... on Photo { mark } } } }',
      { wall: { photos: [{}, { mark: 'Photo' }] } },
    ],
  ])('are asked for what is wanted of them %s', async (_where, text, data) => {
    expect(await federation.answerTo(text)).toEqual({ data });
  });

  it('are asked with the client’s variables', async () => {
    const text = 'query ($size: Int) { wall { pins { ... on Map { mark(size: $size) } } } }';

    expect(await federation.answerTo(text, { size: 3 })).toEqual({
      data: { wall: { pins: [{}, { mark: 'Map' }] } },
    });
    expect(federation.asked).toEqual([expect.stringContaining('mark(size:$size)')]);
  });

  it('are told to lack what other services would have to be asked for', async () => {
    const text = '{ wall { pins { ... on Map { mark of { label } } ... on Photo { mark } } } }';

    expect(await federation.answerTo(text)).toEqual({
      data: { wall: { pins: [{}, { mark: 'Map', of: null }] } },
      errors: ['SERVICE_UNAVAILABLE at wall.pins.1.of'],
    });
  });

  it('are not missed where there are none of them', async () => {
    const text = '{ album { pins { ... on Map { of { label } } ... on Photo { mark } } } }';

    expect(await federation.answerTo(text)).toEqual({ data: { album: { pins: [{}, { mark: 'Photo' }] } } });
  });
});
