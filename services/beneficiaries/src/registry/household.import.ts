import { randomUUID } from 'node:crypto';
import { COMMON_REFUSALS } from '@solidarity/subgraph-kit/imports/common-refusals';
import {
  refuseRow,
  type ImportFacts,
  type ImportKind,
  type ImportRow,
  type RowRefusal,
} from '@solidarity/subgraph-kit/imports/import-kind';
import { checkHouseholds } from './household-import.checking';
import { circumstancesOfCheck } from './household-import.reading';
import { HOUSEHOLD_COLUMNS, MEMBER_COLUMNS } from './household-import.columns';
import { commitHouseholds } from './household-import.committing';
import {
  personIdOfRow,
  personOf,
  refusePersonOfRow,
  searchKeysOf,
  sortNameOf,
} from './household-import.person';
import { householdListRefusals } from './household-import.refusals';

/** Households with their members, a row a member: a list of the ministry, or of an organisation that serves them. */
export const householdImport: ImportKind = {
  name: 'households',
  title: { ar: 'الأسر وأفرادها', en: 'Households with their members' },
  description: {
    ar: 'سطر لكل فرد؛ ويحمل أفراد الأسرة الواحدة رقمها. بيانات الأسرة وموافقتها تُكتب في سطر رب الأسرة. قائمة الجمعية لا تُحفظ إلا بعد أن يعتمدها باحث من المديرية.',
    en: 'A row for each member; those of one household have its reference in common. What is said of the household, its consent too, stands in the row of the head. The list of an organisation comes into the registry once a case worker of the directorate has committed it.',
  },
  roles: ['ministry_admin', 'case_worker', 'ngo_partner'],
  committers: ['ministry_admin', 'case_worker'],
  source: 'OPTIONAL',
  columns: [...MEMBER_COLUMNS, ...HOUSEHOLD_COLUMNS],
  derived: [
    { name: 'personId', sqlType: 'uuid', derive: personIdOfRow },
    {
      name: 'bornOn',
      sqlType: 'date',
      derive: (row, facts) => personOf(row, facts).value?.birthDate ?? null,
    },
    { name: 'personSex', sqlType: 'text', derive: (row, facts) => personOf(row, facts).value?.sex ?? null },
    { name: 'sortName', sqlType: 'text', derive: sortNameOf },
    { name: 'searchKeys', sqlType: 'text', derive: searchKeysOf },
    {
      name: 'sender',
      sqlType: 'text',
      derive: (_row, { source, caller }) => source ?? caller.claims.governorate ?? 'MINISTRY',
    },
    {
      name: 'byOrganisation',
      sqlType: 'boolean',
      derive: (_row, { caller }) => caller.role === 'ngo_partner',
    },
    {
      name: 'newHouseholdId',
      sqlType: 'uuid',
      derive: ({ relationship }) => (relationship === 'HEAD' ? risingId() : null),
    },
  ],
  groupBy: 'household',
  stagingIndexes: [['personId', 'line']],
  refusals: householdListRefusals,
  checkRow: refuseRowOfList,
  check: checkHouseholds,
  circumstances: circumstancesOfCheck,
  rangesAtOnce: 2,
  commit: commitHouseholds,
};

/** An id of version 7: those of one list stand near one another in the indexes. */
function risingId(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

const CONSENT_COLUMNS = ['consentKind', 'consentGivenOn', 'consentEvidence'] as const;

function refuseRowOfList(row: ImportRow, facts: ImportFacts): RowRefusal[] {
  const { latitude = null, longitude = null } = row;
  const refused = refusePersonOfRow(row, facts);
  if ((latitude === null) !== (longitude === null))
    refused.push(refuseRow(COMMON_REFUSALS.REQUIRED, {}, latitude === null ? 'latitude' : 'longitude'));
  if (facts.source === null) {
    const given = CONSENT_COLUMNS.filter((name) => row[name] !== null);
    refused.push(...given.map((name) => refuseRow(householdListRefusals.CONSENT_TO_NOBODY, {}, name)));
  }
  return refused;
}
