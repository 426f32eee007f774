import { Extensions } from 'type-graphql';
import type { Audience, Caller, Scope } from './caller';

/**
 * Who may see a field. `audience`: the kinds of client for which it exists (internal clients always; `public`
 * means everyone). `scopes`: any one of the entries suffices; an entry that is a list needs all of its scopes.
 */
export interface AccessDeclaration {
  readonly audience: readonly Audience[];
  readonly scopes: readonly (readonly Scope[])[];
}

export interface AccessOptions {
  readonly audience?: readonly Exclude<Audience, 'internal'>[];
  readonly scopes?: readonly (Scope | readonly Scope[])[];
}

const declarations = new WeakMap<object, AccessDeclaration>();

function declare(declaration: AccessDeclaration): ClassDecorator & MethodDecorator & PropertyDecorator {
  const extend: (target: object, property?: string | symbol) => void = Extensions({ access: declaration });
  return (target: object, property?: string | symbol) => {
    if (property === undefined) {
      declarations.set(target, declaration);
      extend(target);
    } else {
      extend(target, property);
    }
  };
}

/**
 * Declares who may see a type's fields (on a class: the default of each of its fields) or one field, query or
 * mutation. It is emitted into the schema as `@tag` and `@requiresScopes`, enforced by the gateway before a
 * service is asked and by the service before it answers. A field without a declaration stops the start.
 */
export function Access(options: AccessOptions): ClassDecorator & MethodDecorator & PropertyDecorator {
  return declare({
    audience: ['internal', ...(options.audience ?? [])],
    scopes: (options.scopes ?? []).map((entry) => (typeof entry === 'string' ? [entry] : entry)),
  });
}

/** For value types and what is public: exists for all clients, needs no scope. */
Access.everyone = (): ClassDecorator & MethodDecorator & PropertyDecorator =>
  Access({ audience: ['public'] });

/** The same audience as another class, without its scopes: for the wrappers (connections, payloads) around it. */
Access.audienceOf = (of: object): ClassDecorator => {
  const known = declarations.get(of);
  if (!known) throw new Error('Access.audienceOf names a class that has no @Access of its own (yet).');
  return declare({ audience: known.audience, scopes: [] });
};

/** Whether a field with this declaration exists for the audience. */
export function existsFor(declaration: AccessDeclaration, audience: Audience): boolean {
  return (
    audience === 'internal' ||
    declaration.audience.includes(audience) ||
    declaration.audience.includes('public')
  );
}

/** Whether the caller holds what the declaration asks. */
export function holdsScopes(declaration: AccessDeclaration, caller: Pick<Caller, 'scopes'>): boolean {
  if (declaration.scopes.length === 0) return true;
  return declaration.scopes.some((all) => all.every((scope) => caller.scopes.has(scope)));
}
