import fastify, { type FastifyInstance } from 'fastify';
import { allowOrigins } from './cross-origin';

const ORIGIN = 'https://dashboard.example';

let server: FastifyInstance;
beforeAll(() => {
  server = fastify();
  allowOrigins(server, [ORIGIN]);
  server.post('/imports/:kind', async () => 'taken');
  server.get('/exports/:id/file', async () => 'file');
  server.get('/health/live', async () => 'live');
});
afterAll(() => server.close());

const preflight = (url: string, origin: string) =>
  server.inject({ method: 'OPTIONS', url, headers: { origin, 'access-control-request-method': 'POST' } });

describe('a page of an allowed origin', () => {
  it.each(['/imports/households?source=x', '/exports/ngos:1/file'])('may ask %s', async (url) => {
    const { statusCode, headers } = await preflight(url, ORIGIN);

    expect(statusCode).toBe(204);
    expect(headers['access-control-allow-origin']).toBe(ORIGIN);
    expect(headers['access-control-allow-methods']).toBe('POST, GET, HEAD');
    expect(headers['access-control-allow-headers']).toContain('authorization');
  });

  it('may read what a file is to be called', async () => {
    const { headers, body } = await server.inject({
      url: '/exports/ngos:1/file',
      headers: { origin: ORIGIN },
    });

    expect(body).toBe('file');
    expect(headers['access-control-expose-headers']).toContain('content-disposition');
    expect(headers['cross-origin-resource-policy']).toBe('cross-origin');
  });
});

it.each([
  ['a page of another origin', '/imports/households', 'https://evil.example'],
  ['an address that is no business of pages', '/health/live', ORIGIN],
])('%s is allowed nothing', async (_who, url, origin) => {
  const { statusCode, headers } = await preflight(url, origin);

  expect(statusCode).toBe(404);
  expect(headers['access-control-allow-origin']).toBeUndefined();
});
