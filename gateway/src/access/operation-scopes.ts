import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
} from 'graphql';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { CodedError } from '@solidarity/subgraph-kit/errors/coded-error';
import type { ScopeMap, ScopeRequirement } from '../supergraph/security';

/** A field of an operation that asks for scopes. */
export interface ScopedField {
  /** `Person.nationalId` */
  readonly field: string;
  /** Where the operation asks for it: `household.head.nationalId`; within a fragment from the fragment on. */
  readonly path: string;
  readonly scopes: ScopeRequirement;
}

/**
 * What an operation needs of its caller: worked out once, when it is prepared, and checked on each request before
 * any service is asked. A field of an interface needs what it needs in each type that could answer.
 */
export function scopedFieldsOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  scopeMap: ScopeMap,
): ScopedField[] {
  const found = new Map<string, ScopedField>();
  const typeInfo = new TypeInfo(schema);
  const path: string[] = [];
  const need = (field: string, scopes: ScopeRequirement | undefined): void => {
    if (scopes && !found.has(field)) found.set(field, { field, path: path.join('.'), scopes });
  };
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      FragmentDefinition: {
        enter(node) {
          path.push(`...${node.name.value}`);
        },
        leave() {
          path.pop();
        },
      },
      Field: {
        enter(node) {
          path.push(node.alias?.value ?? node.name.value);
          const parent = typeInfo.getParentType();
          for (const owner of parent ? possible(schema, parent) : []) {
            need(`${owner.name}.${node.name.value}`, scopeMap.get(`${owner.name}.${node.name.value}`));
          }
          const returned = getNamedType(typeInfo.getType());
          if (!returned) return;
          const types = isCompositeType(returned) ? possible(schema, returned) : [returned];
          for (const { name } of types) need(name, scopeMap.get(name));
        },
        leave() {
          path.pop();
        },
      },
    }),
  );
  return [...found.values()];
}

/** The type itself, and whatever an interface or union may turn out to be. */
function possible(schema: GraphQLSchema, type: GraphQLCompositeType): GraphQLCompositeType[] {
  return isAbstractType(type) ? [type, ...schema.getPossibleTypes(type)] : [type];
}

/** FORBIDDEN, naming field, path and scope, for each field that the caller may not ask for. */
export function forbiddenFields(fields: readonly ScopedField[], caller: Caller): CodedError[] {
  const held: ReadonlySet<string> = caller.scopes;
  return fields
    .filter(({ scopes }) => !scopes.some((all) => all.every((scope) => held.has(scope))))
    .map(({ field, path, scopes }) => {
      const missing = scopes.map((all) => all.filter((scope) => !held.has(scope)).join(' + ')).join(' | ');
      return new CodedError('FORBIDDEN', { field, path, scope: missing });
    });
}
