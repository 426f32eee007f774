/** Where lines of progress go and what time it is; a test says both. */
export interface ProgressOutput {
  readonly write: (line: string) => void;
  /** Milliseconds. */
  readonly now: () => number;
}

const terminal: ProgressOutput = {
  write: (line) => void process.stdout.write(`${line}\n`),
  now: () => performance.now(),
};

const WIDTH = 20;
const MILLISECONDS_BETWEEN_LINES = 1000;

/**
 * Tells how far a long load has come: at most one line a second, and a last one when all of `total` is done. Call the
 * function that it gives with how much is done so far.
 */
export function progressBar(label: string, total: number, { write, now }: ProgressOutput = terminal) {
  const began = now();
  let lastLine = began;
  let isOver = false;
  return (done: number): void => {
    const time = now();
    const isDone = done >= total;
    if (isOver || (!isDone && time - lastLine < MILLISECONDS_BETWEEN_LINES)) return;
    lastLine = time;
    isOver = isDone;
    const share = total === 0 ? 1 : Math.min(1, done / total);
    const bar = '#'.repeat(Math.floor(share * WIDTH)).padEnd(WIDTH, '.');
    const perSecond = time > began ? Math.round((done / (time - began)) * 1000) : done;
    const percent = String(Math.floor(share * 100)).padStart(3);
    write(
      `${label} [${bar}] ${percent} % · ${count(done)} of ${count(total)} · ${count(perSecond)} a second`,
    );
  };
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}
