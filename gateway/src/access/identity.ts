import { createRemoteJWKSet } from 'jose';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import { PUBLIC_CALLER } from '@solidarity/subgraph-kit/access/roles';
import type { GatewayConfig } from '../config';
import { readDemoClients, type DemoClient } from './demo-clients';
import { createDemoIssuer, type DemoIssuer } from './demo-issuer';
import { TokenVerifier } from './tokens';

/** How the gateway finds out who calls. */
export interface Identity {
  /** Throws a CodedError when the client is not who it says. */
  readonly identify: (authorization: string | undefined) => Caller | Promise<Caller>;
  /** In development only: who a developer can be, and where the tokens come from. */
  readonly demo: { readonly issuer: DemoIssuer; readonly clients: readonly DemoClient[] } | null;
}

type IdentityConfig = Pick<
  GatewayConfig,
  | 'IDENTITY'
  | 'PORT'
  | 'OIDC_ISSUER'
  | 'OIDC_JWKS_URL'
  | 'OIDC_AUDIENCE'
  | 'OIDC_TOKEN_TYPE'
  | 'DEMO_CLIENTS_FILE'
>;

const KEYS_TIMEOUT_MS = 2_000;

/** Prepares for the kind of identity that is configured. */
export async function createIdentity(config: IdentityConfig): Promise<Identity> {
  switch (config.IDENTITY) {
    case 'none':
      return { identify: () => PUBLIC_CALLER, demo: null };
    case 'development':
      return createDemoIdentity(config);
    case 'oidc':
      return createProviderIdentity(config);
  }
}

async function createDemoIdentity(config: IdentityConfig): Promise<Identity> {
  const issuer = config.OIDC_ISSUER ?? `http://localhost:${config.PORT}/oauth`;
  const audience = config.OIDC_AUDIENCE;
  const clients = readDemoClients(config.DEMO_CLIENTS_FILE);
  const demoIssuer = await createDemoIssuer({ issuer, audience, clients });
  const verifier = new TokenVerifier(demoIssuer.keys, { issuer, audience, type: 'at+jwt' });
  return {
    identify: (authorization) => verifier.identify(authorization),
    demo: { issuer: demoIssuer, clients },
  };
}

function createProviderIdentity(config: IdentityConfig): Identity {
  const { OIDC_ISSUER: issuer = '', OIDC_JWKS_URL: keysUrl = '', OIDC_AUDIENCE: audience } = config;
  const keys = createRemoteJWKSet(new URL(keysUrl), { timeoutDuration: KEYS_TIMEOUT_MS });
  const verifier = new TokenVerifier(keys, { issuer, audience, type: config.OIDC_TOKEN_TYPE });
  return { identify: (authorization) => verifier.identify(authorization), demo: null };
}
