/** School years, each known by the year of its first day: 2025 is 2025/2026. */
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';

export const schoolYearName = (year: number): string => `${year}/${year + 1}`;

/** Exams are held in May and June; who passes is known from June on at the earliest. */
const MONTH_OF_EXAMS = 6;

/** The latest school year of which results can be known. */
export function lastYearOver(today: PlainDate): number {
  const [year = 0, month = 0] = today.split('-').map(Number);
  return month < MONTH_OF_EXAMS ? year - 2 : year - 1;
}

/** SQL that adds to rows with `school_year` the `month` in which their results count, by the rules that hold in it. */
export const withMonthCounted = (rows: string): string => `
  select result.*, counting.month
    from ${rows} as result
    join (select year_month, effective_from, effective_to from condition_terms) as terms on true
   cross join lateral (select make_date(result.school_year + 1, terms.year_month, 1) as month) as counting
   where terms.effective_from <= counting.month
     and (terms.effective_to is null or counting.month < terms.effective_to)`;
