/**
 * Where a household lives.
 *
 * A household lives in one area at a time; a move ends the old address and keeps it. A case worker records the
 * households of their own governorate only: a move across its border is recorded by the ministry. Coordinates (M: the
 * registry is geo-coded) lie in Egypt.
 */
import { refusal, type Refusal } from '@solidarity/subgraph-kit/errors/refusal';
import { governorateFacts, type Governorate } from '@solidarity/subgraph-kit/values/governorate';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { refusals } from './refusals';
import { LONGEST, refuseText } from './written';

/** Degrees within which all of Egypt lies, with a margin. */
const LATITUDES = { from: 21.5, to: 32 } as const;
const LONGITUDES = { from: 24.5, to: 37 } as const;

/** Degrees north and east. */
export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

/** A place as somebody gives it. */
export interface GivenAddress {
  readonly areaId: string;
  /** Street, house, landmark: what a visitor needs to find it. */
  readonly line: string;
  readonly coordinates?: Coordinates | null;
}

/** An address that a household has had since a day. */
export interface AddressSince extends GivenAddress {
  readonly since: PlainDate;
}

/** Why an address cannot be recorded by somebody bound to a governorate, or to none. */
export function refuseAddress(
  { line, coordinates }: GivenAddress,
  area: { readonly governorate: Governorate } | null,
  boundTo: Governorate | undefined,
): Refusal[] {
  const found = [
    refuseArea(area, boundTo),
    refuseText(line, LONGEST.addressLine, refusals.ADDRESS_MISSING, 'input.address.line'),
    coordinates && !liesInEgypt(coordinates)
      ? refusal(refusals.COORDINATES_OUTSIDE_EGYPT, {}, 'input.address.coordinates')
      : null,
  ];
  return found.filter((refused) => refused !== null);
}

function refuseArea(
  area: { readonly governorate: Governorate } | null,
  boundTo: Governorate | undefined,
): Refusal | null {
  if (!area) return refusal(refusals.AREA_NOT_FOUND, {}, 'input.address.areaId');
  if (boundTo === undefined || boundTo === area.governorate) return null;
  const { ar, en } = governorateFacts(boundTo);
  return refusal(refusals.AREA_OUTSIDE_YOURS, { governorate: { ar, en } }, 'input.address.areaId');
}

function liesInEgypt({ latitude, longitude }: Coordinates): boolean {
  return (
    latitude >= LATITUDES.from &&
    latitude <= LATITUDES.to &&
    longitude >= LONGITUDES.from &&
    longitude <= LONGITUDES.to
  );
}

/** Why a household cannot move to an address on a day; null when it can. */
export function refuseMove(
  current: AddressSince,
  next: GivenAddress,
  movedOn: PlainDate,
  today: PlainDate,
): Refusal | null {
  if (current.areaId === next.areaId && current.line === next.line.trim() && isSamePlace(current, next)) {
    return refusal(refusals.ADDRESS_UNCHANGED, {}, 'input.address');
  }
  if (movedOn > today) return refusal(refusals.DATE_IN_FUTURE, { today }, 'input.movedOn');
  if (movedOn < current.since)
    return refusal(refusals.DATE_TOO_EARLY, { earliest: current.since }, 'input.movedOn');
  return null;
}

function isSamePlace({ coordinates: a }: GivenAddress, { coordinates: b }: GivenAddress): boolean {
  if (!a || !b) return !a && !b;
  return a.latitude === b.latitude && a.longitude === b.longitude;
}
