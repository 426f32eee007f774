import { readFile, rename, writeFile } from 'node:fs/promises';
import type { CursorStore } from './feed';

/** Keeps a cursor in a file; a crash leaves the old one or the new one, never half of it. */
export function cursorFile(path: string): CursorStore {
  return {
    read: () =>
      readFile(path, 'utf8').then(
        (text) => text.trim() || null,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return null;
          throw error;
        },
      ),
    async write(cursor) {
      await writeFile(`${path}.new`, `${cursor}\n`);
      await rename(`${path}.new`, path);
    },
  };
}
