import fs from 'node:fs';
import path from 'node:path';
import type { Child, StopStep } from './child';
import { bootstrapDatabases } from './databases';
import { Failure, StopRequested } from './failure';
import { comesOfFullDisk, fullDisk, requireFreeSpace } from './full-disk';
import type { Interruption } from './interruption';
import type { SystemPlan } from './plan';
import { requireFreePorts, type PortUse } from './ports';
import { lastLines, startPostgres, STOP_POSTGRES_NOW, stopPostgresWithin } from './postgres';
import { stopLeftoverPostgres } from './postgres-leftover';
import { findPostgresPlace } from './postgres-place';
import {
  startProgram,
  type Program,
  type ProgramSurroundings,
  type RunningProgram,
  type ServerProgram,
} from './program';
import type { ProgressLog } from './progress-log';
import { isReady } from './readiness';
import { RunEnd } from './run-end';
import { takeRunLock, type RunLock } from './run-lock';

/** Everything ends within five seconds: 3.5 for the programs to finish what they do, what is left for PostgreSQL. */
const STOP_ALL_WITHIN_MS = 4_500;
const LEAST_FOR_POSTGRES_MS = 900;
const STOP_PROGRAM: readonly StopStep[] = [
  { signal: 'SIGTERM', patienceMs: 3_500 },
  { signal: 'SIGKILL', patienceMs: 500 },
];
const STOP_PROGRAM_NOW: readonly StopStep[] = STOP_PROGRAM.slice(1);

/** A killed run's services end by themselves within this time, and free their ports. */
const LAST_RUN_ENDS_WITHIN_MS = 5_000;

/** One run on this machine: what it started, and the way to end all of it. */
export class Run {
  readonly #end = new RunEnd();
  readonly #programs: Child[] = [];
  readonly #postgres: Child[] = [];
  readonly #surroundings: ProgramSurroundings;
  #lock: RunLock | null = null;
  #dataFolder: string;

  constructor(
    private readonly plan: SystemPlan,
    private readonly log: ProgressLog,
    private readonly interruption: Interruption,
  ) {
    this.#dataFolder = plan.stateFolder;
    this.#surroundings = {
      log,
      logFolder: path.join(plan.stateFolder, 'logs'),
      onFullDisk: () => this.#end.because(this.#fullDisk()),
    };
    interruption.onStop(() => this.#end.because(new StopRequested()));
  }

  /** PostgreSQL runs and every database has its roles. `command` is what a second run is told of this one. */
  async openDatabases(command: string): Promise<void> {
    const { plan, log } = this;
    fs.mkdirSync(this.#surroundings.logFolder, { recursive: true });
    this.#lock = takeRunLock(plan.stateFolder, command);
    requireFreeSpace(plan.stateFolder);
    if (plan.embeddedPostgres) await this.#startPostgres(plan.embeddedPostgres);
    else await this.#requireFreePorts(plan.servers);
    await this.#end.unlessOver(bootstrapDatabases(plan.adminUrl, plan.databases));
    log.step(`PostgreSQL is ready: ${plan.databases.length} databases`);
  }

  async #startPostgres({
    port,
    portSetting,
    password,
  }: NonNullable<SystemPlan['embeddedPostgres']>): Promise<void> {
    const { plan, log } = this;
    const place = findPostgresPlace(plan.stateFolder, log);
    this.#dataFolder = place.data;
    requireFreeSpace(path.dirname(place.data));
    await this.#end.unlessOver(stopLeftoverPostgres(place.data, log));
    await this.#requireFreePorts([{ name: 'PostgreSQL', port, portSetting }, ...plan.servers]);
    const { logFolder } = this.#surroundings;
    const beforeStart = () => this.#requireNotOver();
    const onStart = (child: Child) => this.#postgres.push(child);
    const server = await this.#end.unlessOver(
      startPostgres({ place, port, password, logFolder, log, beforeStart, onStart }),
    );
    void server.ended.then((ending) =>
      this.#end.because(
        new Failure(
          `PostgreSQL ended by itself (${ending}).`,
          lastLines(path.join(logFolder, 'postgres.log')),
        ),
      ),
    );
  }

  #requireFreePorts(uses: readonly PortUse[]): Promise<void> {
    const patienceMs = this.#lock?.lastRunWasKilled ? LAST_RUN_ENDS_WITHIN_MS : 0;
    return this.#end.unlessOver(requireFreePorts(uses, patienceMs));
  }

  /** Runs programs at once, each to its end. Throws a Failure with the last words of one that fails. */
  async runToEnd(programs: readonly Program[]): Promise<void> {
    const runs = programs.map(async (program) => {
      const running = this.#start(program);
      const ending = await running.child.ended;
      if (ending !== 'exit code 0') throw this.#failed(program, ending, running);
    });
    await this.#end.unlessOver(Promise.all(runs));
  }

  /** Starts the servers at once and waits until all are ready. From then on the death of one ends the run. */
  async serve(): Promise<void> {
    const started = this.plan.servers.map((server) => ({ server, running: this.#startServer(server) }));
    // In the order of the plan: the gateway is asked last, for it is ready when the others are.
    for (const { server, running } of started) {
      await this.#end.unlessOver(isReady(server, running));
      this.log.say(server.name, `ready on http://127.0.0.1:${server.port}`, 'good');
    }
  }

  #startServer(server: ServerProgram): RunningProgram {
    const running = this.#start(server);
    void running.child.ended.then((ending) => this.#end.because(this.#failed(server, ending, running)));
    return running;
  }

  #start(program: Program): RunningProgram {
    this.#requireNotOver();
    const running = startProgram(program, this.#surroundings);
    this.#programs.push(running.child);
    return running;
  }

  /** Resolves on a wish to stop; rejects with what ended the run otherwise. */
  async untilStopped(): Promise<void> {
    await this.#end.wait();
  }

  /** A start that was under way when the run ended goes no further. */
  #requireNotOver(): void {
    if (this.#end.isOver) throw new StopRequested();
  }

  /** Ends everything that was started: first the programs, then PostgreSQL. Safe to call at any moment. */
  async close(): Promise<void> {
    this.#end.because(new StopRequested());
    const programs = this.#programs;
    const postgres = this.#postgres;
    const stopAll = (children: readonly Child[], steps: readonly StopStep[]) =>
      Promise.all(children.map((child) => child.stop(steps)));
    this.interruption.onInsistence(() => {
      void stopAll(programs, STOP_PROGRAM_NOW);
      void stopAll(postgres, STOP_POSTGRES_NOW);
    });
    const startedAt = Date.now();
    await stopAll(programs, STOP_PROGRAM);
    const left = STOP_ALL_WITHIN_MS - (Date.now() - startedAt);
    await stopAll(postgres, stopPostgresWithin(Math.max(left, LEAST_FOR_POSTGRES_MS)));
    if (programs.length + postgres.length > 0) this.log.step('all stopped');
    this.#lock?.release();
  }

  /** The same failure in better words, when it comes of a full disk. */
  explain(error: unknown): unknown {
    return comesOfFullDisk(error) ? this.#fullDisk() : error;
  }

  #fullDisk(): Failure {
    return fullDisk([this.plan.stateFolder, this.#dataFolder]);
  }

  #failed(program: Program, ending: string, running: RunningProgram): Failure {
    const logFile = path.join(this.#surroundings.logFolder, `${program.name}.log`);
    return new Failure(`${program.name} ended by itself (${ending}). Its last words:`, [
      ...running.lastWords(),
      `All that it said: ${logFile}`,
    ]);
  }
}
