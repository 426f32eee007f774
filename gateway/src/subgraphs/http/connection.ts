import { connect, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { Origin, OriginTls } from './origin';
import type { RequestText } from './request-text';
import { ResponseParser, type HttpResponse } from './response-parser';
import { WireFault } from './wire-fault';

/** A request and who waits for its response: one of the two is told, once, unless the exchange is given up. */
export interface Exchange {
  readonly request: RequestText;
  answered(response: HttpResponse): void;
  failed(error: Error): void;
}

/** Who keeps connections, and is told before the one who waits for the response. */
export interface ConnectionOwner {
  /** The response has come and another request may be sent. */
  isFree(connection: Connection, keepAliveMs: number | null): void;
  /** It can be used no more; told once. */
  isClosed(connection: Connection, why: Error | null): void;
}

const READ_BUFFER = Buffer.allocUnsafeSlow(65_536);

/** One socket to a service, which carries one request at a time. It connects with its first. */
export class Connection {
  /** Until when it may lie idle, by performance.now(): for its owner to set. */
  idleUntil = 0;
  /** Its owner's count of responses when the last request was sent, and when it was answered. */
  sentAfter = 0;
  answeredAfter = 0;
  readonly #socket: Socket;
  readonly #parser: ResponseParser;
  #exchange: Exchange | null = null;
  #isClosed = false;
  /** Whether a request may be written, if only into the socket's buffer. */
  #isReady = true;

  constructor(
    origin: Origin,
    maxBodyBytes: number,
    private readonly owner: ConnectionOwner,
  ) {
    this.#parser = new ResponseParser(maxBodyBytes);
    if (origin.tls) {
      const socket = openTlsSocket(origin, origin.tls);
      // A certificate is found good or bad before a byte of the request is sent.
      this.#isReady = false;
      socket.once('secureConnect', () => this.#secured());
      socket.on('data', (bytes: Buffer) => this.#read(bytes, bytes.length));
      this.#socket = socket;
    } else {
      this.#socket = openSocket(origin, (bytes, length) => this.#read(bytes, length));
    }
    this.#socket.setNoDelay(true);
    this.#socket.on('end', () => this.#peerEnded());
    this.#socket.on('error', (error) => this.#fail(error));
    this.#socket.on('close', () => this.#fail(new WireFault('CONNECTION_CLOSED')));
  }

  /** Whether a request could be sent: its peer has not closed it as far as is known. */
  get isOpen(): boolean {
    return !this.#isClosed && this.#socket.writable && this.#socket.readable;
  }

  carries(exchange: Exchange): boolean {
    return this.#exchange === exchange;
  }

  /** Sends a request; the connection must be new or free. */
  send(exchange: Exchange): void {
    this.#exchange = exchange;
    if (this.#isReady) this.#write(exchange.request);
  }

  /** Closes it at once. Who waits for a response is told nothing. */
  close(why: Error | null = null): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#exchange = null;
    this.#socket.destroy();
    this.owner.isClosed(this, why);
  }

  #secured(): void {
    this.#isReady = true;
    if (this.#exchange) this.#write(this.#exchange.request);
  }

  #write({ text, encoding }: RequestText): void {
    this.#socket.write(text, encoding);
  }

  #read(bytes: Buffer, length: number): void {
    if (this.#isClosed) return;
    const exchange = this.#exchange;
    // Nothing was asked: whatever this is, it must not become the answer to the next request.
    if (!exchange) return this.close();
    let isWhole: boolean;
    try {
      isWhole = this.#parser.read(bytes, length);
    } catch (error) {
      return this.#fail(error as WireFault);
    }
    if (isWhole) this.#finish(exchange);
  }

  #peerEnded(): void {
    const exchange = this.#exchange;
    if (!exchange) return this.close();
    try {
      this.#parser.end();
    } catch (error) {
      return this.#fail(error as WireFault);
    }
    this.#finish(exchange);
  }

  #finish(exchange: Exchange): void {
    const response = this.#parser.take();
    this.#exchange = null;
    // An answer to a request that was not yet sent whole: the rest of it would be taken for the next.
    const isSpent = response.isLast || this.#socket.writableLength > 0 || !this.isOpen;
    if (isSpent) this.close();
    else this.owner.isFree(this, response.keepAliveMs);
    exchange.answered(response);
  }

  #fail(error: Error): void {
    const exchange = this.#exchange;
    this.close(error);
    exchange?.failed(error);
  }
}

/**
 * Reads without a stream, and into one buffer for all sockets: it is filled right before the callback, which takes
 * what it needs out of it, so it is never in use twice and stays in the processor's cache.
 */
function openSocket({ host, port }: Origin, read: (bytes: Buffer, length: number) => void): Socket {
  const callback = (length: number): boolean => {
    read(READ_BUFFER, length);
    return true;
  };
  return connect({ host, port, onread: { buffer: READ_BUFFER, callback } });
}

function openTlsSocket({ host, port }: Origin, { context, serverName }: OriginTls): TLSSocket {
  return connectTls({
    host,
    port,
    secureContext: context,
    servername: serverName,
    // Said outright, so that no variable of the environment switches it off.
    rejectUnauthorized: true,
    ALPNProtocols: ['http/1.1'],
  });
}
