import '../without-telemetry';
import { ApolloGateway } from '@apollo/gateway';
import { composeServices } from '@apollo/composition';
import { getOperationAST, parse, type GraphQLSchema } from 'graphql';
import { CLIENT_NAMES } from '../../planning/response-names';
import { compileSerializer } from './compile-serializer';
import { askedBy } from './selections';
import { CONDITION_VARIABLES, generatedOperation } from './testing/generated-operation';
import { generatedSdl } from './testing/generated-schema';
import { FAULTLESS, generatedTree, type Faultiness } from './testing/generated-tree';
import { SeededRandom } from './testing/seeded-random';
import { trueAmong } from './testing/serialized';

type Tree = Record<string, unknown>;
type Variables = Readonly<Record<string, unknown>>;
interface Answer {
  readonly data: unknown;
  readonly faults: readonly unknown[];
}

/** Apollo's gateway over one service that says to everything whatever is put into its mouth. */
interface OneServiceGateway {
  readonly schema: GraphQLSchema;
  answer(query: string, tree: Tree, variables: Variables): Promise<Answer>;
}

async function oneServiceGateway(sdl: string): Promise<OneServiceGateway> {
  const { supergraphSdl, errors } = composeServices([{ name: 'one', typeDefs: parse(sdl) }]);
  if (!supergraphSdl) throw new Error(String(errors));
  let said: Tree = {};
  const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger: silent,
    buildService: () => ({ process: async () => ({ data: structuredClone(said) }) }),
  });
  const { schema, executor } = await gateway.load();
  return {
    schema,
    answer: async (query, tree, variables) => {
      said = tree;
      const document = parse(query);
      const operation = getOperationAST(document);
      const request = {
        request: { variables },
        document,
        operation,
        queryHash: query,
        metrics: {},
        logger: silent,
      };
      // The library asks for a whole Apollo Server request; these are the parts of it that it reads.
      const result = await executor(request as unknown as Parameters<typeof executor>[0]);
      const told = (result.extensions?.['valueCompletion'] ?? result.errors ?? []) as readonly {
        path?: unknown;
      }[];
      return { data: plain(result.data ?? null), faults: told.map(({ path }) => path) };
    },
  };
}

function ourAnswer(schema: GraphQLSchema, query: string, tree: Tree, variables: Variables): Answer {
  const document = parse(query);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('No operation.');
  const faults: unknown[] = [];
  const asked = askedBy(schema, { document, operation }, CLIENT_NAMES, trueAmong(variables));
  const text = compileSerializer(asked)(tree, (path) => faults.push(path));
  return { data: JSON.parse(text) as unknown, faults };
}

/**
 * Apollo goes through fragments one after the other, even where they ask for more of the same object, and so may
 * come upon another fault first. Of an answer that is refused it names no place.
 */
function comparable({ data, faults }: Answer, query: string): object {
  const isOnePass = data !== null && !query.includes('...');
  return { data, faults: isOnePass ? faults : faults.length > 0 };
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

function ignore(): void {
  // Nothing to say.
}

/** Without a type name Apollo drops what stands in a fragment within one on an interface, which is not right. */
const WHOLE: Faultiness = { ...FAULTLESS, withoutTypeName: 0 };
const SOME_FAULTS: Faultiness = { ...WHOLE, nulls: 80, missing: 40, wrong: 10 };

describe('answers beside those of Apollo’s gateway', () => {
  it.each([
    ['whole data', WHOLE, 20_000],
    ['data with faults', SOME_FAULTS, 30_000],
  ])('are the same for %s', async (_what, faultiness, firstSeed) => {
    for (let seed = firstSeed; seed < firstSeed + 10; seed += 1) {
      const random = new SeededRandom(seed);
      const { schema, answer } = await oneServiceGateway(generatedSdl(random));
      for (let operation = 0; operation < 12; operation += 1) {
        const query = generatedOperation(schema, random);
        const variables = Object.fromEntries(CONDITION_VARIABLES.map((name) => [name, random.chance(0.5)]));
        const tree = generatedTree(schema, parse(query), CLIENT_NAMES, random, faultiness);

        const ours = ourAnswer(schema, query, tree, variables);
        const apollos = await answer(query, tree, variables);

        expect({ seed, query, ...comparable(ours, query) }).toEqual({
          seed,
          query,
          ...comparable(apollos, query),
        });
      }
    }
  });
});
