/** What can be wrong with a connection, or with what came over it. */
export type WireFaultCode =
  /** The peer closed before a byte of its response came. */
  | 'CONNECTION_CLOSED'
  /** The peer closed in the middle of its response. */
  | 'RESPONSE_CUT_OFF'
  | 'RESPONSE_TOO_LARGE'
  /** Compressed or otherwise encoded, though nothing of the kind was accepted. */
  | 'RESPONSE_ENCODED'
  | 'STATUS_LINE_INVALID'
  | 'HEADERS_INVALID'
  | 'HEADERS_TOO_LARGE'
  /** The headers leave open where the body ends: the next response could be read as part of it, or the reverse. */
  | 'LENGTH_AMBIGUOUS'
  | 'CHUNK_INVALID'
  /** A value of our own that would break out of its header. */
  | 'REQUEST_HEADER_INVALID'
  | 'QUEUE_FULL'
  | 'POOL_CLOSED';

/** A call failed below the level of HTTP's status. It holds no address and nothing of what was sent. */
export class WireFault extends Error {
  constructor(readonly code: WireFaultCode) {
    super(code);
    this.name = 'WireFault';
  }
}

const BROKEN = new Set<unknown>(['CONNECTION_CLOSED', 'RESPONSE_CUT_OFF', 'ECONNRESET', 'EPIPE'] satisfies (
  WireFaultCode | 'ECONNRESET' | 'EPIPE'
)[]);

/** Whether the connection broke, as an idle one does when its service was restarted: worth one new attempt. */
export function isBrokenConnection(error: Error): boolean {
  return BROKEN.has((error as { readonly code?: unknown }).code);
}
