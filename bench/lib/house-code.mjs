/** The built code of the house, required as its own packages require it, so that there is one copy of each library. */
import { createRequire } from 'node:module';

const root = new URL('../../', import.meta.url);

/** `kit('./dist/access/roles.js')` or `kit('typeorm')`, as the kit itself would. */
export const kit = createRequire(new URL('packages/subgraph-kit/package.json', root));
export const gateway = createRequire(new URL('gateway/package.json', root));
export const stack = createRequire(new URL('stack/package.json', root));

// Decorated classes ask for it, whoever loads them first.
kit('reflect-metadata');

/** `service('ngos')('./dist/sample/loader.js')`, as the service itself would. */
export const service = (name) => createRequire(new URL(`services/${name}/package.json`, root));

/** The definition of a service: its entities and its part of the graph. */
export const definitionOf = (name) => service(name)('./dist/service.js').service;
