import { WakeUp } from '../events/wake-up';
import type { Fault } from '../errors/format';
import type { RunningService } from '../server/capability';
import { EXPORTS_CHANNEL } from './callers-jobs';
import type { ExportMetrics, Outcome } from './export-metrics';
import type { BegunExport } from './job';
import { problemOf } from './problem';
import { RunningExport, type ExportParts } from './running-export';

export interface WorkerParts extends ExportParts {
  readonly service: Pick<RunningService, 'config' | 'requests' | 'log'>;
  readonly metrics: ExportMetrics;
}

/** What passes by itself: the export is left to be begun anew when its lease has run out. */
const PASSING = 'SERVICE_UNAVAILABLE';

/** Runs exports in the background, those of all processes of the service as they come. */
export class ExportWorker {
  readonly #wakeUp: WakeUp;
  readonly #running = new Map<RunningExport, Promise<void>>();
  readonly #cleaning: NodeJS.Timeout;
  #stopping = false;
  #loop: Promise<void> | null = null;
  #woken = false;
  #wake: () => void = () => {};

  constructor(private readonly parts: WorkerParts) {
    const { service, pace } = parts;
    this.#wakeUp = new WakeUp(service.config.DATABASE_URL, () => this.#called(), EXPORTS_CHANNEL);
    this.#cleaning = setInterval(() => void this.#clean(), pace.cleanEveryMs).unref();
  }

  async start(): Promise<void> {
    await this.#wakeUp.start();
    this.#loop = this.#run();
  }

  /** Takes no more and gives what runs a moment; what is not done by then is put back. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#cleaning);
    this.#rouse();
    await this.#loop;
    const timer = setTimeout(() => {
      for (const run of this.#running.keys()) run.end('stopped');
    }, graceMs);
    await Promise.all(this.#running.values());
    clearTimeout(timer);
    await this.#wakeUp.stop();
  }

  /** Something waits, or something that runs here was cancelled. */
  #called(): void {
    for (const run of this.#running.keys()) run.check();
    this.#rouse();
  }

  #rouse(): void {
    this.#woken = true;
    this.#wake();
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      const isFree = this.#running.size < this.parts.pace.atOnce;
      const job = isFree ? await this.#begin() : null;
      if (job) this.#launch(job);
      else await this.#nextCall();
    }
  }

  async #begin(): Promise<BegunExport | null> {
    try {
      return await this.parts.jobs.begin();
    } catch (error) {
      this.#warn(error, 'no export could be begun');
      return null;
    }
  }

  #launch(job: BegunExport): void {
    const run = new RunningExport(this.parts, job);
    const work = this.#work(run)
      .catch((error: unknown) => this.#warn(error, 'the end of an export could not be noted'))
      .finally(() => {
        this.#running.delete(run);
        this.#rouse();
      });
    this.#running.set(run, work);
  }

  async #work(run: RunningExport): Promise<void> {
    const { metrics, service } = this.parts;
    const { id, format, attempt } = run.job;
    const begun = performance.now();
    metrics.begun();
    let outcome: Outcome = 'lost';
    try {
      outcome = await this.#outcomeOf(run);
    } finally {
      const seconds = (performance.now() - begun) / 1000;
      metrics.ended(format, outcome, run.rowsWritten, seconds);
      service.log.info({ export: id, attempt, format, outcome, rows: run.rowsWritten, seconds }, 'an export');
    }
  }

  async #outcomeOf(run: RunningExport): Promise<Outcome> {
    const { jobs } = this.parts;
    try {
      await run.run();
      return 'done';
    } catch (error) {
      if (run.ending === 'lost') await jobs.removeLeft();
      if (run.ending === 'stopped') await jobs.putBack(run.job);
      if (run.ending === 'lost' || run.ending === 'stopped') return run.ending;
      const problem = problemOf(error, run.job.requestId, (fault) => this.#tellFault(fault));
      if (problem.code === PASSING) return 'lost';
      await jobs.failed(run.job, problem);
      return 'failed';
    }
  }

  async #clean(): Promise<void> {
    await this.parts.jobs
      .removeLeft()
      .catch((error: unknown) => this.#warn(error, 'old exports could not be removed'));
  }

  #tellFault(fault: Fault): void {
    this.parts.service.log.error(fault, 'a fault');
  }

  #warn(error: unknown, message: string): void {
    this.parts.service.log.warn({ fault: (error as Error).name }, message);
  }

  async #nextCall(): Promise<void> {
    if (!this.#woken) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, this.parts.pace.pollMs);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#woken = false;
    this.#wake = () => {};
  }
}
