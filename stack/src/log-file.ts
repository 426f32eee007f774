import fs from 'node:fs';
import path from 'node:path';

const MOST_BYTES = 20 * 1024 * 1024;

/** All that one process says, for one run; the run (or the 20 MB) before is kept as `<name>.previous.log`. */
export class LogFile {
  #stream: fs.WriteStream;
  #bytes = 0;

  constructor(
    private readonly folder: string,
    private readonly name: string,
    private readonly onError: (error: Error) => void,
  ) {
    this.#stream = this.#open();
  }

  get file(): string {
    return path.join(this.folder, `${this.name}.log`);
  }

  write(line: string): void {
    if (this.#bytes > MOST_BYTES) {
      this.#stream.end();
      this.#stream = this.#open();
    }
    this.#bytes += line.length + 1;
    this.#stream.write(`${line}\n`);
  }

  close(): void {
    this.#stream.end();
  }

  #open(): fs.WriteStream {
    keepPrevious(this.folder, this.name);
    this.#bytes = 0;
    return fs.createWriteStream(this.file, { mode: 0o600 }).once('error', this.onError);
  }
}

/** Moves `<name>.log` aside and says where the new one stands. */
export function keepPrevious(folder: string, name: string): string {
  const file = path.join(folder, `${name}.log`);
  if (fs.existsSync(file)) fs.renameSync(file, path.join(folder, `${name}.previous.log`));
  return file;
}
