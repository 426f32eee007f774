import type { z } from 'zod';

/** An event before it is emitted: what became true, about whom or what. */
export interface NewEvent<Payload = unknown> {
  readonly type: string;
  readonly version: number;
  /** Whom or what it is about; events of one subject are delivered in the order in which they became true. */
  readonly subject: string;
  readonly payload: Payload;
  /** When it became true, if not now: an ISO instant. */
  readonly occurredAt?: string;
}

/** A kind of event that crosses services, with the form of its payload. */
export interface EventType<Payload> {
  readonly type: string;
  readonly version: number;
  /** Checks a payload at either end; what the form does not know is left out. */
  parse(payload: unknown): Payload;
  /** An event of this kind, ready for `emit`. */
  of(subject: string, payload: Payload, occurredAt?: string): NewEvent<Payload>;
}

/** Defines a kind of event. A change that old receivers would not understand is a new version. */
export function defineEvent<Form extends z.ZodObject>(
  type: string,
  version: number,
  form: Form,
): EventType<z.infer<Form>> {
  return {
    type,
    version,
    parse: (payload) => form.parse(payload),
    of: (subject, payload, occurredAt) => ({
      type,
      version,
      subject,
      payload: form.parse(payload),
      occurredAt,
    }),
  };
}
