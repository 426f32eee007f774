import { spawn } from 'node:child_process';
import path from 'node:path';
import readline from 'node:readline';
import type { Readable } from 'node:stream';
import { Child } from './child';
import { saysDiskIsFull } from './full-disk';
import { LogFile } from './log-file';
import type { ProgressLog } from './progress-log';
import { isJsonLine, readableJsonLine, wordsOf, type ReadableLine } from './readable-line';

/** A script of this house that runs as a process of its own. */
export interface Program {
  readonly name: string;
  /** The compiled script, as an absolute path. */
  readonly script: string;
  readonly arguments?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Whether its plain output is for people too: progress, a verdict. Warnings and errors always are. */
  readonly speaksToPeople?: boolean;
}

/** A program that serves until it is stopped. */
export interface ServerProgram extends Program {
  readonly port: number;
  /** The environment variable that chooses the port. */
  readonly portSetting: string;
}

export interface ProgramSurroundings {
  readonly log: ProgressLog;
  readonly logFolder: string;
  /** A process, or its log file, found the disk full. */
  readonly onFullDisk: () => void;
}

/** A program that runs, and the last that it said. */
export interface RunningProgram {
  readonly child: Child;
  lastWords(): string[];
}

const LAST_LINES = 12;
const exitWithParent = path.join(__dirname, '..', 'exit-with-parent.cjs');

/** The administrator's address of the databases is for the stack alone. */
function environmentOf(program: Program): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, ...inherited } = process.env;
  return { ...inherited, ...program.environment };
}

/**
 * Starts a program. It has a session of its own, so that Ctrl-C reaches the stack alone and the order of
 * stopping is kept; its channel to the stack tells it when the stack is gone.
 */
export function startProgram(program: Program, surroundings: ProgramSurroundings): RunningProgram {
  const child = spawn(
    process.execPath,
    ['--require', exitWithParent, program.script, ...(program.arguments ?? [])],
    { env: environmentOf(program), stdio: ['ignore', 'pipe', 'pipe', 'ipc'], detached: true },
  );
  const listener = new Listener(program.name, surroundings);
  listener.hear(child.stdout!, program.speaksToPeople ?? false);
  listener.hear(child.stderr!, true);
  const running = new Child(program.name, child);
  void running.ended.then(() => listener.close());
  return { child: running, lastWords: () => listener.lastWords };
}

const asItIs = (text: string): ReadableLine => ({ text, tone: 'plain' });

/** Keeps all that a program says in its log file and shows what a person should see. */
class Listener {
  readonly #file: LogFile;
  #lastLines: string[] = [];

  constructor(
    private readonly name: string,
    private readonly surroundings: ProgramSurroundings,
  ) {
    this.#file = new LogFile(surroundings.logFolder, name, () => surroundings.onFullDisk());
  }

  get lastWords(): string[] {
    return this.#lastLines.map(wordsOf);
  }

  /** Lines that are no log records are shown if they are for people. */
  hear(stream: Readable, isForPeople: boolean): void {
    readline.createInterface({ input: stream }).on('line', (line) => this.#line(line, isForPeople));
  }

  close(): void {
    this.#file.close();
  }

  #line(line: string, isForPeople: boolean): void {
    this.#file.write(line);
    this.#lastLines = [...this.#lastLines.slice(1 - LAST_LINES), line];
    const shown = isJsonLine(line) ? readableJsonLine(line) : isForPeople && asItIs(line);
    if (shown) this.surroundings.log.say(this.name, shown.text, shown.tone);
    if (saysDiskIsFull(line)) this.surroundings.onFullDisk();
  }
}
