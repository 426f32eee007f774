import type { BatchContext } from '@solidarity/subgraph-kit/batches/batch-kind';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import { addMonths, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { termsOn } from '../enrolment/application-step.commands';
import { enrolmentLife } from '../enrolment/enrolment';
import { tellOfEnrolments } from '../enrolment/enrolment-step.commands';
import { noteEntitlementChange } from '../payments/entitlement-change';
import type { CollectionRules } from './collection';

interface Suspended {
  readonly enrolmentId: string;
  readonly payeeId: string;
  readonly fromMonth: PlainDate;
}

/** Suspends the enrolments whose money was not collected for the last time that the rules allow. */
export async function suspendForUncollected(
  context: BatchContext,
  cycleId: string,
  { mostUncollectedInARow }: CollectionRules,
): Promise<void> {
  const { manager, caller, today } = context;
  const reason = `Money not collected ${mostUncollectedInARow} times in a row · لم تُصرف ${mostUncollectedInARow} دفعات متتالية`;
  const { suspensionReviewMonths } = await termsOn(context, today);
  const suspended = await manager.query<Suspended[]>(
    `select enrolment_id as "enrolmentId", payee_id as "payeeId", from_month::text as "fromMonth"
       from suspend_for_uncollected($1, $2, $3, $4, $5, $6)`,
    [cycleId, mostUncollectedInARow, reason, today, caller.subject, addMonths(today, suspensionReviewMonths)],
  );
  const [first] = suspended;
  if (!first) return;
  const enrolmentIds = suspended.map(({ enrolmentId }) => enrolmentId);
  const step = {
    ...{
      subject_type: enrolmentLife.subjectType,
      from_state: 'ACTIVE',
      to_state: 'SUSPENDED',
      action: 'suspend',
    },
    ...{ by_subject: caller.subject, by_role: caller.role, on_date: today, reason },
  };
  await manager.query(
    `select record_transition($2::jsonb || jsonb_build_object('subject_id', id)) from unnest($1::uuid[]) as id`,
    [enrolmentIds, JSON.stringify(step)],
  );
  await noteEntitlementChange(manager, enrolmentIds, first.fromMonth, 'suspended: uncollected');
  const personIds = suspended.map(({ payeeId }) => payeeId);
  await auditChange(context, { action: 'suspended', entity: 'Enrolment', personIds });
  await tellOfEnrolments(manager, enrolmentIds, first.fromMonth);
}
