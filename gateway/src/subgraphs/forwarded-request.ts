import type { Language } from '@solidarity/subgraph-kit/errors/language';
import { headerLine } from './http/request-text';
import type { RequestDeadline } from './request-deadline';

/** A client's request, as far as services are told of it. */
export interface ForwardedRequest {
  readonly requestId: string;
  readonly language: Language;
  /** `Caller <jwt>`; null when nobody is asked who they are. */
  readonly authorization: string | null;
  /** Why a person's record is opened, percent-encoded. */
  readonly purpose: string | null;
  /** A query may be asked again when a connection breaks; a mutation may not, it could act twice. */
  readonly isRepeatable: boolean;
  readonly deadline: RequestDeadline;
}

/** What services are told of a request, as lines of a head. */
export class ForwardedHeaders {
  /** The calls of one step of a plan are made one after the other, and all say the same of the request. */
  #last: { readonly request: ForwardedRequest; readonly lines: string } | null = null;

  /** Throws a WireFault for a value that is not fit for a header. */
  of(request: ForwardedRequest): string {
    if (this.#last?.request === request) return this.#last.lines;
    const { requestId, language, authorization, purpose } = request;
    let lines = headerLine('accept-language', language) + headerLine('x-request-id', requestId);
    if (authorization !== null) lines += headerLine('authorization', authorization);
    if (purpose !== null) lines += headerLine('x-purpose', purpose);
    this.#last = { request, lines };
    return lines;
  }
}
