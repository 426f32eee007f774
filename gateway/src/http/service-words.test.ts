import { GatewayUnderTest } from '../testing/gateway-under-test';

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await GatewayUnderTest.start({ MAX_SERVICE_RESPONSE_BYTES: '100000' });
});
afterAll(() => gateway.stop());

describe('what a service says', () => {
  const says = (status: number, body: string): void => {
    gateway.services.ngos.behaviour = { kind: 'says', status, body };
  };
  const errorOfNgo = async (): Promise<object> => {
    const { errors, text } = await gateway.ask('{ ngo(id: "n1") { id } }', {
      headers: { 'x-request-id': 'r1' },
    });
    expect(gateway.leaksIn(text)).toEqual([]);
    return { ...errors[0]?.extensions, message: errors[0]?.message, path: errors[0]?.path };
  };

  it('reaches the client when its code is one of the catalogue', async () => {
    const told = {
      message: 'ask for 1 to 100',
      path: ['ngo'],
      extensions: { code: 'PAGE_SIZE_INVALID', facts: { most: 100 } },
    };
    says(200, JSON.stringify({ data: { ngo: null }, errors: [told] }));

    expect(await errorOfNgo()).toEqual({ ...told.extensions, message: told.message, path: ['ngo'] });
  });

  it('is told at what it left null when it does not say where it belongs', async () => {
    const told = { message: 'ask for 1 to 100', extensions: { code: 'PAGE_SIZE_INVALID' } };
    says(200, JSON.stringify({ data: { ngo: null }, errors: [told] }));

    expect(await errorOfNgo()).toEqual({ code: 'PAGE_SIZE_INVALID', message: told.message, path: ['ngo'] });
  });

  it('is kept from the client when it is a stack, SQL or an address', async () => {
    says(
      200,
      JSON.stringify({
        data: { ngo: null },
        errors: [
          {
            message: 'relation "ngo" does not exist at 127.0.0.1',
            path: ['ngo'],
            extensions: {
              code: 'INTERNAL_SERVER_ERROR',
              stacktrace: ['at query (/srv/node_modules/pg/client.js)'],
            },
          },
        ],
      }),
    );

    expect(await errorOfNgo()).toEqual({
      code: 'INTERNAL_ERROR',
      facts: { requestId: 'r1' },
      message: 'Something failed on our side. Try again; if it fails again, report the request id r1.',
      path: ['ngo'],
    });
  });

  it.each([
    [
      'does not believe the gateway',
      401,
      JSON.stringify({ errors: [{ message: 'no', extensions: { code: 'UNAUTHENTICATED' } }] }),
    ],
    [
      'does not understand the gateway',
      400,
      JSON.stringify({
        errors: [{ message: 'no field x', extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
      }),
    ],
    ['answers with a page', 502, '<html>upstream 127.0.0.1 failed</html>'],
    ['answers with nothing', 200, ''],
    ['answers with something else', 200, '[1]'],
    ['answers with neither data nor errors', 200, '{"data":null}'],
    ['answers without end', 200, JSON.stringify({ data: { ngo: { id: 'x'.repeat(200_000) } } })],
  ])('is no fault of the client when it %s', async (_what, status, body) => {
    says(status, body);

    expect(await errorOfNgo()).toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });

  it('does not go unnoticed when it is null where nothing may be null', async () => {
    says(200, JSON.stringify({ data: { ngo: { id: 'n1', name: null } } }));

    const { data, errors } = await gateway.ask('{ ngo(id: "n1") { id name { ar } } }');

    expect(data).toEqual({ ngo: null });
    expect(errors.map(({ path, extensions }) => ({ path, code: extensions['code'] }))).toEqual([
      { path: ['ngo', 'name'], code: 'INTERNAL_ERROR' },
    ]);
  });
});
