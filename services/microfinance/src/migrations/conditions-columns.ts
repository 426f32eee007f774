/** The conditions of a loan, as a product offers them and as a loan keeps them. */
export const CONDITIONS_COLUMNS = `
  conditions_interest_method text not null check (conditions_interest_method in ('DECLINING_BALANCE', 'FLAT')),
  conditions_repayment_method text not null check (conditions_repayment_method in ('EQUAL_INSTALMENTS', 'EQUAL_PRINCIPAL')),
  conditions_frequency text not null
    check (conditions_frequency in ('WEEKLY', 'FORTNIGHTLY', 'MONTHLY', 'QUARTERLY', 'AT_END')),
  conditions_grace_periods integer not null check (conditions_grace_periods >= 0),
  conditions_grace_kind text not null check (conditions_grace_kind in ('INTEREST_ONLY', 'MORATORIUM')),
  conditions_annual_rate_percent numeric(6,3) not null check (conditions_annual_rate_percent between 0 and 100),
  conditions_day_count text not null check (conditions_day_count in ('THIRTY_360', 'ACTUAL_365')),
  conditions_fee_percent numeric(6,3) not null check (conditions_fee_percent between 0 and 100),
  conditions_late_fee_percent numeric(6,3) not null check (conditions_late_fee_percent between 0 and 100),
  conditions_late_fee_after_days integer not null check (conditions_late_fee_after_days >= 0),
  conditions_rounding_unit numeric(18,2) not null check (conditions_rounding_unit > 0),
  conditions_allocation_order text[] not null
    check (conditions_allocation_order <@ array['FEE', 'LATE_FEE', 'INTEREST', 'PRINCIPAL']
       and conditions_allocation_order @> array['FEE', 'LATE_FEE', 'INTEREST', 'PRINCIPAL']
       and cardinality(conditions_allocation_order) = 4),
  conditions_early_settlement text not null check (conditions_early_settlement in ('INTEREST_TO_DATE', 'FULL_INTEREST'))`;

/** An amount for each part of what is owed, none of them negative. */
export const amountsColumns = (name: string): string =>
  ['principal', 'interest', 'fee', 'late_fee']
    .map((part) => `${name}_${part} numeric(18,2) not null check (${name}_${part} >= 0)`)
    .join(',\n  ');
