import { createHmac } from 'node:crypto';
import { CodedError } from '../errors/coded-error';
import { asciiDigits } from './digits';
import type { NationalId } from './national-id';

/** Shorter ones could be guessed: an id must not be turned back into a national ID by trying all of them. */
const SHORTEST_PEPPER = 32;

const DOCUMENT_KIND = /^[A-Z][A-Z_]*$/;
const COUNTRY = /^[A-Z]{2}$/;
const DOCUMENT_NUMBER = /^[A-Z0-9]{3,40}$/;

/**
 * The id of a person in every service, the same without any of them asking another: a UUID (version 8) out of the
 * keyed hash of the national ID. The pepper is a secret of the services.
 */
export function personIdOf(nationalId: NationalId, pepper: string): string {
  return uuidOf(`eg-nid:${nationalId}`, pepper);
}

/**
 * The id of a guest without a national ID, out of another document: its kind ('PASSPORT', 'UNHCR_CARD'), the country
 * that gave it (ISO 3166-1, two letters) and its number. Spaces, hyphens, case and the kind of digits do not matter.
 * Throws DOCUMENT_INVALID.
 */
export function guestIdOf(kind: string, country: string, number: string, pepper: string): string {
  const [writtenKind, writtenCountry] = [kind.trim().toUpperCase(), country.trim().toUpperCase()];
  const writtenNumber = asciiDigits(number.normalize('NFKC'))
    .replace(/[\s\p{P}]/gu, '')
    .toUpperCase();
  if (
    !DOCUMENT_KIND.test(writtenKind) ||
    !COUNTRY.test(writtenCountry) ||
    !DOCUMENT_NUMBER.test(writtenNumber)
  ) {
    throw new CodedError('DOCUMENT_INVALID');
  }
  return uuidOf(`${writtenKind}:${writtenCountry}:${writtenNumber}`, pepper);
}

/** Turns documents into ids, with the pepper inside. */
export interface PersonIds {
  ofNationalId(nationalId: NationalId): string;
  ofGuest(kind: string, country: string, number: string): string;
}

/** Throws at the start when the pepper is too short. */
export function personIdsWith(pepper: string): PersonIds {
  requirePepper(pepper);
  return {
    ofNationalId: (nationalId) => personIdOf(nationalId, pepper),
    ofGuest: (kind, country, number) => guestIdOf(kind, country, number, pepper),
  };
}

function uuidOf(document: string, pepper: string): string {
  requirePepper(pepper);
  const bytes = createHmac('sha256', pepper).update(document, 'utf8').digest().subarray(0, 16);
  // RFC 9562, section 5.8: version 8 and the variant, the other 122 bits are ours.
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function requirePepper(pepper: string): void {
  if (pepper.length < SHORTEST_PEPPER) {
    throw new RangeError(`The pepper of person ids needs at least ${SHORTEST_PEPPER} characters.`);
  }
}
