import type { ClaimedPool } from '../database/statements';
import { foldArabic } from '../values/arabic';
import type { ImportKind } from './import-kind';
import { REASON_HEADINGS } from './reason-column';
import { TAKEN_NAMES } from './routes';
import { stagedColumn, stagingTable } from './staging';
import { systemRows } from './system-rows';

/** Stops the start of a service whose kinds contradict themselves, or do not fit their staging tables. */
export async function requireSoundKinds(pool: ClaimedPool, kinds: readonly ImportKind[]): Promise<void> {
  for (const kind of kinds) {
    requireSound(kind);
    const rows = await systemRows<{ name: string }>(
      pool,
      'select attname as name from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and not attisdropped',
      [stagingTable(kind)],
    );
    const staged = new Set(rows.map(({ name }) => name));
    const missing = [...kind.columns, ...(kind.derived ?? [])].filter(
      ({ name }) => !staged.has(stagedColumn(name)),
    );
    if (missing.length > 0) {
      const names = missing.map(({ name }) => name).join(', ');
      throw new Error(`The staging table of the import kind ${kind.name} has no column for: ${names}.`);
    }
  }
}

function requireSound({ name, columns, derived = [], groupBy }: ImportKind): void {
  const fault = (text: string): never => {
    throw new Error(`The import kind ${name} ${text}`);
  };
  if (TAKEN_NAMES.includes(name)) fault('needs another name.');
  const names = [...columns, ...derived].map((column) => column.name);
  if (new Set(names).size < names.length) fault('has two columns of one name.');
  const headings = columns.flatMap(({ name: own, heading, aliases = [] }) => [
    ...new Set([own, heading.ar, heading.en, ...aliases].map(foldArabic)),
  ]);
  const taken = new Set(REASON_HEADINGS.map(foldArabic));
  if (new Set(headings).size < headings.length || headings.some((heading) => taken.has(heading)))
    fault('has two columns with the same heading.');
  if (groupBy !== undefined && !columns.some((column) => column.name === groupBy && column.isRequired))
    fault('must be grouped by a required column.');
}
