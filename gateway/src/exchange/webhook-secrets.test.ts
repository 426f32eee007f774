import { callerOf } from '@solidarity/subgraph-kit/access/roles';
import { newWebhook, newWebhookSecret } from './webhook-secrets';

const context = (subject: string, webhookKey = 'a key of tests, of no use elsewhere') => ({
  caller: callerOf('marketplace', subject),
  webhookKey,
});

describe('a new webhook', () => {
  test('is the same for a repetition by the same caller with the same key, and for nobody else', () => {
    const first = newWebhook(context('diarna'), 'catalogue-1');
    expect(newWebhook(context('diarna'), 'catalogue-1')).toEqual(first);
    for (const other of [
      newWebhook(context('another'), 'catalogue-1'),
      newWebhook(context('diarna'), 'catalogue-2'),
      newWebhook(context('diarna', 'the key of another installation'), 'catalogue-1'),
    ]) {
      expect(other.id).not.toBe(first.id);
      expect(other.secret).not.toBe(first.secret);
    }
  });

  test('has a UUID of version 8 and a secret of 32 bytes', () => {
    const { id, secret } = newWebhook(context('diarna'), 'catalogue-1');
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Buffer.from(secret.slice('whsec_'.length), 'base64')).toHaveLength(32);
  });

  test('gets another secret each time it is rotated', () => {
    expect(newWebhookSecret()).not.toBe(newWebhookSecret());
  });
});
