import { AccessToken, type Credentials } from './access-token';
import { GraphError, type GraphErrorFacts } from './errors';
import type { Operation } from './operation';
import { USUAL_PATIENCE, waitBefore, type Patience } from './patience';

export interface GraphClientOptions {
  /** The gateway: `http://localhost:4000`. */
  readonly gateway: string;
  /** Leave them out to ask as anyone. */
  readonly credentials?: Credentials;
  /** The language of messages. */
  readonly language?: 'ar' | 'en';
  readonly patience?: Partial<Patience>;
}

interface GraphAnswer {
  readonly data?: unknown;
  readonly errors?: readonly GraphErrorFacts[];
}

/** Statuses by which a server says that it has not begun: repeating is safe, also for a mutation. */
const NOT_BEGUN = [429, 503];
const UNAUTHENTICATED = 401;

/** Asks the graph: with a token that renews itself, and again when the gateway says when. */
export class GraphClient {
  readonly #gateway: URL;
  readonly #token: AccessToken | null;
  readonly #patience: Patience;
  readonly #language: string;

  constructor({ gateway, credentials, language = 'en', patience }: GraphClientOptions) {
    this.#gateway = new URL(gateway);
    this.#token = credentials ? new AccessToken(credentials) : null;
    this.#patience = { ...USUAL_PATIENCE, ...patience };
    this.#language = language;
  }

  /** The data of an operation. Throws a GraphError when there is any error in the answer. */
  async ask<Data, Variables>(operation: Operation<Data, Variables>, variables: Variables): Promise<Data> {
    const isQuery = /^\s*(query\b|\{)/.test(operation.text);
    const answer = await this.send(
      '/graphql',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
        body: JSON.stringify({ query: operation.text, variables }),
      },
      isQuery,
    );
    const { data = null, errors = [] } = (await answer.json()) as GraphAnswer;
    if (errors.length > 0) throw new GraphError(errors, data, answer.status);
    return data as Data;
  }

  /**
   * Sends a request to a path of the gateway and gives its answer, whatever its status, once the token is accepted and
   * the gateway is not too busy. What could have taken effect is sent again only if it is `repeatable`.
   */
  async send(path: string, request: RequestInit, repeatable: boolean): Promise<Response> {
    const canRepeat = !(request.body instanceof ReadableStream);
    for (let attempt = 1; ; attempt += 1) {
      const isLast = attempt >= this.#patience.attempts || !canRepeat;
      const token = (await this.#token?.get()) ?? null;
      const answer = await this.#fetch(path, request, token).catch((error: unknown) => {
        // No answer: nobody knows whether it took effect.
        if (isLast || !repeatable) throw error;
        return null;
      });
      if (answer) {
        if (answer.status === UNAUTHENTICATED && token !== null && attempt === 1 && canRepeat) {
          this.#token?.refused(token);
          await answer.body?.cancel();
          continue;
        }
        if (isLast || !NOT_BEGUN.includes(answer.status)) return answer;
        await answer.body?.cancel();
      }
      const retryAfter = answer?.headers.get('retry-after') ?? null;
      await this.#patience.wait(waitBefore(attempt, retryAfter, this.#patience));
    }
  }

  #fetch(path: string, request: RequestInit, token: string | null): Promise<Response> {
    const headers = new Headers(request.headers);
    headers.set('accept-language', this.#language);
    if (token !== null) headers.set('authorization', `Bearer ${token}`);
    return fetch(new URL(path, this.#gateway), { ...request, headers });
  }
}
