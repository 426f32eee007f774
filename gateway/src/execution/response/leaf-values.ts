import { isEnumType, isSpecifiedScalarType, type GraphQLLeafType } from 'graphql';

export type LeafKind = 'String' | 'ID' | 'Int' | 'Float' | 'Boolean' | 'enum' | 'any';

/** How a leaf's values are judged. Custom scalars are whatever their service says. */
export function leafKind(type: GraphQLLeafType): LeafKind {
  if (isEnumType(type)) return 'enum';
  return isSpecifiedScalarType(type) ? (type.name as LeafKind) : 'any';
}

/** Beyond it JavaScript writes an integer with an exponent. */
const LARGEST_PLAIN = 1e21;

/** Integers of any size that JSON writes without an exponent: a service's `Int` may be larger than GraphQL's. */
export function isPlainInteger(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) < LARGEST_PLAIN;
}

/** Whether a service may give this for the leaf. Nothing is coerced: what is valid is told as it came. */
export function isValidLeaf(type: GraphQLLeafType, value: unknown): boolean {
  switch (leafKind(type)) {
    case 'String':
      return typeof value === 'string';
    case 'ID':
      return typeof value === 'string' || (typeof value === 'number' && isPlainInteger(value));
    case 'Int':
      return typeof value === 'number' && isPlainInteger(value);
    case 'Float':
      return typeof value === 'number' && Number.isFinite(value);
    case 'Boolean':
      return typeof value === 'boolean';
    case 'enum':
      return typeof value === 'string' && isEnumType(type) && type.getValue(value) !== undefined;
    case 'any':
      return true;
  }
}
