import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { CodedError } from '@solidarity/subgraph-kit/errors/coded-error';
import { languageOf, type Language } from '@solidarity/subgraph-kit/errors/language';

/** What the headers of a request say, apart from who sends it. */
export interface RequestFacts {
  readonly requestId: string;
  readonly language: Language;
}

const REQUEST_ID = /^[\w-]{1,64}$/;

/** The client's own request id when it is one, so that its logs and ours can be laid side by side. */
export function requestIdOf(headers: IncomingHttpHeaders): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

export function requestFactsOf(requestId: string, headers: IncomingHttpHeaders): RequestFacts {
  return { requestId, language: languageOf(headers['accept-language']) };
}

const LONGEST_PURPOSE = 200;
const PLAIN = /^[\x20-\x7e]*$/;

/**
 * Why the caller opens a person's record, as the services keep it: at most 200 characters, percent-encoded since
 * headers are ASCII. A longer one is refused, for half a reason on the audit trail would be none.
 */
export function purposeOf(headers: IncomingHttpHeaders): string | null {
  const given = headers['x-purpose'];
  if (typeof given !== 'string' || given === '') return null;
  const text = PLAIN.test(given) ? decoded(given) : Buffer.from(given, 'latin1').toString('utf8');
  if (text.length > LONGEST_PURPOSE)
    throw new CodedError('BAD_USER_INPUT', { header: 'x-purpose', most: LONGEST_PURPOSE });
  return PLAIN.test(given) ? given : encodeURIComponent(text);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not encoded, and a percent sign is just that.
    return text;
  }
}
