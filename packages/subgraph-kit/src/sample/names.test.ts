import { familyNamesOf } from './family-names';
import { givenNamesOf } from './given-names';
import { drawGivenName, drawLineage, fullName, lineageOfChildren } from './names';
import { randomOf } from './random';

const religions = ['MUSLIM', 'CHRISTIAN'] as const;
const distinct = (names: readonly { ar: string }[]) => new Set(names.map(({ ar }) => ar)).size;

test.each(['MALE', 'FEMALE'] as const)('there are at least sixty given names for each sex: %s', (sex) => {
  expect(distinct(religions.flatMap((religion) => givenNamesOf(religion, sex)))).toBeGreaterThanOrEqual(60);
});

test('there are at least sixty family names', () => {
  expect(distinct(religions.flatMap((religion) => familyNamesOf(religion)))).toBeGreaterThanOrEqual(60);
});

test('children bear the names of their father, his father and the family', () => {
  const lineage = {
    religion: 'MUSLIM',
    father: { ar: 'محمد', en: 'Mohamed' },
    grandfather: { ar: 'علي', en: 'Ali' },
    family: { ar: 'المصري', en: 'El Masry' },
  } as const;

  const children = lineageOfChildren({ ar: 'أحمد', en: 'Ahmed' }, lineage);

  expect(fullName({ ar: 'سارة', en: 'Sara' }, children)).toEqual({
    ar: 'سارة أحمد محمد المصري',
    en: 'Sara Ahmed Mohamed El Masry',
  });
});

test('nobody is called like a brother, or like the father', () => {
  const random = randomOf('seed', 'names');
  const lineage = drawLineage(random, 'CHRISTIAN');
  const brothers = [lineage.father];
  for (let count = 0; count < 20; count += 1) brothers.push(drawGivenName(random, lineage, 'MALE', brothers));

  expect(distinct(brothers)).toBe(brothers.length);
});
