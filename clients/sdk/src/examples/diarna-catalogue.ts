import { readFile, rename, writeFile } from 'node:fs/promises';
import { cursorFile } from '../cursor-file';
import { followFeed, readFeed, type FeedEvent } from '../feed';
import { Diarna, Product, type ProductQuery } from '../generated/operations';
import { GraphClient } from '../graph-client';
import { itemsOf } from '../pages';

type CatalogueProduct = NonNullable<ProductQuery['product']>;

/**
 * Keeps a file with all products of Diarna in step: the whole list once, then what changes. It may be stopped at any
 * moment, and goes on where it was. `node clients/sdk/dist/examples/diarna-catalogue.js catalogue.json`
 */
export async function keepCatalogue(client: GraphClient, file: string, signal: AbortSignal): Promise<void> {
  const cursor = cursorFile(`${file}.cursor`);
  const catalogue = new Map<string, CatalogueProduct>();
  const save = async (): Promise<void> => {
    await writeFile(`${file}.new`, JSON.stringify([...catalogue.values()], null, 2));
    await rename(`${file}.new`, file);
  };
  const feed = { client, cursor, types: ['product.changed'] };

  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept === null) {
    // What changes while the list is read comes again by the feed.
    await readFeed(feed, () => undefined);
    for await (const product of itemsOf(client, Diarna, { first: 100 }, ({ products }) => products)) {
      catalogue.set(product.id, product);
    }
    await save();
  } else {
    for (const product of JSON.parse(kept) as CatalogueProduct[]) catalogue.set(product.id, product);
  }

  await followFeed({ ...feed, signal }, async ({ subject }: FeedEvent) => {
    const { product } = await client.ask(Product, { id: subject });
    if (product) catalogue.set(product.id, product);
    else catalogue.delete(subject);
    await save();
  });
}

if (require.main === module) {
  const gateway = process.env['GATEWAY'] ?? 'http://localhost:4000';
  const credentials = {
    tokenUrl: process.env['TOKEN_URL'] ?? `${gateway}/oauth/token`,
    clientId: process.env['CLIENT_ID'] ?? 'demo-diarna',
    clientSecret: process.env['CLIENT_SECRET'] ?? 'demo-diarna-secret',
  };
  const ended = new AbortController();
  process.once('SIGINT', () => ended.abort());
  void keepCatalogue(
    new GraphClient({ gateway, credentials }),
    process.argv[2] ?? 'catalogue.json',
    ended.signal,
  );
}
