import { parseRegistrationNumber } from './registration-number';
import { registerQuery, type RegisterSearch } from './register-search';

const searches: [RegisterSearch, ReturnType<typeof registerQuery>][] = [
  [{}, 'ALL'],
  [{ search: '   ', kind: null }, 'ALL'],
  [{ search: '؟!' }, 'NONE'],
  [{ search: '؟!', kind: 'UNION' }, 'NONE'],
  [{ search: 'جمعيّة الأمل' }, { query: "'جمعيه':* & 'الامل':*" }],
  [{ governorate: 'EG_GZ', kind: 'UNION', field: 'HEALTH' }, { query: "'@EG_GZ' & '@UNION' & '@HEALTH'" }],
  [{ search: '١٥٢٠/١٩٩٨', kind: 'UNION' }, { query: "'1520':* & '1998':* & '@UNION'" }],
];

it.each(searches)('the register is asked for %j by %j', (search, expected) => {
  expect(registerQuery(search)).toEqual(expected);
});

it.each([
  ['1520/1998', '1520/1998'],
  [' ١٥٢٠ / ١٩٩٨ ', '1520/1998'],
  ['01520/1998', '1520/1998'],
  ['1520', null],
  ['1520/98', null],
  ['12345678/1998', null],
  ['1520/1998; drop table ngo', null],
])('the number %j is %j', (text, expected) => {
  expect(parseRegistrationNumber(text)).toBe(expected);
});
