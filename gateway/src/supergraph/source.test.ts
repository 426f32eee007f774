import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { urlSource } from './source';

let server: Server | undefined;
afterEach(() => server?.close());

/** The address of a server that answers so. */
async function served(answer: RequestListener): Promise<string> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphs/supergraph.graphql`;
}

describe('a supergraph from an address', () => {
  it('stands beside its variants', async () => {
    const source = urlSource(await served((request, response) => response.end(request.url)));

    expect(await source.read()).toBe('/graphs/supergraph.graphql');
    expect(await source.read('partner')).toBe('/graphs/partner.graphql');
  });

  it('is not sent again while it has not changed', async () => {
    const sent: (string | undefined)[] = [];
    let etag = '"1"';
    const source = urlSource(
      await served((request, response) => {
        sent.push(request.headers['if-none-match']);
        if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
        else response.setHeader('etag', etag).end(`graph ${etag}`);
      }),
    );

    const seen = [await source.read(), await source.read()];
    etag = '"2"';
    seen.push(await source.read());

    expect(seen).toEqual(['graph "1"', 'graph "1"', 'graph "2"']);
    expect(sent).toEqual([undefined, '"1"', '"1"']);
  });

  it.each([404, 500, 204])('is not what comes with HTTP %d', async (status) => {
    const source = urlSource(await served((_request, response) => response.writeHead(status).end()));

    await expect(source.read()).rejects.toThrow(`HTTP ${status}`);
  });

  it('is not looked for where the address sends one to', async () => {
    const source = urlSource(
      await served((_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()),
    );

    await expect(source.read()).rejects.toThrow('does not answer');
  });
});
