import type { FastifyInstance } from 'fastify';

/** Nothing of an answer may be framed, sniffed or run; `/explorer` says for itself what it loads. */
const NOTHING_RUNS = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Sets on every answer what keeps a browser from doing more with it than showing it. */
export function addSecurityHeaders(server: FastifyInstance, isProduction: boolean): void {
  server.addHook('onRequest', async (request, reply) => {
    void reply.headers({
      'x-request-id': request.id,
      'content-security-policy': NOTHING_RUNS,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
      ...(isProduction ? { 'strict-transport-security': 'max-age=31536000' } : {}),
    });
  });
}
