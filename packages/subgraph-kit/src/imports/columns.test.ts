import { parseMoney } from '../values/money';
import { aCaller } from '../testing/callers';
import { parsePlainDate } from '../values/plain-date';
import { personIdsWith } from '../values/person-id';
import {
  areaColumn,
  choiceColumn,
  dateColumn,
  governorateColumn,
  idColumn,
  moneyColumn,
  nationalIdColumn,
  textColumn,
  wholeNumberColumn,
  yesNoColumn,
} from './columns';
import { RowRefusal, type ImportColumn, type ImportFacts } from './import-kind';

const TEXTS = {
  name: 'any',
  heading: { ar: 'أي', en: 'Any' },
  description: { ar: 'أي', en: 'Any' },
  isRequired: false,
  example: 'x',
};

const FACTS: ImportFacts = {
  today: parsePlainDate('2026-11-22'),
  personIds: personIdsWith('a pepper for tests, of no use elsewhere'),
  caller: aCaller('ministry_admin'),
  source: null,
};

/** What a column makes of a text: the value, or the code of the refusal. */
function read(column: ImportColumn, text: string): unknown {
  const value = column.parse(text, FACTS);
  return value instanceof RowRefusal ? value.code : value;
}

describe('a day', () => {
  it.each([
    ['2026-11-22', '2026-11-22'],
    ['22/11/2026', '2026-11-22'],
    ['٢٢/١١/٢٠٢٦', '2026-11-22'],
    ['1-2-2020', '2020-02-01'],
    ['\u200f١/٢/٢٠٢٠', '2020-02-01'],
    ['2020/2/1', '2020-02-01'],
    ['2026-11-23', 'DATE_IN_FUTURE'],
    ['1999-12-31', 'DATE_TOO_EARLY'],
    ['2000-01-01', '2000-01-01'],
    ['30/02/2020', 'NOT_A_DATE'],
    ['11/22/2026', 'NOT_A_DATE'],
    ['yesterday', 'NOT_A_DATE'],
  ])('written %s is %s', (text, expected) => {
    expect(read(dateColumn(TEXTS, { earliest: parsePlainDate('2000-01-01') }), text)).toBe(expected);
  });
});

describe('an amount', () => {
  it.each([
    ['1250', '1250.00'],
    ['1,250.5', '1250.50'],
    ['١٬٢٥٠٫٥٠', '1250.50'],
    ['EGP 10', '10.00'],
    ['1250.500', '1250.50'],
    ['99.999', 'NOT_AN_AMOUNT'],
    ['-1', 'NOT_AN_AMOUNT'],
    ['1.250,5', 'NOT_AN_AMOUNT'],
    ['1e3', 'NOT_AN_AMOUNT'],
    ['12345678901234567', 'NOT_AN_AMOUNT'],
  ])('written %s is %s', (text, expected) => {
    expect(read(moneyColumn(TEXTS), text)).toBe(expected);
  });

  it.each([
    ['1000', '1000.00'],
    ['1000.01', 'TOO_LARGE'],
  ])('of a column that takes a thousand: %s is %s', (text, expected) => {
    expect(read(moneyColumn(TEXTS, { most: parseMoney('1000') }), text)).toBe(expected);
  });
});

describe('a whole number', () => {
  it.each([
    ['3', 3],
    ['٣', 3],
    ['3.0', 3],
    ['1,000', 'TOO_LARGE'],
    ['0', 'TOO_SMALL'],
    ['3.5', 'NOT_A_WHOLE_NUMBER'],
    ['three', 'NOT_A_WHOLE_NUMBER'],
  ])('from 1 to 12 written %s is %s', (text, expected) => {
    expect(read(wholeNumberColumn(TEXTS, { least: 1, most: 12 }), text)).toBe(expected);
  });
});

describe('a code', () => {
  const column = choiceColumn(TEXTS, {
    WIDOW: { ar: 'أرملة', en: 'Widow' },
    SINGLE: { ar: 'أعزب', en: 'Single' },
  });

  it.each([
    ['WIDOW', 'WIDOW'],
    ['ارمله', 'WIDOW'],
    ['single', 'SINGLE'],
    ['married', 'NOT_ONE_OF'],
  ])('written %s is %s', (text, expected) => {
    expect(read(column, text)).toBe(expected);
  });
});

describe('other cells', () => {
  it.each([
    [yesNoColumn(TEXTS), 'نعم', true],
    [yesNoColumn(TEXTS), 'No', false],
    [yesNoColumn(TEXTS), 'FALSE', false],
    [yesNoColumn(TEXTS), 'maybe', 'NOT_YES_OR_NO'],
    [governorateColumn(TEXTS), 'محافظة الجيزه', 'EG_GZ'],
    [governorateColumn(TEXTS), 'EG-GZ', 'EG_GZ'],
    [governorateColumn(TEXTS), 'Giza', 'EG_GZ'],
    [governorateColumn(TEXTS), 'Atlantis', 'NOT_A_GOVERNORATE'],
    [areaColumn(TEXTS, ['VILLAGE']), 'eg-gz-03-012', 'EG-GZ-03-012'],
    [areaColumn(TEXTS, ['VILLAGE']), 'EG-GZ-03', 'NOT_AN_AREA'],
    [nationalIdColumn(TEXTS), '٢٩٠٠١٠١٠١٠٠٠١١', '29001010100011'],
    [nationalIdColumn(TEXTS), '2900101-0100011', '29001010100011'],
    [nationalIdColumn(TEXTS), '32911220100011', 'NATIONAL_ID_FUTURE'],
    [idColumn(TEXTS), '00000000-0000-4000-8000-00000000000A', '00000000-0000-4000-8000-00000000000a'],
    [idColumn(TEXTS), '1', 'NOT_AN_ID'],
    [textColumn(TEXTS, { most: 5 }), 'a  b', 'a b'],
    [textColumn(TEXTS, { most: 5 }), 'abcdef', 'TOO_LONG'],
  ])('are read as they are meant: %#', (column, text, expected) => {
    expect(read(column, text)).toBe(expected);
  });
});
