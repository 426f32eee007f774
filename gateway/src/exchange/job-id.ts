import { CodedError } from '@solidarity/subgraph-kit/errors/coded-error';

/** Where something of the exchange is kept: the service, and the id that it has there. */
export interface Place {
  readonly service: string;
  readonly id: string;
}

const FORM = /^([a-z-]{1,40}):([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** The id that clients know: it says by itself which service to ask. */
export function publicId({ service, id }: Place): string {
  return `${service}:${id}`;
}

/** The place that a client's id names. Throws NOT_FOUND for what is no such id. */
export function placeOf(publicId: string): Place {
  const [, service, id] = FORM.exec(publicId) ?? [];
  if (service === undefined || id === undefined) throw new CodedError('NOT_FOUND');
  return { service, id };
}
