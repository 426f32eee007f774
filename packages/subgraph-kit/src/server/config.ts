import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const secret = z.string().min(32, 'needs at least 32 characters');

/** A service or partner that is sent events of the named types. */
const subscriber = z.object({
  name: z.string().min(1),
  url: z.url(),
  secret: z.string().min(1),
  types: z.array(z.string().min(1)),
});

const json = <T extends z.ZodType>(schema: T) =>
  z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'is not JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);

/** The whole environment of a service. A bad value stops the start by its name; no secret has a default. */
const environment = z.object({
  PORT: port,
  HOST: z.string().default('127.0.0.1'),
  /** PostgreSQL, as the login that owns nothing. */
  DATABASE_URL: z.url(),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(200).default(10),
  STATEMENT_TIMEOUT_MS: z.coerce.number().int().min(100).max(600_000).default(10_000),
  /** Shared with the gateway: proves who calls. */
  CALLER_ASSERTION_KEY: secret,
  /** Shared by the services: makes a person's id of a national ID. */
  PERSON_ID_PEPPER: secret,
  /** JSON list of those that hear this service's events. */
  EVENT_SUBSCRIBERS: json(z.array(subscriber)).default([]),
  /** Verifies the events that others send here: `whsec_` and base64; two with a space between while one replaces the other. */
  EVENT_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/=]+( whsec_[A-Za-z0-9+/=]+)?$/, 'is no Standard Webhooks secret'),
  /** Days after which a list that was brought in, and what of it was refused, is forgotten but for its counts. */
  IMPORT_KEEP_DAYS: z.coerce.number().int().min(1).max(365).default(30),
  /** Shuts the secrets of webhooks in the database; a new and the old one with a space between while one replaces the other. */
  WEBHOOK_SECRETS_KEY: z.string().regex(/^\S{32,}( \S{32,})?$/, 'needs at least 32 characters'),
  /** For development alone: lets webhooks go to this machine, over http too. */
  WEBHOOKS_ALLOW_LOOPBACK: z.stringbool().default(false),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
});

export type ServiceConfig = z.infer<typeof environment>;

/** Reads the environment once. Throws one message that names every bad variable and no value. */
export function readConfig(variables: NodeJS.ProcessEnv = process.env): ServiceConfig {
  const result = environment.safeParse(variables);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment of this service is not right:\n${faults.join('\n')}`);
}
