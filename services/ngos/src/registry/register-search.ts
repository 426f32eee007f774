/**
 * What the register can be searched by. Kind, fields and governorates stand among the folded words of the names, each
 * after a sign that no folded word begins with, so that one index answers any combination under row-level security.
 */
import type { Governorate } from '@solidarity/subgraph-kit/values/governorate';
import { searchQuery } from '@solidarity/subgraph-kit/values/name-search';
import type { FieldOfWork, NgoKind } from './ngo';

export interface RegisterSearch {
  /** Part of the name or number, however it is spelt. */
  readonly search?: string | null;
  /** Where it works. */
  readonly governorate?: Governorate | null;
  readonly kind?: NgoKind | null;
  readonly field?: FieldOfWork | null;
}

/** Everything · nothing, since what was written holds no letter or digit · what a query finds. */
export type RegisterQuery = 'ALL' | 'NONE' | { readonly query: string };

export function registerQuery({ search, governorate, kind, field }: RegisterSearch): RegisterQuery {
  const facets = [governorate, kind, field]
    .filter((facet) => facet !== null && facet !== undefined)
    .map((facet) => `'@${facet}'`);
  const isWritten = typeof search === 'string' && search.trim() !== '';
  const words = isWritten ? searchQuery(search) : null;
  if (isWritten && words === null) return 'NONE';
  const terms = words === null ? facets : [words, ...facets];
  return terms.length === 0 ? 'ALL' : { query: terms.join(' & ') };
}
