import { ReadinessProbe } from './readiness';
import { answer, ScriptedServer } from './testing/scripted-server';

describe('whether services are ready', () => {
  let server: ScriptedServer;
  beforeEach(async () => {
    server = await ScriptedServer.start();
  });
  afterEach(() => server.stop());

  it.each([
    ['says so', answer('{"status":"ready"}'), true],
    ['says that it is not', answer('{}', '503 Service Unavailable'), false],
    ['says nothing that can be understood', 'ready\r\n\r\n', false],
  ])('is what each of them says: one %s', async (_what, text, ready) => {
    server.script = (_request, socket) => void socket.write(text);

    expect(await new ReadinessProbe(new Map([['ngos', server.url]])).ask()).toEqual({ ngos: ready });

    expect(server.requests.map(({ head }) => head.split('\r\n')[0])).toEqual(['GET /health/ready HTTP/1.1']);
    await server.until(() => server.open.size === 0);
  });

  it('is asked once for all who want to know at the same time', async () => {
    const probe = new ReadinessProbe(new Map([['ngos', server.url]]));

    await Promise.all([probe.ask(), probe.ask(), probe.ask()]);

    expect(server.requests.length).toBe(1);
  });

  it('is no longer waited for than a second', async () => {
    server.script = () => undefined;
    const started = performance.now();

    expect(await new ReadinessProbe(new Map([['ngos', server.url]])).ask()).toEqual({ ngos: false });

    expect(performance.now() - started).toBeLessThan(1_200);
    await server.until(() => server.open.size === 0);
  });

  it('is known of those that listen when another does not', async () => {
    const gone = await ScriptedServer.start();
    const { url } = gone;
    await gone.stop();

    const probe = new ReadinessProbe(
      new Map([
        ['ngos', server.url],
        ['loans', url],
      ]),
    );

    expect(await probe.ask()).toEqual({ ngos: true, loans: false });
  });
});
