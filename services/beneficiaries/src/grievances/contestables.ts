import type { Contestable } from './contested';

/** The decisions of this service that can be contested, each told by the capability that makes it. */
export const CONTESTABLES: readonly Contestable[] = [];
