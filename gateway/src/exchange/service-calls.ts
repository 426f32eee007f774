import { ASSERTION_SCHEME, type AssertionSigner } from '@solidarity/subgraph-kit/access/assertion';
import { isErrorCode, type ErrorCode } from '@solidarity/subgraph-kit/errors/catalogue';
import { CodedError } from '@solidarity/subgraph-kit/errors/coded-error';
import type { Facts } from '@solidarity/subgraph-kit/errors/text';
import type { ExchangeContext } from './exchange-context';

/** Who asks, as the services are told. */
export type Asker = Pick<ExchangeContext, 'caller' | 'requestId' | 'language' | 'purpose'>;

export interface ServiceQuestion {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Parameters that are null or undefined are left out. */
  readonly parameters?: Readonly<Record<string, string | number | null | undefined>>;
  readonly body?: unknown;
}

/** Where a service is: its address without a path. */
export type ServiceOrigins = ReadonlyMap<string, string>;

/** Asks services what is no GraphQL, as their caller. */
export class ServiceCalls {
  constructor(
    private readonly origins: ServiceOrigins,
    private readonly signer: AssertionSigner,
    /** How long a service may take to answer. */
    private readonly timeoutMs: number,
  ) {}

  get services(): string[] {
    return [...this.origins.keys()];
  }

  /** The address of a service's own route. Throws NOT_FOUND for a service that does not exist. */
  addressOf(service: string, path: string): URL {
    const origin = this.origins.get(service);
    if (origin === undefined) throw new CodedError('NOT_FOUND');
    return new URL(path, origin);
  }

  /** The headers by which a service knows who asks. */
  async headersFor({ caller, requestId, language, purpose }: Asker): Promise<Record<string, string>> {
    return {
      authorization: ASSERTION_SCHEME + (await this.signer.sign(caller)),
      'x-request-id': requestId,
      'accept-language': language,
      ...(purpose === null ? {} : { 'x-purpose': encodeURIComponent(purpose) }),
    };
  }

  /** What the service answers. Throws the service's own coded error, SERVICE_UNAVAILABLE or DEADLINE_EXCEEDED. */
  async ask<Answer>(
    asker: Asker,
    service: string,
    path: string,
    { method = 'GET', parameters = {}, body }: ServiceQuestion = {},
  ): Promise<Answer> {
    const address = this.addressOf(service, path);
    for (const [name, value] of Object.entries(parameters)) {
      if (value !== null && value !== undefined) address.searchParams.set(name, String(value));
    }
    const headers = await this.headersFor(asker);
    const answer = await fetch(address, {
      method,
      headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(this.timeoutMs),
      redirect: 'error',
    }).catch((error: unknown) => {
      throw unanswered(error);
    });
    const told: unknown = answer.status === 204 ? null : await answer.json().catch(() => undefined);
    if (answer.ok) return told as Answer;
    throw refusedBy(told);
  }

  /**
   * Asks every service at once. Gives what those answered that could, and names the others; throws what a service
   * has refused, since another would refuse it too.
   */
  async askAll<Answer>(
    asker: Asker,
    path: string,
    questionFor: (service: string) => ServiceQuestion = () => ({}),
  ): Promise<{ answers: ReadonlyMap<string, Answer>; unavailable: string[] }> {
    const unavailable: string[] = [];
    const answers = new Map<string, Answer>();
    await Promise.all(
      this.services.map(async (service) => {
        try {
          answers.set(service, await this.ask<Answer>(asker, service, path, questionFor(service)));
        } catch (error) {
          if (!isAway(error)) throw error;
          unavailable.push(service);
        }
      }),
    );
    return { answers, unavailable: unavailable.sort() };
  }
}

const AWAY: readonly ErrorCode[] = ['SERVICE_UNAVAILABLE', 'DEADLINE_EXCEEDED', 'INTERNAL_ERROR'];

function isAway(error: unknown): boolean {
  return error instanceof CodedError && AWAY.includes((error as CodedError).code);
}

function unanswered(error: unknown): CodedError {
  const isLate = error instanceof Error && error.name === 'TimeoutError';
  return new CodedError(isLate ? 'DEADLINE_EXCEEDED' : 'SERVICE_UNAVAILABLE');
}

/** A service's refusal as it would be told in the graph; whatever is not one is only a service that failed. */
export function refusedBy(told: unknown): CodedError {
  const [first] = (told as { errors?: readonly { extensions?: { code?: unknown; facts?: Facts } }[] } | null)
    ?.errors ?? [undefined];
  const { code, facts = {} } = first?.extensions ?? {};
  if (!isErrorCode(code) || code === 'INTERNAL_ERROR') return new CodedError('SERVICE_UNAVAILABLE');
  return new CodedError(code, facts as never);
}
