import { graphqlName } from './unknown-plan';

/**
 * Objects as JSON.parse makes them. They inherit from Object.prototype, and a service may use any of its names as a
 * key: what is read must be their own, and `__proto__` is never assigned.
 */
export type JsonObject = Record<string, unknown>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value under a key of the object's own; undefined when there is none. */
export function ownValue(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Whether an object has nothing under a key. */
export function isNull(object: JsonObject, key: string): boolean {
  return (ownValue(object, key) ?? null) === null;
}

/** Sets a key of the object's own, whatever its name. */
export function setOwn(object: JsonObject, key: string, value: unknown): void {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

/** Code for the own value of an object under a GraphQL name; `object` is the code of a variable. */
export function ownValueCode(object: string, key: string): string {
  const read = `${object}.${graphqlName(key)}`;
  return key in Object.prototype ? `(Object.hasOwn(${object},"${key}")?${read}:undefined)` : read;
}
