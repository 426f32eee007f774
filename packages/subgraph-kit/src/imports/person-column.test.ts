import { aCaller } from '../testing/callers';
import { personIdsWith } from '../values/person-id';
import { parsePlainDate } from '../values/plain-date';
import type { NationalId } from '../values/national-id';
import { RowRefusal, type ImportFacts } from './import-kind';
import { personColumn } from './person-column';

const personIds = personIdsWith('a pepper for tests, of no use elsewhere');
const facts: ImportFacts = {
  today: parsePlainDate('2026-11-22'),
  personIds,
  caller: aCaller('ministry_admin'),
  source: null,
};
const column = personColumn({
  ...{ name: 'personId', isRequired: true, example: '29001010100011' },
  heading: { ar: 'الرقم القومي', en: 'National ID' },
  description: { ar: '.', en: '.' },
});

it.each(['29001010100011', '٢٩٠٠١٠١٠١٠٠٠١١', '290 0101 0100011'])(
  'reads %s as the id of the person',
  (text) => {
    expect(column.parse(text, facts)).toBe(personIds.ofNationalId('29001010100011' as NationalId));
  },
);

it('takes an id as it is, in small letters', () => {
  expect(column.parse('0B000000-0000-4000-8000-00000000000A', facts)).toBe(
    '0b000000-0000-4000-8000-00000000000a',
  );
});

it.each([
  ['2900101010001', 'NATIONAL_ID_LENGTH'],
  ['29013010100011', 'NATIONAL_ID_DATE'],
  ['0b000000-0000', 'NOT_AN_ID'],
])('refuses %s: %s', (text, code) => {
  const refused = column.parse(text, facts);

  expect(refused).toBeInstanceOf(RowRefusal);
  expect(refused).toMatchObject({ code });
});
