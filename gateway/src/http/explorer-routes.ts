import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { DemoClient } from '../access/demo-clients';
import { readJourneys } from './journeys';

export interface ExplorerParts {
  readonly journeysFolder: string;
  /** Those whose place a developer can take; none outside development. */
  readonly demoClients: readonly DemoClient[];
}

const OWN_FILES = path.resolve(__dirname, '../../explorer');
const SCRIPT = 'text/javascript; charset=utf-8';
const STYLE = 'text/css; charset=utf-8';

/** Everything that the page loads, from our own origin. */
const FILES: Readonly<Record<string, { file: string; type: string }>> = {
  'react.js': { file: packageFile('react', 'umd/react.production.min.js'), type: SCRIPT },
  'react-dom.js': { file: packageFile('react-dom', 'umd/react-dom.production.min.js'), type: SCRIPT },
  'graphiql.js': { file: packageFile('graphiql', 'graphiql.min.js'), type: SCRIPT },
  'graphiql.css': { file: packageFile('graphiql', 'graphiql.min.css'), type: STYLE },
  'explorer.js': { file: path.join(OWN_FILES, 'explorer.js'), type: SCRIPT },
  'explorer.css': { file: path.join(OWN_FILES, 'explorer.css'), type: STYLE },
};

/** `/explorer`: GraphiQL with the journeys as saved examples and, in development, a choice of who asks. */
export function addExplorerRoutes(server: FastifyInstance, parts: ExplorerParts): void {
  server.get('/explorer', (_request, reply) => {
    const nonce = randomBytes(16).toString('base64url');
    return reply
      .header('content-security-policy', policy(nonce))
      .type('text/html; charset=utf-8')
      .send(page(nonce));
  });

  server.get('/explorer/examples.json', () => ({
    journeys: readJourneys(parts.journeysFolder),
    clients: parts.demoClients.map(({ id, role }) => ({ id, role })),
  }));

  for (const [name, { file, type }] of Object.entries(FILES)) {
    server.get(`/explorer/${name}`, (_request, reply) =>
      reply.header('cache-control', 'public, max-age=600').type(type).send(createReadStream(file)),
    );
  }
}

function packageFile(name: string, file: string): string {
  return path.join(path.dirname(require.resolve(`${name}/package.json`)), file);
}

/** Scripts and styles of our own only; the nonce is for the one style element that GraphiQL makes itself. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    'font-src data:',
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function page(nonce: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="style-nonce" content="${nonce}" />
    <title>Solidarity graph · رسم التضامن</title>
    <link rel="stylesheet" href="/explorer/graphiql.css" />
    <link rel="stylesheet" href="/explorer/explorer.css" />
    <script src="/explorer/react.js" defer></script>
    <script src="/explorer/react-dom.js" defer></script>
    <script src="/explorer/explorer.js" defer></script>
  </head>
  <body>
    <div id="explorer">Loading · جارٍ التحميل</div>
  </body>
</html>
`;
}
