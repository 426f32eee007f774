import { randomUUID } from 'node:crypto';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { aHousehold, aMember, citizen, gizaWorker, mutate, type TestRefusal } from './registry';

/** Officers of Giza beside the one who suspends. */
export const officer = aCaller('case_worker', { governorate: 'EG_GZ' }, 'officer-giza');
export const colleague = aCaller('case_worker', { governorate: 'EG_GZ' }, 'colleague-giza');

export interface SuspendedHousehold {
  readonly id: string;
  readonly people: string[];
  readonly enrolmentId: string;
  readonly suspensionId: string;
  /** The head, as a citizen. */
  readonly head: Caller;
}

/** An enrolment in Takaful that was suspended by `worker-giza`, arranged as rows. */
export async function aSuspendedHousehold(
  service: TestService,
  {
    caller = gizaWorker,
    decidedOn = '2026-10-15',
    address,
  }: { caller?: Caller; decidedOn?: string; address?: object } = {},
): Promise<SuspendedHousehold> {
  const members = [aMember('HEAD', 'سعاد محمود'), aMember('CHILD', 'ليلى', { born: '2014-02-01' })];
  const household = await aHousehold(service, members, { caller, ...(address && { address }) });
  const [headId = ''] = household.people;
  const [enrolmentId, suspensionId] = [randomUUID(), randomUUID()];
  const { owner } = service.database;
  await owner(
    `insert into enrolment (id, programme_id, household_id, payee_id, channel, state, entitled_from, recertify_by, enrolled_on, enrolled_by)
     values ($1, 'TAKAFUL', $2, $3, 'SMART_CARD', 'SUSPENDED', '2026-01-01', '2029-01-01', '2025-12-20', 'enroller')`,
    [enrolmentId, household.id, headId],
  );
  for (const [from, to, action, on] of [
    [null, 'ACTIVE', 'enrol', '2025-12-20'],
    ['ACTIVE', 'SUSPENDED', 'suspend', decidedOn],
  ])
    await owner('select record_transition($1)', [
      JSON.stringify({
        ...{ subject_type: 'enrolment', subject_id: enrolmentId, from_state: from, to_state: to, action },
        ...{ by_subject: 'worker-giza', by_role: 'case_worker', on_date: on },
      }),
    ]);
  await owner(
    `insert into suspension (id, enrolment_id, from_month, reason_code, reason, decided_on, decided_by)
     values ($1, $2, '2026-11-01', 'UNDER_REVIEW', 'قيد المراجعة', $3, 'worker-giza')`,
    [suspensionId, enrolmentId, decidedOn],
  );
  return { ...household, enrolmentId, suspensionId, head: citizen(headId) };
}

const FILE = `mutation ($input: FileGrievanceInput!) {
  fileGrievance(input: $input) {
    grievance {
      id number againstKind againstId words filedOn dueOn state isOverdue escalatedOn closedOn
      complainant { id } household { id } history { fromState toState action byRole }
    }
    errors { code field message }
  }
}`;

export interface TestGrievance {
  readonly id: string;
  readonly number: string;
  readonly state: string;
}
export interface GrievancePayload {
  readonly grievance: TestGrievance | null;
  readonly errors: readonly TestRefusal[];
}

/** Files a grievance against the suspension. */
export function fileGrievance(
  service: TestService,
  { suspensionId, head }: Pick<SuspendedHousehold, 'suspensionId' | 'head'>,
  { caller = head, ...more }: { caller?: Caller; [field: string]: unknown } = {},
): Promise<GrievancePayload> {
  return mutate(service, caller, FILE, {
    ...{ againstKind: 'SUSPENSION', againstId: suspensionId, words: 'الأولاد منتظمون في المدرسة' },
    ...{ idempotencyKey: randomUUID(), ...more },
  });
}

/** A grievance that its household filed today. */
export async function aGrievance(
  service: TestService,
  household: SuspendedHousehold,
): Promise<TestGrievance> {
  const { grievance, errors } = await fileGrievance(service, household);
  if (!grievance) throw new Error(JSON.stringify(errors));
  return grievance;
}

/** Sets its clock back, as if it had been filed long ago, which only the owner can. */
export async function wasDueOn({ database }: TestService, grievanceId: string, dueOn: string): Promise<void> {
  await database.owner('alter table grievance disable trigger grievance_kept');
  await database.owner(
    `update grievance set filed_on = $2::date - 30, contested_decided_on = $2::date - 60, due_on = $2 where id = $1`,
    [grievanceId, dueOn],
  );
  await database.owner('alter table grievance enable trigger grievance_kept');
}

const step = (name: string, input: string) => `mutation ($input: ${input}!) {
  ${name}(input: $input) { grievance { id state closedOn decision { outcome reasons { code } } } errors { code field message } }
}`;
const ASSIGN = step('assignGrievance', 'AssignGrievanceInput');
const DECIDE = step('decideGrievance', 'DecideGrievanceInput');
const WITHDRAW = step('withdrawGrievance', 'WithdrawGrievanceInput');

export const assign = (service: TestService, caller: Caller, grievanceId: string, more: object = {}) =>
  mutate<GrievancePayload>(service, caller, ASSIGN, { grievanceId, ...more });
export const decide = (service: TestService, caller: Caller, grievanceId: string, more: object = {}) =>
  mutate<GrievancePayload>(service, caller, DECIDE, {
    ...{
      grievanceId,
      ground: 'FACTS_WRONG',
      words: { ar: 'ثبت انتظام الأولاد', en: 'Attendance was proven.' },
    },
    ...more,
  });
export const withdraw = (service: TestService, caller: Caller, grievanceId: string, more: object = {}) =>
  mutate<GrievancePayload>(service, caller, WITHDRAW, { grievanceId, reason: 'تم الصرف', ...more });
