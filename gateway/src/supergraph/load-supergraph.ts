import { createHash } from 'node:crypto';
import { AUDIENCES, type Audience } from '@solidarity/subgraph-kit/access/caller';
import { servicesOfSupergraph, type ServiceAddresses } from '../subgraphs/addresses';
import { readScopeMap, type ScopeMap } from './security';
import type { SupergraphSource } from './source';
import { stampOf } from './stamp';

/** What the gateway serves, as it was composed. */
export interface LoadedSupergraph {
  /** The whole graph. */
  readonly whole: string;
  /** The supergraph that each kind of client is served. */
  readonly variants: ReadonlyMap<Audience, string>;
  /** What the whole graph asks of its callers; null when nobody is asked who they are. */
  readonly scopeMap: ScopeMap | null;
  /** The services and the addresses in the file. */
  readonly services: ServiceAddresses;
  /** The same for the same texts. */
  readonly version: string;
}

/** Reads the whole graph and, beside it, its variants. Throws when one is missing or of another composition. */
export async function loadWithVariants(source: SupergraphSource): Promise<LoadedSupergraph> {
  const whole = await source.read();
  const variants = new Map<Audience, string>();
  for (const audience of AUDIENCES) {
    const sdl = await source.read(audience);
    if (stampOf(sdl) === null || stampOf(sdl) !== stampOf(whole)) {
      throw new Error(
        `${audience}.graphql is not of the same composition as the supergraph beside it. Compose them again.`,
      );
    }
    variants.set(audience, sdl);
  }
  return {
    whole,
    variants,
    scopeMap: readScopeMap(whole),
    services: servicesOfSupergraph(whole),
    version: versionOf(whole, ...variants.values()),
  };
}

/** Reads any Federation 2 supergraph, to be served to everybody without asking who they are. */
export async function loadBare(source: SupergraphSource): Promise<LoadedSupergraph> {
  const whole = await source.read();
  return {
    whole,
    variants: new Map(AUDIENCES.map((audience): [Audience, string] => [audience, whole])),
    scopeMap: null,
    services: servicesOfSupergraph(whole),
    version: versionOf(whole),
  };
}

function versionOf(...texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${text.length}:${text}`);
  return hash.digest('hex');
}
