import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FIXTURE_SDL, FIXTURE_SERVICES, fixtureSdlWith } from '../testing/fixture-schemas';
import { runCompose } from './compose';

let folder: string;
let said: string[];
const schemaFile = (service: string): string => path.join(folder, 'services', service, 'schema.graphql');
const compose = (...more: string[]): number =>
  runCompose(
    ['--services', path.join(folder, 'services'), '--out', path.join(folder, 'out'), ...more],
    (line) => said.push(line),
  );

beforeEach(() => {
  said = [];
  folder = mkdtempSync(path.join(tmpdir(), 'compose-'));
  for (const service of FIXTURE_SERVICES) {
    mkdirSync(path.dirname(schemaFile(service)), { recursive: true });
    writeFileSync(schemaFile(service), FIXTURE_SDL[service]);
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the compose command', () => {
  it('writes the whole graph and its variants', () => {
    expect(compose()).toBe(0);

    expect(readdirSync(path.join(folder, 'out')).sort()).toEqual([
      'internal.graphql',
      'marketplace.graphql',
      'partner.graphql',
      'public.graphql',
      'supergraph.graphql',
    ]);
  });

  it('finds freshly composed files fresh', () => {
    compose();

    expect(compose('--check')).toBe(0);
    expect(said.at(-1)).toBe('The composed graph is fresh.');
  });

  it('names stale files, says what to do and writes nothing', () => {
    compose();
    const before = readFileSync(path.join(folder, 'out/public.graphql'), 'utf8');
    writeFileSync(schemaFile('ngos'), fixtureSdlWith('ngos', 'documents', 'papers'));

    expect(compose('--check')).toBe(1);
    expect(said.at(-1)).toMatch(
      /supergraph\.graphql, internal\.graphql.*Run: node gateway\/dist\/supergraph\/compose\.js/,
    );
    expect(readFileSync(path.join(folder, 'out/public.graphql'), 'utf8')).toBe(before);
  });

  it('tells readably why schemas do not compose', () => {
    writeFileSync(schemaFile('loans'), fixtureSdlWith('loans', 'scalar Money', ''));

    expect(compose()).toBe(1);
    expect(said.join('\n')).toMatch(/The graph cannot be composed:\n {2}- .*Money/);
  });

  it('names the file that is no GraphQL', () => {
    writeFileSync(schemaFile('loans'), 'type {');

    expect(compose()).toBe(1);
    expect(said.join('\n')).toMatch(/loans\/schema\.graphql is not a GraphQL schema: Syntax Error/);
  });

  it('says so when there is no schema at all', () => {
    rmSync(path.join(folder, 'services'), { recursive: true });
    mkdirSync(path.join(folder, 'services'));

    expect(compose()).toBe(1);
    expect(said.join('\n')).toMatch(/No service has a schema\.graphql/);
  });
});
