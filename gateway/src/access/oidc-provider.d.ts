/** The part of oidc-provider that the demo issuer uses; the package has no types of its own. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  interface TokenContext {
    readonly clientId?: string;
  }

  export class Provider {
    constructor(issuer: string, configuration: Readonly<Record<string, unknown>>);
    proxy: boolean;
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  }

  export type ExtraTokenClaims = (context: unknown, token: TokenContext) => Record<string, unknown>;
}
