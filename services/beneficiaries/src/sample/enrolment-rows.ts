import type { CopyRow } from '@solidarity/subgraph-kit/sample/copy';
import type { SampleHousehold } from '@solidarity/subgraph-kit/sample/population';
import { addMonths, type PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { enrolmentLife, type EnrolmentState, type SuspensionReason } from '../enrolment/enrolment';
import { enrolmentOf, type SampleEnrolment } from './enrolments';

const REVIEWED_AFTER_MONTHS = 6;
/** The subject that has written the sample. */
const WRITER = 'sample';

const IN_WORDS: Readonly<Record<SuspensionReason, string>> = {
  UNDER_REVIEW: 'بيانات الأسرة قيد المراجعة.',
  HOUSEHOLD_NOT_FOUND: 'لم يُستدل على الأسرة في عنوانها.',
  CONDITIONS_NOT_KEPT: 'لم تلتزم الأسرة بشروط البرنامج.',
  RECERTIFICATION_OVERDUE: 'لم تُعَد المراجعة في موعدها.',
  MONEY_NOT_COLLECTED: 'لم تُصرف المستحقات مرات متتالية.',
};

function stateOf({ exit, suspension }: SampleEnrolment): EnrolmentState {
  if (exit) return 'EXITED';
  return suspension ? 'SUSPENDED' : 'ACTIVE';
}

export const ENROLMENT_COLUMNS = [
  ...[
    'id',
    'programme_id',
    'household_id',
    'payee_id',
    'channel',
    'state',
    'entitled_from',
    'entitled_until',
  ],
  ...['recertify_by', 'enrolled_on', 'enrolled_by', 'exited_on', 'exit_reason', 'exited_by', 'lives_in'],
];

export function* enrolmentRows(household: SampleHousehold): Generator<CopyRow> {
  const enrolment = enrolmentOf(household);
  if (!enrolment) return;
  const { id, programmeId, payeeId, channel, entitledFrom, recertifyBy, enrolledOn, exit } = enrolment;
  yield [
    ...[id, programmeId, household.id, payeeId, channel, stateOf(enrolment), entitledFrom],
    ...[exit?.entitledUntil ?? null, recertifyBy, enrolledOn, WRITER],
    ...[exit?.exitedOn ?? null, exit?.reason ?? null, exit && WRITER, household.governorate],
  ];
}

export const ENTITLED_COLUMNS = [
  ...['enrolment_id', 'person_id', 'category', 'entitled_from', 'entitled_until', 'end_reason'],
];

export function* entitledRows(household: SampleHousehold): Generator<CopyRow> {
  const enrolment = enrolmentOf(household);
  if (!enrolment) return;
  const { id, entitledFrom, exit } = enrolment;
  for (const { personId, category } of enrolment.persons) {
    yield [id, personId, category, entitledFrom, exit?.entitledUntil ?? null, exit && 'EXIT'];
  }
}

export const SUSPENSION_COLUMNS = [
  ...['id', 'enrolment_id', 'from_month', 'reason_code', 'reason', 'decided_on', 'decided_by', 'review_on'],
];

export function* suspensionRows(household: SampleHousehold): Generator<CopyRow> {
  const enrolment = enrolmentOf(household);
  if (!enrolment?.suspension) return;
  const { id, reasonCode, fromMonth, decidedOn } = enrolment.suspension;
  const reviewOn = addMonths(decidedOn, REVIEWED_AFTER_MONTHS);
  yield [id, enrolment.id, fromMonth, reasonCode, IN_WORDS[reasonCode], decidedOn, WRITER, reviewOn];
}

/** The steps of an enrolment, in the columns of a household's own (`HISTORY_COLUMNS`). */
export function* enrolmentHistoryRows(household: SampleHousehold): Generator<CopyRow> {
  const enrolment = enrolmentOf(household);
  if (!enrolment) return;
  const { id, enrolledOn, entitledFrom, suspension, exit } = enrolment;
  const step = (
    ordinal: number,
    from: string | null,
    to: string,
    action: string,
    day: PlainDate,
    since: PlainDate,
  ) => [
    ...[enrolmentLife.subjectType, id, ordinal, from, to, action],
    ...[WRITER, 'case_worker', `${day}T10:00:00Z`, since],
  ];
  yield step(1, null, 'ACTIVE', 'enrol', enrolledOn, entitledFrom);
  if (suspension) yield step(2, 'ACTIVE', 'SUSPENDED', 'suspend', suspension.decidedOn, suspension.fromMonth);
  if (exit) yield step(2, 'ACTIVE', 'EXITED', 'end', exit.exitedOn, exit.entitledUntil);
}
