import type { Failure } from './failure';

export type Tone = 'plain' | 'good' | 'warning' | 'bad' | 'quiet';

const COLOURS: Record<Tone, string> = {
  plain: '',
  good: '\u001b[32m',
  warning: '\u001b[33m',
  bad: '\u001b[31m',
  quiet: '\u001b[2m',
};
const RESET = '\u001b[0m';
const SOURCE_WIDTH = 13;

export interface ProgressOutput {
  isTTY?: boolean;
  write(text: string): unknown;
}

/** The one readable log of a run: seconds since the command began, then who says what. */
export class ProgressLog {
  readonly #output: ProgressOutput;
  readonly #isColoured: boolean;

  constructor(output: ProgressOutput = process.stdout, noColour = process.env.NO_COLOR) {
    this.#output = output;
    this.#isColoured = Boolean(output.isTTY) && !noColour;
  }

  /** A step of the stack itself. */
  step(text: string, tone: Tone = 'plain'): void {
    this.#write(this.#paint(text, tone));
  }

  /** Something that a process of the stack said. */
  say(source: string, text: string, tone: Tone = 'plain'): void {
    this.#write(`${this.#paint(source.padEnd(SOURCE_WIDTH), 'quiet')} ${this.#paint(text, tone)}`);
  }

  /** What ended the run, and how to mend it. */
  failure(failure: Failure): void {
    this.step(`✗ ${failure.message}`, 'bad');
    for (const line of failure.advice) this.#output.write(`        ${line}\n`);
  }

  /** Text without a time before it: the addresses and the first query. */
  block(text: string): void {
    this.#output.write(`${text}\n`);
  }

  #write(text: string): void {
    this.#output.write(`[${(performance.now() / 1000).toFixed(1)} s] ${text}\n`);
  }

  #paint(text: string, tone: Tone): string {
    return this.#isColoured && COLOURS[tone] ? COLOURS[tone] + text + RESET : text;
  }
}
