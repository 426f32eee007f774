/** The two forms of a GraphQL answer over HTTP; they differ in what the HTTP status says of errors. */
export const GRAPHQL_RESPONSE = 'application/graphql-response+json';
export const JSON_RESPONSE = 'application/json';
export type MediaType = typeof GRAPHQL_RESPONSE | typeof JSON_RESPONSE;

/**
 * The form that a client accepts, by the GraphQL-over-HTTP specification; null when it accepts neither. A client
 * that does not say, or takes anything, gets plain JSON.
 */
export function acceptedMediaType(accept: string | undefined): MediaType | null {
  if (accept === undefined || accept.trim() === '') return JSON_RESPONSE;
  let chosen: MediaType | null = null;
  let highest = 0;
  for (const range of accept.split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const offered = offeredFor(type);
    const quality = qualityOf(parameters);
    const isBetter = quality > highest || (quality === highest && offered === GRAPHQL_RESPONSE);
    if (offered && quality > 0 && isBetter) {
      chosen = offered;
      highest = quality;
    }
  }
  return chosen;
}

function offeredFor(range: string): MediaType | null {
  if (range === GRAPHQL_RESPONSE) return GRAPHQL_RESPONSE;
  return range === JSON_RESPONSE || range === 'application/*' || range === '*/*' ? JSON_RESPONSE : null;
}

function qualityOf(parameters: readonly string[]): number {
  const said = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = said === undefined ? 1 : Number(said.slice(2));
  return quality >= 0 && quality <= 1 ? quality : 0;
}

/** Whether the body is JSON. A page of another origin cannot send this without being asked first (CSRF). */
export function isJson(contentType: string | undefined): boolean {
  return contentType?.split(';')[0]?.trim().toLowerCase() === 'application/json';
}
