import { columnTexts, patternColumn, type ColumnTexts } from '@solidarity/subgraph-kit/imports/columns';
import { COMMON_REFUSALS } from '@solidarity/subgraph-kit/imports/common-refusals';
import { refuseRow, type ImportColumn } from '@solidarity/subgraph-kit/imports/import-kind';
import type { MessageTexts } from '@solidarity/subgraph-kit/errors/text';
import { asciiDigits } from '@solidarity/subgraph-kit/values/digits';
import { conditionListRefusals } from './refusals';
import { lastYearOver, schoolYearName } from './school-year';

/** A school or an institute by its code. */
export function schoolColumn(heading: MessageTexts, description: MessageTexts): ImportColumn {
  return patternColumn(columnTexts('school', true, '2101234', heading, description), /^[0-9A-Za-z-]{1,20}$/, {
    ar: 'كود من أرقام وحروف لاتينية، 20 على الأكثر',
    en: 'a code of at most 20 digits and letters',
  });
}

/** No programme with conditions is older than the end of this year. */
const EARLIEST_YEAR = 2014;

const FORM = /^(\d{4})\s*[/-]\s*(\d{4})$/;

/** A school year that is over, written as 2025/2026; staged as the year of its first day. */
export function schoolYearColumn(texts: ColumnTexts): ImportColumn {
  return {
    ...texts,
    sqlType: 'int',
    parse(text, { today }) {
      const [first, second] = FORM.exec(asciiDigits(text))?.slice(1).map(Number) ?? [];
      if (first === undefined || second !== first + 1)
        return refuseRow(COMMON_REFUSALS.NOT_IN_FORM, { form: '2025/2026' });
      const latest = lastYearOver(today);
      return first < EARLIEST_YEAR || first > latest
        ? refuseRow(conditionListRefusals.SCHOOL_YEAR_OUT_OF_RANGE, {
            earliest: schoolYearName(EARLIEST_YEAR),
            latest: schoolYearName(latest),
          })
        : first;
    },
  };
}
