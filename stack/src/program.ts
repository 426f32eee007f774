import { spawn } from 'node:child_process';
import path from 'node:path';
import readline from 'node:readline';
import type { Readable } from 'node:stream';
import { Child } from './child';
import { saysDiskIsFull } from './full-disk';
import { LogFile } from './log-file';
import type { ProgressLog } from './progress-log';
import { isJsonLine, readableJsonLine, wordsOf } from './readable-line';

/** A script of this house that runs as a process of its own. */
export interface Program {
  readonly name: string;
  /** The compiled script, as an absolute path. */
  readonly script: string;
  readonly arguments?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
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
  listener.hear(child.stdout!);
  listener.hear(child.stderr!);
  const running = new Child(program.name, child);
  void running.ended.then(() => listener.close());
  return { child: running, lastWords: () => listener.lastWords };
}

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

  hear(stream: Readable): void {
    readline.createInterface({ input: stream }).on('line', (line) => this.#line(line));
  }

  close(): void {
    this.#file.close();
  }

  #line(line: string): void {
    this.#file.write(line);
    this.#lastLines = [...this.#lastLines.slice(1 - LAST_LINES), line];
    const shown = isJsonLine(line) ? readableJsonLine(line) : { text: line, tone: 'plain' as const };
    if (!shown) return;
    this.surroundings.log.say(this.name, shown.text, shown.tone);
    if (saysDiskIsFull(line)) this.surroundings.onFullDisk();
  }
}
