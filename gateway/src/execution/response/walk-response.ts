import {
  isCompositeType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLCompositeType,
  type GraphQLOutputType,
} from 'graphql';
import type { HiddenNames } from '../../planning/hidden-names';
import { isValidLeaf } from './leaf-values';
import type { Asked, ResponseField, Selection, Selections, TypenameField, ValueField } from './selections';

export type ResponsePath = readonly (string | number)[];

export interface WalkedResponse {
  readonly text: string;
  /** Where the data hold what the client's schema does not allow, in the client's response names. */
  readonly faults: readonly ResponsePath[];
}

type JsonObject = Readonly<Record<string, unknown>>;

/** A null as the data have it, or in place of what the client may not see. */
const NULL = Symbol('null');
/** A null in place of something wrong; if it had to be told, that is done. */
const LOST = Symbol('lost');
/** Nothing where there must be something: what holds it becomes null. */
const MISSING = Symbol('missing');

type Written = string | typeof NULL | typeof LOST | typeof MISSING;

/** Something of a wholly different kind than the schema says, for which no part of the answer is trusted. */
class WrongKind extends Error {}

/**
 * Writes an answer by looking at every value, and knows where something is wrong. Null propagation is that of
 * Apollo's gateway: an object is given up at its first missing field, a list after all its items.
 */
export function walkResponse(
  selections: Selections,
  root: Selection,
  tree: JsonObject,
  hidden: HiddenNames,
): WalkedResponse {
  const walk = new Walk(selections, hidden);
  try {
    const text = walk.objectText(root, tree, root.type);
    return { text: typeof text === 'string' ? text : 'null', faults: walk.faults };
  } catch (error) {
    if (!(error instanceof WrongKind)) throw error;
    return { text: 'null', faults: [[...walk.path]] };
  }
}

/** The text of one object within an answer; null when anything in it is wrong. */
export function walkObject(
  selections: Selections,
  selection: Selection,
  value: JsonObject,
  hidden: HiddenNames,
): string | null {
  const walk = new Walk(selections, hidden);
  try {
    const text = walk.typedObjectText(selection, value);
    return typeof text === 'string' && !walk.hasFault ? text : null;
  } catch (error) {
    if (!(error instanceof WrongKind)) throw error;
    return null;
  }
}

/**
 * Whether an answer is null as a whole because of what stands, or does not, under some keys of the tree's root,
 * whatever may come under the others.
 */
export function isAnswerNull(
  { selections, root, rootType }: Asked,
  tree: JsonObject,
  keys: ReadonlySet<string>,
  hidden: HiddenNames,
): boolean {
  const walk = new Walk(selections, hidden);
  try {
    const fields = selections.shapeOf(root, rootType).fields.filter(({ key }) => keys.has(key));
    return fields.some((field) => walk.fieldText(field, tree) === MISSING);
  } catch (error) {
    if (!(error instanceof WrongKind)) throw error;
    return true;
  }
}

class Walk {
  readonly path: (string | number)[] = [];
  readonly faults: ResponsePath[] = [];
  /** Also true for what is lost without being told. */
  hasFault = false;

  constructor(
    private readonly selections: Selections,
    private readonly hidden: HiddenNames,
  ) {}

  #valueText(type: GraphQLOutputType, field: ValueField, value: unknown): Written {
    if (isNonNullType(type)) {
      const text = this.#valueText(type.ofType, field, value);
      if (text === NULL) this.#tell();
      return typeof text === 'string' ? text : MISSING;
    }
    if (value === null || value === undefined) return NULL;
    if (isListType(type)) return this.#listText(type.ofType, field, value);
    if (field.selection) return this.#asObject(field.selection, value);
    if (isLeafType(type) && !isValidLeaf(type, value)) {
      if (this.hidden.enumValues.get(type.name)?.has(value as string)) return NULL;
      this.#tell();
      return LOST;
    }
    return JSON.stringify(value);
  }

  #listText(itemType: GraphQLOutputType, field: ValueField, value: unknown): Written {
    if (!Array.isArray(value)) throw new WrongKind();
    const texts: string[] = [];
    let isWhole = true;
    for (const [index, item] of (value as unknown[]).entries()) {
      this.path.push(index);
      const text = this.#valueText(itemType, field, item);
      this.path.pop();
      if (text === MISSING) isWhole = false;
      texts.push(textOrNull(text));
    }
    return isWhole ? `[${texts.join()}]` : LOST;
  }

  #asObject(selection: Selection, value: unknown): Written {
    if (typeof value !== 'object' || value === null) throw new WrongKind();
    return this.typedObjectText(selection, value as JsonObject);
  }

  /** An object of the type that it says itself to be. */
  typedObjectText(selection: Selection, value: JsonObject): Written {
    const typeName = own(value, '__typename');
    if (typeName === undefined || typeName === '') return this.objectText(selection, value, null);
    if (typeof typeName !== 'string') throw new WrongKind();
    const type = this.selections.schema.getType(typeName);
    if (isCompositeType(type)) return this.objectText(selection, value, type);
    if (this.hidden.types.has(typeName)) return NULL;
    this.#tell();
    return LOST;
  }

  objectText(selection: Selection, value: JsonObject, type: GraphQLCompositeType | null): Written {
    const texts: string[] = [];
    for (const field of this.selections.shapeOf(selection, type).fields) {
      const text = this.fieldText(field, value);
      if (text === MISSING) {
        this.hasFault = true;
        return LOST;
      }
      texts.push(`"${field.responseName}":${textOrNull(text)}`);
    }
    return `{${texts.join()}}`;
  }

  fieldText(field: ResponseField, object: JsonObject): Written {
    this.path.push(field.responseName);
    const text =
      field.kind === 'typename'
        ? this.#typenameText(field, object)
        : this.#valueText(field.type, field, own(object, field.key));
    this.path.pop();
    return text;
  }

  #typenameText({ key, typeName }: TypenameField, value: JsonObject): Written {
    const name =
      typeName ?? this.#objectTypeName(own(value, key)) ?? this.#objectTypeName(own(value, '__typename'));
    return name === null ? MISSING : `"${name}"`;
  }

  #objectTypeName(name: unknown): string | null {
    return typeof name === 'string' && isObjectType(this.selections.schema.getType(name)) ? name : null;
  }

  #tell(): void {
    this.hasFault = true;
    this.faults.push([...this.path]);
  }
}

function textOrNull(text: Written): string {
  return typeof text === 'string' ? text : 'null';
}

/** Names such as `constructor` are fields only where the data say so. */
function own(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
