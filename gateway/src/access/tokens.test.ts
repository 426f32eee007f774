import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { PUBLIC_CALLER } from '@solidarity/subgraph-kit/access/roles';
import { TokenVerifier } from './tokens';

const RULES = { issuer: 'https://id.example', audience: 'solidarity-graph', type: 'at+jwt' };
const NOON = Date.parse('2026-11-22T10:00:00Z');

async function aVerifier(): Promise<{
  verifier: TokenVerifier;
  token: string;
  setTime: (ms: number) => void;
}> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] });
  let time = NOON;
  const verifier = new TokenVerifier(keys, RULES, { now: () => new Date(time) });
  const token = await new SignJWT({ sub: 'demo-analyst', role: 'analyst' })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt' })
    .setIssuer(RULES.issuer)
    .setAudience(RULES.audience)
    .setIssuedAt(NOON / 1000)
    .setExpirationTime(NOON / 1000 + 60)
    .sign(privateKey);
  return { verifier, token, setTime: (ms) => (time = ms) };
}

describe('finding out who calls', () => {
  it('takes a client without a token for anyone', async () => {
    const { verifier } = await aVerifier();

    expect(verifier.identify(undefined)).toBe(PUBLIC_CALLER);
  });

  it('knows a token again without verifying it anew, so that the same caller keeps its assertion', async () => {
    const { verifier, token } = await aVerifier();
    const first = await verifier.identify(`Bearer ${token}`);

    const second = verifier.identify(`Bearer ${token}`);

    expect(second).toBe(first);
  });

  it('looks at the end of a known token each time', async () => {
    const { verifier, token, setTime } = await aVerifier();
    await verifier.identify(`Bearer ${token}`);

    setTime(NOON + 59_000);
    expect(await verifier.identify(`Bearer ${token}`)).toMatchObject({ role: 'analyst' });
    setTime(NOON + 60_000);
    await expect(verifier.identify(`Bearer ${token}`)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
