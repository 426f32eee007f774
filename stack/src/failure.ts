/** Something that a person can mend: what went wrong, and what to do. Shown without a stack. */
export class Failure extends Error {
  constructor(
    message: string,
    /** Further lines: what to do, or the last words of a process. */
    readonly advice: readonly string[] = [],
  ) {
    super(message);
    this.name = 'Failure';
  }
}

/** The run was asked to end while it was still starting. */
export class StopRequested extends Error {}
