/** What a lane sends: something about a subject, in whose order it is sent. */
export interface Sendable {
  readonly subject: string;
}

/** The first of what waits for a subject, in order. */
export interface Batch<Event> {
  readonly events: readonly Event[];
  /** Whether nothing more waited when this was read. */
  readonly areAll: boolean;
}

/** A subject to be sent, with the jobs that were taken for it. */
export interface Load<Event> extends Batch<Event> {
  readonly jobIds: readonly string[];
  readonly subject: string;
}

/** What a lane sends, how, and where it is noted. */
export interface LaneWork<Event extends Sendable> {
  /** Subjects that are sent at the same time. */
  readonly atOnce: number;
  /** Takes jobs, as many as there are and at most so many, with what waits for their subjects. */
  take(most: number): Promise<Load<Event>[]>;
  /** What waits for a subject now. */
  waiting(subject: string): Promise<Batch<Event>>;
  /**
   * Sends an event and notes the outcome. When it is settled the next may follow, and with the last one the jobs are
   * done with; when it is not, the next attempt is planned in place of the jobs.
   */
  deliver(event: Event, jobs: readonly string[], isLast: boolean): Promise<boolean>;
  /** Nothing waits for the subject: its jobs are done with. */
  finish(subject: string, jobs: readonly string[]): Promise<void>;
  /** The jobs are for another worker, at once. */
  giveBack(subject: string, jobs: readonly string[]): Promise<void>;
  /** Gives everything that waits a job again. */
  recover(): Promise<void>;
  /** Told that the database failed under a job. */
  cutOff(error: unknown): void;
  /** Gives up what is under way. */
  abort(): void;
  close(): Promise<void>;
}
