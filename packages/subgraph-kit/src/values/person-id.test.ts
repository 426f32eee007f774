import { CodedError } from '../errors/coded-error';
import { guestIdOf, personIdOf, personIdsWith } from './person-id';
import { requireNationalId } from './national-id';
import { parsePlainDate } from './plain-date';

const pepper = 'a pepper of 32 characters, or so';
const nationalId = requireNationalId('28506152100011', parsePlainDate('2026-11-22'));

test('the id of a person never changes', () => {
  expect(personIdOf(nationalId, pepper)).toBe('c04d0e4b-efb2-8385-95c3-8767a68532d8');
  expect(guestIdOf('PASSPORT', 'SD', 'P0123456', pepper)).toBe('263414c5-6bbb-84e1-a595-dbaeb88d180e');
});

test('is a UUID of version 8', () => {
  const ids = Array.from({ length: 200 }, (_, n) => guestIdOf('PASSPORT', 'SD', `P${1_000 + n}`, pepper));

  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(200);
});

test('is another with another pepper', () => {
  expect(personIdOf(nationalId, `${pepper}!`)).not.toBe(personIdOf(nationalId, pepper));
});

test.each([
  ['passport', 'sd', 'p0123456'],
  [' PASSPORT ', ' SD ', ' P 012-3456 '],
  ['PASSPORT', 'SD', 'P٠١٢٣٤٥٦'],
  ['PASSPORT', 'SD', 'Ｐ０１２３４５６'],
])('a guest is the same however the document is written: %s %s %s', (kind, country, number) => {
  expect(guestIdOf(kind, country, number, pepper)).toBe(guestIdOf('PASSPORT', 'SD', 'P0123456', pepper));
});

test.each([
  ['PASSPORT', 'PS', 'P0123456'],
  ['UNHCR_CARD', 'SD', 'P0123456'],
  ['PASSPORT', 'SD', 'P0123457'],
])('a guest is another by kind, country or number: %s %s %s', (kind, country, number) => {
  expect(guestIdOf(kind, country, number, pepper)).not.toBe(guestIdOf('PASSPORT', 'SD', 'P0123456', pepper));
});

test.each([
  ['', 'SD', 'P0123456'],
  ['EG-NID', 'EG', '28506152100011'],
  ['PASSPORT', 'SDN', 'P0123456'],
  ['PASSPORT', '', 'P0123456'],
  ['PASSPORT', 'SD', 'P0'],
  ['PASSPORT', 'SD', 'P012:3456'.repeat(6)],
  ['PASSPORT', 'SD', 'جواز'],
])('refuses the document %s %s %s', (kind, country, number) => {
  expect(() => guestIdOf(kind, country, number, pepper)).toThrow(new CodedError('DOCUMENT_INVALID'));
});

test('makes the same ids with the pepper inside, and refuses one that is too short', () => {
  const ids = personIdsWith(pepper);

  expect(ids.ofNationalId(nationalId)).toBe(personIdOf(nationalId, pepper));
  expect(ids.ofGuest('PASSPORT', 'SD', 'P0123456')).toBe(guestIdOf('PASSPORT', 'SD', 'P0123456', pepper));
  expect(() => personIdsWith('x'.repeat(31))).toThrow(RangeError);
  expect(() => personIdsWith('x'.repeat(32))).not.toThrow();
});
