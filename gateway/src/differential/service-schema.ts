import {
  Kind,
  parse,
  visit,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { federated } from './federation';

/** What a service's schema says of one of its types to the gateway. */
export interface TypeFacts {
  /** The keys by which it may be asked for, as selections. */
  readonly keys: readonly SelectionSetNode[];
  /** Fields that it knows only when it is sent them, or on paths that it provides. */
  readonly externals: ReadonlySet<string>;
  /** Fields that it computes from what it is sent, and what that is. */
  readonly requiring: ReadonlyMap<string, SelectionSetNode>;
  readonly isInterface: boolean;
}

/** Each type of a service with what its directives say. */
export function typeFacts(sdl: string): ReadonlyMap<string, TypeFacts> {
  const facts = new Map<string, TypeFacts>();
  const document = parse(federated(sdl), { noLocation: true });
  const provided = providedNames(document);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION)
      continue;
    const keys = (definition.directives ?? [])
      .filter(({ name, arguments: given }) => name.value === 'key' && !isFalse(given, 'resolvable'))
      .map((directive) => selectionOf(textOf(directive.arguments, 'fields')));
    const inKeys = new Set(keys.flatMap(namesOf));
    const named = (directive: string): string[] =>
      (definition.fields ?? [])
        .filter(({ directives = [] }) => directives.some(({ name }) => name.value === directive))
        .map(({ name }) => name.value);
    facts.set(definition.name.value, {
      keys,
      externals: new Set(named('external').filter((name) => !inKeys.has(name) && !provided.has(name))),
      requiring: requirementsOf(definition.fields),
      isInterface: definition.kind === Kind.INTERFACE_TYPE_DEFINITION,
    });
  }
  return facts;
}

/** The same schema without any promise that a field is not null, for a service that breaks its word. */
export function withoutPromises(sdl: string): string {
  let text = '';
  let last = 0;
  visit(parse(sdl), {
    InputValueDefinition: () => false,
    NonNullType: {
      leave({ loc }) {
        const end = loc?.end ?? 0;
        text += sdl.slice(last, end - 1);
        last = end;
      },
    },
  });
  return text + sdl.slice(last);
}

function requirementsOf(fields: readonly FieldDefinitionNode[] = []): Map<string, SelectionSetNode> {
  return new Map(
    fields.flatMap(({ name, directives = [] }) =>
      directives
        .filter((directive) => directive.name.value === 'requires')
        .map((directive) => [name.value, selectionOf(textOf(directive.arguments, 'fields'))] as const),
    ),
  );
}

function providedNames(document: DocumentNode): Set<string> {
  const names = new Set<string>();
  visit(document, {
    Directive(node) {
      if (node.name.value !== 'provides') return;
      visit(selectionOf(textOf(node.arguments as ConstDirectiveNode['arguments'], 'fields')), {
        Field: ({ name }) => void names.add(name.value),
      });
    },
  });
  return names;
}

function namesOf({ selections }: SelectionSetNode): string[] {
  return selections.flatMap((part) => (part.kind === Kind.FIELD ? [part.name.value] : []));
}

function selectionOf(fields: string): SelectionSetNode {
  const [operation] = parse(`{ ${fields} }`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`Not a selection: ${fields}`);
  return operation.selectionSet;
}

function textOf(given: ConstDirectiveNode['arguments'], name: string): string {
  const value = given?.find((argument) => argument.name.value === name)?.value;
  if (value?.kind !== Kind.STRING) throw new Error(`No text for "${name}".`);
  return value.value;
}

function isFalse(given: ConstDirectiveNode['arguments'], name: string): boolean {
  const value = given?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.BOOLEAN && !value.value;
}
