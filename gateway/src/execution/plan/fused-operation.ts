import {
  Kind,
  print,
  stripIgnoredCharacters,
  visit,
  type ASTNode,
  type FragmentDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
import type { ServiceOperation } from './service-operation';

/** An operation for entities that can be asked together with others of the same service. */
export interface FusedPart {
  /** The alias under which its entities are answered. */
  readonly alias: string;
  /** The variable that holds its representations. */
  readonly representations: string;
  /** `[name in the operation, name of the client's variable]`. */
  readonly variables: readonly (readonly [string, string])[];
  /** `$name:Type=default` of each of its variables, without the representations. */
  readonly variableDefinitions: readonly string[];
  readonly field: string;
  readonly fragments: readonly string[];
}

/**
 * Prepares the operations of one service to be asked in one: each gets an alias and a variable for its own
 * representations; variables and fragments keep their names, or get new ones where two of them differ.
 */
export function fusedParts(operations: readonly ServiceOperation[]): FusedPart[] {
  const names = new Names(operations);
  return operations.map((operation, i) => {
    const { definition, entities, fragments } = operation;
    if (!entities) throw new Error('Only operations for entities are fused.');
    const representations = names.free(`_r${i}`);
    const own = (definition.variableDefinitions ?? []).filter(
      ({ variable }) => variable.name.value !== 'representations',
    );
    const variables = own.map((one) => [names.ofVariable(one), one.variable.name.value] as const);
    const newVariables = new Map<string, string>([
      ['representations', representations],
      ...variables.map(([newName, name]) => [name, newName] as const),
    ]);
    const newFragments = new Map(
      [...fragments.keys()].map((name) => [name, names.ofFragment(name, fragments)]),
    );
    const text = (node: ASTNode) => renamedText(node, newVariables, newFragments);
    const alias = `_e${i}`;
    return {
      alias,
      representations,
      variables,
      variableDefinitions: own.map(text),
      field: text({ ...entities, alias: { kind: Kind.NAME, value: alias } }),
      fragments: [...fragments.values()].map(text),
    };
  });
}

/** The text of the operation that asks for these parts; what is the same in several stands in it once. */
export function fusedText(name: string | undefined, parts: readonly FusedPart[]): string {
  const variables = new Set(
    parts.flatMap((part) => [`$${part.representations}:[_Any!]!`, ...part.variableDefinitions]),
  );
  const fragments = new Set(parts.flatMap((part) => part.fragments));
  const head = name === undefined ? 'query' : `query ${name}`;
  return `${head}(${[...variables].join(' ')}){${parts.map(({ field }) => field).join(' ')}}${[...fragments].join('')}`;
}

/** Whether nothing in the operation stands in the way of asking it together with others. */
export function isFusible({ definition, entities, fragments }: ServiceOperation): boolean {
  const hasDirectives =
    (definition.directives?.length ?? 0) > 0 ||
    [...fragments.values()].some(({ directives = [] }) => directives.length > 0);
  return entities !== null && !hasDirectives;
}

/** Gives out names that mean one thing each within the fused operation. */
class Names {
  /** What each name stands for: a text that is the same for the same thing. */
  readonly #variables = new Map<string, string>();
  readonly #fragments = new Map<string, string>();

  constructor(operations: readonly ServiceOperation[]) {
    // Names that clients chose are never given to something else.
    for (const { definition, fragments } of operations) {
      for (const { variable } of definition.variableDefinitions ?? [])
        this.#variables.set(variable.name.value, '');
      for (const name of fragments.keys()) this.#fragments.set(name, '');
    }
  }

  free(name: string): string {
    return give(name, name, this.#variables, false);
  }

  ofVariable(definition: VariableDefinitionNode): string {
    return give(definition.variable.name.value, print(definition), this.#variables, true);
  }

  ofFragment(name: string, fragments: ReadonlyMap<string, FragmentDefinitionNode>): string {
    return give(name, meaningOf(name, fragments), this.#fragments, true);
  }
}

/** The name itself, if `mayShare` and it stands for the same or for nothing yet; else the next that does. */
function give(name: string, meaning: string, given: Map<string, string>, mayShare: boolean): string {
  for (let n = 0; ; n += 1) {
    const candidate = n === 0 ? name : `${name}_${n}`;
    const known = given.get(candidate);
    const isOwn = n === 0 && mayShare && known === '';
    if (known === undefined || isOwn || (mayShare && known === meaning)) {
      given.set(candidate, meaning);
      return candidate;
    }
  }
}

/** A fragment's text with those of all fragments that it may lead to. */
function meaningOf(name: string, fragments: ReadonlyMap<string, FragmentDefinitionNode>): string {
  const reached = new Set<string>();
  const go = (one: string): void => {
    const fragment = fragments.get(one);
    if (!fragment || reached.has(one)) return;
    reached.add(one);
    visit(fragment, { FragmentSpread: (spread) => go(spread.name.value) });
  };
  go(name);
  return [...reached].map((one) => print(fragments.get(one) as FragmentDefinitionNode)).join('\n');
}

function renamedText(
  node: ASTNode,
  variables: ReadonlyMap<string, string>,
  fragments: ReadonlyMap<string, string>,
): string {
  const rename = <T extends { readonly name: { readonly value: string } }>(
    named: T,
    names: ReadonlyMap<string, string>,
  ): T => ({
    ...named,
    name: { ...named.name, value: names.get(named.name.value) ?? named.name.value },
  });
  const renamed = visit<ASTNode>(node, {
    Variable: (variable) => rename(variable, variables),
    FragmentSpread: (spread) => rename(spread, fragments),
    FragmentDefinition: { leave: (fragment) => rename(fragment, fragments) },
  });
  return stripIgnoredCharacters(print(renamed));
}
