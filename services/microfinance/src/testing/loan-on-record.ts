import type { TestDatabase } from '@solidarity/subgraph-kit/testing/database';

const IDS = 'id loan_id person_id application_id created_at reference';

/** All that is kept of a loan, but ids, instants, the person, who acted and what only a book has. */
export async function everythingOf(
  database: TestDatabase,
  loanId: string,
): Promise<Record<string, unknown[]>> {
  const rows = async (table: string, where: string, without: string): Promise<unknown[]> => {
    const cut = without
      .split(' ')
      .map((column) => ` - '${column}'`)
      .join('');
    const found = await database.owner<{ row: object }>(
      `select to_jsonb(r)${cut} as row from ${table} r where ${where}`,
      [loanId],
    );
    return found.map(({ row }) => row);
  };
  return {
    application: await rows(
      'loan_application',
      'id = (select application_id from loan where id = $1)',
      `${IDS} submitted_by approved_by disbursed_by assessment decision`,
    ),
    loan: await rows('loan', 'id = $1', `${IDS} lender_reference`),
    instalments: await rows('instalment', 'loan_id = $1 order by number', IDS),
    repayments: await rows('repayment', 'loan_id = $1 order by ordinal', `${IDS} receipt_number entry_id`),
    allocations: await rows(
      '(select repayment.ordinal, a.* from repayment_allocation a join repayment on repayment.id = a.repayment_id)',
      'repayment_id in (select id from repayment where loan_id = $1) order by ordinal, place',
      `${IDS} repayment_id`,
    ),
    ledger: await rows(
      `(select e.type, e.on_date, e.subject_id, a.code, a.subject_id = e.subject_id as is_of_loan, p.amount, p.id as place
          from ledger_entry e join ledger_posting p on p.entry_id = e.id join ledger_account a on a.id = p.account_id)`,
      'subject_id = $1 order by place',
      'subject_id place',
    ),
    history: await rows(
      'state_transition',
      `subject_id in (select $1::uuid union select application_id from loan where id = $1
        union select id from repayment where loan_id = $1) order by subject_type, on_date, ordinal`,
      'id subject_id by_subject by_role at reason',
    ),
  };
}
