import { isJsonObject, ownValue, setOwn, type JsonObject } from './json-objects';
import type { KeepsType } from './known-types';

/**
 * Merges what a service says into what is known, as Apollo's executor does: objects key by key, lists of the same
 * length item by item, everything else (null too) replaces what was there. Where nothing was, the source's own
 * objects become part of the target; they are not copied. Unlike there, an object's type may be kept.
 */
export function mergeInto(target: JsonObject, source: JsonObject, keepsType: KeepsType | null = null): void {
  for (const key in source) {
    const value = source[key];
    if (value === undefined) continue;
    if (key === '__proto__') {
      setOwn(target, key, merged(ownValue(target, key), value, keepsType));
    } else if (typeof value !== 'object' || value === null) {
      if (keepsType !== null && key === '__typename' && isKept(target[key], value, keepsType)) continue;
      target[key] = value;
    } else {
      // A name of Object.prototype gives a function here, which is nothing that JSON holds.
      const present = target[key];
      target[key] =
        typeof present === 'object' && present !== null ? merged(present, value, keepsType) : value;
    }
  }
}

function isKept(known: unknown, said: unknown, keepsType: KeepsType): boolean {
  return known !== undefined && known !== said && typeof said === 'string' && keepsType(known, said);
}

function merged(present: unknown, value: unknown, keepsType: KeepsType | null): unknown {
  if (present === value) return present;
  if (Array.isArray(value)) {
    if (!Array.isArray(present) || present.length !== value.length) return value as unknown;
    for (let i = 0; i < value.length; i += 1) present[i] = merged(present[i], value[i], keepsType);
    return present;
  }
  if (!isJsonObject(present) || !isJsonObject(value)) return value;
  mergeInto(present, value, keepsType);
  return present;
}

/** A copy that shares no object and no list with the value. */
export function copyOf<T>(value: T): T;
export function copyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => copyOf(item));
  const copy: JsonObject = {};
  for (const key in value) setOwn(copy, key, copyOf((value as JsonObject)[key]));
  return copy;
}
