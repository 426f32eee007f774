import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { ownValue, ownValueCode, type JsonObject } from './json-objects';
import { jsonText } from './json-text';
import { copyOf } from './merge';
import { compileSelect, selectedOf } from './representation-object';
import { compileRewrites } from './rewrites';
import { isAbstractCondition, type PossibleTypes } from './type-conditions';
import { graphqlName } from './unknown-plan';

/** Gives an entity's representation as JSON text; null when the entity lacks what its service must be told. */
export interface Represent {
  (entity: JsonObject): string | null;
  /** When all that is represented is one type by one field: then equal values there are equal representations. */
  readonly only?: { readonly typeName: string; readonly key: string };
}

type Field = Extract<QueryPlanSelectionNode, { kind: 'Field' }>;
type Fragment = Extract<QueryPlanSelectionNode, { kind: 'InlineFragment' }>;

/**
 * Compiles the writer of a fetch's representations. The usual form, one fragment with plain fields for each type,
 * becomes generated code that writes text at once; all else is picked as an object, rewritten and written.
 */
export function compileRepresentation(
  { requires = [], inputRewrites }: Pick<FetchNode, 'requires' | 'inputRewrites'>,
  types: PossibleTypes,
): Represent {
  const byObject = representByObject(requires, inputRewrites, types);
  if (inputRewrites?.length || !requires.every((part): part is Fragment => part.kind === 'InlineFragment')) {
    return byObject;
  }
  const conditional = requires.filter(({ typeCondition }) => typeCondition !== undefined);
  return new WriterCode(types).compile(conditional, byObject);
}

function representByObject(
  requires: readonly QueryPlanSelectionNode[],
  inputRewrites: FetchNode['inputRewrites'],
  types: PossibleTypes,
): Represent {
  const select = compileSelect(requires, types);
  const rewrite = compileRewrites(inputRewrites, types);
  return (entity) => {
    const selected = select(entity);
    if (!selected || !ownValue(selected, '__typename')) return null;
    // What is rewritten must not be the tree's own.
    const representation = rewrite ? copyOf(selected) : selected;
    rewrite?.(representation);
    return JSON.stringify(representation);
  };
}

/** Writes the code. What is no name or number goes in as an argument. */
class WriterCode {
  readonly #functions: string[] = [];
  readonly #argumentNames: string[] = [];
  readonly #arguments: unknown[] = [];

  constructor(private readonly types: PossibleTypes) {}

  compile(fragments: readonly Fragment[], byObject: Represent): Represent {
    const cases = [...this.#fragmentsByTypes(fragments)].map(([typeNames, own]) => {
      const labels = typeNames.map((name) => `case "${name}":`).join('');
      const [only, ...more] = own;
      const isPlain = only !== undefined && more.length === 0 && hasPlainFields(only.selections);
      return `${labels}return ${isPlain ? this.#objectWriter(only.selections) : 'byObject'}(o);`;
    });
    const hasAbstract = fragments.some(({ typeCondition = '' }) =>
      isAbstractCondition(typeCondition, this.types),
    );
    const otherwise = hasAbstract ? 'return byObject(o);' : 'return null;';
    const code =
      `"use strict";${this.#functions.join('')}` +
      `return function represent(o){switch(${ownValueCode('o', '__typename')}){${cases.join('')}default:${otherwise}}}`;
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- names of GraphQL and numbers only
    const make = new Function('text', 'byObject', ...this.#argumentNames, code) as (
      ...args: unknown[]
    ) => Represent;
    const represent = make(jsonText, byObject, ...this.#arguments);
    return Object.assign(represent, { only: onlyKeyOf(fragments, this.types) });
  }

  /** The fragments that apply to each concrete type, types with the same ones together. */
  #fragmentsByTypes(fragments: readonly Fragment[]): Map<string[], Fragment[]> {
    const byType = new Map<string, Fragment[]>();
    for (const fragment of fragments) {
      const condition = graphqlName(fragment.typeCondition);
      for (const name of new Set([condition, ...this.types.possibleTypes(condition)])) {
        byType.set(graphqlName(name), [...(byType.get(name) ?? []), fragment]);
      }
    }
    const groups = new Map<string, [string[], Fragment[]]>();
    for (const [name, own] of byType) {
      const key = own.map((fragment) => fragments.indexOf(fragment)).join();
      const group = groups.get(key) ?? [[], own];
      group[0].push(name);
      groups.set(key, group);
    }
    return new Map(groups.values());
  }

  /** Adds a function that gives an object's text, or null when a field is missing; gives its name. */
  #objectWriter(fields: readonly Field[]): string {
    const body = fields.map((field, i) => {
      const name = graphqlName(field.alias ?? field.name);
      const value = field.selections ? `${this.#valueWriter(field.selections)}(v${i})` : `text(v${i})`;
      const read = `const v${i}=${ownValueCode('o', name)};if(v${i}===undefined)return null;`;
      return `${read}r+='${i > 0 ? ',' : ''}"${name}":'+${value};`;
    });
    return this.#addFunction((name) => `function ${name}(o){let r='{';${body.join('')}return r+'}';}`);
  }

  /** Adds a function that gives the text of a field's value: of objects in lists, however nested. */
  #valueWriter(selections: readonly QueryPlanSelectionNode[]): string {
    if (!isPlainFields(selections)) {
      const select = compileSelect(selections, this.types);
      return this.#addArgument((value: unknown) => JSON.stringify(selectedOf(value, select)));
    }
    const writer = this.#objectWriter(selections);
    return this.#addFunction(
      (name) =>
        `function ${name}(v){if(typeof v!=='object'||v===null)return 'null';` +
        `if(Array.isArray(v)){let r='[';for(let i=0;i<v.length;i++)r+=(i>0?',':'')+${name}(v[i]);return r+']';}` +
        `const t=${writer}(v);return t===null?'null':t;}`,
    );
  }

  #addFunction(codeOf: (name: string) => string): string {
    const name = `f${this.#functions.length}`;
    this.#functions.push(codeOf(name));
    return name;
  }

  #addArgument(value: unknown): string {
    const name = `a${this.#arguments.length}`;
    this.#argumentNames.push(name);
    this.#arguments.push(value);
    return name;
  }
}

function onlyKeyOf([fragment, ...more]: readonly Fragment[], types: PossibleTypes): Represent['only'] {
  const selections: readonly QueryPlanSelectionNode[] = fragment?.selections ?? [];
  if (more.length > 0 || !hasPlainFields(selections)) return undefined;
  const typeName = graphqlName(fragment?.typeCondition);
  const [field, ...others] = selections.filter(({ alias, name }) => (alias ?? name) !== '__typename');
  if (!field || others.length > 0 || field.selections || isAbstractCondition(typeName, types))
    return undefined;
  return { typeName, key: graphqlName(field.alias ?? field.name) };
}

/** Whether generated code can write a fragment; without its type nobody would know what it represents. */
function hasPlainFields(selections: readonly QueryPlanSelectionNode[]): selections is readonly Field[] {
  return isPlainFields(selections) && selections.some(({ alias, name }) => (alias ?? name) === '__typename');
}

function isPlainFields(selections: readonly QueryPlanSelectionNode[]): selections is readonly Field[] {
  const fields = selections.filter((part): part is Field => part.kind === 'Field');
  const names = new Set(fields.map(({ alias, name }) => alias ?? name));
  return fields.length === selections.length && names.size === fields.length;
}
