import { Receiver } from '../events/receiver.fixture';
import { startWebhooksWith } from './capability';
import { BRISK, WebhookHouse } from './webhooks.fixture';

it('counts what was sent and what waits, and names no webhook', async () => {
  const house = await WebhookHouse.open();
  const receiver = new Receiver();
  await receiver.up();
  const server = await house.service.serve((running) => startWebhooksWith(running, BRISK));
  house.servers.push(server);
  const [taken, refused] = [await house.ngo(), await house.ngo()];
  receiver.answer = ({ event }) => (event.subject === refused ? 500 : 204);
  const id = await house.webhook(receiver);

  await house.tell(taken, '2026-01-01');
  await house.tell(refused, '2026-01-01');
  await house.attempts(2);
  const metrics = (await server.inject('/metrics')).body;

  expect(metrics).toMatch(/^webhook_deliveries_total\{outcome="delivered",service="ngos"\} 1$/m);
  expect(metrics).toMatch(/^webhook_deliveries_waiting\{service="ngos"\} 1$/m);
  expect(metrics).toMatch(/^webhook_oldest_waiting_seconds\{service="ngos"\} \d/m);
  expect(metrics).toMatch(/^webhook_lag_seconds_count\{service="ngos"\} 1$/m);
  expect(metrics).toMatch(/^webhook_calls_in_flight\{service="ngos"\} 0$/m);
  expect(metrics).not.toContain(id);
  await house.close();
  await receiver.down();
});
