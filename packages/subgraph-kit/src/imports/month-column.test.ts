import { aCaller } from '../testing/callers';
import { addMonths, parsePlainDate, startOfMonth } from '../values/plain-date';
import { personIdsWith } from '../values/person-id';
import { RowRefusal, type ImportColumn, type ImportFacts } from './import-kind';
import { monthColumn } from './month-column';

const TEXTS = {
  ...{ name: 'month', isRequired: true, example: '2026-10' },
  ...{ heading: { ar: 'الشهر', en: 'Month' }, description: { ar: 'الشهر', en: 'The month.' } },
};
const FACTS: ImportFacts = {
  ...{ today: parsePlainDate('2026-11-22'), source: null, caller: aCaller('ministry_admin') },
  personIds: personIdsWith('a pepper for tests, of no use elsewhere'),
};

function read(column: ImportColumn, text: string): unknown {
  const value = column.parse(text, FACTS);
  return value instanceof RowRefusal ? value.code : value;
}

test.each([
  ['2026-10', '2026-10-01'],
  ['10/2026', '2026-10-01'],
  ['2026/9', '2026-09-01'],
  ['٩/٢٠٢٦', '2026-09-01'],
  [' 2026-11 ', '2026-11-01'],
  ['2026-10-17', '2026-10-01'],
  ['17/10/2026', '2026-10-01'],
  ['2026-12', 'MONTH_TOO_LATE'],
  ['2026-13', 'NOT_A_MONTH'],
  ['2026-00', 'NOT_A_MONTH'],
  ['2026-02-30', 'NOT_A_MONTH'],
  ['October', 'NOT_A_MONTH'],
])('reads the month %s as %s', (text, value) => {
  expect(read(monthColumn(TEXTS), text)).toBe(value);
});

test('takes no month outside of its limits', () => {
  const limited = monthColumn(TEXTS, {
    earliest: parsePlainDate('2015-01-01'),
    latest: (today) => addMonths(startOfMonth(today), 12),
  });

  const months = ['2014-12', '2015-01', '2027-11', '2027-12'];

  expect(months.map((month) => read(limited, month))).toEqual([
    ...['MONTH_TOO_EARLY', '2015-01-01', '2027-11-01', 'MONTH_TOO_LATE'],
  ]);
});
