import type { FastifyInstance } from 'fastify';

const ALLOWED_HEADERS = 'authorization, content-type, accept-language, x-request-id, x-purpose';
const REMEMBERED_SECONDS = '600';

/** Lets web pages of the listed origins ask `/graphql`. Without a list no page of another origin can. */
export function allowOrigins(server: FastifyInstance, origins: readonly string[]): void {
  const allowed = new Set(origins);
  server.addHook('onRequest', ({ url, method, headers }, reply, done) => {
    const { origin } = headers;
    if (url !== '/graphql' && url.split('?')[0] !== '/graphql') return done();
    void reply.header('vary', 'Origin');
    if (origin === undefined || !allowed.has(origin)) return done();
    void reply.headers({
      'access-control-allow-origin': origin,
      'access-control-expose-headers': 'x-request-id',
      'cross-origin-resource-policy': 'cross-origin',
    });
    if (method !== 'OPTIONS') return done();
    void reply
      .headers({
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': ALLOWED_HEADERS,
        'access-control-max-age': REMEMBERED_SECONDS,
      })
      .code(204)
      .send();
  });
}
