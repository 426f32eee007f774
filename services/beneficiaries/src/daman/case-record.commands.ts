import type { EntityManager } from 'typeorm';
import type { BatchContext } from '@solidarity/subgraph-kit/batches/batch-kind';
import { knownId } from '@solidarity/subgraph-kit/database/ids';
import { auditChange } from '@solidarity/subgraph-kit/records/audit';
import { rulesOn, type Rules } from '@solidarity/subgraph-kit/records/rules-data';
import type { PlainDate } from '@solidarity/subgraph-kit/values/plain-date';
import { isOpenOn } from '../programmes/programme';
import { Programme } from '../programmes/programme.entity';
import { DamanBatch } from './batch.entity';
import { DamanCase } from './case.entity';
import type { DamanAction, DamanState } from './daman-case';
import {
  destinationOf,
  judgeCase,
  type DamanFacts,
  type DamanJudgement,
  type PlacingFacts,
} from './judgement';
import { DAMAN_TRANSFER, damanTransfer, type DamanDestination, type DamanTransfer } from './rules';

/** A case with all that is known of it. */
export interface KnownCase extends DamanFacts {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly state: DamanState;
  readonly personId: string;
  readonly programmeId: string | null;
  readonly category: string | null;
  readonly verifiedBy: string | null;
  readonly headId: string | null;
  /** The household as it was when the case was verified last. */
  readonly verifiedHouseholdId: string | null;
  readonly personPaidThrough: PlainDate;
  readonly householdPaidThrough: PlainDate | null;
  /** The case of another member that was not looked up since the person is registered; null without one. */
  readonly unverifiedMember: string | null;
}

/** What cases are judged by, read once for all of them. */
export interface Judging {
  readonly rules: Rules<DamanTransfer>;
  readonly judge: (facts: DamanFacts) => DamanJudgement;
  readonly place: (facts: PlacingFacts) => DamanDestination | null;
}

/** What everything that is done with cases needs, at once or in the background: the transaction, the day, and for whom. */
export type TransferContext = Omit<BatchContext, 'batch'>;

/** A case among many that are worked on. */
export interface ListedCase {
  readonly id: string;
  readonly personId: string;
  readonly state: DamanState;
}

/** Keeps lists and other transfers out until the end of the command, before anything is looked at. */
export async function lockTransfer(manager: EntityManager): Promise<void> {
  await manager.query(`select pg_advisory_xact_lock(hashtext('daman_transfer'))`);
}

/** The same for work in the background, which has the time to let a list or another batch finish first. */
export async function waitForTransfer(manager: EntityManager): Promise<void> {
  await manager.query(`set local lock_timeout = '60s'`);
  await lockTransfer(manager);
}

/** The batch of an id; null when there is none for this caller. */
export async function findBatch(manager: EntityManager, batchId: string): Promise<DamanBatch | null> {
  const id = knownId(batchId, 'uuid');
  return id === null ? null : manager.findOneBy(DamanBatch, { id });
}

/** The case of an id, held until the end of the command; null when there is none for this caller. */
export async function lockCase(manager: EntityManager, caseId: string): Promise<DamanCase | null> {
  const id = knownId(caseId, 'uuid');
  if (id === null) return null;
  return manager.findOne(DamanCase, { where: { id }, lock: { mode: 'pessimistic_write' } });
}

/** All that is known of these cases, in their order. */
export function factsOf(manager: EntityManager, ids: readonly string[]): Promise<KnownCase[]> {
  return manager.query<KnownCase[]>('select * from daman_facts($1)', [ids]);
}

/** The rules of today and the programmes that are open. */
export async function judgingOf({
  manager,
  today,
}: Pick<TransferContext, 'manager' | 'today'>): Promise<Judging> {
  const rules = await rulesOn(manager, DAMAN_TRANSFER, today, damanTransfer);
  const programmes = await manager.find(Programme);
  const open = new Set(programmes.filter((programme) => isOpenOn(programme, today)).map(({ id }) => id));
  return {
    rules,
    judge: (facts) => judgeCase(facts, rules, open, today),
    place: (facts) => destinationOf(facts, rules.value, open, today),
  };
}

/** A step of one case among many. */
export interface CaseStep {
  readonly id: string;
  readonly from: DamanState;
  readonly to: DamanState;
  readonly action: DamanAction;
}

/** How a record begins, and the day from which it holds. */
export interface FirstStep {
  readonly id: string;
  readonly from: null;
  readonly to: string;
  readonly action: string;
  readonly since: PlainDate;
}

/** Keeps steps of many cases in their histories. */
export async function recordSteps(
  { manager, caller, today }: TransferContext,
  subjectType: string,
  steps: readonly (CaseStep | FirstStep)[],
  reason: string | null = null,
): Promise<void> {
  await manager.query('select record_daman_steps($1, $2, $3, $4, $5, $6)', [
    ...[subjectType, JSON.stringify(steps), caller.subject, caller.role, today, reason],
  ]);
}

/** Keeps on the audit trail what was done with these people's cases. */
export async function auditCases(
  context: TransferContext,
  action: string,
  personIds: readonly string[],
): Promise<void> {
  if (personIds.length > 0)
    await auditChange(context, { action, entity: 'DamanCase', personIds: [...personIds] });
}
