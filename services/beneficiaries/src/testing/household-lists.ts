import { aList, ImportingService } from '@solidarity/subgraph-kit/testing/importing';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { householdImport } from '../registry/household.import';
import { aNationalId } from './registry';

/** The cells of a row by the names of the columns; what is left out is blank. */
export type ListRow = Readonly<Record<string, string>>;

/** A list with all columns under their Arabic headings, or the English ones. */
export function householdList(rows: readonly ListRow[], language: 'ar' | 'en' = 'ar'): Buffer {
  const { columns } = householdImport;
  return aList(
    columns.map(({ heading }) => heading[language]),
    ...rows.map((row) => columns.map(({ name }) => row[name] ?? '')),
  );
}

/** A member who is in no other list, a man born in 1980 unless said. */
export function listed(household: string, relationship = 'CHILD', more: ListRow = {}): ListRow {
  const isKnown = 'documentNumber' in more || 'nationalId' in more;
  const identity: ListRow = isKnown ? {} : { nationalId: aNationalId() };
  return { household, relationship, nameAr: `فرد ${household}`, ...identity, ...more };
}

/** The head, whose row says where the household lives: in Giza unless said. */
export function listedHead(household: string, more: ListRow = {}): ListRow {
  const place = { areaId: 'EG-GZ', address: 'شارع الهرم 12', formedOn: '2020-01-01' };
  return listed(household, 'HEAD', { ...place, ...more });
}

/** What a list of an organisation has more in the row of a head. */
export const CONSENT = {
  consentKind: 'كتابية',
  consentGivenOn: '2026-11-01',
  consentEvidence: 'استمارة 17',
};

/** The registry as it takes lists. */
export function listDesk(service: TestService): Promise<ImportingService> {
  return ImportingService.over(service);
}
