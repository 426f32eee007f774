import { type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { NOTHING_HIDDEN, type HiddenNames } from '../../planning/hidden-names';
import type { ResponseNames } from '../../planning/response-names';
import type { Allowance } from './allowance';
import * as answerBytes from './answer-bytes';
import { conditionVariables } from '../../planning/conditions';
import { fragmentsOf, type Fragments } from '../../planning/fragments';
import { Selections, type Selection } from './selections';
import { walkObject, walkResponse } from './walk-response';
import { writerCode, type WriterCode } from './writer-code';

/**
 * Writes the client's JSON text from the merged tree. `onNull` is told where the tree holds something that the
 * client's schema does not allow, by response names and list indexes; what held it became null. The path is empty
 * when a variable of a `@skip` or `@include` is no boolean; then the whole text is `null`.
 */
export type Serialize = (
  tree: Readonly<Record<string, unknown>>,
  variables: Readonly<Record<string, unknown>>,
  onNull: (path: (string | number)[]) => void,
) => string;

/** Fields for which code is generated, for all variants of an operation together. The rest is walked. */
const MOST_GENERATED = 2_000;
/** Selections that are gone through to find what is asked of which type, likewise; more are, but forgotten again. */
const MOST_COLLECTED = 10_000;
/** Variants that are kept. */
const MOST_VARIANTS = 16;

/** An operation with its `@skip` and `@include` decided. */
interface Variant {
  readonly selections: Selections;
  readonly root: Selection;
  /** Null when no code was generated. */
  readonly write: ((tree: Readonly<Record<string, unknown>>, p: number) => number) | null;
}

/** Makes the serializer of an operation that is valid on the schema. Throws when it is not. */
export function compileSerializer(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  names: ResponseNames,
  hidden: HiddenNames = NOTHING_HIDDEN,
): Serialize {
  const variants = new Variants(schema, fragmentsOf(document), operation, names, hidden);
  const conditions = conditionVariables(operation.selectionSet, fragmentsOf(document));
  const unconditional = conditions.length === 0 ? variants.variantFor(new Set()) : null;

  return (tree, variables, onNull) => {
    if (conditions.some((name) => typeof variables[name] !== 'boolean')) {
      onNull([]);
      return 'null';
    }
    const variant =
      unconditional ?? variants.variantFor(new Set(conditions.filter((name) => variables[name])));
    const text = variant.write ? writtenText(variant.write, tree) : null;
    if (text !== null) return text;
    const walked = walkResponse(variant.selections, variant.root, tree, hidden);
    for (const path of walked.faults) onNull([...path]);
    return walked.text;
  };
}

/** Null when the tree does not fit. */
function writtenText(
  write: NonNullable<Variant['write']>,
  tree: Readonly<Record<string, unknown>>,
): string | null {
  answerBytes.beginText();
  try {
    return answerBytes.endText(write(tree, 0));
  } catch (error) {
    if (error instanceof answerBytes.Misfit) return null;
    throw error;
  }
}

class Variants {
  readonly #variants = new Map<string, Variant>();
  readonly #generated: Allowance = { left: MOST_GENERATED };
  readonly #remembered: Allowance = { left: MOST_COLLECTED };

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: Fragments,
    private readonly operation: OperationDefinitionNode,
    private readonly names: ResponseNames,
    private readonly hidden: HiddenNames,
  ) {}

  variantFor(trueVariables: ReadonlySet<string>): Variant {
    const key = [...trueVariables].join();
    const known = this.#variants.get(key);
    if (known) return known;
    // One that is not kept is not worth its code.
    const isKept = this.#variants.size < MOST_VARIANTS;
    const variant = this.#makeVariant(trueVariables, isKept);
    if (isKept) this.#variants.set(key, variant);
    return variant;
  }

  #makeVariant(trueVariables: ReadonlySet<string>, isGenerated: boolean): Variant {
    const rootType = this.schema.getRootType(this.operation.operation);
    if (!rootType) throw new Error(`The schema has no ${this.operation.operation}.`);
    const remembered = isGenerated ? this.#remembered : { left: MOST_COLLECTED };
    const selections = new Selections(this.schema, this.names, this.fragments, trueVariables, remembered);
    const root = selections.selectionOf([{ set: this.operation.selectionSet, type: rootType }]);
    const code = isGenerated ? writerCode(selections, root, rootType, this.#generated) : null;
    return { selections, root, write: code && generatedWriter(code, selections, this.hidden) };
  }
}

function generatedWriter(
  { source, enums, tables, walked }: WriterCode,
  selections: Selections,
  hidden: HiddenNames,
): NonNullable<Variant['write']> {
  const given = {
    ...answerBytes,
    enums,
    tables,
    walked: (index: number, value: Readonly<Record<string, unknown>>, p: number): number => {
      const text = walkObject(selections, walked[index] as Selection, value, hidden);
      if (text === null) throw answerBytes.MISFIT;
      return answerBytes.writeJson(text, p);
    },
  };
  // The source holds names that GraphQL's grammar allows, and numbers; everything else is given to it.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  return new Function(...Object.keys(given), source)(...Object.values(given)) as NonNullable<
    Variant['write']
  >;
}
