import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { application } from './application';
import type { PlacedEntry } from './lender-book.rows';
import { loan as loanLife, repayment as repaymentLife } from './loan';

/** Why a step stands in the history that nobody took here. */
const REASON = 'Taken over from the lender’s own book · منقول من دفاتر جهة الإقراض';

interface Recorded {
  readonly subject: string;
  readonly role: string;
}

/** The steps that the loan and its repayments have gone through, on their own days, as `record_transition` takes them. */
export function historyOf(
  { entry, broughtBy, loanId, applicationId, repayments }: PlacedEntry,
  committer: Pick<Caller, 'subject' | 'role'>,
): object[] {
  const { loan, onRecord, closedOn } = entry;
  const { disbursedOn } = loan;
  const applied = stepsOf(application.subjectType, applicationId);
  const lived = stepsOf(loanLife.subjectType, loanId);
  const beginning = [
    applied(broughtBy, [null, 'submit', 'SUBMITTED'], disbursedOn),
    applied(committer, ['SUBMITTED', 'approve', 'APPROVED'], disbursedOn),
    applied(committer, ['APPROVED', 'disburse', 'DISBURSED'], disbursedOn),
    lived(committer, [null, 'disburse', 'ACTIVE'], disbursedOn),
  ];
  const wasOpen = !onRecord || onRecord.closedOn === null;
  return [
    ...(onRecord ? [] : beginning),
    ...repayments.map(({ id, paidOn }) =>
      stepsOf(repaymentLife.subjectType, id)(committer, [null, 'post', 'POSTED'], paidOn),
    ),
    ...(closedOn !== null && wasOpen ? [lived(committer, ['ACTIVE', 'close', 'CLOSED'], closedOn)] : []),
  ];
}

type Step = readonly [from: string | null, action: string, to: string];

function stepsOf(subjectType: string, subjectId: string) {
  return ({ subject, role }: Recorded, [from, action, to]: Step, onDate: PlainDate): object => ({
    ...{ subject_type: subjectType, subject_id: subjectId, from_state: from, action, to_state: to },
    ...{ by_subject: subject, by_role: role, on_date: onDate, reason: REASON },
  });
}
