import { foldArabic } from '@solidarity/subgraph-kit/values/arabic';
import type { CopyRow } from '@solidarity/subgraph-kit/sample/copy';
import type { SampleHousehold } from '@solidarity/subgraph-kit/sample/population';
import type { Relationship } from '../registry/household';
import { registeredAt } from './households';

export const PERSON_COLUMNS = [
  ...['id', 'name_ar', 'name_en', 'birth_date', 'sex', 'national_id', 'registered_at'],
  ...['household_id', 'area_id', 'search_keys', 'sort_name'],
];

export function* personRows(household: SampleHousehold): Generator<CopyRow> {
  for (const { personId, name, birthDate, sex, nationalId } of household.members) {
    const sortName = foldArabic(name.ar);
    const words = new Set([...sortName.split(' '), ...foldArabic(name.en).split(' ')]);
    const keys = [...words].map((word) => `'${word}'`).join(' ');
    yield [
      ...[personId, name.ar, name.en, birthDate, sex, nationalId, registeredAt(household)],
      ...[household.id, household.areaId, keys, sortName],
    ];
  }
}

export const MEMBERSHIP_COLUMNS = [
  'household_id',
  'person_id',
  'relationship',
  'relative_to_id',
  'joined_on',
];

export function* membershipRows({ id, members }: SampleHousehold): Generator<CopyRow> {
  const [head] = members;
  for (const { personId, relation, joinedOn } of members) {
    yield [id, personId, relation satisfies Relationship, head.personId, joinedOn];
  }
}
