import { GraphError } from './errors';

export interface Credentials {
  /** Where tokens come from: `http://localhost:4000/oauth/token`, or that of the ministry's OpenID provider. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Fewer scopes than the client has, separated by blanks. */
  readonly scope?: string;
}

/** A token is asked for anew when less than this is left of its life. */
const RENEW_MS = 30_000;

/** A token by client credentials (RFC 6749, 4.4) that renews itself; many who need one at once ask once. */
export class AccessToken {
  #current: { readonly token: string; readonly until: number } | null = null;
  #asking: Promise<string> | null = null;

  constructor(
    private readonly credentials: Credentials,
    private readonly now: () => number = Date.now,
  ) {}

  /** A token that is good for a while. Throws a GraphError when the provider gives none. */
  async get(): Promise<string> {
    if (this.#current && this.#current.until - RENEW_MS > this.now()) return this.#current.token;
    this.#asking ??= this.#ask().finally(() => (this.#asking = null));
    return this.#asking;
  }

  /** Forgets a token that was refused, so that the next one is new. */
  refused(token: string): void {
    if (this.#current?.token === token) this.#current = null;
  }

  async #ask(): Promise<string> {
    const { tokenUrl, clientId, clientSecret, scope } = this.credentials;
    const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`);
    const answer = await fetch(tokenUrl, {
      method: 'POST',
      headers: { authorization: `Basic ${basic.toString('base64')}` },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        ...(scope === undefined ? {} : { scope }),
      }),
    });
    if (!answer.ok) throw new GraphError([], null, answer.status);
    const { access_token: token, expires_in: seconds } = (await answer.json()) as {
      access_token: string;
      expires_in?: number;
    };
    this.#current = { token, until: this.now() + (seconds ?? 60) * 1000 };
    return token;
  }
}
