import { z } from 'zod';
import { ASSERTION_SCHEME, AssertionSigner } from '../access/assertion';
import { SYSTEM_CALLER } from '../access/roles';
import { SERVICE_NAMES, type ServiceDefinition } from '../server/service';
import { rebuild } from './rebuild';

const environment = z.object({
  OWNER_DATABASE_URL: z.url(),
  CALLER_ASSERTION_KEY: z.string().min(32),
  /** JSON: where the services are, such as {"ngos": "http://127.0.0.1:4002"}. */
  SERVICE_ADDRESSES: z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'is not JSON' });
        return z.NEVER;
      }
    })
    .pipe(z.partialRecord(z.enum(SERVICE_NAMES), z.url())),
});

const TELL_EVERY_MS = 1_000;

/** `rebuild-projections.js`: makes what this service keeps of the others anew of their feeds, while all of them run. */
export async function rebuildProjections(definition: ServiceDefinition): Promise<string> {
  const { name, projections = [] } = definition;
  if (projections.length === 0) return `${name}: keeps nothing of other services.`;
  const variables = environment.safeParse(process.env);
  if (!variables.success) {
    const faults = variables.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`${name}: the environment is not right: ${faults.join('; ')}`);
  }
  const { OWNER_DATABASE_URL, CALLER_ASSERTION_KEY, SERVICE_ADDRESSES } = variables.data;
  const signer = new AssertionSigner(CALLER_ASSERTION_KEY);
  let toldAtMs = performance.now();
  const rebuilt = await rebuild({
    definition,
    ownerUrl: OWNER_DATABASE_URL,
    addresses: SERVICE_ADDRESSES,
    authorization: async () => ASSERTION_SCHEME + (await signer.sign(SYSTEM_CALLER)),
    onProgress: (events) => {
      if (performance.now() - toldAtMs < TELL_EVERY_MS) return;
      toldAtMs = performance.now();
      process.stdout.write(`${name}: ${events} events heard\n`);
    },
  });
  return rebuilt
    .map(
      ({ table, told, left }) =>
        `${name}: ${table} has ${told} rows of events, and ${left} that no event tells of.`,
    )
    .join('\n');
}
