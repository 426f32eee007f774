import type { FastifyInstance } from 'fastify';

const ALLOWED_HEADERS = 'authorization, content-type, accept-language, x-request-id, x-purpose';
const REMEMBERED_SECONDS = '600';

/** What a page may ask of an address by itself, and which headers of the answer it may read. */
interface Allowance {
  readonly address: RegExp;
  readonly methods: string;
  readonly readable: string;
}

const ALLOWANCES: readonly Allowance[] = [
  { address: /^\/graphql(?=\?|$)/, methods: 'POST', readable: 'x-request-id' },
  {
    address: /^\/(imports|exports)\//,
    methods: 'POST, GET, HEAD',
    readable: 'x-request-id, content-disposition, retry-after',
  },
];

/**
 * Lets web pages of the listed origins ask `/graphql`, and send and fetch files. Without a list no page of another
 * origin can.
 */
export function allowOrigins(server: FastifyInstance, origins: readonly string[]): void {
  const allowed = new Set(origins);
  server.addHook('onRequest', ({ url, method, headers }, reply, done) => {
    const { origin } = headers;
    const allowance = ALLOWANCES.find(({ address }) => address.test(url));
    if (!allowance) return done();
    void reply.header('vary', 'Origin');
    if (origin === undefined || !allowed.has(origin)) return done();
    void reply.headers({
      'access-control-allow-origin': origin,
      'access-control-expose-headers': allowance.readable,
      'cross-origin-resource-policy': 'cross-origin',
    });
    if (method !== 'OPTIONS') return done();
    void reply
      .headers({
        'access-control-allow-methods': allowance.methods,
        'access-control-allow-headers': ALLOWED_HEADERS,
        'access-control-max-age': REMEMBERED_SECONDS,
      })
      .code(204)
      .send();
  });
}
