import { CodedError } from '../errors/coded-error';
import type { RunningService } from '../server/capability';
import type { Row } from './columns';
import type { ExportPlans } from './export-plan';
import { fileOf, inParts } from './file';
import type { BegunExport, ExportProgress } from './job';
import { MOST_LOSSES, type ExportPace } from './pace';
import { oneAhead } from './one-ahead';
import { pagesOf } from './pages';
import { rowsAtATime } from './row-values';
import { Snapshot } from './snapshot';
import type { WorkersJobs } from './workers-jobs';

export interface ExportParts {
  readonly service: Pick<RunningService, 'config' | 'requests'>;
  readonly plans: ExportPlans;
  readonly jobs: WorkersJobs;
  readonly pace: ExportPace;
}

/** Why a run ends before its file is whole: the job is no longer its own, the service stops, it took too long. */
export type Ending = 'lost' | 'stopped' | 'late';

/** Rows of a sheet of Excel below its headings. */
const MOST_SHEET_ROWS = 2 ** 20 - 1;

/** One attempt at an export, from the first row to the last part of its file. */
export class RunningExport {
  #rowsWritten = 0;
  #rowsTotal: number | null = null;
  #ending: Ending | null = null;
  #snapshot: Snapshot | null = null;
  #checking: Promise<void> | null = null;
  #isOver = false;

  constructor(
    private readonly parts: ExportParts,
    readonly job: BegunExport,
  ) {}

  /** Set once the run has been told to end. */
  get ending(): Ending | null {
    return this.#ending;
  }

  get rowsWritten(): number {
    return this.#rowsWritten;
  }

  /** Writes the file. Throws whatever keeps it from being whole, and when it was told to end. */
  async run(): Promise<void> {
    const { jobs, pace } = this.parts;
    const heart = setInterval(() => this.check(), pace.heartbeatMs);
    const deadline = setTimeout(() => this.end('late'), pace.longestMs);
    try {
      const fileBytes = await this.#writeParts();
      // From here on it is not running: a heartbeat would take that for lost.
      this.#isOver = true;
      await this.#checking;
      this.#requireToGoOn();
      if (!(await jobs.done(this.job, this.#rowsWritten, fileBytes))) this.end('lost');
      this.#requireToGoOn();
    } catch (error) {
      // What was cut off fails somehow: why it was cut is what counts.
      this.#requireToGoOn();
      throw error;
    } finally {
      this.#isOver = true;
      clearInterval(heart);
      clearTimeout(deadline);
      await this.#checking;
      await this.#snapshot?.close();
    }
  }

  /** Tells how far it is, and ends it when the job is no longer its own. */
  check(): void {
    if (this.#isOver) return;
    this.#checking ??= this.parts.jobs
      .stillRuns(this.job, this.#progress())
      .then((isOwn) => {
        if (!isOwn) this.end('lost');
      })
      // The database is away for a moment: without a heartbeat the lease runs out, and the next note tells.
      .catch(() => undefined)
      .finally(() => (this.#checking = null));
  }

  /** Has it throw at the next chance, a statement that is under way included. */
  end(ending: Ending): void {
    this.#ending ??= ending;
    this.#snapshot?.close().catch(() => undefined);
  }

  async #writeParts(): Promise<number> {
    const { jobs, pace } = this.parts;
    let [number, fileBytes] = [0, 0];
    for await (const part of inParts(await this.#file(), pace.partBytes)) {
      fileBytes += part.length;
      if (fileBytes > pace.mostFileBytes) throw new CodedError('EXPORT_TOO_LARGE');
      number += 1;
      if (!(await jobs.addPart(this.job, this.#progress(), number, part))) this.end('lost');
      this.#requireToGoOn();
    }
    return fileBytes;
  }

  async #file(): Promise<AsyncIterable<Uint8Array>> {
    const { service, plans, pace } = this.parts;
    const { caller, query: text, variables, losses, format, language } = this.job;
    if (losses >= MOST_LOSSES) throw new CodedError('EXPORT_INTERRUPTED');
    const { list, columns, query, operation, valuesOfRow } = plans.of(text, variables, caller);
    const { statementTimeoutMs, longestMs: idleMs } = pace;
    const pageRows = rowsAtATime(valuesOfRow, pace.pageRows);
    const databaseUrl = service.config.DATABASE_URL;
    const snapshot = await Snapshot.open({ databaseUrl, statementTimeoutMs, idleMs });
    this.#snapshot = snapshot;
    this.#requireToGoOn();
    const { requests } = service;
    const pages = pagesOf({
      ...{ job: this.job, query, operation, requests, snapshot, pageRows },
      onTotal: (rows) => this.#expect(rows),
    });
    return fileOf({ format, columns, language, list, pages: this.#counted(oneAhead(pages)) });
  }

  async *#counted(pages: AsyncIterable<readonly Row[]>): AsyncGenerator<readonly Row[]> {
    for await (const page of pages) {
      this.#requireToGoOn();
      this.#requireRoom(this.#rowsWritten + page.length);
      yield page;
      this.#rowsWritten += page.length;
      await this.parts.pace.afterPage?.(this.#rowsWritten);
      // Others of this process have their turn.
      await new Promise(setImmediate);
    }
  }

  #expect(rows: number): void {
    this.#rowsTotal = rows;
    this.#requireRoom(rows);
  }

  #requireRoom(rows: number): void {
    if (this.job.format === 'XLSX' && rows > MOST_SHEET_ROWS) throw new CodedError('EXPORT_TOO_LARGE');
  }

  #progress(): ExportProgress {
    return { rowsWritten: this.#rowsWritten, rowsTotal: this.#rowsTotal };
  }

  #requireToGoOn(): void {
    if (this.#ending === 'late') throw new CodedError('DEADLINE_EXCEEDED');
    if (this.#ending) throw new Error(`The export was ${this.#ending}.`);
  }
}
