import '../execution/without-telemetry';
import { operationFromDocument, printSchema, Supergraph, type Schema } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlan } from '@apollo/query-planner';
import { Kind, parse, print, printSchema as printBuiltSchema, type DocumentNode } from 'graphql';
import { withoutSecurityMarkers } from '../supergraph/security';
import { readJoinFacts, type JoinFacts } from './join-facts';
import { findPlanFault } from './plan-faults';
import type { PlanRefusal } from './plan-refused';
import type { PlannerAnswer, PlannerQuestion, ReadGraph } from './planner-messages';
import { reservedNames } from './response-names';

/** A supergraph as it is held in the planner's thread. */
export class GraphInWorker {
  readonly #supergraph: Supergraph;
  readonly #apiSchema: Schema;
  readonly #facts: JoinFacts;
  #planner: QueryPlanner | undefined;

  /** Throws when the supergraph is broken, or asks for what Apollo's library does not do. */
  constructor(supergraphSdl: string) {
    const document = unmarked(parse(supergraphSdl, { noLocation: true }));
    this.#supergraph = Supergraph.build(document, { validateSupergraph: true });
    this.#apiSchema = this.#supergraph.apiSchema();
    this.#facts = readJoinFacts(document);
  }

  /** What the rest of the gateway needs of it. */
  read(): ReadGraph {
    const { possibleTypes } = this.#facts;
    return { apiSdl: sdlOf(this.#apiSchema), possibleTypes, reserved: reservedNames(this.#facts) };
  }

  /** Does what all plans need, which takes about as long as reading. */
  prepare(): QueryPlanner {
    this.#planner ??= new QueryPlanner(this.#supergraph);
    return this.#planner;
  }

  plan({ document: text, operationName }: Extract<PlannerQuestion, { kind: 'plan' }>): PlannerAnswer {
    const started = performance.now();
    const document = parse(text, { noLocation: true });
    let plan: QueryPlan;
    try {
      plan = this.prepare().buildQueryPlan(
        operationFromDocument(this.#apiSchema, document, { operationName }),
      );
    } catch (error) {
      return { kind: 'refused', refusal: refusalOf(error) };
    }
    const fault = findPlanFault(plan, document, this.#facts);
    if (fault) return { kind: 'refused', refusal: fault };
    return {
      kind: 'planned',
      plan: JSON.stringify(plan, withoutDocuments),
      millis: performance.now() - started,
    };
  }
}

/** The markers stand on the schema itself, so that the rest, which is long, need not be looked at. */
function unmarked(supergraph: DocumentNode): DocumentNode {
  return {
    ...supergraph,
    definitions: supergraph.definitions.flatMap((part) =>
      part.kind === Kind.SCHEMA_DEFINITION || part.kind === Kind.SCHEMA_EXTENSION
        ? parse(withoutSecurityMarkers(print(part)), { noLocation: true }).definitions
        : [part],
    ),
  };
}

/** A type that is only ever extended is put right by building the schema once, which takes longer. */
function sdlOf(apiSchema: Schema): string {
  const sdl = printSchema(apiSchema);
  return /^extend /m.test(sdl) ? printBuiltSchema(apiSchema.toGraphQLJSSchema()) : sdl;
}

/** A call's operation is there as text; read as well it would be ten times as large. */
function withoutDocuments(key: string, value: unknown): unknown {
  return key === 'operationDocumentNode' ? undefined : value;
}

/** The planner's own limits against operations that are made to be dear; it tells them only in words. */
const TOO_LARGE = /^(Exceeded maximum recursive selections|Number of non-local selections exceeds)/;

function refusalOf(error: unknown): PlanRefusal {
  const message = error instanceof Error ? error.message : String(error);
  return TOO_LARGE.test(message)
    ? { reason: 'TOO_LARGE', limit: 'selections' }
    : { reason: 'PLANNER_FAILED', detail: message };
}
