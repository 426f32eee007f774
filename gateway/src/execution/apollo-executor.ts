import './without-telemetry';
import { ApolloGateway, type GraphQLDataSource, type GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { Kind, parse, type DocumentNode, type GraphQLFormattedError, type SelectionSetNode } from 'graphql';
import { withoutSecurityMarkers } from '../supergraph/security';
import { ServiceFault } from '../subgraphs/service-fault';
import { internalError, toldOfAnswer, toldOfFault, type ToldError } from '../subgraphs/told-error';
import type { AskService, ExecutionAnswer, ExecutionRequest, Executor, ExecutorParts } from './executor';

type ApolloRequest = Parameters<ApolloGateway['executor']>[0];
type ApolloAnswer = Awaited<ReturnType<ApolloGateway['executor']>>;

/** What a data source is given back of the request that it works for. */
interface RequestHolder extends Record<string, unknown> {
  readonly request: ExecutionRequest;
}

/** The library speaks of its own progress; what matters is thrown. */
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** Plans and executes with Apollo's gateway library, by its public interface; the calls to services are ours. */
export async function createApolloExecutor({ supergraphSdl, ask }: ExecutorParts): Promise<Executor> {
  const gateway = new ApolloGateway({
    supergraphSdl: withoutSecurityMarkers(supergraphSdl),
    buildService: ({ name }) => new ServiceSource(name, ask),
    logger: silent,
    __exposeQueryPlanExperimental: false,
    validateSupergraph: true,
  });
  const { schema, executor } = await gateway.load();
  return {
    schema,
    execute: async (request) => answerOf(await executor(apolloRequest(request)), request),
    // The library plans when it is asked, and keeps its plans to itself.
    warm: () => Promise.resolve(),
    hottest: () => [],
    close: () => gateway.stop(),
  };
}

function apolloRequest(request: ExecutionRequest): ApolloRequest {
  const { operation, variables } = request;
  const holder: RequestHolder = { request };
  const part = {
    request: { operationName: operation.operationName, variables },
    document: operation.document,
    operation: operation.operation,
    operationName: operation.operationName ?? null,
    queryHash: operation.key,
    source: '',
    context: holder,
    logger: silent,
    metrics: {},
  };
  // The library asks for a whole Apollo Server request; these are the parts of it that it reads.
  return part as unknown as ApolloRequest;
}

/** A service as Apollo's executor asks it. Whatever goes wrong is an error in the answer, with its place in it. */
class ServiceSource implements GraphQLDataSource {
  constructor(
    private readonly service: string,
    private readonly ask: AskService,
  ) {}

  async process(options: GraphQLDataSourceProcessOptions): Promise<{
    data: Record<string, unknown> | null;
    errors?: GraphQLFormattedError[];
  }> {
    const operation = options.request;
    // It is always an operation of ours: the library's own health checks are not used.
    const { request } = options.context as RequestHolder;
    const { forwarded, telling } = request;
    const lost = (): Place[] =>
      placesLost(parse(operation.query ?? '{ _ }', { noLocation: true }), operation.variables);
    try {
      const { query = '', variables, operationName } = operation;
      const body = JSON.stringify({ query, variables, operationName });
      const answer = await this.ask(this.service, body, forwarded);
      const errors = answer.errors?.flatMap((error) => {
        const told = toldOfAnswer(this.service, error, telling);
        const places = told.path || answer.data ? [] : lost();
        return places.length > 0 ? places.map((path) => new Told({ ...told, path })) : [new Told(told)];
      });
      return { data: answer.data ?? null, ...(errors ? { errors } : {}) };
    } catch (error) {
      if (!(error instanceof ServiceFault)) throw error;
      const told = toldOfFault(error, telling);
      return { data: null, errors: lost().map((path) => new Told({ ...told, path })) };
    }
  }
}

/** An error that is fit to be told, so that it is known again after Apollo's executor has put another around it. */
class Told extends Error implements GraphQLFormattedError {
  readonly path: readonly (string | number)[] | undefined;
  readonly extensions: Record<string, unknown>;

  constructor({ message, path, extensions }: ToldError) {
    super(message);
    this.path = path;
    this.extensions = extensions;
  }
}

type Place = readonly (string | number)[];

/**
 * Where an answer lacks what a call should have brought: the fields asked for at the root, or those of the first
 * entity of a batch, which stands for all of them (one error for each of a hundred would say no more).
 */
function placesLost(document: DocumentNode, variables: Readonly<Record<string, unknown>> = {}): Place[] {
  const operation = document.definitions[0];
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
  const { selectionSet } = operation;
  const entities = selectionSet.selections.find(
    (part) => part.kind === Kind.FIELD && part.name.value === '_entities',
  );
  if (entities?.kind !== Kind.FIELD || !entities.selectionSet)
    return namesIn(selectionSet).map((name) => [name]);
  const [first] = (variables['representations'] ?? []) as readonly { __typename?: string }[];
  return namesIn(entities.selectionSet, first?.__typename).map((name) => ['_entities', 0, name]);
}

/** Response names of the fields, those in fragments on another type left out. */
function namesIn({ selections }: SelectionSetNode, typeName?: string): string[] {
  return selections.flatMap((part) => {
    if (part.kind === Kind.FIELD)
      return part.name.value === '__typename' ? [] : [part.alias?.value ?? part.name.value];
    if (part.kind === Kind.FRAGMENT_SPREAD) return [];
    const condition = part.typeCondition?.name.value;
    return typeName && condition && condition !== typeName ? [] : namesIn(part.selectionSet, typeName);
  });
}

function answerOf(
  { data, errors = [], extensions }: ApolloAnswer,
  { telling }: ExecutionRequest,
): ExecutionAnswer {
  const told = errors.map((error): ToldError => {
    const place = error.path ? { path: error.path } : {};
    if (error.originalError instanceof Told) {
      return { message: error.message, ...place, extensions: error.originalError.extensions };
    }
    telling.onFault({ service: 'gateway', reason: error.name });
    return { ...internalError(telling), ...place };
  });
  // A null where the schema allows none takes its parent with it; the library says so only here.
  const nulls = (extensions?.['valueCompletion'] ?? []) as readonly { readonly path?: Place }[];
  const completed = nulls.map(({ path }): ToldError => {
    telling.onFault({ service: 'gateway', reason: 'NULL_FOR_NON_NULL' });
    return { ...internalError(telling), ...(path ? { path } : {}) };
  });
  return { data: JSON.stringify(data ?? null), errors: [...told, ...completed] };
}

function ignore(): void {
  // Nothing to say.
}
