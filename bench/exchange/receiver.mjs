/** A partner's receiver on the loopback: takes all, checks signatures, and tells on `GET /` what it has seen. */
import { createServer } from 'node:http';
import { kit } from '../lib/house-code.mjs';
import { Witness } from './events.mjs';

const { Webhook } = kit('standardwebhooks');

/** A signature costs as much as all else of a call; every so many is enough to know that they are right. */
const CHECKED_EVERY = 50;

let witness = new Witness();
let webhook = null;
let calls = 0;
let wrong = 0;
let first = null;
let last = null;

function take({ headers }, body) {
  last = Date.now();
  first ??= last;
  calls += 1;
  if (webhook && calls % CHECKED_EVERY === 1) {
    try {
      webhook.verify(body, headers);
    } catch {
      wrong += 1;
    }
  }
  const { subject, data } = JSON.parse(body);
  witness.see(headers['webhook-id'], subject, data.available);
}

/** `PUT /` with a secret begins anew. */
function begin(secret) {
  webhook = secret === '' ? null : new Webhook(secret);
  witness = new Witness();
  [calls, wrong, first, last] = [0, 0, null, null];
}

function told() {
  const { seen, outOfOrder, repeated } = witness;
  return JSON.stringify({ calls, seen, outOfOrder, repeated, wrong, first, last });
}

const server = createServer((request, response) => {
  if (request.method === 'GET') {
    response.end(told());
    return;
  }
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    if (request.method === 'PUT') begin(body);
    else take(request, body);
    response.writeHead(204).end();
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`));
