import { Webhook } from 'standardwebhooks';
import { verifyWebhook } from './webhooks';

const secretOf = (text: string): string => `whsec_${Buffer.from(text.padEnd(32, '.')).toString('base64')}`;
const body = JSON.stringify({
  type: 'product.changed',
  version: 1,
  timestamp: '2026-11-22T10:00:00.000Z',
  subject: 's',
  data: { price: '12.00' },
});

function signed(secret: string, at = new Date()): Record<string, string> {
  return {
    'Webhook-Id': 'event-1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign('event-1', at, body),
  };
}

describe('a request to a webhook', () => {
  test('is the event when it is signed, whatever the case of its headers', () => {
    expect(verifyWebhook(secretOf('one'), signed(secretOf('one')), body)).toEqual({
      ...{ id: 'event-1', type: 'product.changed', version: 1, subject: 's' },
      timestamp: '2026-11-22T10:00:00.000Z',
      data: { price: '12.00' },
    });
  });

  test('may be signed with either secret while one is being replaced', () => {
    expect(verifyWebhook([secretOf('new'), secretOf('old')], signed(secretOf('old')), body).id).toBe(
      'event-1',
    );
  });

  test.each([
    ['signed with another secret', signed(secretOf('other')), body],
    ['changed by a byte', signed(secretOf('one')), body.replace('12.00', '13.00')],
    ['older than five minutes', signed(secretOf('one'), new Date(Date.now() - 6 * 60_000)), body],
    ['not signed', {}, body],
  ])('is refused when it is %s', (_how, headers, sent) => {
    expect(() => verifyWebhook(secretOf('one'), headers, sent)).toThrow('not signed');
  });
});
