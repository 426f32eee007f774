import { errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { PUBLIC_CALLER } from '@solidarity/subgraph-kit/access/roles';
import { CodedError } from '@solidarity/subgraph-kit/errors/coded-error';
import { systemClock, type Clock } from '@solidarity/subgraph-kit/values/clock';
import { callerOfToken } from './token-caller';

/** Signatures by a key pair only: with a shared secret, whoever can verify could also sign. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];
const SCHEME = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;
const LONGEST_TOKEN = 8_192;
const CACHED_TOKENS = 10_000;

export interface TokenRules {
  readonly issuer: string;
  readonly audience: string;
  /** The `typ` in the token's header. */
  readonly type: string;
}

/** Finds out who calls by the bearer token; a token that was verified is not verified again while it lives. */
export class TokenVerifier {
  /** By the whole header, so that a known one is not even taken apart. */
  readonly #verified = new LRUCache<string, { caller: Caller; expiresAt: number }>({ max: CACHED_TOKENS });

  constructor(
    private readonly keys: JWTVerifyGetKey,
    private readonly rules: TokenRules,
    private readonly clock: Clock = systemClock,
  ) {}

  /**
   * The caller; anyone when there is no token. Throws UNAUTHENTICATED for a token that proves nothing, and
   * SERVICE_UNAVAILABLE when the issuer's keys cannot be had.
   */
  identify(authorization: string | undefined): Caller | Promise<Caller> {
    if (authorization === undefined) return PUBLIC_CALLER;
    const known = this.#verified.get(authorization);
    if (known && known.expiresAt > this.clock.now().getTime() / 1000) return known.caller;
    const token = authorization.length <= LONGEST_TOKEN ? SCHEME.exec(authorization)?.[1] : undefined;
    if (token === undefined) throw new CodedError('UNAUTHENTICATED');
    return this.#verify(token, authorization);
  }

  async #verify(token: string, authorization: string): Promise<Caller> {
    const { issuer, audience, type } = this.rules;
    let caller: Caller | null;
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        algorithms: ALGORITHMS,
        issuer,
        audience,
        typ: type,
        requiredClaims: ['sub', 'exp', 'iat'],
        currentDate: this.clock.now(),
      });
      caller = isAccessToken(payload['typ']) ? callerOfToken(payload) : null;
      if (caller) this.#verified.set(authorization, { caller, expiresAt: payload.exp ?? 0 });
    } catch (error) {
      throw new CodedError(isOutage(error) ? 'SERVICE_UNAVAILABLE' : 'UNAUTHENTICATED');
    }
    if (!caller) throw new CodedError('UNAUTHENTICATED');
    return caller;
  }
}

/** Keycloak says in a claim what kind of token it is; an ID or refresh token is not for us. */
function isAccessToken(kind: unknown): boolean {
  return kind === undefined || kind === 'Bearer';
}

/** Whether the issuer could not be asked, rather than the token being wrong. */
function isOutage(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return true;
  // A failed fetch is a plain error; everything that is said of a token is one of jose's with a code of its own.
  return !(error instanceof errors.JOSEError) || error.code === 'ERR_JOSE_GENERIC';
}
