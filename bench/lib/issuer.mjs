/** As much of an OpenID provider as a gateway in production's mode needs: a key that it can fetch, and tokens. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { kit } from './house-code.mjs';

const { exportJWK, generateKeyPair, SignJWT } = kit('jose');

const ALGORITHM = 'ES256';
const AUDIENCE = 'solidarity-graph';

/** Starts the provider; `tokenOf` gives the token of a client: `{ id, role, claims }`. */
export async function startIssuer() {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM);
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: ALGORITHM, use: 'sig' }] });
  const server = createServer((_request, response) =>
    response.setHeader('content-type', 'application/json').end(keys),
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const issuer = `http://127.0.0.1:${server.address().port}`;
  return {
    /** What the gateway is told. */
    environment: { IDENTITY: 'oidc', OIDC_ISSUER: issuer, OIDC_JWKS_URL: issuer, OIDC_AUDIENCE: AUDIENCE },
    tokenOf: ({ id, role, claims }) =>
      new SignJWT({ role, ...claims })
        .setProtectedHeader({ alg: ALGORITHM, typ: 'at+jwt' })
        .setIssuer(issuer)
        .setAudience(AUDIENCE)
        .setSubject(id)
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(privateKey),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
