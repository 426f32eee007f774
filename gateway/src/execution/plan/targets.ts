import { isJsonObject, ownValue, ownValueCode, type JsonObject } from './json-objects';
import type { Place } from './plan-run';
import { graphqlName } from './unknown-plan';

/** `@` in a path stands for each item of a list. */
export const EACH = '@';

/** Whether a path goes on from an object that it meets, by depth (1 = after its first element). */
export type PassesAt = ReadonlyMap<number, (object: JsonObject) => boolean>;

/** Adds the objects at a path of the tree to a list. */
export type CollectTargets = (root: JsonObject, targets: JsonObject[]) => void;

/**
 * Compiles the search for the objects at a flatten path into nested loops. Nulls, and what has not the form that the
 * path expects, are passed over. `isShared` tells of a depth of the path (1 = after its first element) whether the
 * same object may stand there more than once: then it is gone into only once, so that an object is found once.
 */
export function compileTargets(
  path: readonly string[],
  isShared: (depth: number) => boolean = () => false,
  passesAt: PassesAt = new Map(),
): CollectTargets {
  let tests = '';
  let sets = '';
  let code = '';
  let close = '';
  let at = 'root';
  path.forEach((element, i) => {
    const value = `v${i}`;
    if (element === EACH) {
      code += `for(let i${i}=0;i${i}<${at}.length;i${i}++){const ${value}=${at}[i${i}];`;
      close = `}${close}`;
    } else {
      code += `{const ${value}=${ownValueCode(at, graphqlName(element))};`;
      close = `}${close}`;
    }
    const isList = path[i + 1] === EACH;
    let fits = isList ? `Array.isArray(${value})` : `isObject(${value})`;
    if (passesAt.has(i + 1)) {
      tests += `const t${i}=passesAt.get(${i + 1});`;
      fits += `&&t${i}(${value})`;
    }
    if (isShared(i + 1)) {
      sets += `const s${i}=new Set();`;
      fits += `&&s${i}.size!==s${i}.add(${value}).size`;
    }
    code += `if(${fits}){`;
    close = `}${close}`;
    at = value;
  });
  const body = `"use strict";${tests}return function collect(root,targets){${sets}${code}targets.push(${at});${close}}`;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- names of GraphQL and numbers only
  const create = new Function('isObject', 'passesAt', body) as (...given: unknown[]) => CollectTargets;
  return create(isJsonObject, passesAt);
}

/**
 * Goes through every place at a flatten path, an object that stands at several places each time. Used only for
 * errors, so that nobody pays for the places of what went well. Stops when `visit` gives false.
 */
export function visitPlaces(
  root: JsonObject,
  path: readonly string[],
  visit: (target: JsonObject, place: Place) => boolean,
  passesAt: PassesAt = new Map(),
): void {
  const place: (string | number)[] = [];
  const go = (value: unknown, depth: number): boolean => {
    if (isJsonObject(value) && passesAt.get(depth)?.(value) === false) return true;
    const element = path[depth];
    if (element === undefined) return !isJsonObject(value) || visit(value, [...place]);
    if (element === EACH) {
      return !Array.isArray(value) || value.every((item, i) => into(i, item, depth));
    }
    return !isJsonObject(value) || into(element, ownValue(value, element), depth);
  };
  const into = (step: string | number, value: unknown, depth: number): boolean => {
    place.push(step);
    const goesOn = go(value, depth + 1);
    place.pop();
    return goesOn;
  };
  go(root, 0);
}
