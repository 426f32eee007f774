import { isIP } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';

/** Where requests go, and how to know that it is there. */
export interface Origin {
  readonly host: string;
  readonly port: number;
  /** As the `Host` header has it. */
  readonly hostHeader: string;
  /** Null for plain HTTP. */
  readonly tls: OriginTls | null;
}

export interface OriginTls {
  readonly context: SecureContext;
  /** The name to ask a certificate for; none where the address is a number. */
  readonly serverName: string | undefined;
}

/**
 * The origin of an address. Its certificate is believed when it is signed by `ca` (PEM), or else by an authority that
 * Node knows (`NODE_EXTRA_CA_CERTS` adds to those). Throws, without naming the address, for what is not HTTP.
 */
export function originOf({ protocol, hostname, port, host }: URL, ca?: string): Origin {
  if (protocol !== 'http:' && protocol !== 'https:')
    throw new Error('The address is not one of http or https.');
  const isSecure = protocol === 'https:';
  const bareHost = hostname.replace(/^\[|\]$/g, '');
  return {
    host: bareHost,
    port: port === '' ? (isSecure ? 443 : 80) : Number(port),
    hostHeader: host,
    tls: isSecure
      ? { context: createSecureContext({ ca }), serverName: isIP(bareHost) === 0 ? bareHost : undefined }
      : null,
  };
}
