import { createHmac, generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { GatewayUnderTest, type HttpAnswer } from '../testing/gateway-under-test';

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await GatewayUnderTest.start();
});
afterAll(() => gateway.stop());
beforeEach(() => gateway.takeCalls());

const QUESTION = JSON.stringify({ query: '{ lendingTotal }' });

function askWith(authorization: string, headers: Record<string, string> = {}): Promise<HttpAnswer> {
  return gateway.post(QUESTION, { authorization, ...headers });
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

const claims = (): object => ({
  iss: 'https://id.example/realms/test',
  aud: 'solidarity-graph',
  sub: 'mallory',
  role: 'ministry_admin',
  iat: Math.floor(Date.now() / 1000),
  exp: Math.floor(Date.now() / 1000) + 300,
});

describe('a token that proves nothing', () => {
  const tokens: [string, () => Promise<string> | string][] = [
    ['is expired', () => gateway.issuer.token({ role: 'ministry_admin' }, { expiresIn: -1 })],
    [
      'is for another audience',
      () => gateway.issuer.token({ role: 'ministry_admin' }, { audience: 'payroll' }),
    ],
    [
      'is of another issuer',
      () => gateway.issuer.token({ role: 'ministry_admin' }, { issuer: 'https://evil.example' }),
    ],
    ['is an ID token', () => gateway.issuer.token({ role: 'ministry_admin' }, { typ: 'JWT' })],
    ['says so of itself', () => gateway.issuer.token({ role: 'ministry_admin', typ: 'ID' })],
    ['names no role', () => gateway.issuer.token({})],
    ['names a role that does not exist', () => gateway.issuer.token({ role: 'emperor' })],
    ['names the role of the services themselves', () => gateway.issuer.token({ role: 'system' })],
    [
      'is bound to rows that cannot be',
      () => gateway.issuer.token({ role: 'ngo_partner', ngo_id: '1 or 1=1' }),
    ],
    ['is not signed', () => `${encoded({ alg: 'none', typ: 'at+jwt' })}.${encoded(claims())}.`],
    ['is signed with nothing', () => `${encoded({ alg: 'none', typ: 'at+jwt' })}.${encoded(claims())}.AAAA`],
    ['is signed with a secret', () => withSecret()],
    ['is signed with another key', () => withAnotherKey()],
    ['was changed after it was signed', async () => changed(await gateway.issuer.token({ role: 'citizen' }))],
    ['is no token', () => 'secret'],
    ['is longer than any token', () => `${encoded(claims())}.${'a'.repeat(10_000)}.b`],
  ];

  it.each(tokens)('is refused when it %s', async (_why, token) => {
    const answer = await askWith(`Bearer ${await token()}`);

    expect(answer.status).toBe(401);
    expect(answer.errors).toEqual([
      {
        message: 'Sign in first: send a valid access token.',
        extensions: { code: 'UNAUTHENTICATED' },
      },
    ]);
    expect(gateway.takeCalls()).toBe(0);
  });

  it.each(['Basic ZGVtbzpkZW1v', 'Bearer', 'Bearer  ', 'Caller abc.def.ghi'])(
    'is refused as "%s"',
    async (authorization) => {
      expect((await askWith(authorization)).status).toBe(401);
    },
  );

  it('is refused with 401 also to a client that takes only plain JSON, and in Arabic', async () => {
    const { status, errors } = await askWith('Bearer x.y.z', {
      accept: 'application/json',
      'accept-language': 'ar',
    });

    expect(status).toBe(401);
    expect(errors[0]?.message).toBe('سجّل الدخول أولًا: أرسل رمز دخول صالحًا.');
  });

  function withSecret(): string {
    const unsigned = `${encoded({ alg: 'HS256', typ: 'at+jwt' })}.${encoded(claims())}`;
    return `${unsigned}.${createHmac('sha256', 'secret').update(unsigned).digest('base64url')}`;
  }

  function withAnotherKey(): Promise<string> {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    return new SignJWT({ ...claims() })
      .setProtectedHeader({ alg: 'ES256', kid: 'test', typ: 'at+jwt' })
      .sign(privateKey);
  }

  function changed(token: string): string {
    const [header, , signature] = token.split('.');
    return `${header}.${encoded(claims())}.${signature}`;
  }
});

describe('a good token', () => {
  it('is taken again while it lives', async () => {
    const token = await gateway.issuer.token({ role: 'analyst' });

    const [first, second] = [await askWith(`Bearer ${token}`), await askWith(`bearer ${token}`)];

    expect([first.status, second.status]).toEqual([200, 200]);
  });
});

describe('an issuer that cannot be reached', () => {
  it('is no fault of the token', async () => {
    const unreachable = await GatewayUnderTest.start({ OIDC_JWKS_URL: 'http://127.0.0.1:9/jwks' });
    const token = await unreachable.issuer.token({ role: 'analyst' });

    const { status, errors } = await unreachable.post(QUESTION, { authorization: `Bearer ${token}` });
    await unreachable.stop();

    expect(status).toBe(503);
    expect(errors[0]?.extensions['code']).toBe('SERVICE_UNAVAILABLE');
  });
});
