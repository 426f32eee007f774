/** What the graph says of an error. */
export interface GraphErrorFacts {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: {
    readonly code?: string;
    readonly facts?: Readonly<Record<string, unknown>>;
    readonly field?: string;
  };
}

/** An answer with errors. `code` is that of the first; what came beside them is in `data`. */
export class GraphError extends Error {
  readonly code: string;

  constructor(
    readonly errors: readonly GraphErrorFacts[],
    readonly data: unknown = null,
    /** The HTTP status. */
    readonly status = 200,
  ) {
    super(errors.map(({ message }) => message).join(' ') || `The answer was HTTP ${status}.`);
    this.name = 'GraphError';
    this.code = errors[0]?.extensions?.code ?? `HTTP_${status}`;
  }
}

/** A mutation that did nothing, for reasons that can be mended. `code` is that of the first. */
export class RefusedError extends Error {
  readonly code: string;

  constructor(
    readonly refusals: readonly {
      readonly code: string;
      readonly message: string;
      readonly field: string | null;
    }[],
  ) {
    super(refusals.map(({ message }) => message).join(' '));
    this.name = 'RefusedError';
    this.code = refusals[0]?.code ?? 'REFUSED';
  }
}

/** The payload of a mutation that did something; throws a RefusedError for one that did not. */
export function accepted<
  Payload extends {
    readonly errors: readonly {
      readonly code: string;
      readonly message: string;
      readonly field: string | null;
    }[];
  },
>(payload: Payload): Payload {
  if (payload.errors.length > 0) throw new RefusedError(payload.errors);
  return payload;
}
