import { buildSchema, getOperationAST, parse } from 'graphql';
import { CLIENT_NAMES, type ResponseNames } from '../planning/response-names';
import { ErrorPlaces } from './error-places';
import type { JsonObject } from './plan/json-objects';
import { askedBy } from './response/selections';

const schema = buildSchema(`
  scalar Json
  type Query { media: [Media!] movie: Movie find: Found }
  union Found = Movie | Opinion
  interface Media { id: ID score: Int opinions: [Opinion!] sequel: Media }
  type Movie implements Media { id: ID score: Int opinions: [Opinion!] sequel: Media facts: Json }
  type Song implements Media { id: ID score: Int opinions: [Opinion!] sequel: Media }
  type Opinion { by: String stars: Int }
`);

function placesFor(
  query: string,
  {
    required = [],
    names = CLIENT_NAMES,
    isTrue = [],
  }: { required?: string[]; names?: ResponseNames; isTrue?: string[] } = {},
): ErrorPlaces {
  const document = parse(query);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('No operation.');
  return new ErrorPlaces(askedBy(schema, { document, operation }, names, new Set(isTrue)), new Set(required));
}

const movie = (more: object = {}) => ({ __typename: 'Movie', ...more });
const song = (more: object = {}) => ({ __typename: 'Song', ...more });
const ofMovies = '{ media { id ... on Movie { rated: opinions { by } } } }';

describe('an error of a service', () => {
  const tree: JsonObject = {
    media: [movie({ rated: [{ by: null }] }), song({ rated: [{ by: null }] }), { rated: [{ by: null }] }],
  };

  it.each([
    ['is told where it was asked for', 0, true],
    ['is not told where only another type was asked for it', 1, false],
    ['is told where nobody knows the type', 2, true],
  ])('%s', (_what, index, isTold) => {
    const place = ['media', index, 'rated', 0, 'by'];

    expect(placesFor(ofMovies).ofError(tree, place)).toEqual(isTold ? [place] : []);
  });

  it('is told at what it took with it', () => {
    const query = '{ media { __typename id score sequel { id } ... on Movie { rated: opinions { by } } } }';
    const lost = { media: [song({ id: null })] };

    expect(placesFor(query).ofError(lost, ['media', 0, 'rated', 0, 'by'])).toEqual([
      ['media', 0, 'score'],
      ['media', 0, 'sequel'],
    ]);
    expect(placesFor(ofMovies).ofError(lost, ['media', 0, 'rated', 0, 'by'])).toEqual([]);
  });

  it('is told where the plan needs the field for something else', () => {
    const needed = { media: [song({ score: null })] };
    const places = placesFor('{ media { ... on Movie { score } } }', { required: ['score'] });

    expect(places.ofError(needed, ['media', 0, 'score'])).toEqual([['media', 0, 'score']]);
  });

  it.each([
    ['an entity', '{ media { id } }', ['media', 0]],
    ['what is below a null', '{ media { sequel { id } } }', ['media', 0, 'sequel', 'score']],
    ['what is inside a scalar', '{ movie { facts } }', ['movie', 'facts', 'a', 'b']],
    ['the type itself', '{ media { kind: __typename } }', ['media', 0, 'kind']],
    ['a member of a union', '{ find { ... on Opinion { by } } }', ['find', 'by']],
    ['what nobody asked for', '{ media { id } }', ['media', 0, 'kind']],
  ])('is told as it came of %s', (_what, query, place) => {
    const given = {
      media: [movie({ sequel: null, kind: null })],
      movie: { facts: { a: { b: null } } },
      find: { __typename: 'Opinion', by: null },
    };

    expect(placesFor(query).ofError(given, place)).toEqual([place]);
  });

  it('is found by the keys of the tree', () => {
    const names: ResponseNames = {
      keyOf: (field) => `${CLIENT_NAMES.keyOf(field)}__1`,
      nameOf: (key) => key.replace('__1', ''),
    };
    const places = placesFor('{ media { ... on Movie { score } } }', { names });
    const given = { media__1: [movie({ score__1: null }), song({ score__1: null })] };

    expect(places.ofError(given, ['media__1', 0, 'score__1'])).toHaveLength(1);
    expect(places.ofError(given, ['media__1', 1, 'score__1'])).toHaveLength(0);
  });

  it('is not told of what a condition leaves out', () => {
    const query = 'query ($v: Boolean!) { media { id score @include(if: $v) ... on Movie { score } } }';
    const given = { media: [song({ score: null })] };

    expect(placesFor(query, { isTrue: ['v'] }).ofError(given, ['media', 0, 'score'])).toHaveLength(1);
    expect(placesFor(query).ofError(given, ['media', 0, 'score'])).toHaveLength(0);
  });
});

describe('what came to nothing', () => {
  const tree = { media: [song({ rated: null }), movie()] };

  it('is told at the fields that were asked for', () => {
    const lacking = [
      ['media', 0, 'rated'],
      ['media', 0, 'id'],
      ['media', 1, 'rated'],
    ];

    expect(placesFor(ofMovies).ofLack(tree, lacking)).toEqual(lacking.slice(1));
  });

  it('is told once of each object that has none of them', () => {
    const places = placesFor('{ media { id ... on Movie { score sequel { id } } } }');
    const lacking = [
      ['media', 0, 'score'],
      ['media', 0, 'sequel'],
    ];

    expect(places.ofLack(tree, lacking)).toEqual([['media', 0]]);
  });

  it('has no place when none is named', () => {
    expect(placesFor(ofMovies).ofLack(tree, [])).toEqual([]);
  });
});
