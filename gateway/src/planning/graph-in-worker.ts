import '../execution/without-telemetry';
import { operationFromDocument, printSchema, Supergraph, type Schema } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlan } from '@apollo/query-planner';
import { Kind, parse, print, printSchema as printBuiltSchema, type DocumentNode } from 'graphql';
import { withoutSecurityMarkers } from '../supergraph/security';
import {
  directiveDefaults,
  withDirectiveDefaults,
  withExecutableDirectives,
  type DirectiveDefaults,
} from './executable-directives';
import { hiddenNames, type HiddenNames } from './hidden-names';
import { readJoinFacts, type JoinFacts } from './join-facts';
import { narrowKeyless } from './keyless-representations';
import { restoreLostMembers, type PlanWithForgotten } from './lost-members';
import { MemberTypes } from './member-types';
import { planWithRequirementsMet } from './mended-requirements';
import { inSequence, mutationsInOrder } from './mutations-in-order';
import { findPlanFault } from './plan-faults';
import type { PlanRefusal } from './plan-refused';
import { fetchesOf } from './plan-walk';
import type { PlannerAnswer, PlannerQuestion, ReadGraph } from './planner-messages';
import { variantsOfFields } from './required-variants';
import { resolvableKeysFirst } from './resolvable-keys-first';
import { reservedNames } from './response-names';
import { supergraphWithVariants } from './supergraph-with-variants';
import { narrowUnbrought } from './unbrought-requirements';
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
  readonly #members: MemberTypes;
  readonly #directiveDefaults: DirectiveDefaults;
  #planner: QueryPlanner | undefined;

  /** Throws when the supergraph is broken, or asks for what Apollo's library does not do. */
  constructor(supergraphSdl: string) {
    const marked = withExecutableDirectives(parse(supergraphSdl, { noLocation: true }));
    const document = resolvableKeysFirst(unmarked(marked));
    const given = Supergraph.build(document, { validateSupergraph: true });
    this.#apiSchema = given.apiSchema();
    this.#hidden = hiddenNames(document, this.#apiSchema);
    const facts = readJoinFacts(document);
    const variants = variantsOfFields(facts);
    const planned = variants.size > 0 ? supergraphWithVariants(document, variants, facts) : document;
    this.#supergraph = planned === document ? given : Supergraph.build(planned);
    this.#facts = planned === document ? facts : readJoinFacts(planned);
    this.#variants = variantsByName(variants);
    this.#members = new MemberTypes(this.#supergraph);
    this.#directiveDefaults = directiveDefaults(document);
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
    // Else what is asked of one type's objects would be asked of another's too, or in their place.
    this.#planner ??= new QueryPlanner(this.#supergraph, { typeConditionedFetching: true });
    return this.#planner;
  }

  plan({ document: text, operationName }: Extract<PlannerQuestion, { kind: 'plan' }>): PlannerAnswer {
    const started = performance.now();
    const document = withDirectiveDefaults(parse(text, { noLocation: true }), this.#directiveDefaults);
    try {
      const made = this.#planOf(document, operationName);
      const plan = planWithRequirementsMet(this.#inOrder(made, document, operationName), this.#facts);
      const fault = findPlanFault(plan, document, this.#facts);
      if (fault) return { kind: 'refused', refusal: fault };
      const fetches = fetchesOf(plan);
      const { forgotten, isMended } = restoreLostMembers(fetches, document, this.#members, this.#facts);
      const isKeylessNarrowed = narrowKeyless(fetches, this.#facts);
      const isUnbroughtNarrowed = narrowUnbrought(fetches, document, this.#facts);
      const executable: PlanWithForgotten = {
        ...planWithoutVariants(plan, this.#variants, this.#facts),
        ...(forgotten.length > 0 ? { forgotten } : {}),
      };
      return {
        kind: 'planned',
        plan: JSON.stringify(executable, withoutDocuments),
        millis: performance.now() - started,
        isMended: plan !== made || isMended || isKeylessNarrowed || isUnbroughtNarrowed,
      };
    } catch (error) {
      return { kind: 'refused', refusal: refusalOf(error) };
    }
  }

  #inOrder(plan: QueryPlan, document: DocumentNode, operationName: string | undefined): QueryPlan {
    const parts = mutationsInOrder(document, plan);
    return parts.length < 2 ? plan : inSequence(parts.map((part) => this.#planOf(part, operationName)));
  }

  /** As Apollo's planner makes it. */
  #planOf(document: DocumentNode, operationName: string | undefined): QueryPlan {
    return this.prepare().buildQueryPlan(
      operationFromDocument(this.#supergraph.apiSchema(), document, { operationName }),
    );
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
