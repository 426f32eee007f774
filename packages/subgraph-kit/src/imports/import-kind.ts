import type { EntityManager } from 'typeorm';
import type { Caller, Role } from '../access/caller';
import type { RefusalKind } from '../errors/refusal';
import type { Facts, FactsFor, MessageTexts } from '../errors/text';
import type { AuditedContext } from '../records/audit';
import type { PersonIds } from '../values/person-id';
import type { PlainDate } from '../values/plain-date';

/** A value as it stands in a staged row: the text that PostgreSQL and the graph know too, a number, or yes and no. */
export type ImportValue = string | number | boolean | null;

/** The values of a row by the names of their columns, derived ones too; null where the cell is blank. */
export type ImportRow = Readonly<Record<string, ImportValue>>;

/** What reading a row may depend on beside the row. */
export interface ImportFacts {
  /** Today in Cairo. */
  readonly today: PlainDate;
  /** Turns a national ID or a guest's document into the person's id. */
  readonly personIds: PersonIds;
  /** Who uploaded the file. */
  readonly caller: Caller;
  /** The NGO whose list it is; null for kinds without a source. */
  readonly source: string | null;
}

/** Why a cell or a row is not taken. Facts are shown to who uploaded it: never a name, never a national ID. */
export class RowRefusal {
  constructor(
    /** A code of the kit's common ones (`common-refusals.ts`) or of the kind's own `refusals`. */
    readonly code: string,
    readonly facts: Facts = {},
    /** The name of the column that it is about; null for the row as a whole. */
    readonly column: string | null = null,
  ) {}
}

/** A refusal with the facts that its texts name: `refuseRow(refusals.TOO_YOUNG, { age: 15 }, 'birthDate')`. */
export function refuseRow<English extends string>(
  kind: RefusalKind<English>,
  facts: FactsFor<English>,
  column: string | null = null,
): RowRefusal {
  return new RowRefusal(kind.code, facts, column);
}

/** A column of the spreadsheet. Ready-made ones for dates, money, codes and so on stand in `columns.ts`. */
export interface ImportColumn {
  /** Its name for programs and in `ImportRow`, such as 'birthDate'; the staging table has it in snake case. */
  readonly name: string;
  /** The heading in the template. A file may have either, in any spelling that `foldArabic` makes the same. */
  readonly heading: MessageTexts;
  /** Other headings by which people know it. */
  readonly aliases?: readonly string[];
  /** Whether the file must have the column and each row a value in it. */
  readonly isRequired: boolean;
  /** What to write in it, for the template and the documents. */
  readonly description: MessageTexts;
  /** A cell as it may be written; of nobody who exists. */
  readonly example: string;
  /** Its type in the staging table: 'text', 'uuid', 'date', 'numeric(18,2)', 'int', 'boolean'. */
  readonly sqlType: string;
  /** Reads a cell that is not blank; what is around it has been cut off. A refusal needs no column: it is this one. */
  readonly parse: (text: string, facts: ImportFacts) => ImportValue | RowRefusal;
}

/** A column of the staging table that the file does not have, such as the person's id out of the national ID. */
export interface DerivedColumn {
  readonly name: string;
  readonly sqlType: string;
  /** From the row's parsed cells and the derived columns before it; called only when no cell was refused. */
  readonly derive: (row: ImportRow, facts: ImportFacts) => ImportValue | RowRefusal;
}

/**
 * A list at work, under the caller's claims and row-level security (or the system's, see `runsAs`). It is also what
 * `auditChange` asks for: `auditChange(run, { action, entity, personIds })`.
 */
export interface ImportConclusion extends AuditedContext {
  readonly manager: EntityManager;
  readonly jobId: string;
  readonly caller: Caller;
  readonly today: PlainDate;
  readonly source: string | null;
}

/** A range of staged rows under examination. */
export interface ImportRun extends ImportConclusion {
  /**
   * SQL to select from: the staged rows of this range (some 10,000) that nothing refuses, groups always whole. It has
   * `line int`, `group_key text` and the columns in snake case. `` `select … from ${run.rows} as staged` ``. When rows are
   * committed, those that change nothing are no longer among them.
   */
  readonly rows: string;
  /** SQL to select from: all staged rows of the file that nothing has refused yet, to look for rows that say the same. */
  readonly allRows: string;
  /** Runs SQL in the range's transaction; parameters as `$1`. */
  query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** A range that is looked at: what is refused in it is told here, and nothing is written. */
export interface CheckRun extends ImportRun {
  /**
   * Whether these rows were looked at before, under the same `circumstances` of the kind, and not refused then. What
   * they say and what other rows of the file say is as it was: only what is in the database can have changed.
   */
  readonly isRecheck: boolean;
  /**
   * Refuses the rows whose `line` the SQL selects; a column `facts` (jsonb), if selected, fills the texts' places.
   * `` run.refuse(refusals.AREA_UNKNOWN, 'areaId', `select line from ${run.rows} as staged where not exists (…)`) ``
   */
  refuse(
    kind: RefusalKind,
    column: string | null,
    selectLines: string,
    values?: readonly unknown[],
  ): Promise<void>;
  /** Tells of the rows whose `line` the SQL selects that the database says the same already. */
  leaveUnchanged(selectLines: string, values?: readonly unknown[]): Promise<void>;
}

/**
 * A kind of list that can be brought in, all of it in one file of its service. It is staged in the table
 * `import_staging.<name>`, which a migration of the service makes with `createStaging` and which its check and commit
 * see as `run.rows`. Two files of the same content, or one mended and sent again, must come to the same: commit by
 * natural keys.
 */
export interface ImportKind {
  /** As in the address: 'households'. Small letters, digits and hyphens. */
  readonly name: string;
  readonly title: MessageTexts;
  readonly description: MessageTexts;
  /** Who may upload it, and commit it unless `committers` says otherwise. */
  readonly roles: readonly Role[];
  /** Who may commit it, when fewer or others than those who upload: they see the uploads of those who may not. */
  readonly committers?: readonly Role[];
  /** Whether somebody else than who uploaded it has to commit it: what money is written by takes two. */
  readonly takesTwo?: boolean;
  /** Whether it is the list of an NGO, named by `?source=`; an NGO's own upload always has the NGO itself. */
  readonly source: 'NONE' | 'OPTIONAL' | 'REQUIRED';
  readonly columns: readonly ImportColumn[];
  readonly derived?: readonly DerivedColumn[];
  /** A required column; rows alike in it belong together (a household): refused together, never in two batches. */
  readonly groupBy?: string;
  /** Columns by which `check` looks for other rows of the file; each list makes an index. */
  readonly stagingIndexes?: readonly (readonly string[])[];
  /** The texts of the kind's own codes, by `defineRefusals`; the common ones need not be repeated. */
  readonly refusals?: Readonly<Record<string, RefusalKind>>;
  /** Whose rights `check` and `commit` have. With 'system' row-level security does not apply: mind `run.caller`. */
  readonly runsAs?: 'caller' | 'system';
  /** What cells contradict each other in; called only when no cell was refused. */
  readonly checkRow?: (row: ImportRow, facts: ImportFacts) => readonly RowRefusal[];
  /**
   * Compares a range with the database, by statements over the whole range. It runs when the file is checked (under
   * who uploaded it) and once more within the transaction that commits (under who commits).
   */
  readonly check: (run: CheckRun) => Promise<void>;
  /**
   * What `check` depends on beside the rows and what it looks up for each of them, as a text: the day, who asks and
   * their bounds, rules. Where it is the same when rows are committed as it was when they were checked, `run.isRecheck`
   * says so. Without it every check is a first one.
   */
  readonly circumstances?: (run: ImportRun) => Promise<string>;
  /**
   * How many ranges may be committed row by row side by side, when their groups write nothing that another group of
   * the file writes too; one after the other unless it is said here.
   */
  readonly rangesAtOnce?: number;
  /**
   * Writes the range: rows, their history, audit and events, by statements over the whole range. All rows of
   * `run.rows` count as committed; what cannot be written was to be refused by `check`. A violated constraint (somebody
   * wrote the same in between) has the range checked and written again.
   */
  readonly commit: (run: ImportRun) => Promise<void>;
  /**
   * What follows from the list as a whole, such as a batch that is started: in the transaction with which the job is
   * done. It is not reached by a job that is cancelled, whose committed ranges stay.
   */
  readonly conclude?: (run: ImportConclusion) => Promise<void>;
}
