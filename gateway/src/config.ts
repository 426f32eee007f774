import path from 'node:path';
import { z } from 'zod';

/** Where the repository's own files are, seen from `src/` and from `dist/` alike. */
const REPOSITORY = path.resolve(__dirname, '../..');

const milliseconds = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const count = (most: number) => z.coerce.number().int().min(1).max(most);
const flag = z.enum(['on', 'off']).transform((value) => value === 'on');
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

/** `beneficiaries=http://127.0.0.1:4001/graphql,ngos=…`: where each service of the supergraph really is. */
const serviceUrls = list.transform((pairs, context): ReadonlyMap<string, string> => {
  const urls = new Map<string, string>();
  for (const pair of pairs) {
    const [, name, url] = /^([\w-]+)=(https?:\/\/.+)$/.exec(pair) ?? [];
    if (name && url && URL.canParse(url)) urls.set(name, url);
    else context.addIssue({ code: 'custom', message: 'is a list of name=http://host:port/graphql' });
  }
  return urls;
});

const environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  HOST: z.string().min(1).default('127.0.0.1'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),

  /** The whole graph; its variants stand beside it. With IDENTITY=none any Federation 2 supergraph. */
  SUPERGRAPH_FILE: z.string().min(1).default(path.join(REPOSITORY, 'supergraph/supergraph.graphql')),
  /** The same from an address, in place of the file; variants stand beside it. */
  SUPERGRAPH_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** How often to look whether there is another supergraph; 0: never. */
  SUPERGRAPH_POLL_MS: z.coerce.number().int().min(0).max(86_400_000).default(5_000),
  SERVICE_URLS: serviceUrls.optional(),

  /** Whose tokens are believed: the demo issuer's, an OpenID provider's, or nobody is asked. Always said outright. */
  IDENTITY: z.enum(['development', 'oidc', 'none']),
  OIDC_ISSUER: z.url().optional(),
  OIDC_JWKS_URL: z.url().optional(),
  OIDC_AUDIENCE: z.string().min(1).default('solidarity-graph'),
  /** What the issuer writes into the header of its access tokens (RFC 9068: `at+jwt`; Keycloak: `JWT`). */
  OIDC_TOKEN_TYPE: z.enum(['at+jwt', 'JWT']).default('at+jwt'),
  /** Shared with the services: proves to them that the gateway asks. */
  CALLER_ASSERTION_KEY: z.string().min(32, 'needs at least 32 characters').optional(),

  /** The longest that one call to a service may take, and the whole answer to a client. */
  SERVICE_TIMEOUT_MS: milliseconds(10, 120_000).default(5_000),
  REQUEST_TIMEOUT_MS: milliseconds(10, 300_000).default(10_000),
  SERVICE_CONNECTIONS: count(1_000).default(64),
  /** Whether identical reads that are under way at the same time, for the same caller, are asked once. */
  SHARED_READS: flag.default(false),

  MAX_BODY_BYTES: count(16_777_216).default(131_072),
  MAX_SERVICE_RESPONSE_BYTES: count(268_435_456).default(16_777_216),
  MAX_TOKENS: count(100_000).default(2_000),
  MAX_DEPTH: count(100).default(15),
  MAX_ALIASES: count(10_000).default(30),
  MAX_ROOT_FIELDS: count(1_000).default(20),
  MAX_COST: count(1_000_000_000).default(100_000),
  CACHED_OPERATIONS: count(100_000).default(1_000),
  /** The longest that planning one operation may take. */
  PLANNING_TIMEOUT_MS: milliseconds(10, 120_000).default(5_000),

  /** Web pages of other origins that may ask; none by default. */
  CORS_ORIGINS: list.default([]),
  EXPLORER: flag.default(true),
  JOURNEYS_DIRECTORY: z.string().min(1).default(path.join(REPOSITORY, 'journeys')),
  DEMO_CLIENTS_FILE: z.string().min(1).default(path.join(REPOSITORY, 'gateway/demo-clients.json')),
});

export type GatewayConfig = z.infer<typeof environment>;

const needed = (variable: string, why: string) => ({
  code: 'custom' as const,
  path: [variable],
  message: why,
});

const consistent = environment.superRefine((config, context) => {
  if (config.NODE_ENV === 'production' && config.IDENTITY !== 'oidc') {
    context.addIssue(needed('IDENTITY', `may not be "${config.IDENTITY}" when NODE_ENV is "production"`));
  }
  if (config.IDENTITY === 'oidc') {
    if (!config.OIDC_ISSUER) context.addIssue(needed('OIDC_ISSUER', 'is needed when IDENTITY is "oidc"'));
    if (!config.OIDC_JWKS_URL) context.addIssue(needed('OIDC_JWKS_URL', 'is needed when IDENTITY is "oidc"'));
  }
  if (config.IDENTITY !== 'none') {
    if (!config.CALLER_ASSERTION_KEY) context.addIssue(needed('CALLER_ASSERTION_KEY', 'is needed'));
    if (!config.SERVICE_URLS) context.addIssue(needed('SERVICE_URLS', 'is needed'));
  }
});

/** Reads the environment once. Throws one message that names every bad variable and repeats no value. */
export function readConfig(variables: NodeJS.ProcessEnv = process.env): GatewayConfig {
  // An empty variable is how many tools write one that is not set.
  const said = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const result = consistent.safeParse(said);
  if (result.success) return result.data;
  const faults = result.error.issues.map(
    ({ path: [variable], message }) => `  ${String(variable)}: ${message}`,
  );
  throw new Error(`The environment of the gateway is not right:\n${faults.join('\n')}`);
}
