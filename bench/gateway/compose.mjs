/** The shop's services composed into one graph, in the forms in which contenders want it. */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { gateway } from '../lib/house-code.mjs';
import { SCHEMAS, SERVICES } from './fixture/schemas.mjs';

const require = createRequire(new URL('../../gateway/package.json', import.meta.url));
const { composeServices } = require('@apollo/composition');
const { parse } = require('graphql');
const { headerOf } = gateway('./dist/supergraph/stamp.js');
const { AUDIENCES } = createRequire(new URL('../../packages/subgraph-kit/package.json', import.meta.url))(
  './dist/access/caller.js',
);

/** Writes the supergraph, the variants that the house's gateway has beside it, and the services' schemas. */
export function writeGraph(folder, urls) {
  const { errors, supergraphSdl } = composeServices(
    SERVICES.map((name) => ({ name, url: urls[name], typeDefs: parse(SCHEMAS[name]) })),
  );
  if (errors) throw new Error(`The benchmark's graph does not compose: ${errors.join(' ')}`);
  const text = headerOf(supergraphSdl) + supergraphSdl;
  const supergraphFile = path.join(folder, 'supergraph.graphql');
  writeFileSync(supergraphFile, text);
  // Nothing of it is hidden from anybody.
  for (const audience of AUDIENCES) writeFileSync(path.join(folder, `${audience}.graphql`), text);
  for (const name of SERVICES) writeFileSync(path.join(folder, `${name}.service.graphql`), SCHEMAS[name]);
  return supergraphFile;
}
