import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** Where a supergraph is kept, with its variants beside it. */
export interface SupergraphSource {
  /** The text of the supergraph, or of the one of that name beside it. Throws when it cannot be had. */
  read(beside?: string): Promise<string>;
}

const PATIENCE_MS = 10_000;
const MOST_CHARACTERS = 64 * 1024 * 1024;

/** A file; the supergraph `x` beside it is the file `x.graphql` in its folder. */
export function fileSource(file: string): SupergraphSource {
  return {
    read: async (beside) => {
      const wanted = beside === undefined ? file : path.join(path.dirname(file), `${beside}.graphql`);
      try {
        return await readFile(wanted, 'utf8');
      } catch (error) {
        throw new Error(`The supergraph cannot be read: ${(error as Error).message}`, { cause: error });
      }
    },
  };
}

/** An address; what has not changed since it was read last is not sent again where the server knows ETags. */
export function urlSource(url: string): SupergraphSource {
  const known = new Map<string, { readonly etag: string; readonly text: string }>();
  return {
    read: async (beside) => {
      const wanted = beside === undefined ? url : new URL(`${beside}.graphql`, url).href;
      const last = known.get(wanted);
      const response = await fetch(wanted, {
        headers: last ? { 'if-none-match': last.etag } : {},
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
      }).catch((error: unknown) => {
        throw new Error('The supergraph cannot be read: its address does not answer.', { cause: error });
      });
      if (response.status === 304 && last) return last.text;
      const text = await response.text();
      if (response.status !== 200 || text.length > MOST_CHARACTERS) {
        throw new Error(`The supergraph cannot be read: its address answers with HTTP ${response.status}.`);
      }
      const etag = response.headers.get('etag');
      if (etag) known.set(wanted, { etag, text });
      return text;
    },
  };
}
