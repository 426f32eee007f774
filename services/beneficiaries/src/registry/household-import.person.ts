import { isCodedError } from '@solidarity/subgraph-kit/errors/coded-error';
import {
  refuseRow,
  type ImportFacts,
  type ImportRow,
  type RowRefusal,
} from '@solidarity/subgraph-kit/imports/import-kind';
import { foldArabic } from '@solidarity/subgraph-kit/values/arabic';
import type { NationalId, Sex } from '@solidarity/subgraph-kit/values/national-id';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import type { Checked } from './checked';
import { asRowRefusal, householdListRefusals } from './household-import.refusals';
import { withPersonId } from './identity';
import { identifyPerson, type Document, type DocumentKind, type IdentifiedPerson } from './person';

/** Where in a row what the rule of the registry names stands. */
const COLUMN_OF: Readonly<Record<string, string>> = {
  'row.nationalId': 'nationalId',
  'row.document.number': 'documentNumber',
  'row.name.ar': 'nameAr',
  'row.name.en': 'nameEn',
  'row.birthDate': 'birthDate',
  'row.sex': 'sex',
};

const DOCUMENT_COLUMNS = ['documentKind', 'documentCountry', 'documentNumber'] as const;

/** What the columns' parsing has made of a row's cells about the person. */
interface PersonCells {
  readonly nationalId: NationalId | null;
  readonly documentKind: DocumentKind | null;
  readonly documentCountry: string | null;
  readonly documentNumber: string | null;
  readonly nameAr: string;
  readonly nameEn: string | null;
  readonly birthDate: PlainDate | null;
  readonly sex: Sex | null;
}

/** A row is asked several times who it is about. */
const known = new WeakMap<ImportRow, Checked<IdentifiedPerson>>();

/** Who a row is about, as the desk of the registry would take them. */
export function personOf(row: ImportRow, { today }: Pick<ImportFacts, 'today'>): Checked<IdentifiedPerson> {
  let person = known.get(row);
  if (!person) {
    // The cells were read by columns that give just these types.
    const cells = row as unknown as PersonCells;
    const { nationalId, nameAr, nameEn, birthDate, sex } = cells;
    const name = { ar: nameAr, en: nameEn };
    person = identifyPerson({ nationalId, document: documentOf(cells), name, birthDate, sex }, today, 'row');
    known.set(row, person);
  }
  return person;
}

/** PostgreSQL keeps no longer words for search; `search_words` cuts them alike. */
const LONGEST_WORD = 64;

/** The name in Arabic as people are sorted by it, folded; null when the row does not say who it is about. */
export function sortNameOf(row: ImportRow, facts: ImportFacts): string | null {
  const { value } = personOf(row, facts);
  return value ? foldedWords(value.name.ar).join(' ') : null;
}

/** The words by which the person is found, as PostgreSQL reads a `tsvector`; they hold letters and digits only. */
export function searchKeysOf(row: ImportRow, facts: ImportFacts): string | null {
  const { value } = personOf(row, facts);
  if (!value) return null;
  return [...foldedWords(value.name.ar), ...foldedWords(value.name.en ?? '')]
    .map((word) => (word.length > LONGEST_WORD ? [...word].slice(0, LONGEST_WORD).join('') : word))
    .map((word) => `'${word}'`)
    .join(' ');
}

/** Words that are remembered: the names of a list are made of some thousands, which come again and again. */
const MOST_REMEMBERED = 20_000;
const foldings = new Map<string, readonly string[]>();

/** The words of a name, folded as `foldArabic` folds the whole: no letter of one word counts for how another is folded. */
function foldedWords(name: string): string[] {
  return name.split(' ').flatMap((word) => {
    let folded = foldings.get(word);
    if (!folded) {
      folded = foldArabic(word)
        .split(' ')
        .filter((each) => each !== '');
      if (foldings.size >= MOST_REMEMBERED) foldings.clear();
      foldings.set(word, folded);
    }
    return folded;
  });
}

/** The person's id out of the national ID or the document; null when the row does not say who it is about. */
export function personIdOfRow(row: ImportRow, facts: ImportFacts): string | RowRefusal | null {
  const { value } = personOf(row, facts);
  if (!value) return null;
  try {
    return withPersonId(facts, value).personId;
  } catch (error) {
    if (!isCodedError(error) || error.code !== 'DOCUMENT_INVALID') throw error;
    return refuseRow(householdListRefusals.DOCUMENT_INVALID, {}, 'documentNumber');
  }
}

/** All that is wrong with what a row says of its person. */
export function refusePersonOfRow(row: ImportRow, facts: ImportFacts): RowRefusal[] {
  const given = DOCUMENT_COLUMNS.filter((name) => row[name] !== null);
  const missing = given.length === 0 ? [] : DOCUMENT_COLUMNS.filter((name) => row[name] === null);
  if (missing.length > 0)
    return missing.map((name) => refuseRow(householdListRefusals.DOCUMENT_INVALID, {}, name));
  const refused = personOf(row, facts).refusals ?? [];
  return refused.map((refusal) => asRowRefusal(refusal, COLUMN_OF[refusal.field ?? ''] ?? null));
}

function documentOf({ documentKind, documentCountry, documentNumber }: PersonCells): Document | null {
  if (documentKind === null || documentCountry === null || documentNumber === null) return null;
  return { kind: documentKind, country: documentCountry, number: documentNumber };
}
