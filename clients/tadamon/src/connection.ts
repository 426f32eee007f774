import { AccessToken, type Credentials } from '@solidarity/sdk/access-token';
import { GraphClient } from '@solidarity/sdk/graph-client';
import { UsageError } from './exit-codes';
import { say, TOLD, type Language } from './texts';

export interface ConnectionOptions {
  readonly gateway: string;
  readonly client?: string;
  readonly tokenUrl?: string;
}

const DEMO_CLIENT = /^demo-[a-z0-9-]+$/;

/** Who asks, out of options and environment; null for anyone. */
export function credentialsOf(
  { gateway, client, tokenUrl }: ConnectionOptions,
  environment: NodeJS.ProcessEnv,
  language: Language,
): Credentials | null {
  if (client === undefined) return null;
  // The demonstration's clients are no secret: theirs is their name.
  const demoSecret = DEMO_CLIENT.test(client) ? `${client}-secret` : undefined;
  const clientSecret = environment['CLIENT_SECRET'] ?? demoSecret;
  if (clientSecret === undefined) throw new UsageError(say(TOLD.noSecret, language));
  return { tokenUrl: tokenUrl ?? new URL('/oauth/token', gateway).href, clientId: client, clientSecret };
}

export function clientOf(
  options: ConnectionOptions,
  environment: NodeJS.ProcessEnv,
  language: Language,
): GraphClient {
  const credentials = credentialsOf(options, environment, language);
  return new GraphClient({ gateway: options.gateway, language, ...(credentials ? { credentials } : {}) });
}

/** A token of the client. Throws a UsageError without one. */
export async function tokenOf(
  options: ConnectionOptions,
  environment: NodeJS.ProcessEnv,
  language: Language,
): Promise<string> {
  const credentials = credentialsOf(options, environment, language);
  if (!credentials) throw new UsageError(say(TOLD.noClient, language));
  return new AccessToken(credentials).get();
}
