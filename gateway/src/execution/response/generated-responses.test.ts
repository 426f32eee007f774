import {
  Kind,
  parse,
  specifiedRules,
  validate,
  type FragmentDefinitionNode,
  type GraphQLSchema,
} from 'graphql';
import fc from 'fast-check';
import { CLIENT_NAMES, type ResponseNames } from '../../planning/response-names';
import { compileSerializer } from './compile-serializer';
import { askedBy } from './selections';
import { CONDITION_VARIABLES, generatedOperation } from './testing/generated-operation';
import { generatedSchema } from './testing/generated-schema';
import { FAULTLESS, generatedTree, type Faultiness } from './testing/generated-tree';
import { referenceResponse } from './testing/reference-response';
import { SeededRandom } from './testing/seeded-random';
import { trueAmong } from './testing/serialized';
import { walkObject, walkResponse } from './walk-response';

jest.mock('./walk-response', () => {
  const actual = jest.requireActual<typeof import('./walk-response')>('./walk-response');
  return { ...actual, walkResponse: jest.fn(actual.walkResponse), walkObject: jest.fn(actual.walkObject) };
});

const RARELY_FAULTY: Faultiness = { ...FAULTLESS, nulls: 60, missing: 30, wrong: 3, wrongTypeNames: 5 };
const OFTEN_FAULTY: Faultiness = { ...FAULTLESS, nulls: 150, missing: 100, wrong: 60, wrongTypeNames: 100 };
/** Half of the names have another key in the tree. */
const RENAMED: ResponseNames = {
  keyOf: (field) => {
    const name = CLIENT_NAMES.keyOf(field);
    return name.length % 2 === 0 || name === '__typename' ? name : `${name}__1`;
  },
  nameOf: (key) => key.replace(/__1$/, ''),
};

const rules = specifiedRules.filter(({ name }) => !name.startsWith('NoUnused'));

interface Compared {
  readonly written: { readonly text: string; readonly faults: unknown };
  readonly expected: { readonly text: string; readonly faults: unknown };
}

function compared(schema: GraphQLSchema, seed: number, faultiness: Faultiness): Compared {
  const random = new SeededRandom(seed);
  const document = parse(generatedOperation(schema, random));
  expect(validate(schema, document, rules)).toEqual([]);
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('The operation comes first.');
  const names = random.pick([CLIENT_NAMES, RENAMED]);
  const tree = generatedTree(schema, document, names, random, faultiness);
  const variables = Object.fromEntries(CONDITION_VARIABLES.map((name) => [name, random.chance(0.5)]));
  const fragments = new Map(
    document.definitions
      .filter((part): part is FragmentDefinitionNode => part.kind === Kind.FRAGMENT_DEFINITION)
      .map((part) => [part.name.value, part]),
  );

  const faults: unknown[] = [];
  const asked = askedBy(schema, { document, operation }, names, trueAmong(variables));
  const text = compileSerializer(asked)(tree, (path) => faults.push(path));

  const reference = referenceResponse({ schema, operation, fragments, names, variables }, tree);
  return {
    written: { text, faults },
    expected: { text: JSON.stringify(reference.data), faults: reference.faults },
  };
}

describe('answers to generated operations on generated schemas', () => {
  it.each([
    ['whole data', FAULTLESS, 200],
    ['data with some nulls', RARELY_FAULTY, 400],
    ['data of the wrong kinds', OFTEN_FAULTY, 400],
  ])('are those of the reference for %s', (_what, faultiness, numRuns) => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { written, expected } = compared(generatedSchema(new SeededRandom(seed)), seed, faultiness);

        expect(written).toEqual(expected);
      }),
      { seed: 20_261_122, numRuns, endOnFailure: true },
    );
  });

  it('are written by generated code alone while the data are as they should be', () => {
    jest.clearAllMocks();

    for (let seed = 0; seed < 100; seed += 1)
      compared(generatedSchema(new SeededRandom(seed)), seed, FAULTLESS);

    expect(walkResponse).not.toHaveBeenCalled();
    expect(walkObject).not.toHaveBeenCalled();
  });
});
