import { say, TOLD, type Language, type Text } from './texts';

/** Where a command speaks: to a person, or to the next program. */
export interface Terminal {
  readonly language: Language;
  /** Results. */
  readonly out: { write(text: string): unknown };
  /** What a person is told meanwhile, and errors. */
  readonly err: { write(text: string): unknown };
  /** Whether results are read by a person: then progress is a bar, else each state is a line of JSON. */
  readonly isPerson: boolean;
}

export interface Progress {
  readonly label: Text;
  readonly done: number;
  /** How much of all is done, 0 to 1; null when nobody knows. */
  readonly share: number | null;
  readonly perSecond: number | null;
  readonly secondsLeft: number | null;
}

const WIDTH = 24;

/** Shows how far the work is: a bar that moves for a person, and for a program the facts as they are. */
export function showProgress(
  { language, out, err, isPerson }: Terminal,
  progress: Progress,
  facts: object,
): void {
  if (!isPerson) return void out.write(`${JSON.stringify(facts)}\n`);
  const { label, done, share, perSecond, secondsLeft } = progress;
  const filled = Math.floor((share ?? 0) * WIDTH);
  const bar = share === null ? '' : ` [${'#'.repeat(filled).padEnd(WIDTH, '.')}]`;
  const rows = say(TOLD.rows, language, { done: count(done), perSecond: count(perSecond ?? 0) });
  const left = secondsLeft === null ? '' : say(TOLD.left, language, { seconds: Math.ceil(secondsLeft) });
  err.write(`\r\u001B[2K${say(label, language)}${bar} ${rows}${left}`);
}

/** Ends the line of a bar. */
export function endProgress({ err, isPerson }: Terminal): void {
  if (isPerson) err.write('\r\u001B[2K');
}

/** Gives a result: a sentence to a person, the facts to a program. */
export function tell(
  { language, out, isPerson }: Terminal,
  text: Text,
  facts: Readonly<Record<string, string | number>>,
): void {
  out.write(isPerson ? `${say(text, language, facts)}\n` : `${JSON.stringify(facts)}\n`);
}

function count(number: number): string {
  return Math.round(number).toLocaleString('en-US');
}
