import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** An address that a name has. */
export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Gives all addresses of a name; none when it has none. */
export type LookUp = (name: string) => Promise<readonly Address[]>;

/** Why nothing may be sent somewhere. */
export type UrlProblem = 'NOT_A_URL' | 'NOT_HTTPS' | 'CREDENTIALS' | 'PORT' | 'TOO_LONG' | 'ADDRESS';

/** Thrown where an address may not be called. */
export class AddressRefused extends Error {
  readonly code = 'ADDRESS_NOT_ALLOWED';
}

const LONGEST_URL = 2_000;
const HTTPS_PORT = 443;
const FIRST_FREE_PORT = 1_024;
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');
/** A public address behind which a cloud answers its own machines about themselves. */
const METADATA = new Set(['168.63.129.16']);

/**
 * Whether anybody may be sent something at this address: of the public internet and nothing else. `ipaddr.js` knows
 * what is set apart for other uses; of IPv6 only what is given out at all is taken, and nothing that wraps an IPv4
 * address, whatever that may be.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text) || METADATA.has(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv4 || address.match(GLOBAL_UNICAST);
}

function isLoopback(text: string): boolean {
  return ipaddr.isValid(text) && ipaddr.parse(text).range() === 'loopback';
}

/** The host of a URL as a name or as an address without brackets. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

/** Which addresses webhooks may have. Development may allow its own machine, over http too. */
export class AddressRules {
  constructor(private readonly allowLoopback: boolean) {}

  /** Why nothing can be sent to this URL, as far as can be told without asking for its name; null when it can. */
  problemOf(text: string): UrlProblem | null {
    if (text.length > LONGEST_URL) return 'TOO_LONG';
    if (!URL.canParse(text)) return 'NOT_A_URL';
    const url = new URL(text);
    if (url.username !== '' || url.password !== '') return 'CREDENTIALS';
    const host = hostOf(url);
    const isOwnMachine = this.allowLoopback && (isLoopback(host) || isLocalName(host));
    if (url.protocol !== 'https:' && !(isOwnMachine && url.protocol === 'http:')) return 'NOT_HTTPS';
    const port = url.port === '' ? HTTPS_PORT : Number(url.port);
    if (port !== HTTPS_PORT && port < FIRST_FREE_PORT && !isOwnMachine) return 'PORT';
    if (isIP(host) !== 0 && !this.isAllowed(host)) return 'ADDRESS';
    return isLocalName(host) && !isOwnMachine ? 'ADDRESS' : null;
  }

  isAllowed(address: string): boolean {
    return isPublicAddress(address) || (this.allowLoopback && isLoopback(address));
  }
}

/** Names that mean the machine itself, by RFC 6761. */
function isLocalName(host: string): boolean {
  return /(^|\.)localhost\.?$/i.test(host);
}

const DNS_MS = 2_000;
const DNS_TRIES = 2;

/** Asks the name servers, and not the machine's own files. It holds no thread up while a server is slow. */
export function dnsLookUp(): LookUp {
  const resolver = new Resolver({ timeout: DNS_MS, tries: DNS_TRIES });
  return async (name) => {
    if (isLocalName(name)) return [{ address: '127.0.0.1', family: 4 }];
    const [four, six] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    return [
      ...(four.status === 'fulfilled' ? four.value.map((address) => ({ address, family: 4 as const })) : []),
      ...(six.status === 'fulfilled' ? six.value.map((address) => ({ address, family: 6 as const })) : []),
    ];
  };
}

/** An answer of the name servers holds for so long; many deliveries within it ask once. */
const KEPT_MS = 5_000;
const MOST_KEPT = 10_000;

/** The addresses of hosts, each of them checked: one that may not be called shuts the whole host out. */
export class AddressBook {
  readonly #known = new Map<string, { readonly untilMs: number; readonly found: Promise<Address[]> }>();

  constructor(
    private readonly rules: AddressRules,
    private readonly lookUp: LookUp,
    private readonly keptMs = KEPT_MS,
  ) {}

  /** Throws AddressRefused when nothing may be sent there now. */
  async check(url: URL): Promise<void> {
    const problem = this.rules.problemOf(url.href);
    if (problem !== null) throw new AddressRefused(problem);
    const host = hostOf(url);
    if (isIP(host) === 0) await this.addressesOf(host);
  }

  /** All addresses of a name. Throws when one of them may not be called, or there is none. */
  addressesOf(name: string): Promise<readonly Address[]> {
    const nowMs = performance.now();
    const known = this.#known.get(name);
    if (known && known.untilMs > nowMs) return known.found;
    if (this.#known.size >= MOST_KEPT) this.#known.clear();
    const found = this.#look(name);
    this.#known.set(name, { untilMs: nowMs + this.keptMs, found });
    found.catch(() => this.#known.delete(name));
    return found;
  }

  async #look(name: string): Promise<Address[]> {
    const found = await this.lookUp(name);
    if (found.length === 0)
      throw Object.assign(new Error('The name has no address.'), { code: 'NAME_NOT_FOUND' });
    if (!found.every(({ address }) => this.rules.isAllowed(address))) throw new AddressRefused('ADDRESS');
    return [...found];
  }
}
