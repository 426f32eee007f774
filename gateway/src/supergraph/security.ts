import {
  Kind,
  parse,
  print,
  visit,
  type ConstDirectiveNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
} from 'graphql';
import { scopesOf } from './graph-index';

/** Any one of the lists suffices, each with all of its scopes. */
export type ScopeRequirement = readonly (readonly string[])[];

/**
 * What the whole graph asks of its callers, by coordinate: `Type.field`, and `Type` for what is asked wherever the
 * type is returned. Taken from the supergraph in which composition has merged all services' declarations.
 */
export type ScopeMap = ReadonlyMap<string, ScopeRequirement>;

const SPECIFICATION = 'https://specs.apollo.dev/';
const ENFORCED = 'requiresScopes';
/** What composition may keep of a service's schema and this gateway does not enforce. */
const NOT_ENFORCED = ['authenticated', 'policy'];

/**
 * Reads the requirements. Throws when the graph says that it has some and none is found, or has rules of a kind
 * that nothing here would enforce: a wall that is not there must stop the start, not let everybody through.
 */
export function readScopeMap(supergraphSdl: string): ScopeMap {
  const document = parse(supergraphSdl, { noLocation: true });
  const linked = linkedFeatures(document);
  const unknown = NOT_ENFORCED.filter((feature) => linked.includes(feature));
  if (unknown.length > 0) {
    throw new Error(`The supergraph uses @${unknown.join(', @')}, which this gateway does not enforce.`);
  }
  const requirements = new Map<string, ScopeRequirement>();
  for (const definition of document.definitions) {
    if (!('name' in definition) || !definition.name || definition.kind === Kind.DIRECTIVE_DEFINITION)
      continue;
    const type = definition.name.value;
    const fields: readonly FieldDefinitionNode[] =
      definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION
        ? (definition.fields ?? [])
        : [];
    const declared = [
      { coordinate: type, scopes: scopesOf(definition as { directives?: readonly ConstDirectiveNode[] }) },
      ...fields.map((field) => ({ coordinate: `${type}.${field.name.value}`, scopes: scopesOf(field) })),
    ];
    for (const { coordinate, scopes } of declared)
      if (scopes.length > 0) requirements.set(coordinate, scopes);
  }
  if (linked.includes(ENFORCED) && requirements.size === 0) {
    throw new Error(
      'The supergraph says that it requires scopes, but no field with @requiresScopes was found.',
    );
  }
  return requirements;
}

/**
 * The supergraph as Apollo's library accepts it: it refuses rules that it would have to enforce itself (`for:
 * SECURITY`), so it is told that they are none of its business. Enforcing them is this gateway's work.
 */
export function withoutSecurityMarkers(supergraphSdl: string): string {
  const document = parse(supergraphSdl, { noLocation: true });
  return print(
    visit(document, {
      Directive(node) {
        const feature = featureOf(node);
        if (feature === null || ![ENFORCED, ...NOT_ENFORCED].includes(feature)) return undefined;
        return { ...node, arguments: node.arguments?.filter(({ name }) => name.value !== 'for') };
      },
    }),
  );
}

function linkedFeatures(document: DocumentNode): string[] {
  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
      ? (definition.directives ?? []).map(featureOf).filter((feature) => feature !== null)
      : [],
  );
}

/** `requiresScopes` of `@link(url: "https://specs.apollo.dev/requiresScopes/v0.1")`; null for anything else. */
function featureOf({ name, arguments: given = [] }: DirectiveNode): string | null {
  const url = given.find((argument) => argument.name.value === 'url')?.value;
  if (name.value !== 'link' || url?.kind !== Kind.STRING || !url.value.startsWith(SPECIFICATION)) return null;
  return url.value.slice(SPECIFICATION.length).split('/')[0] ?? null;
}
