import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** A request as it came over the wire. */
export interface SeenRequest {
  readonly head: string;
  readonly body: string;
  /** Which connection it came over, counted from 1. */
  readonly connection: number;
}

export type Script = (request: SeenRequest, socket: Socket) => void;

/** A server that writes whatever bytes its script says, well-formed or not. */
export class ScriptedServer {
  readonly requests: SeenRequest[] = [];
  readonly open = new Set<Socket>();
  connections = 0;
  script: Script = (_request, socket) => void socket.write(answer('{"data":{"ok":true}}'));
  /** What is done before anything was asked. */
  scriptOnConnect: (socket: Socket) => void = () => undefined;
  readonly #server: Server;
  #changed: (() => void)[] = [];

  private constructor(private readonly tls: { readonly key: string; readonly cert: string } | null) {
    const accept = (socket: Socket): void => this.#accept(socket);
    this.#server = tls ? createTlsServer(tls, accept) : createTcpServer({ noDelay: true }, accept);
  }

  static async start(tls: { key: string; cert: string } | null = null): Promise<ScriptedServer> {
    const server = new ScriptedServer(tls);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `${this.tls ? 'https' : 'http'}://127.0.0.1:${port}/graphql`;
  }

  /** Waits until something is so of what the server has seen. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => this.#changed.push(resolve));
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.open) socket.destroy();
    await ended;
  }

  #accept(socket: Socket): void {
    const connection = (this.connections += 1);
    let received = Buffer.alloc(0);
    this.open.add(socket);
    this.#tell();
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.open.delete(socket);
      this.#tell();
    });
    this.scriptOnConnect(socket);
    socket.on('data', (bytes: Buffer) => {
      received = Buffer.concat([received, bytes]);
      for (let end = endOfRequest(received); end !== null; end = endOfRequest(received)) {
        const headEnd = received.indexOf('\r\n\r\n');
        const request = {
          head: received.toString('latin1', 0, headEnd),
          body: received.toString('utf8', headEnd + 4, end),
          connection,
        };
        received = received.subarray(end);
        this.requests.push(request);
        this.script(request, socket);
        this.#tell();
      }
    });
  }

  #tell(): void {
    for (const resolve of this.#changed.splice(0)) resolve();
  }
}

function endOfRequest(bytes: Buffer): number | null {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd === -1) return null;
  const length = /^content-length: (\d+)$/m.exec(bytes.toString('latin1', 0, headEnd).replaceAll('\r', ''));
  const end = headEnd + 4 + Number(length?.[1] ?? 0);
  return bytes.length >= end ? end : null;
}

/** A response with a body of known length. */
export function answer(body: string, status = '200 OK', headers: readonly string[] = []): string {
  return [
    `HTTP/1.1 ${status}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    ...headers,
    '',
    body,
  ].join('\r\n');
}
