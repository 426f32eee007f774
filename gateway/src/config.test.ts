import { readConfig } from './config';

const development = {
  IDENTITY: 'development',
  SERVICE_URLS: 'registry=http://127.0.0.1:4001/graphql, care-homes=http://127.0.0.1:4003/graphql',
  CALLER_ASSERTION_KEY: 'k'.repeat(32),
};
const production = {
  ...development,
  NODE_ENV: 'production',
  IDENTITY: 'oidc',
  OIDC_ISSUER: 'https://id.example/realms/solidarity',
  OIDC_JWKS_URL: 'https://id.example/realms/solidarity/certs',
};

describe('the environment', () => {
  it('gives the addresses of the services by name', () => {
    const config = readConfig(development);

    expect([...(config.SERVICE_URLS ?? [])]).toEqual([
      ['registry', 'http://127.0.0.1:4001/graphql'],
      ['care-homes', 'http://127.0.0.1:4003/graphql'],
    ]);
  });

  it('listens on the loopback only, unless told otherwise', () => {
    expect(readConfig(development).HOST).toBe('127.0.0.1');
  });

  it('names every bad variable and repeats no value', () => {
    const read = () =>
      readConfig({
        ...development,
        PORT: 'ninety',
        CALLER_ASSERTION_KEY: 'too-short',
        SERVICE_URLS: 'x=ftp://y',
      });

    expect(read).toThrow(
      /PORT: .*\n {2}SERVICE_URLS: .*\n {2}CALLER_ASSERTION_KEY: needs at least 32 characters/s,
    );
    expect(read).not.toThrow(/ninety|too-short|ftp/);
  });

  it.each(['none', 'development'])('refuses IDENTITY=%s in production', (identity) => {
    expect(() => readConfig({ ...production, IDENTITY: identity })).toThrow(
      `IDENTITY: may not be "${identity}" when NODE_ENV is "production"`,
    );
  });

  it.each(['IDENTITY', 'OIDC_ISSUER', 'OIDC_JWKS_URL', 'CALLER_ASSERTION_KEY', 'SERVICE_URLS'])(
    'has no default for %s in production',
    (variable) => {
      expect(() => readConfig({ ...production, [variable]: '' })).toThrow(`${variable}: `);
    },
  );

  it('needs neither key nor addresses when nobody is asked who they are', () => {
    expect(readConfig({ IDENTITY: 'none' }).CALLER_ASSERTION_KEY).toBeUndefined();
  });
});
