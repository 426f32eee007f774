import type { FastifyInstance } from 'fastify';

/** Nothing of an answer may be framed, sniffed or run; `/explorer` says for itself what it loads. */
const NOTHING_RUNS = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Sets on every answer what keeps a browser from doing more with it than showing it. */
export function addSecurityHeaders(server: FastifyInstance, isProduction: boolean): void {
  const always = {
    'content-security-policy': NOTHING_RUNS,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
    ...(isProduction ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
  server.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id).headers(always);
    done();
  });
}
