/**
 * `node clients/sdk/generate.mjs [--check]`: writes the types and texts of the operations that stand in `operations/`
 * and in the journeys, as the composed graph has them, into `src/generated/operations.ts`.
 */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import internals from '@apollo/federation-internals';
import { codegen } from '@graphql-codegen/core';
import * as operations from '@graphql-codegen/typescript-operations';
import { Kind, parse, print } from 'graphql';
import { format, resolveConfig } from 'prettier';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.join(here, '../..');
const file = path.join(here, 'src/generated/operations.ts');

const SCALARS = {
  Date: 'string',
  DateTime: 'string',
  Money: 'string',
  NationalId: 'string',
  JSON: 'unknown',
};

function documentsIn(folder) {
  return fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.graphql'))
    .sort()
    .map((name) => ({ location: name, document: parse(fs.readFileSync(path.join(folder, name), 'utf8')) }));
}

const supergraph = fs.readFileSync(path.join(root, 'supergraph/supergraph.graphql'), 'utf8');
const apiSchema = internals.Supergraph.build(supergraph, { supportedFeatures: null })
  .apiSchema()
  .toGraphQLJSSchema();
const documents = [
  ...documentsIn(path.join(root, 'journeys')),
  ...documentsIn(path.join(here, 'operations')),
];

const types = await codegen({
  filename: file,
  schema: parse('type Query { _: Int }'),
  schemaAst: apiSchema,
  documents,
  config: {
    scalars: SCALARS,
    strictScalars: true,
    immutableTypes: true,
    skipTypename: true,
    enumsAsTypes: true,
    avoidOptionals: { field: true },
    dedupeFragments: true,
  },
  plugins: [{ operations: {} }],
  pluginMap: { operations },
});

const definitions = documents.flatMap(({ document }) => document.definitions);
const fragments = new Map(
  definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).map((each) => [each.name.value, each]),
);
const texts = definitions
  .filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
  .map((definition) => {
    const text = print(definition);
    const used = [...text.matchAll(/\.\.\.(\w+)/g)].map(([, name]) => print(fragments.get(name)));
    const name = definition.name.value[0].toUpperCase() + definition.name.value.slice(1);
    const kind = definition.operation[0].toUpperCase() + definition.operation.slice(1);
    const data = `${name}${kind}`;
    const whole = JSON.stringify([text, ...new Set(used)].join('\n\n'));
    return `export const ${name} = operation<${data}, ${data}Variables>(${whole});`;
  });

const header = `/* Written by generate.mjs from the graph and its operations: change those. */
import { operation } from '../operation';
`;
const source = await format([header, types, ...texts].join('\n\n'), {
  ...(await resolveConfig(file)),
  parser: 'typescript',
});

if (!process.argv.includes('--check')) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, source);
  console.log('clients/sdk: the operations are written.');
} else if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === source) {
  console.log('clients/sdk: the operations are fresh.');
} else {
  console.log('clients/sdk: the operations are stale; run npm run sdk and commit them.');
  process.exitCode = 1;
}
