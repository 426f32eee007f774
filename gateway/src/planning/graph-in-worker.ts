import '../execution/without-telemetry';
import { operationFromDocument, printSchema, Supergraph, type Schema } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { Kind, parse, print, printSchema as printBuiltSchema, type DocumentNode } from 'graphql';
import { withoutSecurityMarkers } from '../supergraph/security';
import { hiddenNames, type HiddenNames } from './hidden-names';
import { readJoinFacts, type JoinFacts } from './join-facts';
import { narrowKeyless } from './keyless-representations';
import { findPlanFault } from './plan-faults';
import type { PlanRefusal } from './plan-refused';
import { fetchesOf } from './plan-walk';
import type { PlannerAnswer, PlannerQuestion, ReadGraph } from './planner-messages';
import { variantsOfFields } from './required-variants';
import { resolvableKeysFirst } from './resolvable-keys-first';
import { reservedNames } from './response-names';
import { supergraphWithVariants } from './supergraph-with-variants';
import { planWithoutVariants, variantsByName, type VariantsByName } from './variants-in-plan';

/** A supergraph as it is held in the planner's thread. */
export class GraphInWorker {
  /** What the clients see. */
  readonly #apiSchema: Schema;
  readonly #hidden: HiddenNames;
  /** What is planned on: the same, with variants of fields that are required with different arguments. */
  readonly #supergraph: Supergraph;
  readonly #variants: VariantsByName;
  readonly #facts: JoinFacts;
  #planner: QueryPlanner | undefined;

  /** Throws when the supergraph is broken, or asks for what Apollo's library does not do. */
  constructor(supergraphSdl: string) {
    const document = resolvableKeysFirst(unmarked(parse(supergraphSdl, { noLocation: true })));
    const given = Supergraph.build(document, { validateSupergraph: true });
    this.#apiSchema = given.apiSchema();
    this.#hidden = hiddenNames(document, this.#apiSchema);
    const facts = readJoinFacts(document);
    const variants = variantsOfFields(facts);
    const planned = variants.size > 0 ? supergraphWithVariants(document, variants, facts) : document;
    this.#supergraph = planned === document ? given : Supergraph.build(planned);
    this.#facts = planned === document ? facts : readJoinFacts(planned);
    this.#variants = variantsByName(variants);
  }

  /** What the rest of the gateway needs of it. */
  read(): ReadGraph {
    const { possibleTypes } = this.#facts;
    return {
      apiSdl: sdlOf(this.#apiSchema),
      possibleTypes,
      reserved: reservedNames(this.#facts),
      hidden: this.#hidden,
      fieldsOfVariants: new Map([...this.#variants.values()].map(({ name, field }) => [name, field])),
    };
  }

  /** Does what all plans need, which takes about as long as reading. */
  prepare(): QueryPlanner {
    this.#planner ??= new QueryPlanner(this.#supergraph);
    return this.#planner;
  }

  plan({ document: text, operationName }: Extract<PlannerQuestion, { kind: 'plan' }>): PlannerAnswer {
    const started = performance.now();
    const document = parse(text, { noLocation: true });
    try {
      const plan = this.prepare().buildQueryPlan(
        operationFromDocument(this.#supergraph.apiSchema(), document, { operationName }),
      );
      const fault = findPlanFault(plan, document, this.#facts);
      if (fault) return { kind: 'refused', refusal: fault };
      narrowKeyless(fetchesOf(plan), this.#facts);
      const executable = planWithoutVariants(plan, this.#variants, this.#facts);
      return {
        kind: 'planned',
        plan: JSON.stringify(executable, withoutDocuments),
        millis: performance.now() - started,
      };
    } catch (error) {
      return { kind: 'refused', refusal: refusalOf(error) };
    }
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
