/**
 * Search by names: every word that is asked for must begin some word of the name, in either language.
 *
 * How it is indexed. The folded words of a name are kept as a `tsvector`, made without any dictionary, and a GIN index
 * on it answers prefixes itself ("'احم':*"). Compared with trigrams it is smaller, needs no extension, serves words of
 * one and two letters, and does not depend on the locale of the database.
 *
 * How it lives with row-level security. PostgreSQL will not use such an index on a table with policies, since `@@` might
 * leak rows. So the words stand in a table of search keys of their own that has no policies and gives ids only; the
 * ids then meet the policies of the real table:
 *
 *   create table person_search (
 *     person_id uuid primary key references person on delete cascade,
 *     words tsvector not null
 *   );
 *   create index on person_search using gin (words);
 *   -- written with the person: insert … values ($1, search_words($2, $3))
 *
 *   const search = nameSearch({ keys: 'person_search', id: 'person_id', of: 'person.id', parameter: 1 }, 'أحمد م');
 *   // search.where: "person.id in (select person_id from person_search where words @@ $1::tsquery)"
 *   // search.value: "'احمد':* & 'م':*"
 */
import { foldArabic } from './arabic';

/** Words beyond this are cut, there and here: PostgreSQL keeps no longer ones. */
const LONGEST_WORD = 64;
/** More words than any name has; the rest of a query is not looked at. */
const MOST_WORDS = 12;

/** The folded words of a query, each of which must begin a word of the name. None when it holds no letter or digit. */
export function searchPrefixes(query: string): string[] {
  const words = foldArabic(query)
    .split(' ')
    .filter((word) => word !== '');
  return [...new Set(words.map((word) => Array.from(word).slice(0, LONGEST_WORD).join('')))].slice(
    0,
    MOST_WORDS,
  );
}

/** The query as PostgreSQL's `tsquery`; null when it holds no letter or digit, so that nothing can be found. */
export function searchQuery(query: string): string | null {
  const prefixes = searchPrefixes(query);
  // Folded words are letters and digits only, so there is nothing in them to escape.
  return prefixes.length === 0 ? null : prefixes.map((prefix) => `'${prefix}':*`).join(' & ');
}

/** Where the names of a kind of record are kept for search. All of it is SQL of ours, never input. */
export interface SearchKeys {
  /** The table of search keys. */
  readonly keys: string;
  /** Its column with the id of the record. */
  readonly id: string;
  /** Its `tsvector` column; `words` unless said. */
  readonly words?: string;
  /** The id in the query around it: 'person.id'. */
  readonly of: string;
  /** The number of the parameter: 1 for $1. */
  readonly parameter: number;
}

export interface NameSearch {
  readonly where: string;
  readonly value: string;
}

/** The condition that finds records by name; null when the query holds no letter or digit: find nothing then. */
export function nameSearch(
  { keys, id, words = 'words', of, parameter }: SearchKeys,
  query: string,
): NameSearch | null {
  const value = searchQuery(query);
  if (value === null) return null;
  return { where: `${of} in (select ${id} from ${keys} where ${words} @@ $${parameter}::tsquery)`, value };
}

/** Creates `search_words(ar, en)`: the folded words of a name in both languages, to be indexed. Needs `fold_arabic`. */
export const SEARCH_WORDS_SQL = `
create function search_words(ar text, en text default null) returns tsvector
  language sql immutable parallel safe
  return array_to_tsvector(array_remove(string_to_array(
    regexp_replace(
      fold_arabic(coalesce(ar, '') || ' ' || coalesce(en, '')),
      '([^ ]{${LONGEST_WORD}})[^ ]+', '\\1', 'g'
    ), ' '), ''))
`;
