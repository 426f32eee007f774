import { randomUUID } from 'node:crypto';
import { readSync, writeSync } from 'node:fs';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file without a name: it is gone with the process, however that ends, for what is in it may be personal. */
export class TemporaryFile {
  #length = 0;

  private constructor(readonly handle: FileHandle) {}

  static async create(): Promise<TemporaryFile> {
    const path = join(tmpdir(), `spreadsheet-${randomUUID()}`);
    const handle = await open(path, 'wx+', 0o600);
    await unlink(path);
    return new TemporaryFile(handle);
  }

  get length(): number {
    return this.#length;
  }

  async append(bytes: Uint8Array): Promise<void> {
    for (let start = 0; start < bytes.length;) {
      const { bytesWritten } = await this.handle.write(bytes, start, bytes.length - start, this.#length);
      start += bytesWritten;
      this.#length += bytesWritten;
    }
  }

  /** For small pieces, which the system only copies into its cache. */
  appendNow(bytes: Uint8Array): void {
    for (let start = 0; start < bytes.length;) {
      const written = writeSync(this.handle.fd, bytes, start, bytes.length - start, this.#length);
      start += written;
      this.#length += written;
    }
  }

  /** For small pieces that were written not long ago. */
  readNow(position: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const read = readSync(this.handle.fd, bytes, filled, length - filled, position + filled);
      if (read === 0) throw new Error('A temporary file ended before what was written to it.');
      filled += read;
    }
    return bytes;
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}
