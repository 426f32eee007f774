import type { HttpResponse } from './http/response-parser';

/** The body of a service's answer: JSON, and not looked at any further here. */
export interface ServiceAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly unknown[];
}

/** An answer came, and it is none of GraphQL's. */
export class UnusableAnswer extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/**
 * What a response says, a value of its own for each call. A service may refuse with an HTTP status, but what it says
 * in the body of GraphQL is what counts; only a redirection is never an answer, nor followed. Throws UnusableAnswer.
 */
export function answerIn({ status, text }: HttpResponse): ServiceAnswer {
  if (status >= 300 && status < 400) throw new UnusableAnswer(`HTTP_${status}`);
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    throw new UnusableAnswer(`HTTP_${status}_NOT_JSON`);
  }
  const { data, errors } = (typeof answer === 'object' && answer !== null ? answer : {}) as ServiceAnswer;
  const hasData = typeof data === 'object' && data !== null;
  if (!hasData && !(Array.isArray(errors) && errors.length > 0))
    throw new UnusableAnswer(`HTTP_${status}_NOT_GRAPHQL`);
  return { data: hasData ? data : null, errors: Array.isArray(errors) ? errors : undefined };
}
