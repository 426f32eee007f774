import {
  Kind,
  visit,
  type ArgumentNode,
  type ConstDirectiveNode,
  type ConstValueNode,
  type DirectiveDefinitionNode,
  type DirectiveNode,
  type DocumentNode,
} from 'graphql';

const APOLLO = 'https://specs.apollo.dev/';
const EXECUTABLE = new Set([
  ...['QUERY', 'MUTATION', 'SUBSCRIPTION', 'FIELD', 'FRAGMENT_DEFINITION', 'FRAGMENT_SPREAD'],
  ...['INLINE_FRAGMENT', 'VARIABLE_DEFINITION'],
]);

/**
 * A directive that services share by `@composeDirective` stands in the supergraph as part of a linked specification,
 * all of which Apollo's library hides from clients. Where such a specification has directives for operations, the
 * link is taken away, and so is what its directives say of the schema: then clients may use them, and they reach the
 * services. A link that says what it is `for` has to be understood, and stays.
 */
export function withExecutableDirectives(supergraph: DocumentNode): DocumentNode {
  const definitions = supergraph.definitions.filter(
    (part): part is DirectiveDefinitionNode => part.kind === Kind.DIRECTIVE_DEFINITION,
  );
  const opened = linksOf(supergraph).filter((link) =>
    definitions.some((definition) => link.has(definition.name.value) && executableIn(definition).length > 0),
  );
  if (opened.length === 0) return supergraph;
  const isOpened = (name: string): boolean => opened.some((link) => link.has(name));
  return visit(supergraph, {
    Directive: (node) => {
      const isTaken = isOpened(node.name.value) || opened.some(({ directive }) => directive === node);
      return isTaken ? null : undefined;
    },
    DirectiveDefinition: (node) => {
      if (!isOpened(node.name.value)) return undefined;
      const locations = executableIn(node);
      return locations.length > 0 ? { ...node, locations } : null;
    },
  });
}

/** The arguments that a directive has when an operation does not give them, by the directive's name. */
export type DirectiveDefaults = ReadonlyMap<string, readonly ArgumentNode[]>;

/** Reads the defaults of the directives that operations may have. */
export function directiveDefaults({ definitions }: DocumentNode): DirectiveDefaults {
  return new Map(
    definitions.flatMap((part) => {
      if (part.kind !== Kind.DIRECTIVE_DEFINITION || executableIn(part).length === 0) return [];
      const defaults = (part.arguments ?? []).flatMap(({ name, defaultValue: value }): ArgumentNode[] =>
        value ? [{ kind: Kind.ARGUMENT, name, value }] : [],
      );
      return defaults.length > 0 ? [[part.name.value, defaults]] : [];
    }),
  );
}

/** Gives an operation's directives the arguments that they have by default: a service need not have the same. */
export function withDirectiveDefaults(document: DocumentNode, defaults: DirectiveDefaults): DocumentNode {
  if (defaults.size === 0) return document;
  return visit(document, {
    Directive: ({ arguments: given = [], ...node }) => {
      const missing = (defaults.get(node.name.value) ?? []).filter(
        ({ name }) => !given.some((argument) => argument.name.value === name.value),
      );
      return missing.length > 0 ? { ...node, arguments: [...given, ...missing] } : undefined;
    },
  });
}

interface Link {
  readonly directive: DirectiveNode;
  /** Whether the specification defines the directive of this name. */
  has(name: string): boolean;
}

/** The links to specifications that are not Apollo's own. */
function linksOf({ definitions }: DocumentNode): Link[] {
  return definitions
    .flatMap((part) =>
      part.kind === Kind.SCHEMA_DEFINITION || part.kind === Kind.SCHEMA_EXTENSION
        ? (part.directives ?? [])
        : [],
    )
    .filter(({ name }) => name.value === 'link')
    .flatMap((directive) => {
      const url = textOf(valueOf(directive, 'url'));
      if (url === null || url.startsWith(APOLLO) || valueOf(directive, 'for')) return [];
      const own = textOf(valueOf(directive, 'as')) ?? url.split('/').at(-2) ?? '';
      const imported = importsOf(valueOf(directive, 'import'));
      const has = (name: string): boolean =>
        name === own || name.startsWith(`${own}__`) || imported.includes(`@${name}`);
      return [{ directive, has }];
    });
}

/** The names under which a link's `import: ["@a", { name: "@b", as: "@c" }]` are known. */
function importsOf(value: ConstValueNode | undefined): string[] {
  if (value?.kind !== Kind.LIST) return [];
  return value.values.flatMap((item) => {
    if (item.kind !== Kind.OBJECT) return textOf(item) ?? [];
    const named = (key: string) => textOf(item.fields.find(({ name }) => name.value === key)?.value);
    return named('as') ?? named('name') ?? [];
  });
}

function valueOf({ arguments: given = [] }: ConstDirectiveNode, name: string): ConstValueNode | undefined {
  return given.find((argument) => argument.name.value === name)?.value;
}

function textOf(value: ConstValueNode | undefined): string | null {
  return value?.kind === Kind.STRING ? value.value : null;
}

function executableIn({ locations }: DirectiveDefinitionNode) {
  return locations.filter(({ value }) => EXECUTABLE.has(value));
}
