import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, type DocumentNode } from 'graphql';

/** A service's part of the graph, as committed by the service. */
export interface ServiceSchema {
  /** The service's name in the graph: that of its folder. */
  readonly name: string;
  readonly document: DocumentNode;
}

/** Reads `<folder>/<service>/schema.graphql` of every service that has one, in the order of their names. */
export function readServiceSchemas(folder: string): ServiceSchema[] {
  const names = readdirSync(folder)
    .filter((name) => existsSync(schemaFile(folder, name)))
    .sort();
  if (names.length === 0) throw new Error(`No service has a schema.graphql in ${folder}.`);
  return names.map((name) => readServiceSchema(name, schemaFile(folder, name)));
}

function schemaFile(folder: string, name: string): string {
  return path.join(folder, name, 'schema.graphql');
}

/** Reads one service's part of the graph. */
export function readServiceSchema(name: string, file: string): ServiceSchema {
  try {
    return { name, document: parse(readFileSync(file, 'utf8'), { noLocation: true }) };
  } catch (error) {
    throw new Error(`${file} is not a GraphQL schema: ${(error as Error).message}`, { cause: error });
  }
}
