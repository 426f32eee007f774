import type { Logger } from 'pino';
import type { LoadedSupergraph } from './load-supergraph';

export type SwapOutcome = 'taken' | 'refused';

export interface SupergraphWatchParts {
  readonly load: () => Promise<LoadedSupergraph>;
  /** Puts a supergraph into service; throws when it is broken. */
  readonly take: (supergraph: LoadedSupergraph) => Promise<void>;
  /** The supergraph that is in service. */
  readonly version: string;
  /** Between the end of one look and the next, in milliseconds. */
  readonly everyMs: number;
  readonly onSwap: (outcome: SwapOutcome) => void;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

/** Looks now and then whether there is another supergraph, and puts it into service; a broken one changes nothing. */
export class SupergraphWatch {
  #version: string;
  #lastFault: string | null = null;
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(private readonly parts: SupergraphWatchParts) {
    this.#version = parts.version;
    this.#wait();
  }

  /** Looks now. Resolves when what was found is in service or refused. */
  look(): Promise<void> {
    return (this.#looking = this.#looking.then(() => this.#look()));
  }

  /** Resolves when no look is under way any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#looking;
  }

  async #look(): Promise<void> {
    if (this.#isStopped) return;
    const { load, take, onSwap, log } = this.parts;
    let found: LoadedSupergraph | null = null;
    try {
      found = await load();
      if (found.version === this.#version) {
        this.#lastFault = null;
        return;
      }
      await take(found);
      this.#version = found.version;
      this.#lastFault = null;
      onSwap('taken');
      log.info({ supergraph: found.version.slice(0, 12) }, 'another supergraph is in service');
    } catch (error) {
      this.#refuse(found, error);
    }
  }

  /** The same fault is told once, not at every look. Parts of a composition that is being written look broken too. */
  #refuse(found: LoadedSupergraph | null, error: unknown): void {
    const { onSwap, log } = this.parts;
    const message = error instanceof Error ? error.message : String(error);
    const fault = `${found?.version ?? ''} ${message}`;
    if (fault === this.#lastFault) return;
    this.#lastFault = fault;
    onSwap('refused');
    log.warn({ fault: message }, 'a supergraph was refused; the one before goes on');
  }

  #wait(): void {
    if (this.parts.everyMs === 0) return;
    this.#timer = setTimeout(() => {
      void this.look().finally(() => {
        if (!this.#isStopped) this.#wait();
      });
    }, this.parts.everyMs);
    this.#timer.unref();
  }
}
