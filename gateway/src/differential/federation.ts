import { composeServices } from '@apollo/composition';
import { Kind, parse } from 'graphql';

/**
 * An object of the data. A field is a value, or a function of the field's arguments that reads its object by `this`.
 * Services and the monolith answer from the same things, so what differs between their answers is the gateway's.
 */
export interface Thing {
  readonly __typename: string;
  /** Tells an entity from all others, in faults; not a field of the graph. */
  readonly mark?: string;
  readonly [field: string]: unknown;
}

/** All data of a federation; mutations change it, so each run of one has a world of its own. */
export interface World {
  readonly query: Readonly<Record<string, unknown>>;
  readonly mutation?: Readonly<Record<string, unknown>>;
  /** Those that services are asked for by reference. */
  readonly entities: () => readonly Thing[];
}

export interface ServiceSource {
  readonly name: string;
  /** Without the link to the federation specification, see `federated`. */
  readonly sdl: string;
  /** What the service still says of fields that another one has taken over, by `Type.field`: wrong on purpose. */
  readonly stale?: Readonly<Record<string, unknown>>;
}

/** A small graph of several services, with its data. */
export interface Federation {
  readonly name: string;
  readonly services: readonly ServiceSource[];
  readonly createWorld: () => World;
  /** Values that make sense, by the name of an argument or an input field, or else of its type. */
  readonly examples: Readonly<Record<string, readonly unknown[]>>;
  /** How deep its operations go where the planner takes too long over the usual depth. */
  readonly depth?: number;
  /** How many cases of the usual number are tried, for the same reason. */
  readonly share?: number;
}

const DIRECTIVES = [
  '@key',
  '@external',
  '@requires',
  '@provides',
  '@shareable',
  '@override',
  '@inaccessible',
  '@interfaceObject',
];

/** A service's schema as federation reads it. */
export function federated(sdl: string): string {
  const imported = DIRECTIVES.map((name) => `"${name}"`).join(', ');
  return `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imported}])\n${sdl}`;
}

/** The supergraph of a federation; throws with every reason when its services do not fit together. */
export function composed({ name, services }: Federation): string {
  const { supergraphSdl, errors } = composeServices(
    services.map((service) => ({
      name: service.name,
      url: `http://${service.name}/graphql`,
      typeDefs: parse(federated(service.sdl), { noLocation: true }),
    })),
  );
  if (errors)
    throw new Error(`${name} cannot be composed:\n${errors.map(({ message }) => message).join('\n')}`);
  return supergraphSdl;
}

/** The object types that a name of the supergraph may stand for: those that implement it, or itself. */
export function implementations(supergraphSdl: string): (typeName: string) => readonly string[] {
  const known = new Map<string, string[]>();
  for (const definition of parse(supergraphSdl, { noLocation: true }).definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const { name } of definition.interfaces ?? []) {
      known.set(name.value, [...(known.get(name.value) ?? []), definition.name.value]);
    }
  }
  return (typeName) => known.get(typeName) ?? [typeName];
}

/** The value of a thing's field, computed when it is one that depends on arguments. */
export function read(thing: object, field: string, args: Readonly<Record<string, unknown>> = {}): unknown {
  const value = (thing as Record<string, unknown>)[field];
  return typeof value === 'function' ? (value.call(thing, args) as unknown) : value;
}
