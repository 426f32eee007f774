import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { PlainDate } from '../values/plain-date';
import type { Migrating } from './migrating';

/** Where rules are read from: a command's transaction, or a request's reads. */
export type RuleSource =
  | Pick<EntityManager, 'query' | 'dataSource'>
  | { rows<T extends object>(text: string, values?: readonly unknown[]): Promise<T[]> };

/** The rules of one name as they hold on a day. */
export interface Rules<Value> {
  /** Names this version for ever: "name#number". Decisions keep it. */
  readonly version: string;
  readonly effectiveFrom: PlainDate;
  /** The first day on which they no longer hold; null while no end is known. */
  readonly effectiveTo: PlainDate | null;
  /** Whether the value is a plausible sample and not taken from an official text. */
  readonly isSample: boolean;
  readonly value: Value;
}

interface RuleRow {
  readonly id: number;
  readonly effective_from: PlainDate;
  readonly effective_to: PlainDate | null;
  readonly value: unknown;
  readonly is_sample: boolean;
}

/** Rules change by a row, not by a release: a new row counts after this long at the latest. */
const KEPT_MS = 5_000;

interface Kept {
  readonly rows: Promise<readonly RuleRow[]>;
  readonly until: number;
}

/** By database, since a process may have several: a transaction names its own, a request's reads share one. */
const kept = new WeakMap<object, Map<string, Kept>>();
const READS = {};

/** The rules that hold on a day. Throws when none do: every day must have its rules. */
export async function rulesOn<Value>(
  source: RuleSource,
  name: string,
  date: PlainDate,
  schema: z.ZodType<Value>,
): Promise<Rules<Value>> {
  const rules = await rulesIfAny(source, name, date, schema);
  if (!rules) throw new Error(`No version of the rules "${name}" holds on ${date}.`);
  return rules;
}

/** The rules that hold on a day, or null: for what holds for a time only, such as a freeze on new licences. */
export async function rulesIfAny<Value>(
  source: RuleSource,
  name: string,
  date: PlainDate,
  schema: z.ZodType<Value>,
): Promise<Rules<Value> | null> {
  const rows = await versionsOf(source, name);
  const row = rows.find(
    ({ effective_from, effective_to }) =>
      effective_from <= date && (effective_to === null || date < effective_to),
  );
  if (!row) return null;
  return {
    version: `${name}#${row.id}`,
    effectiveFrom: row.effective_from,
    effectiveTo: row.effective_to,
    isSample: row.is_sample,
    value: schema.parse(row.value),
  };
}

/** Forgets what was read of rules, for a test that has just changed them. */
export function forgetRules(source: RuleSource): void {
  kept.delete(databaseOf(source));
}

function versionsOf(source: RuleSource, name: string): Promise<readonly RuleRow[]> {
  const database = databaseOf(source);
  let names = kept.get(database);
  if (!names) kept.set(database, (names = new Map<string, Kept>()));
  const known = names.get(name);
  if (known && performance.now() < known.until) return known.rows;
  const rows = readVersions(source, name);
  const mine: Kept = { rows, until: performance.now() + KEPT_MS };
  names.set(name, mine);
  rows.catch(() => {
    if (names.get(name) === mine) names.delete(name);
  });
  return rows;
}

async function readVersions(source: RuleSource, name: string): Promise<readonly RuleRow[]> {
  const text = `select id, effective_from::text, effective_to::text, value, is_sample
    from rule_version where name = $1 order by effective_from`;
  return 'rows' in source ? source.rows<RuleRow>(text, [name]) : source.query<RuleRow[]>(text, [name]);
}

function databaseOf(source: RuleSource): object {
  return 'rows' in source ? READS : source.dataSource;
}

export interface NewRule {
  readonly name: string;
  /** The first day on which it holds, as 2026-11-22. */
  readonly from: string;
  /** The first day on which it no longer holds; absent while no end is known. */
  readonly to?: string;
  readonly value: unknown;
  /** Where the value comes from: the law or decree, or who chose it. */
  readonly source: string;
  /** Set when the value is plausible and not official. */
  readonly isSample?: boolean;
}

/**
 * Adds a version of rules in a migration, unless it stands already from a time before the migration was taken back.
 * The version before it, if its end is open, ends on that day.
 */
export async function seedRule(queryRunner: Migrating, rule: NewRule): Promise<void> {
  await queryRunner.query(
    'update rule_version set effective_to = $2 where name = $1 and effective_to is null and effective_from < $2',
    [rule.name, rule.from],
  );
  await queryRunner.query(
    `insert into rule_version (name, effective_from, effective_to, value, source, is_sample)
     select $1, $2, $3, $4::jsonb, $5, $6
      where not exists (select from rule_version where (name, effective_from, value) = ($1, $2, $4::jsonb))`,
    [rule.name, rule.from, rule.to ?? null, JSON.stringify(rule.value), rule.source, rule.isSample ?? false],
  );
}
