import type { FastifyInstance } from 'fastify';
import type { DemoIssuer } from '../access/demo-issuer';

/** Where the demo issuer is; its name (`issuer`) ends with this. */
export const OAUTH_PATH = '/oauth';

/** Hands everything under `/oauth` to the demo issuer, with its body unread. */
export function addOauthRoutes(server: FastifyInstance, issuer: DemoIssuer): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', (_request, _body, done) => done(null));
  server.all(`${OAUTH_PATH}/*`, async (request, reply) => {
    const { raw } = request;
    reply.hijack();
    const address = raw.url ?? '';
    // How the issuer finds out under which path it was mounted.
    Object.assign(raw, { originalUrl: address });
    raw.url = address.slice(OAUTH_PATH.length);
    await issuer.handle(raw, reply.raw);
  });
}
