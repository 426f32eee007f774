import { governorateOfArea, GOVERNORATES, levelOfArea, parentOfArea } from '../values/governorate';
import { sampleAreas, villagesIn, type SampleArea, type SampleVillage } from './areas';

const areas = sampleAreas();
const ofLevel = (level: string) => areas.filter((area) => area.level === level);

/** How many areas lie directly in each that has any. */
function childCounts(level: string): number[] {
  const counts = new Map<string | null, number>();
  for (const { parentId } of ofLevel(level)) counts.set(parentId, (counts.get(parentId) ?? 0) + 1);
  return [...counts.values()];
}

test('there are the 27 governorates, each with 4 to 12 districts, each with 3 to 8 villages', () => {
  expect(ofLevel('GOVERNORATE')).toHaveLength(27);
  expect(childCounts('DISTRICT')).toHaveLength(27);
  expect(Math.min(...childCounts('DISTRICT'))).toBeGreaterThanOrEqual(4);
  expect(Math.max(...childCounts('DISTRICT'))).toBeLessThanOrEqual(12);
  expect(childCounts('VILLAGE')).toHaveLength(ofLevel('DISTRICT').length);
  expect(Math.min(...childCounts('VILLAGE'))).toBeGreaterThanOrEqual(3);
  expect(Math.max(...childCounts('VILLAGE'))).toBeLessThanOrEqual(8);
});

test('ids are unique and tell level, parent and governorate', () => {
  expect(new Set(areas.map(({ id }) => id)).size).toBe(areas.length);
  expect(areas.map(({ id }) => [levelOfArea(id), parentOfArea(id), governorateOfArea(id)])).toEqual(
    areas.map(({ level, parentId, governorate }) => [level, parentId, governorate]),
  );
});

test('each area comes after the one that it lies in', () => {
  const places = new Map(areas.map(({ id }, place) => [id, place]));

  expect(areas.filter(({ parentId }, place) => parentId !== null && places.get(parentId)! > place)).toEqual(
    [],
  );
});

test('no two areas in one have the same name', () => {
  const names = areas.map(({ parentId, name }) => `${parentId} ${name.ar}`);

  expect(new Set(names).size).toBe(names.length);
});

test('all lie in Egypt', () => {
  const isInEgypt = ({ latitude, longitude }: SampleArea) =>
    latitude > 21.9 && latitude < 31.8 && longitude > 24.6 && longitude < 36;

  expect(areas.filter((area) => !isInEgypt(area))).toEqual([]);
});

test('villages lie near their district', () => {
  const isNear = ({ latitude, longitude, district }: SampleVillage) =>
    Math.abs(latitude - district.latitude) < 0.06 && Math.abs(longitude - district.longitude) < 0.06;

  expect(GOVERNORATES.flatMap(({ code }) => villagesIn(code)).filter((village) => !isNear(village))).toEqual(
    [],
  );
});
