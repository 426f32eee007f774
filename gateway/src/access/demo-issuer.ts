import { createLocalJWKSet, exportJWK, generateKeyPair, type JWTVerifyGetKey } from 'jose';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ExtraTokenClaims } from 'oidc-provider';
import { SCOPES } from '@solidarity/subgraph-kit/access/caller';
import { secretOf, type DemoClient } from './demo-clients';

const TOKEN_LIFETIME_SECONDS = 3_600;
const ALGORITHM = 'ES256';

/** An OpenID provider inside a development gateway, whose clients everybody knows. */
export interface DemoIssuer {
  /** Answers what comes in under the issuer's path. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** The public part of the key that was made for this run. */
  readonly keys: JWTVerifyGetKey;
}

export interface DemoIssuerParts {
  readonly issuer: string;
  readonly audience: string;
  readonly clients: readonly DemoClient[];
}

/** Starts the issuer with a key of its own; tokens of an earlier run are no longer good. */
export async function createDemoIssuer({ issuer, audience, clients }: DemoIssuerParts): Promise<DemoIssuer> {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const named = { kid: 'development', alg: ALGORITHM, use: 'sig' };
  const signing = { ...(await exportJWK(privateKey)), ...named };
  const verifying = { ...(await exportJWK(publicKey)), ...named };
  // Only a development gateway loads it.
  const { Provider } = await import('oidc-provider');
  const claimsByClient = new Map(clients.map(({ id, role, claims }) => [id, { role, ...claims }]));
  const extraTokenClaims: ExtraTokenClaims = (_context, { clientId = '' }) =>
    claimsByClient.get(clientId) ?? {};
  const provider = new Provider(issuer, {
    adapter: ForgetfulStore,
    clients: clients.map(registration),
    jwks: { keys: [signing] },
    extraTokenClaims,
    // Browsers send an origin with every POST; the explorer's is the gateway's own, and no other gets a token.
    clientBasedCORS: ({ host }: { readonly host: string }, origin: string) => new URL(origin).host === host,
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    responseTypes: [],
    scopes: [...SCOPES],
    routes: { token: '/token', jwks: '/jwks' },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => `urn:${audience}`,
        getResourceServerInfo: () => ({
          audience,
          scope: SCOPES.join(' '),
          accessTokenFormat: 'jwt',
          accessTokenTTL: TOKEN_LIFETIME_SECONDS,
          jwt: { sign: { alg: ALGORITHM } },
        }),
      },
    },
    ttl: { ClientCredentials: TOKEN_LIFETIME_SECONDS },
  });
  return { handle: provider.callback(), keys: createLocalJWKSet({ keys: [verifying] }) };
}

/** Tokens say all there is to say of themselves and clients stand in a file: nothing is kept and nothing found. */
class ForgetfulStore {
  async upsert(): Promise<void> {}
  async find(): Promise<undefined> {}
  async findByUid(): Promise<undefined> {}
  async findByUserCode(): Promise<undefined> {}
  async consume(): Promise<void> {}
  async destroy(): Promise<void> {}
  async revokeByGrantId(): Promise<void> {}
}

function registration(client: DemoClient): Record<string, unknown> {
  return {
    client_id: client.id,
    client_secret: secretOf(client),
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
    id_token_signed_response_alg: ALGORITHM,
  };
}
