import { Kind, parse, type ConstDirectiveNode } from 'graphql';

/** Service name in the graph to the address of its GraphQL endpoint. */
export type ServiceAddresses = ReadonlyMap<string, string>;

/** The services that a supergraph is composed of, with the addresses that it was composed with. */
export function servicesOfSupergraph(supergraphSdl: string): ServiceAddresses {
  const { definitions } = parse(supergraphSdl, { noLocation: true });
  const graphs = definitions.find(
    (definition) => definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph',
  );
  if (graphs?.kind !== Kind.ENUM_TYPE_DEFINITION)
    throw new Error('This is no supergraph: it has no join__Graph.');
  return new Map(
    (graphs.values ?? []).flatMap(({ directives = [] }) =>
      directives
        .filter(({ name }) => name.value === 'join__graph')
        .map((directive): [string, string] => [argument(directive, 'name'), argument(directive, 'url')]),
    ),
  );
}

/** The composed files hold names for addresses; these are the real ones. Throws when one is not configured. */
export function configuredAddresses(
  services: ServiceAddresses,
  configured: ServiceAddresses,
): ServiceAddresses {
  const missing = [...services.keys()].filter((name) => !configured.has(name));
  if (missing.length > 0) throw new Error(`SERVICE_URLS has no address for: ${missing.join(', ')}.`);
  return new Map([...services.keys()].map((name) => [name, configured.get(name) ?? '']));
}

function argument({ arguments: given = [] }: ConstDirectiveNode, wanted: string): string {
  const value = given.find(({ name }) => name.value === wanted)?.value;
  return value?.kind === Kind.STRING ? value.value : '';
}
