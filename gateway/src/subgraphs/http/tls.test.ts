import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TLSSocket } from 'node:tls';
import { ScriptedServer } from '../testing/scripted-server';
import { originOf } from './origin';
import { Pool } from './pool';
import { requestText } from './request-text';
import type { WireFault } from './wire-fault';

interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** A certificate that vouches for itself, for these names (`IP:…`, `DNS:…`). */
function certificateFor(...names: string[]): Certificate {
  const folder = mkdtempSync(path.join(tmpdir(), 'certificate-'));
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  execFileSync(
    'openssl',
    [
      ...[
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '2',
      ],
      ...['-subj', '/CN=test', '-addext', `subjectAltName=${names.join(',')}`, '-keyout', key, '-out', cert],
    ],
    { stdio: 'ignore' },
  );
  const certificate = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  rmSync(folder, { recursive: true });
  return certificate;
}

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

(hasOpenssl ? describe : describe.skip)('a service with https', () => {
  const pools: Pool[] = [];
  let server: ScriptedServer;
  let certificate: Certificate;
  beforeAll(() => {
    certificate = certificateFor('IP:127.0.0.1', 'DNS:localhost');
  });
  beforeEach(async () => {
    server = await ScriptedServer.start(certificate);
  });
  afterEach(async () => {
    await server.stop();
    await Promise.all(pools.splice(0).map((pool) => pool.close()));
  });

  function aPool(url: string, ca?: string): Pool {
    const pool = new Pool(originOf(new URL(url), ca), {
      connections: 2,
      queued: 10,
      idleMs: 10_000,
      maxBodyBytes: 1_000_000,
    });
    pools.push(pool);
    return pool;
  }

  async function send(pool: Pool, body = '{}'): Promise<string> {
    const request = requestText('POST /graphql HTTP/1.1\r\nhost: test\r\n', body);
    return new Promise<string>((resolve) =>
      pool.send({
        request,
        answered: ({ text }) => resolve(text),
        failed: (error) => resolve((error as WireFault).code),
      }),
    );
  }

  it('is asked over connections that are kept', async () => {
    const pool = aPool(server.url, certificate.cert);

    const answers = [await send(pool), await send(pool), await send(pool)];

    expect(answers).toEqual(Array(3).fill('{"data":{"ok":true}}'));
    expect(server.connections).toBe(1);
  });

  it('is asked by its name, so that it can show the certificate for it', async () => {
    let named: unknown;
    server.scriptOnConnect = (socket) => {
      named = (socket as TLSSocket & { servername: unknown }).servername;
    };

    const text = await send(aPool(server.url.replace('127.0.0.1', 'localhost'), certificate.cert));

    expect([text, named]).toEqual(['{"data":{"ok":true}}', 'localhost']);
  });

  it('gets and gives bodies of any size', async () => {
    const body = `{"names":"${'منى 🏠 '.repeat(20_000)}"}`;
    server.script = ({ body: sent }, socket) =>
      void socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${Buffer.byteLength(sent)}\r\n\r\n${sent}`);

    expect((await send(aPool(server.url, certificate.cert), body)) === body).toBe(true);
  });

  it('is told nothing when nobody vouches for it', async () => {
    expect(await send(aPool(server.url))).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(server.requests).toEqual([]);
  });

  it('is told nothing when somebody else is vouched for', async () => {
    const another = certificateFor('IP:127.0.0.1');

    expect(await send(aPool(server.url, another.cert))).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(server.requests).toEqual([]);
  });

  it('is told nothing when its certificate is for another name', async () => {
    const elsewhere = certificateFor('DNS:other.example');
    await server.stop();
    server = await ScriptedServer.start(elsewhere);

    expect(await send(aPool(server.url, elsewhere.cert))).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(server.requests).toEqual([]);
  });

  it('is connected to anew when it has closed the connection', async () => {
    const pool = aPool(server.url, certificate.cert);
    await send(pool);
    for (const socket of server.open) socket.end();
    await server.until(() => server.open.size === 0);

    expect(await send(pool)).toBe('{"data":{"ok":true}}');
    expect(server.connections).toBe(2);
  });

  it('that does not speak TLS is a fault', async () => {
    const plain = await ScriptedServer.start();
    plain.scriptOnConnect = (socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');

    expect(await send(aPool(plain.url.replace('http:', 'https:'), certificate.cert))).toMatch(
      /SSL|ECONNRESET/,
    );

    await plain.stop();
  });
});
