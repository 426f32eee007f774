import { randomUUID } from 'node:crypto';
import {
  careHomeLicenceChanged,
  EVENT_TYPES,
  eventTypeOf,
  householdChanged,
  loanChanged,
  productChanged,
} from './catalogue';

const id = randomUUID();

describe('the catalogue of events', () => {
  it('knows an event by its type and version', () => {
    expect(eventTypeOf('household.changed', 1)).toBe(householdChanged);
    expect(() => eventTypeOf('household.changed', 2)).toThrow('No event "household.changed" of version 2');
  });

  it.each(EVENT_TYPES.map((kind) => [kind.type, kind] as const))(
    'says in both languages when %s is emitted, and describes each part of its payload',
    (type, { description, schema }) => {
      const properties = schema['properties'] as Record<string, { description?: string }>;

      expect(description.en).toMatch(/^[A-Z].*\.$/);
      expect(description.ar).toMatch(/^[\u0600-\u06ff].*\.$/);
      expect(schema).toMatchObject({ $id: `urn:solidarity:event:${type}:v1`, type: 'object' });
      expect(Object.entries(properties).filter(([, property]) => !property.description)).toEqual([]);
    },
  );

  it.each([
    ['EG-GZ', true],
    ['EG-GZ-03', true],
    ['EG-GZ-03-012', true],
    ['EG-GZ-3', false],
    ['Giza', false],
  ])('takes %s for an area: %s', (areaId, isArea) => {
    const payload = {
      careHomeId: id,
      operatorNgoId: id,
      licence: 'LICENSED',
      since: '2026-11-22',
      licensedUntil: null,
      capacity: 20,
      areaId,
    };

    expect(succeeds(() => careHomeLicenceChanged.parse(payload))).toBe(isArea);
  });

  it.each([
    ['1250.00', true],
    ['1250.0', false],
    ['1250', false],
    ['1,250.00', false],
    [1250, false],
  ])('takes %s for an amount: %s', (price, isAmount) => {
    const payload = { productId: id, producerId: id, state: 'OFFERED', price, available: 3 };

    expect(succeeds(() => productChanged.parse(payload))).toBe(isAmount);
  });

  it.each([
    ['2026-02-28', true],
    ['2026-02-29', false],
    [null, true],
    ['soon', false],
  ])('takes %s for a day: %s', (overdueSince, isDay) => {
    const payload = {
      loanId: id,
      borrowerId: id,
      lenderId: id,
      state: 'ACTIVE',
      principal: '1000.00',
      outstanding: '1000.00',
      overdueSince,
    };

    expect(succeeds(() => loanChanged.parse(payload))).toBe(isDay);
  });
});

function succeeds(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}
