/** The same values, the next of which is fetched while one is worked on. */
export async function* oneAhead<T>(source: AsyncGenerator<T, void>): AsyncGenerator<T> {
  let next = source.next();
  try {
    for (;;) {
      const result = await next;
      if (result.done) return;
      next = source.next();
      // Whether it fails is told when its turn comes.
      next.catch(() => undefined);
      yield result.value;
    }
  } finally {
    await next.catch(() => undefined);
    await source.return();
  }
}
