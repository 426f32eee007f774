import { z } from 'zod';
import type { ServiceName } from '../server/service';

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

/** What is said of a kind of event to those who receive it. */
export interface EventFacts {
  /** The service that emits it. */
  readonly owner: ServiceName;
  /** When it is emitted, and whose id its subject is. */
  readonly description: { readonly en: string; readonly ar: string };
}

/** A kind of event that crosses services, with the form of its payload. */
export interface EventType<Payload> extends EventFacts {
  readonly type: string;
  readonly version: number;
  /** The form of its payload as JSON Schema. A receiver lets pass what it does not name. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** Checks a payload at either end; what the form does not know is left out. */
  parse(payload: unknown): Payload;
  /** An event of this kind, ready for `emit`. */
  of(subject: string, payload: Payload, occurredAt?: string): NewEvent<Payload>;
}

/** Defines a kind of event. A change that old receivers would not understand is a new version. */
export function defineEvent<Form extends z.ZodObject>(
  type: string,
  version: number,
  facts: EventFacts,
  form: Form,
): EventType<z.infer<Form>> {
  const { $schema, ...schema } = z.toJSONSchema(form, { io: 'input' });
  return {
    ...facts,
    type,
    version,
    schema: {
      $schema,
      $id: `urn:solidarity:event:${type}:v${version}`,
      title: `${type} v${version}`,
      description: facts.description.en,
      ...schema,
    },
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
