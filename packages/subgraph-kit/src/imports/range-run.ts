import type { EntityManager } from 'typeorm';
import type { Caller } from '../access/caller';
import { SYSTEM_CALLER } from '../access/roles';
import { claimsOf } from '../database/claims';
import type { RefusalKind } from '../errors/refusal';
import type { Facts } from '../errors/text';
import type { PlainDate } from '../values/plain-date';
import type { ImportJob } from './import-job';
import type { CheckRun, ImportConclusion, ImportKind, ImportRun } from './import-kind';
import { rowsIn, type StagedRange } from './ranges';
import { stagedView } from './staging';

/** What a check has found in a range; nothing of it is written yet. */
export interface Findings {
  readonly refusals: readonly Finding[];
  readonly unchanged: readonly number[];
  /** The circumstances of the check, when the kind tells them. */
  readonly under: string | null;
}

/** A refusal by its line. */
export interface Finding {
  readonly line: number;
  readonly column: string | null;
  readonly code: string;
  readonly facts: Facts;
}

/** In whose name, and on which day, a range is looked at. */
export interface RunParts {
  readonly job: Pick<ImportJob, 'id' | 'source'>;
  readonly kind: ImportKind;
  readonly caller: Caller;
  readonly today: PlainDate;
}

/**
 * Has the kind check a range under the claims it is to run with; afterwards the transaction is the system's again.
 * Where it was checked before, under the circumstances of now, it is a check of what may have changed since.
 */
export async function checkRange(
  parts: RunParts,
  manager: EntityManager,
  range: StagedRange,
  checkedUnder: string | null = null,
): Promise<Findings> {
  const refusals: Finding[] = [];
  const unchanged: number[] = [];
  const run = runOf(parts, manager, range, false);
  const checkRun = (isRecheck: boolean): CheckRun => ({
    ...run,
    isRecheck,
    async refuse(kind: RefusalKind, column, selectLines, values = []) {
      const rows = await manager.query<{ line: number; facts?: Facts | null }[]>(selectLines, [...values]);
      for (const { line, facts } of rows)
        refusals.push({ line, column, code: kind.code, facts: facts ?? {} });
    },
    async leaveUnchanged(selectLines, values = []) {
      const rows = await manager.query<{ line: number }[]>(selectLines, [...values]);
      for (const { line } of rows) unchanged.push(line);
    },
  });
  const under = await underClaims(parts, manager, async () => {
    const circumstances = (await parts.kind.circumstances?.(run)) ?? null;
    await parts.kind.check(checkRun(circumstances !== null && circumstances === checkedUnder));
    return circumstances;
  });
  return { refusals, unchanged, under };
}

/** Has the kind commit the rows of a range that change something. */
export async function commitRange(
  parts: RunParts,
  manager: EntityManager,
  range: StagedRange,
): Promise<void> {
  await underClaims(parts, manager, () => parts.kind.commit(runOf(parts, manager, range, true)));
}

/** Has the kind draw what follows from the list as a whole. */
export async function concludeList(parts: RunParts, manager: EntityManager): Promise<void> {
  const { conclude } = parts.kind;
  if (conclude) await underClaims(parts, manager, () => conclude(conclusionOf(parts, manager)));
}

function conclusionOf({ job, kind, caller, today }: RunParts, manager: EntityManager): ImportConclusion {
  return {
    manager,
    jobId: job.id,
    caller,
    today,
    source: job.source,
    requestId: job.id,
    operationName: `import ${kind.name}`,
    purpose: null,
  };
}

function runOf(
  parts: RunParts,
  manager: EntityManager,
  range: StagedRange,
  onlyChanging: boolean,
): ImportRun {
  const { kind } = parts;
  return {
    ...conclusionOf(parts, manager),
    rows: rowsIn(kind, range, onlyChanging),
    allRows: stagedView(kind),
    query: <Row extends object>(sql: string, values: readonly unknown[] = []) =>
      manager.query<Row[]>(sql, [...values]),
  };
}

/** Within the transaction the claims are those of the run for a while; if the work fails, so does the transaction. */
async function underClaims<T>(
  { kind, caller }: RunParts,
  manager: EntityManager,
  work: () => Promise<T>,
): Promise<T> {
  await claim(manager, kind.runsAs === 'system' ? { ...caller, role: 'system' } : caller);
  const result = await work();
  await claim(manager, SYSTEM_CALLER);
  return result;
}

async function claim(manager: EntityManager, caller: Caller): Promise<void> {
  const { text, values } = claimsOf(caller);
  await manager.query(text, [...values]);
}
