import type { FetchNode } from '@apollo/query-planner';
import { isJsonObject, ownValue, setOwn, type JsonObject } from './json-objects';
import { typeCondition, type PossibleTypes, type TypeCondition } from './type-conditions';
import { graphqlName, UnknownPlan } from './unknown-plan';

type PlannedRewrite = NonNullable<FetchNode['inputRewrites']>[number];
type Change = (object: JsonObject) => void;
/** A step of a rewrite's path: into a field, or only on with objects of a type. */
type Step = { readonly field: string } | { readonly isOfType: TypeCondition };

/** Changes a representation before it is sent, or an answer before it is merged. */
export type Rewrite = (value: unknown) => void;

const FRAGMENT = '... on ';

/** Compiles a fetch's rewrites to one function; null when there are none. Throws UnknownPlan. */
export function compileRewrites(
  rewrites: readonly PlannedRewrite[] | undefined,
  types: PossibleTypes,
): Rewrite | null {
  if (!rewrites || rewrites.length === 0) return null;
  const compiled = rewrites.map((rewrite) => compileRewrite(rewrite, types));
  return (value) => {
    for (const rewrite of compiled) rewrite(value);
  };
}

/** The response names that renamed keys get, by the names that the service answers them under. */
export function renamedKeys(rewrites: readonly PlannedRewrite[] | undefined): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  for (const rewrite of rewrites ?? []) {
    const last = rewrite.path.at(-1);
    if (rewrite.kind === 'KeyRenamer' && last !== undefined) renamed.set(last, rewrite.renameKeyTo);
  }
  return renamed;
}

function compileRewrite(rewrite: PlannedRewrite, types: PossibleTypes): Rewrite {
  const steps = rewrite.path.slice(0, -1).map((element): Step => {
    if (!element.startsWith(FRAGMENT)) return { field: graphqlName(element) };
    return { isOfType: typeCondition(graphqlName(element.slice(FRAGMENT.length)), types) };
  });
  const change = changeOf(rewrite, graphqlName(rewrite.path.at(-1)));
  return (value) => applyAt(value, steps, 0, change);
}

function changeOf(rewrite: PlannedRewrite, field: string): Change {
  switch (rewrite.kind) {
    case 'ValueSetter': {
      const value = rewrite.setValueTo as unknown;
      return (object) => setOwn(object, field, value);
    }
    case 'KeyRenamer': {
      const name = graphqlName(rewrite.renameKeyTo);
      return (object) => {
        const value = ownValue(object, field);
        if (value === undefined) return;
        setOwn(object, name, value);
        setOwn(object, field, undefined);
      };
    }
    default:
      throw new UnknownPlan('an unknown kind of rewrite');
  }
}

function applyAt(value: unknown, steps: readonly Step[], at: number, change: Change): void {
  if (Array.isArray(value)) {
    for (const item of value) applyAt(item, steps, at, change);
    return;
  }
  if (!isJsonObject(value)) return;
  const step = steps[at];
  if (!step) return change(value);
  if ('field' in step) return applyAt(ownValue(value, step.field), steps, at + 1, change);
  // An object that does not say what it is counts as one of the type, as in Apollo's executor.
  const typeName = ownValue(value, '__typename');
  if (!typeName || (typeof typeName === 'string' && step.isOfType(typeName))) {
    applyAt(value, steps, at + 1, change);
  }
}
