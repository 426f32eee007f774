import { answerOf, GatewayUnderTest } from '../testing/gateway-under-test';

let gateway: GatewayUnderTest;
beforeAll(async () => {
  gateway = await GatewayUnderTest.start({ MAX_BODY_BYTES: '2000', CORS_ORIGINS: 'https://diarna.example' });
});
afterAll(() => gateway.stop());
beforeEach(() => gateway.takeCalls());

const QUESTION = JSON.stringify({ query: '{ lendingTotal }' });
const JSON_ONLY = { accept: 'application/json' };

describe('GraphQL over HTTP', () => {
  it('answers in the form that the client accepts', async () => {
    const [modern, plain, anything] = await Promise.all([
      gateway.post(QUESTION),
      gateway.post(QUESTION, JSON_ONLY),
      gateway.post(QUESTION, { accept: '*/*' }),
    ]);

    expect(modern.headers.get('content-type')).toBe('application/graphql-response+json; charset=utf-8');
    expect(plain.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(anything.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect([modern.data, plain.data]).toEqual([{ lendingTotal: '1250.00' }, { lendingTotal: '1250.00' }]);
  });

  it.each([
    ['a syntax error', { query: '{ ngos {' }, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', { query: '{ nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'an operation that is not there',
      { query: '{ lendingTotal }', operationName: 'X' },
      'OPERATION_NOT_FOUND',
    ],
    [
      'a choice that is not made',
      { query: 'query A { lendingTotal } query B { lendingTotal }' },
      'OPERATION_NOT_FOUND',
    ],
    ['a missing variable', { query: 'query ($id: ID!) { ngo(id: $id) { id } }' }, 'BAD_USER_INPUT'],
  ])('tells of %s by 400, and by 200 to who takes only plain JSON', async (_what, body, code) => {
    const modern = await gateway.post(JSON.stringify(body));
    const plain = await gateway.post(JSON.stringify(body), JSON_ONLY);

    expect([modern.status, plain.status]).toEqual([400, 200]);
    expect(modern.errors[0]?.extensions['code']).toBe(code);
    expect(modern.data).toBeUndefined();
    expect(plain.text).toBe(modern.text);
  });

  it.each([
    ['no JSON', '{"query":'],
    ['no object', '"{ lendingTotal }"'],
    ['no query', '{}'],
    ['an empty query', '{"query":""}'],
    ['variables that are no object', '{"query":"{ lendingTotal }","variables":[1]}'],
    ['a batch', `[${QUESTION},${QUESTION}]`],
    ['nothing', ''],
    ['a poisoned prototype', '{"query":"{ lendingTotal }","__proto__":{"admin":true}}'],
  ])('refuses %s by 400 in either form', async (_what, body) => {
    const answers = await Promise.all([gateway.post(body), gateway.post(body, JSON_ONLY)]);

    expect(answers.map(({ status }) => status)).toEqual([400, 400]);
    expect(answers[0].errors.map(({ extensions }) => extensions)).toEqual([{ code: 'REQUEST_INVALID' }]);
    expect(gateway.takeCalls()).toBe(0);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
  ])('refuses %s, which a page of another origin could send unasked', async (type) => {
    const { status, headers, errors } = await gateway.post(QUESTION, { 'content-type': type });

    expect([status, headers.get('accept')]).toEqual([415, 'application/json']);
    expect(errors).toEqual([
      {
        message: 'Send JSON, and say so: "Content-Type: application/json".',
        extensions: { code: 'REQUEST_INVALID' },
      },
    ]);
  });

  it.each([
    ['GET', {}],
    ['PUT', { body: QUESTION }],
    ['DELETE', {}],
    ['PATCH', { body: '<q/>', headers: { 'content-type': 'application/xml' } }],
  ])('answers nothing by %s', async (method, more) => {
    const { status, headers, errors } = await answerOf(
      await fetch(`${gateway.url}/graphql?query={lendingTotal}`, { method, ...more }),
    );

    expect([status, headers.get('allow')]).toEqual([405, 'POST']);
    expect(errors).toEqual([
      { message: 'Send the operation by POST.', extensions: { code: 'REQUEST_INVALID' } },
    ]);
  });

  it('refuses a client that accepts neither form', async () => {
    const { status, errors } = await gateway.post(QUESTION, { accept: 'text/html' });

    expect(status).toBe(406);
    expect(errors).toEqual([
      {
        message:
          'Accept application/graphql-response+json or application/json: name one of them in the header "Accept".',
        extensions: { code: 'REQUEST_INVALID' },
      },
    ]);
  });

  it('says in Arabic what to do', async () => {
    const headers = { 'accept-language': 'ar' };

    const answers = await Promise.all([
      fetch(`${gateway.url}/graphql`, { headers }).then(answerOf),
      gateway.post(QUESTION, { ...headers, accept: 'text/html' }),
      gateway.post(QUESTION, { ...headers, 'content-type': 'text/plain' }),
    ]);

    expect(answers.map(({ errors }) => errors[0]?.message)).toEqual([
      'أرسل الاستعلام بطريقة POST.',
      'اقبل application/graphql-response+json أو application/json: اذكر أحدهما في الترويسة "Accept".',
      'أرسل JSON واذكر ذلك: "Content-Type: application/json".',
    ]);
  });

  it.each([
    ['one operation', '{ lendingTotal }', { lendingTotal: '1250.00' }],
    ['several, of which none is chosen', 'query A { lendingTotal } query B { lendingTotal }', undefined],
  ])('takes an empty operation name for none: %s', async (_what, query, data) => {
    const answer = await gateway.post(JSON.stringify({ query, operationName: '' }));

    expect(answer.data).toEqual(data);
    expect(answer.errors.map(({ extensions }) => extensions['code'])).toEqual(
      data ? [] : ['OPERATION_NOT_FOUND'],
    );
  });

  it.each(['/graphql/', '/graphql/?from=app'])('is served at %s too', async (address) => {
    const response = await fetch(`${gateway.url}${address}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://diarna.example' },
      body: QUESTION,
    });

    expect(await response.json()).toEqual({ data: { lendingTotal: '1250.00' } });
    expect(response.headers.get('access-control-allow-origin')).toBe('https://diarna.example');
  });

  it.each(['/graphql//', '/graphql/x', '/x/graphql/'])('is not served at %s', async (address) => {
    expect((await fetch(`${gateway.url}${address}`, { method: 'POST' })).status).toBe(404);
  });

  it('refuses a body beyond the limit', async () => {
    const { status, errors } = await gateway.post(
      JSON.stringify({ query: `{ lendingTotal } #${'x'.repeat(3_000)}` }),
    );

    expect(status).toBe(413);
    expect(errors[0]?.extensions['code']).toBe('OPERATION_TOO_LARGE');
  });

  it('keeps the request id of the client, and makes one when there is none that can be kept', async () => {
    const [own, made, bad] = await Promise.all([
      gateway.post(QUESTION, { 'x-request-id': 'visit-17' }),
      gateway.post(QUESTION),
      gateway.post(QUESTION, { 'x-request-id': 'a b<script>' }),
    ]);

    expect(own.headers.get('x-request-id')).toBe('visit-17');
    expect(made.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(bad.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('refuses a purpose that the audit trail would cut off', async () => {
    const { errors } = await gateway.post(QUESTION, { 'x-purpose': encodeURIComponent('س'.repeat(201)) });

    expect(errors[0]?.extensions).toEqual({
      code: 'BAD_USER_INPUT',
      facts: { header: 'x-purpose', most: 200 },
    });
  });
});

describe('limits on operations', () => {
  it.each([
    ['depth', `{ ngos ${'{ name '.repeat(16)} { ar } ${'}'.repeat(16)} }`, 15],
    ['rootFields', `{ ${'lendingTotal '.repeat(21)} }`, 20],
    ['tokens', `{ ${'ngos { id } '.repeat(250)} }`, 500],
    ['cost', '{ ngos(first: 100) { name { ar en } } }', 250],
  ])('refuse an operation beyond the limit of %s, before a service is asked', async (limit, query, most) => {
    const limited = await GatewayUnderTest.start({ MAX_TOKENS: '500', MAX_COST: '250' });

    const { status, errors } = await limited.ask(query);
    const calls = limited.takeCalls();
    await limited.stop();

    expect(status).toBe(400);
    expect(errors.map(({ extensions }) => extensions)).toEqual([
      { code: 'OPERATION_TOO_LARGE', facts: { limit, most } },
    ]);
    expect(calls).toBe(0);
  });
});

describe('what a browser is allowed', () => {
  it('is to ask from the origins that are listed', async () => {
    const { headers } = await gateway.post(QUESTION, { origin: 'https://diarna.example' });

    expect(headers.get('access-control-allow-origin')).toBe('https://diarna.example');
    expect(headers.get('vary')).toBe('Origin');
  });

  it('is nothing from any other origin', async () => {
    const answer = await gateway.post(QUESTION, { origin: 'https://evil.example' });
    const preflight = await fetch(`${gateway.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    });

    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('is told before it sends a token', async () => {
    const preflight = await fetch(`${gateway.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin: 'https://diarna.example', 'access-control-request-method': 'POST' },
    });

    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
  });

  it('is to do nothing with an answer but read it', async () => {
    const { headers } = await gateway.post(QUESTION);

    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  });
});

describe('the log and the metrics', () => {
  it('tell of a request without a word of its text or its values', async () => {
    gateway.logged.length = 0;
    await gateway.ask(
      'query FindMona($n: String) { ngos(nameContains: $n) { id } householdCount(governorate: EG_GZ) }',
      {
        as: 'analyst',
        variables: { n: '28506152100011' },
      },
    );

    const log = gateway.logged.join('');
    expect(JSON.parse(gateway.logged.at(-1) ?? '{}')).toMatchObject({
      role: 'analyst',
      variant: 'internal',
      kind: 'query',
      outcome: 'ok',
      codes: [],
    });
    expect(log).not.toMatch(/FindMona|28506152100011|EG_GZ|eyJ/);
  });

  it('count operations by outcome and calls by service', async () => {
    await gateway.ask('{ lendingTotal }');

    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();

    expect(metrics).toMatch(
      /gateway_operation_seconds_count\{kind="query",outcome="ok",variant="public"\} \d+/,
    );
    expect(metrics).toMatch(/gateway_service_call_seconds_count\{service="loans",outcome="answered"\} \d+/);
  });
});

describe('an address that cannot be read', () => {
  it('is refused without being repeated', async () => {
    const answer = await fetch(`${gateway.url}/%zz29001011234567`);

    expect([answer.status, answer.headers.get('x-content-type-options'), await answer.text()]).toEqual([
      400,
      'nosniff',
      '{"status":"bad request"}',
    ]);
  });
});

describe('health', () => {
  it('is alive, and ready when the services are', async () => {
    const live = await fetch(`${gateway.url}/health/live`);
    const ready = await fetch(`${gateway.url}/health/ready`);

    expect(await live.json()).toEqual({ status: 'live' });
    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({
      status: 'ready',
      services: { registry: true, ngos: true, loans: true },
    });
  });

  it('is ready for partial answers too, and says which part is missing', async () => {
    const lame = await GatewayUnderTest.start();
    await lame.services.ngos.kill();

    const ready = await fetch(`${lame.url}/health/ready`);
    await Promise.all([lame.services.registry.kill(), lame.services.loans.kill()]);
    await lame.stop();

    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({
      status: 'degraded',
      services: { registry: true, ngos: false, loans: true },
    });
  });
});
