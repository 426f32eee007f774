import type { ErrorCode } from '@solidarity/subgraph-kit/errors/catalogue';

export type ServiceFaultCode = Extract<ErrorCode, 'SERVICE_UNAVAILABLE' | 'DEADLINE_EXCEEDED'>;

/** A service gave no answer that can be used. `reason` is for the log: it never holds an address or a value. */
export class ServiceFault extends Error {
  constructor(
    readonly service: string,
    readonly code: ServiceFaultCode,
    readonly reason: string,
    /** How long the service asks to be left alone; null when it does not say. */
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(`${service}: ${reason}`);
    this.name = 'ServiceFault';
  }
}

/** The system's or the client library's own name for what went wrong, such as ECONNREFUSED. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : error.name;
}
