import { Webhook } from 'standardwebhooks';

/** What a webhook brings. */
export interface WebhookEvent<Payload = unknown> {
  /** The same for every attempt and redelivery of an event: keep it to tell a repetition. */
  readonly id: string;
  readonly type: string;
  readonly version: number;
  /** When it became true. */
  readonly timestamp: string;
  readonly subject: string;
  readonly data: Payload;
}

/**
 * The event in a request to your webhook's address. Give the body as it came, byte for byte. While a secret is being
 * replaced give both. Throws when nobody who knows a secret has signed it within the last five minutes.
 */
export function verifyWebhook<Payload = unknown>(
  secrets: string | readonly string[],
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: string,
): WebhookEvent<Payload> {
  const signed = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  const failures: unknown[] = [];
  for (const secret of typeof secrets === 'string' ? [secrets] : secrets) {
    try {
      const event = new Webhook(secret).verify(body, signed) as Omit<WebhookEvent<Payload>, 'id'>;
      return { ...event, id: signed['webhook-id'] ?? '' };
    } catch (error) {
      failures.push(error);
    }
  }
  throw new AggregateError(failures, 'The request is not signed with any of the secrets.');
}
