import { request } from 'undici';
import { z } from 'zod';
import type { ServiceName } from '../server/service';

/** The feed of another service. */
export interface RemoteFeed {
  readonly service: ServiceName;
  /** Such as `http://127.0.0.1:4002`. */
  readonly address: string;
  /** The header that proves who asks. */
  readonly authorization: () => Promise<string>;
}

const page = z.object({
  events: z.array(
    z.object({
      id: z.uuid(),
      type: z.string(),
      version: z.int(),
      time: z.iso.datetime(),
      subject: z.string(),
      seq: z.int(),
      payload: z.unknown(),
    }),
  ),
  endCursor: z.string(),
  hasMore: z.boolean(),
});

export type RemotePage = z.infer<typeof page>;

const FIRST = 1_000;
const DEADLINE_MS = 30_000;

/** A page of another service's feed, of these types. Throws, naming the service, when it does not answer as it should. */
export async function readRemoteFeed(
  { service, address, authorization }: RemoteFeed,
  types: readonly string[],
  after: string | null,
): Promise<RemotePage> {
  const url = new URL('/feed', address);
  url.searchParams.set('first', String(FIRST));
  url.searchParams.set('types', types.join(','));
  if (after !== null) url.searchParams.set('after', after);
  const headers = { authorization: await authorization() };
  const answer = await request(url, { headers, signal: AbortSignal.timeout(DEADLINE_MS) }).catch(
    (cause: unknown) => {
      throw new Error(`${service} does not answer at ${address}: is it running?`, { cause });
    },
  );
  if (answer.statusCode !== 200) {
    await answer.body.dump();
    throw new Error(`${service} refused to give its feed: HTTP ${answer.statusCode}.`);
  }
  return page.parse(await answer.body.json());
}
