import type { CopyRow } from '@solidarity/subgraph-kit/sample/copy';
import type { SampleHousehold } from '@solidarity/subgraph-kit/sample/population';
import { householdLife } from '../registry/household';

const OFFICE_OPENS = 7 * 3600;
const OFFICE_SECONDS = 6 * 3600;

/** When a household was registered: in the office hours of its day. */
export function registeredAt({ index, registeredOn }: SampleHousehold): string {
  const second = OFFICE_OPENS + (index % OFFICE_SECONDS);
  return `${registeredOn}T${new Date(second * 1000).toISOString().slice(11, 19)}Z`;
}

export const HOUSEHOLD_COLUMNS = ['id', 'head_id', 'area_id', 'formed_on', 'registered_at'];

export function householdRow(household: SampleHousehold): CopyRow {
  const { id, areaId, registeredOn, members } = household;
  return [id, members[0].personId, areaId, registeredOn, registeredAt(household)];
}

export const ADDRESS_COLUMNS = ['household_id', 'area_id', 'line', 'latitude', 'longitude', 'since'];

export function addressRow({
  id,
  areaId,
  address,
  latitude,
  longitude,
  registeredOn,
}: SampleHousehold): CopyRow {
  return [id, areaId, address, latitude, longitude, registeredOn];
}

export const HEADSHIP_COLUMNS = ['household_id', 'person_id', 'since'];

export function headshipRow({ id, members, registeredOn }: SampleHousehold): CopyRow {
  return [id, members[0].personId, registeredOn];
}

export const HISTORY_COLUMNS = [
  ...['subject_type', 'subject_id', 'ordinal', 'from_state', 'to_state', 'action'],
  ...['by_subject', 'by_role', 'at', 'on_date'],
];

export function historyRow(household: SampleHousehold): CopyRow {
  const { id, registeredOn } = household;
  return [
    ...[householdLife.subjectType, id, 1, null, 'ACTIVE', 'register'],
    ...['sample', 'case_worker', registeredAt(household), registeredOn],
  ];
}
