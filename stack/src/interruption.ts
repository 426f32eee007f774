import type { ProgressLog } from './progress-log';

/** One key press can arrive twice: from the terminal, and again from npm, which passes it on. */
const SAME_KEY_PRESS_MS = 500;
const PARENT_CHECK_MS = 500;

type Listener = () => void;

/** The wish to stop (Ctrl-C, SIGTERM, a closed terminal), and the insistence of a second one. */
export class Interruption {
  #stopListeners: Listener[] = [];
  #insistenceListeners: Listener[] = [];
  #stoppedAt: number | null = null;
  #isInsisted = false;

  constructor(private readonly log: ProgressLog) {}

  /** Hears the signals of this process. */
  listen(): this {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => this.interrupt(signal));
    // Whoever read our log has gone.
    process.stdout.on('error', () => this.interrupt('closed output'));
    if (process.env.npm_lifecycle_event) this.#watchParent(process.ppid);
    return this;
  }

  /** A killed npm passes nothing on. */
  #watchParent(parent: number): void {
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      this.interrupt('npm is gone');
    }, PARENT_CHECK_MS);
    watch.unref();
  }

  interrupt(cause: string): void {
    const now = Date.now();
    if (this.#stoppedAt === null) {
      this.#stoppedAt = now;
      this.log.step(`stopping (${cause}) …`);
      this.#stopListeners.forEach((listener) => listener());
    } else if (now - this.#stoppedAt > SAME_KEY_PRESS_MS && !this.#isInsisted) {
      this.#isInsisted = true;
      this.log.step('stopping at once');
      this.#insistenceListeners.forEach((listener) => listener());
    }
  }

  onStop(listener: Listener): void {
    if (this.#stoppedAt !== null) listener();
    else this.#stopListeners.push(listener);
  }

  onInsistence(listener: Listener): void {
    if (this.#isInsisted) listener();
    else this.#insistenceListeners.push(listener);
  }
}
