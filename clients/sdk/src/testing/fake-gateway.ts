import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Told {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Ends the connection without an answer. */
  readonly hangUp?: boolean;
}

/** A gateway that says what a test tells it to, and remembers what it was asked. */
export class FakeGateway {
  readonly asked: Asked[] = [];
  readonly #server: Server;

  constructor(answer: (asked: Asked, number: number) => Told) {
    this.#server = createServer((request, response) => {
      void text(request).then((body) => {
        const asked = { path: request.url ?? '', headers: request.headers, body };
        this.asked.push(asked);
        const { status = 200, headers = {}, body: told, hangUp = false } = answer(asked, this.asked.length);
        if (hangUp) return void response.destroy();
        response.writeHead(status, { 'content-type': 'application/json', ...headers });
        response.end(JSON.stringify(told ?? {}));
      });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
