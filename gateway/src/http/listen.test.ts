import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import { GatewayUnderTest } from '../testing/gateway-under-test';
import { listen } from './listen';

describe('beginning and ending', () => {
  it('names the port that somebody else has', async () => {
    const first = fastify();
    await listen(first, 0, '127.0.0.1');
    const { port } = first.server.address() as AddressInfo;

    await expect(listen(fastify(), port, '127.0.0.1')).rejects.toThrow(
      `PORT: ${port} on 127.0.0.1 is already in use.`,
    );
    await first.close();
  });

  it('finishes what is under way before it closes', async () => {
    const gateway = await GatewayUnderTest.start();
    gateway.services.loans.behaviour = { kind: 'answers', afterMs: 200 };
    const underWay = gateway.ask('{ lendingTotal }');
    while (gateway.services.loans.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));

    const stopped = gateway.stop();

    expect((await underWay).data).toEqual({ lendingTotal: '1250.00' });
    await stopped;
    await expect(gateway.ask('{ lendingTotal }')).rejects.toThrow();
  });
});
