import type { GraphClient } from './graph-client';
import type { Operation } from './operation';

/** A page of a list, as every list of the graph gives it. */
export interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Every item of a list, page by page: `for await (const product of itemsOf(client, Diarna, { first: 100 }, (data) => data.products))`. */
export async function* itemsOf<Data, Variables extends { after?: string | null }, Node>(
  client: GraphClient,
  operation: Operation<Data, Variables>,
  variables: Variables,
  pageIn: (data: Data) => Page<Node> | null,
): AsyncGenerator<Node> {
  let after = variables.after ?? null;
  for (;;) {
    const page = pageIn(await client.ask(operation, { ...variables, after }));
    if (!page) return;
    yield* page.nodes;
    if (!page.pageInfo.hasNextPage) return;
    after = page.pageInfo.endCursor;
  }
}
