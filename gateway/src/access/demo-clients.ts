import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ROLE_NAMES } from '@solidarity/subgraph-kit/access/caller';

const clients = z.array(
  z.strictObject({
    id: z.string().regex(/^demo-[a-z0-9-]+$/),
    role: z.enum(ROLE_NAMES).exclude(['system', 'public']),
    /** What its tokens say of the rows it is bound to. */
    claims: z.record(z.string(), z.string()),
  }),
);

export type DemoClient = z.infer<typeof clients>[number];

/** The demo clients of a development gateway; the same file feeds the Keycloak of docker-compose. */
export function readDemoClients(file: string): DemoClient[] {
  return clients.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** No secret at all, which is why demo clients exist in development only. */
export function secretOf({ id }: Pick<DemoClient, 'id'>): string {
  return `${id}-secret`;
}
