import type { Language } from '@solidarity/subgraph-kit/errors/language';
import { GRAPHQL_RESPONSE, JSON_RESPONSE } from './media-type';

interface HttpRefusal {
  readonly message: Readonly<Record<Language, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** What is wrong with a request before it is read, by HTTP status; all have the code REQUEST_INVALID. */
export const HTTP_REFUSALS = {
  405: {
    message: {
      en: 'Send the operation by POST.',
      ar: 'أرسل الاستعلام بطريقة POST.',
    },
    headers: { allow: 'POST' },
  },
  406: {
    message: {
      en: `Accept ${GRAPHQL_RESPONSE} or ${JSON_RESPONSE}: name one of them in the header "Accept".`,
      ar: `اقبل ${GRAPHQL_RESPONSE} أو ${JSON_RESPONSE}: اذكر أحدهما في الترويسة "Accept".`,
    },
    headers: {},
  },
  415: {
    message: {
      en: `Send JSON, and say so: "Content-Type: ${JSON_RESPONSE}".`,
      ar: `أرسل JSON واذكر ذلك: "Content-Type: ${JSON_RESPONSE}".`,
    },
    // RFC 9110, 15.5.16: what would have been taken.
    headers: { accept: JSON_RESPONSE },
  },
} as const satisfies Readonly<Record<number, HttpRefusal>>;

export type HttpRefusalStatus = keyof typeof HTTP_REFUSALS;
