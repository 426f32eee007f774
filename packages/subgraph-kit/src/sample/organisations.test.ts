import { foldArabic } from '../values/arabic';
import { GOVERNORATES, governorateOfArea } from '../values/governorate';
import { SAMPLE_TODAY } from './calendar';
import { homeOf } from './homes';
import { lenderOf, LENDERS } from './lenders';
import { ngoOf } from './organisations';
import { Population } from './population';
import { countServedBy, householdServedBy, servedBy } from './served-households';

const times = (count: number) => Array.from({ length: count }, (_, index) => index);
const ngos = times(60).map(ngoOf);
const homes = times(40).map(homeOf);

describe('NGOs', () => {
  test('begin with those of the demo clients, in Giza and Minya', () => {
    expect(ngos.slice(0, 2)).toMatchObject([
      {
        id: '0b000000-0000-4000-8000-000000000001',
        name: {
          ar: 'جمعية الأمل للتنمية المجتمعية بالجيزة',
          en: 'Al Amal Association for Community Development in Giza',
        },
        governorate: 'EG_GZ',
        standing: 'GOOD',
      },
      { id: '0b000000-0000-4000-8000-000000000002', governorate: 'EG_MN', standing: 'GOOD' },
    ]);
  });

  test('are in every governorate, in an area of it', () => {
    expect(new Set(ngos.map(({ governorate }) => governorate)).size).toBe(GOVERNORATES.length);
    for (const { areaId, governorate } of ngos) expect(governorateOfArea(areaId)).toBe(governorate);
  });

  test('have names and numbers of their own, also when there are many', () => {
    const many = times(700).map(ngoOf);
    const numbers = many
      .map(({ registrationNumber }) => registrationNumber)
      .filter((number) => number !== null);

    expect(new Set(many.map(({ name }) => foldArabic(name.ar))).size).toBe(700);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  test('are written in the spellings that people use', () => {
    const words = ngos.map(({ name }) => name.ar).join(' ');

    for (const letters of ['أ', 'إ', 'ة', 'ى', 'جمعيه', ' الا']) expect(words).toContain(letters);
  });

  test('have come as far as the law lets them, most of them to good standing', () => {
    for (const ngo of ngos) {
      const { course, foundedOn, notifiedOn, registeredOn, registrationNumber, standing, licensedUntil } =
        ngo;
      const isRegistered = course !== 'NOTIFIED' && course !== 'OBJECTED';
      expect(foundedOn < notifiedOn && notifiedOn < SAMPLE_TODAY).toBe(true);
      expect([registeredOn, registrationNumber, licensedUntil].map((one) => one !== null)).toEqual(
        Array(3).fill(isRegistered),
      );
      if (standing === 'GOOD') expect(licensedUntil! > SAMPLE_TODAY).toBe(true);
    }
    expect(new Set(ngos.map(({ standing }) => standing)).size).toBeGreaterThanOrEqual(4);
    expect(ngos.filter(({ standing }) => standing === 'GOOD').length).toBeGreaterThan(40);
  });
});

describe('homes', () => {
  test('are run by the demo NGOs first, then by others, in the governorate of each', () => {
    expect(homes.map(({ operatorNgoIndex }) => operatorNgoIndex).slice(0, 5)).toEqual([0, 0, 0, 1, 1]);
    for (const { operatorNgoIndex, governorate, areaId } of homes) {
      expect(ngos[operatorNgoIndex]?.governorate).toBe(governorate);
      expect(governorateOfArea(areaId)).toBe(governorate);
    }
  });

  test('never have more taken than they have places, and those of the demo NGO have some free', () => {
    for (const { occupied, capacity, licence } of homes) {
      expect(occupied).toBeLessThanOrEqual(capacity);
      if (licence === 'APPLIED') expect(occupied).toBe(0);
    }
    const [first] = homes;
    expect(first).toMatchObject({ licence: 'LICENSED', id: '0c000000-0000-4000-8000-000000000001' });
    expect(first!.capacity - first!.occupied).toBeGreaterThan(0);
  });

  test('are no orphanages that are new while their licences are frozen', () => {
    const newOrphanages = homes.filter(
      ({ kind, licensedFrom }) =>
        kind === 'ORPHANAGE' && (licensedFrom === null || licensedFrom >= '2025-12-16'),
    );

    expect(newOrphanages).toEqual([]);
  });

  test('have names of their own, also when there are many', () => {
    expect(new Set(times(500).map((index) => homeOf(index).name.ar)).size).toBe(500);
  });
});

describe('lenders', () => {
  test('are the fund, the bank and the first ten NGOs', () => {
    const lenders = times(LENDERS).map(lenderOf);

    expect(lenders.map(({ kind }) => kind)).toEqual([
      'MINISTRY_FUND',
      'SOCIAL_BANK',
      ...Array<string>(10).fill('NGO'),
    ]);
    expect(lenders[2]).toMatchObject({ id: '0d000000-0000-4000-8000-000000000003', ngoId: ngos[0]?.id });
    expect(lenders.slice(2).map(({ ngoIndex }) => ngoIndex)).toEqual(times(10));
    expect(() => lenderOf(LENDERS)).toThrow(RangeError);
  });

  test('that are NGOs say so among their fields', () => {
    for (const { ngoIndex } of times(LENDERS).map(lenderOf)) {
      if (ngoIndex !== null) expect(ngos[ngoIndex]?.fields).toContain('MICROFINANCE');
    }
  });
});

describe('served households', () => {
  const population = new Population({ households: 2_000, pepper: 'a pepper that is used in tests only' });
  const served = (ngo: number) => times(2_000).filter((household) => servedBy(household) === ngo);

  test('of the demo NGOs are many, and in their governorates', () => {
    expect(served(0).length).toBeGreaterThanOrEqual(60);
    expect(served(1).length).toBeGreaterThanOrEqual(40);
    expect(new Set(served(0).map((index) => population.household(index).governorate))).toEqual(
      new Set(['EG_GZ']),
    );
    expect(new Set(served(1).map((index) => population.household(index).governorate))).toEqual(
      new Set(['EG_MN']),
    );
  });

  test.each([0, 1] as const)('of demo NGO %i are counted and found by their number', (ngo) => {
    expect(countServedBy(ngo, 2_000)).toBe(served(ngo).length);
    expect(served(ngo).map((_, n) => householdServedBy(ngo, n))).toEqual(served(ngo));
  });

  test('begin with the demo citizen’s', () => {
    expect(householdServedBy(0, 0)).toBe(0);
  });

  test('of the other NGOs are in their governorates, and those NGOs are in good standing', () => {
    for (const household of times(2_000)) {
      const ngo = servedBy(household);
      if (ngo === null) continue;
      expect(ngos[ngo]).toMatchObject({
        governorate: population.household(household).governorate,
        standing: 'GOOD',
      });
    }
  });
});
