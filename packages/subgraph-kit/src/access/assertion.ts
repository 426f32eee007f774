import { createSecretKey, type KeyObject } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../values/clock';
import { systemClock } from '../values/clock';
import { AUDIENCES, ROLE_NAMES, type Audience, type Caller, type Role, type Scope } from './caller';

/**
 * The gateway's word on who is calling: a JWT signed with a key that gateway and services share (HS256), valid
 * for a minute, free of anything that changes with the request, so that both sides may keep it in a cache.
 */
const ISSUER = 'gateway';
const AUDIENCE = 'services';
const TYPE = 'caller+jwt';
const LIFETIME_SECONDS = 60;
/** A cached assertion is signed anew when less than this is left of its life. */
const RENEW_SECONDS = 20;
const CACHED = 5_000;

/** How the assertion travels: `authorization: Caller <jwt>`. */
export const ASSERTION_SCHEME = 'Caller ';

function keyOf(secret: string): KeyObject {
  if (secret.length < 32) throw new Error('The key of caller assertions needs at least 32 characters.');
  return createSecretKey(Buffer.from(secret, 'utf8'));
}

/** Signs callers; the same caller object gets the same assertion until that has nearly run out. */
export class AssertionSigner {
  readonly #key: KeyObject;
  readonly #signed = new WeakMap<Caller, { token: string; expiresAt: number }>();

  constructor(
    secret: string,
    private readonly clock: Clock = systemClock,
  ) {
    this.#key = keyOf(secret);
  }

  async sign(caller: Caller): Promise<string> {
    const seconds = Math.floor(this.clock.now().getTime() / 1000);
    const known = this.#signed.get(caller);
    if (known && known.expiresAt - seconds > RENEW_SECONDS) return known.token;
    const expiresAt = seconds + LIFETIME_SECONDS;
    const token = await new SignJWT({
      role: caller.role,
      aud_kind: caller.audience,
      scope: [...caller.scopes].join(' '),
      rows: caller.claims,
    })
      .setProtectedHeader({ alg: 'HS256', typ: TYPE })
      .setSubject(caller.subject)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt(seconds)
      .setExpirationTime(expiresAt)
      .sign(this.#key);
    this.#signed.set(caller, { token, expiresAt });
    return token;
  }
}

/** Verifies assertions; one that was verified is not verified again, its expiry is looked at each time. */
export class AssertionVerifier {
  readonly #key: KeyObject;
  readonly #verified = new LRUCache<string, { caller: Caller; expiresAt: number }>({ max: CACHED });

  constructor(
    secret: string,
    private readonly clock: Clock = systemClock,
  ) {
    this.#key = keyOf(secret);
  }

  /** The caller, at once when the assertion is known; null when it proves nothing. */
  verify(authorization: string | undefined): Caller | null | Promise<Caller | null> {
    if (!authorization?.startsWith(ASSERTION_SCHEME)) return null;
    const known = this.#verified.get(authorization);
    if (known && known.expiresAt > this.clock.now().getTime() / 1000) return known.caller;
    return this.#verifyAnew(authorization);
  }

  async #verifyAnew(authorization: string): Promise<Caller | null> {
    try {
      const { payload } = await jwtVerify(authorization.slice(ASSERTION_SCHEME.length), this.#key, {
        algorithms: ['HS256'],
        typ: TYPE,
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ['sub', 'exp', 'iat', 'role', 'aud_kind', 'scope', 'rows'],
        currentDate: this.clock.now(),
      });
      const caller = readCaller(payload);
      if (!caller) return null;
      this.#verified.set(authorization, { caller, expiresAt: payload.exp ?? 0 });
      return caller;
    } catch {
      // Whatever is wrong with an assertion, the caller is told the same: it proves nothing.
      return null;
    }
  }
}

function readCaller(payload: Record<string, unknown>): Caller | null {
  const { sub, role, aud_kind: audience, scope, rows } = payload;
  if (typeof sub !== 'string' || typeof scope !== 'string' || typeof rows !== 'object' || rows === null)
    return null;
  if (!ROLE_NAMES.includes(role as Role) || !AUDIENCES.includes(audience as Audience)) return null;
  return {
    subject: sub,
    role: role as Role,
    audience: audience as Audience,
    scopes: new Set(scope.split(' ').filter(Boolean) as Scope[]),
    claims: rows,
  };
}
