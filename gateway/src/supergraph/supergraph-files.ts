import { readFileSync } from 'node:fs';
import path from 'node:path';
import { AUDIENCES, type Audience } from '@solidarity/subgraph-kit/access/caller';
import { servicesOfSupergraph, type ServiceAddresses } from '../subgraphs/addresses';
import { stampOf } from './stamp';
import { readScopeMap, type ScopeMap } from './security';

/** What the gateway serves, as it was composed. */
export interface LoadedSupergraph {
  /** The supergraph that each kind of client is served. */
  readonly variants: ReadonlyMap<Audience, string>;
  /** What the whole graph asks of its callers; null when nobody is asked who they are. */
  readonly scopeMap: ScopeMap | null;
  /** The services and the addresses in the file. */
  readonly services: ServiceAddresses;
}

/** Reads the whole graph and, beside it, its variants. Throws when one is missing or of another composition. */
export function readSupergraphWithVariants(file: string): LoadedSupergraph {
  const whole = read(file);
  const variants = new Map<Audience, string>();
  for (const audience of AUDIENCES) {
    const variantFile = path.join(path.dirname(file), `${audience}.graphql`);
    const sdl = read(variantFile);
    if (stampOf(sdl) === null || stampOf(sdl) !== stampOf(whole)) {
      throw new Error(`${variantFile} is not of the same composition as ${file}. Compose them again.`);
    }
    variants.set(audience, sdl);
  }
  return { variants, scopeMap: readScopeMap(whole), services: servicesOfSupergraph(whole) };
}

/** Reads any Federation 2 supergraph, to be served to everybody without asking who they are. */
export function readBareSupergraph(file: string): LoadedSupergraph {
  const whole = read(file);
  return {
    variants: new Map(AUDIENCES.map((audience): [Audience, string] => [audience, whole])),
    scopeMap: null,
    services: servicesOfSupergraph(whole),
  };
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`The supergraph cannot be read: ${(error as Error).message}`, { cause: error });
  }
}
