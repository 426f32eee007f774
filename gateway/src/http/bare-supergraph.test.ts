import path from 'node:path';
import { GatewayUnderTest } from '../testing/gateway-under-test';

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await GatewayUnderTest.start({ IDENTITY: 'none', MAX_DEPTH: '2', MAX_COST: '1' });
});
afterAll(() => gateway.stop());

describe('any supergraph, with nobody asked who they are', () => {
  it('is served whole, without scopes, variants or limits of size', async () => {
    const { status, data, errors } = await gateway.ask(
      '{ household(id: "h1") { head { rawScore nationalId } } }',
    );

    expect(errors).toEqual([]);
    expect(status).toBe(200);
    expect(data).toEqual({ household: { head: { rawScore: 0.5, nationalId: '2850615******1' } } });
  });

  it('is served whatever a client says of itself', async () => {
    const { status } = await gateway.post(JSON.stringify({ query: '{ lendingTotal }' }), {
      authorization: 'Bearer x',
    });

    expect(status).toBe(200);
  });

  it('tells its services nothing of who asks', async () => {
    gateway.takeCalls();
    await gateway.post(JSON.stringify({ query: '{ lendingTotal }' }), { authorization: 'Bearer x' });

    expect(gateway.services.loans.calls[0]?.headers).not.toHaveProperty('authorization');
  });

  it('hands on what services say, without their stacks', async () => {
    gateway.services.ngos.behaviour = {
      kind: 'says',
      status: 200,
      body: JSON.stringify({
        data: { ngo: null },
        errors: [
          { message: 'no such NGO', path: ['ngo'], extensions: { code: 'THEIRS', stacktrace: ['at x'] } },
        ],
      }),
    };

    const { errors } = await gateway.ask('{ ngo(id: "n9") { id } }');

    expect(errors).toEqual([{ message: 'no such NGO', path: ['ngo'], extensions: { code: 'THEIRS' } }]);
  });

  it('is ready without asking services that may know no such question', async () => {
    const ready = await fetch(`${gateway.url}/health/ready`);

    expect(await ready.json()).toEqual({ status: 'ready', services: {} });
  });

  it('has no demo issuer', async () => {
    expect((await fetch(`${gateway.url}/oauth/token`, { method: 'POST' })).status).toBe(404);
  });
});

describe('a supergraph that is broken', () => {
  it('stops the start', async () => {
    const broken = GatewayUnderTest.start({
      IDENTITY: 'none',
      SUPERGRAPH_FILE: path.join(__dirname, 'no-such-file'),
    });

    await expect(broken).rejects.toThrow('The supergraph cannot be read');
  });
});
