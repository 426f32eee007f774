import type { Schema } from '@apollo/federation-internals';
import { Kind, type DocumentNode } from 'graphql';

/**
 * What services may rightly say although the client's schema does not have it: types of objects and values of enums
 * that are `@inaccessible`. A client sees null in their place.
 */
export interface HiddenNames {
  readonly types: ReadonlySet<string>;
  /** By the enum's name; only of enums that the client's schema has. */
  readonly enumValues: ReadonlyMap<string, ReadonlySet<string>>;
}

export const NOTHING_HIDDEN: HiddenNames = { types: new Set(), enumValues: new Map() };

/** Finds what a supergraph has beyond the client's schema. */
export function hiddenNames({ definitions }: DocumentNode, clientSchema: Schema): HiddenNames {
  const types = new Set<string>();
  const enumValues = new Map<string, Set<string>>();
  for (const definition of definitions) {
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) {
      const name = definition.name.value;
      if (!clientSchema.type(name)) types.add(name);
    } else if (definition.kind === Kind.ENUM_TYPE_DEFINITION) {
      const type = clientSchema.type(definition.name.value);
      if (type?.kind !== 'EnumType') continue;
      const values = (definition.values ?? []).map(({ name }) => name.value);
      const hidden = values.filter((value) => type.value(value) === undefined);
      if (hidden.length > 0) enumValues.set(type.name, new Set(hidden));
    }
  }
  return { types, enumValues };
}
