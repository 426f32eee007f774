/** The limit of what one process of Node can send: the same calls, signed, over as many connections, and no more. */
import { createServer } from 'node:http';
import { kit } from '../lib/house-code.mjs';

const { Agent, request } = kit('undici');
const { Webhook } = kit('standardwebhooks');

const CONNECTIONS = 16;
const agent = new Agent({ connections: CONNECTIONS });

async function send(url, secret, count) {
  const webhook = new Webhook(secret);
  let next = 0;
  const sendNext = async () => {
    for (let nr = next++; nr < count; nr = next++) {
      const id = `0193aaaa-0000-7000-8000-${nr.toString(16).padStart(12, '0')}`;
      const at = new Date();
      const data = { productId: id, producerId: id, state: 'OFFERED', price: '100.00', available: 0 };
      const timestamp = at.toISOString();
      const body = JSON.stringify({
        type: 'product.changed',
        version: 1,
        timestamp,
        subject: id,
        seq: nr,
        data,
      });
      const headers = {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': webhook.sign(id, at, body),
      };
      const answer = await request(url, { method: 'POST', dispatcher: agent, headers, body });
      await answer.body.dump();
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, sendNext));
}

const server = createServer(async (asked, response) => {
  const address = new URL(asked.url, 'http://localhost').searchParams;
  await send(address.get('url'), address.get('secret'), Number(address.get('count')));
  response.end();
});
server.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`));
