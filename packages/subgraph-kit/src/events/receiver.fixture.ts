import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Subscriber } from './subscriber';

export const TEST_SECRET = `whsec_${Buffer.from('a secret for tests, of no use elsewhere').toString('base64')}`;

/** A call as a receiver saw it. */
export interface ReceivedCall {
  readonly headers: IncomingHttpHeaders;
  readonly rawBody: string;
  readonly event: {
    readonly type: string;
    readonly subject: string;
    readonly seq: number;
    readonly data: object;
  };
  readonly atMs: number;
}

/** What it answers with: a status, or nothing at all. */
type Answer = number | 'silence';

/** Some service or partner that events are sent to. */
export class Receiver {
  readonly calls: ReceivedCall[] = [];
  /** What the next calls are answered with. */
  answer: (call: ReceivedCall) => Answer | Promise<Answer> = () => 204;
  #server: Server | null = null;
  #port = 0;

  /** Listens, on the same port again when it was down. */
  async up(): Promise<void> {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const rawBody = Buffer.concat(chunks).toString();
        const event = JSON.parse(rawBody) as ReceivedCall['event'];
        const call = { headers: request.headers, rawBody, event, atMs: performance.now() };
        this.calls.push(call);
        void Promise.resolve(this.answer(call)).then((answer) => {
          if (answer !== 'silence') response.writeHead(answer, { location: '/elsewhere' }).end();
        });
      });
    });
    await new Promise<void>((resolve) => this.#server?.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async down(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    server?.closeAllConnections();
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  }

  /** As a subscriber of events of these types. */
  subscriber(name: string, types: readonly string[]): Subscriber {
    return { name, url: `http://127.0.0.1:${this.#port}/events`, secret: TEST_SECRET, types };
  }
}
