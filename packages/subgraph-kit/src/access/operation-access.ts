import {
  isObjectType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { existsFor, holdsScopes, type AccessDeclaration } from './access';
import type { Caller } from './caller';

/** What an operation needs of its caller: worked out once when it is prepared, checked on each request. */
export interface OperationAccess {
  readonly needs: readonly { readonly field: string; readonly access: AccessDeclaration }[];
}

/** Fields that carry no data of their own. */
const UNGUARDED = new Set(['Query._entities', 'Query._service']);

/** Collects the declaration of every field that the document touches. Throws on a field that has none. */
export function accessOf(schema: GraphQLSchema, document: DocumentNode): OperationAccess {
  const needs = new Map<string, { field: string; access: AccessDeclaration }>();
  const typeInfo = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field(node) {
        const parent = typeInfo.getParentType();
        const field = typeInfo.getFieldDef();
        const coordinate = `${parent?.name ?? ''}.${node.name.value}`;
        if (!field || field.name.startsWith('__') || UNGUARDED.has(coordinate)) return;
        if (isObjectType(parent) && parent.name.startsWith('__')) return;
        const access = field.extensions['access'] as AccessDeclaration | undefined;
        if (!access) throw new Error(`No @Access says who may see ${coordinate}`);
        // Fields of one type mostly share a declaration: one check serves them all.
        needs.set(JSON.stringify(access), { field: coordinate, access });
      },
    }),
  );
  return { needs: [...needs.values()] };
}

/** The first field that the caller may not see, or null when the whole operation is theirs to ask. */
export function forbiddenField({ needs }: OperationAccess, caller: Caller): string | null {
  for (const { field, access } of needs) {
    if (!existsFor(access, caller.audience) || !holdsScopes(access, caller)) return field;
  }
  return null;
}
