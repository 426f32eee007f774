import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import fastify, { type FastifyInstance } from 'fastify';
import { boundReceiving } from './slow-senders';

describe('clients that send slowly', () => {
  let server: FastifyInstance;
  let port: number;

  beforeAll(async () => {
    server = fastify();
    server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    boundReceiving(server, { usualMs: 50, fileMs: 60_000, bringsFile: (url) => url.startsWith('/imports/') });
    server.post('/graphql', async () => 'answered');
    server.post('/imports/x', async () => 'taken');
    server.register(async (refusing) => {
      refusing.removeAllContentTypeParsers();
      refusing.addContentTypeParser('*', (_request, body, done) => done(null, body));
      refusing.post('/imports/refused', async (_request, reply) => reply.code(403).send('refused'));
    });
    server.post('/slow', async () => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      return 'worked long';
    });
    await server.listen({ port: 0, host: '127.0.0.1' });
    ({ port } = server.server.address() as AddressInfo);
  });

  afterAll(() => server.close());

  /** Sends the head and half of the body; the rest when the server has ended the connection or `restAfter` is over. */
  function send(path: string, restAfter: number): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\nconnection: close\r\ncontent-length: 4\r\n\r\nab`,
    );
    const timer = setTimeout(() => socket.write('cd'), restAfter);
    socket.once('close', () => clearTimeout(timer));
    return text(socket).catch(() => '');
  }

  test('are cut off with 408 when a usual request takes too long', async () => {
    expect(await send('/graphql', 5_000)).toContain('408 Request Timeout');
  });

  test('may take longer for a file', async () => {
    expect(await send('/imports/x', 300)).toContain('taken');
  });

  test('may not go on with a file that was refused, once they had time to read why', async () => {
    const begun = performance.now();
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      'POST /imports/refused HTTP/1.1\r\nhost: x\r\ncontent-type: text/csv\r\ncontent-length: 4\r\n\r\nab',
    );

    expect(await text(socket).catch(() => '')).toMatch(/^HTTP\/1\.1 403 .*refused$/s);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  test('are no longer bound when the request has come whole, however long its answer takes', async () => {
    expect(await send('/slow', 0)).toContain('worked long');
  });
});
