import path from 'node:path';
import { DEVELOPMENT_PEPPER, readConfig } from './config';
import { planMaintenance, planSystem, type SystemPlan } from './plan';

const secretOf = (name: string) => `secret-of-${name}`;

function aPlan(environment: NodeJS.ProcessEnv = {}): SystemPlan {
  return planSystem('/house', readConfig('/house', environment), secretOf);
}

const environmentOf = (plan: SystemPlan, name: string) =>
  plan.servers.find((server) => server.name === name)?.environment ?? {};

it('runs the four services and then the gateway, each on its port', () => {
  const { servers } = aPlan();

  expect(servers.map(({ name, script, port }) => [name, path.relative('/house', script), port])).toEqual([
    ['beneficiaries', 'services/beneficiaries/dist/main.js', 4001],
    ['ngos', 'services/ngos/dist/main.js', 4002],
    ['care-homes', 'services/care-homes/dist/main.js', 4003],
    ['microfinance', 'services/microfinance/dist/main.js', 4004],
    ['gateway', 'gateway/dist/main.js', 4000],
  ]);
});

it('gives a service the login that owns nothing, and its migrations the owner', () => {
  const plan = aPlan();

  expect(environmentOf(plan, 'care-homes')).toMatchObject({
    DATABASE_URL:
      'postgres://care_homes_app:secret-of-database%3Acare_homes%3Aapp@127.0.0.1:54329/care_homes',
  });
  expect(plan.migrations[2]).toMatchObject({
    name: 'care-homes migrations',
    environment: {
      OWNER_DATABASE_URL:
        'postgres://care_homes_owner:secret-of-database%3Acare_homes%3Aowner@127.0.0.1:54329/care_homes',
    },
  });
});

it('gives nobody but the stack the address of the administrator', () => {
  const { adminUrl, ...plan } = aPlan();
  const environments = [...plan.servers, ...plan.migrations].map(({ environment }) =>
    JSON.stringify(environment),
  );

  expect(environments.filter((text) => text.includes(adminUrl) || text.includes('administrator'))).toEqual(
    [],
  );
});

it('tells the gateway where the services are, by their names in the graph', () => {
  const plan = aPlan({ NGOS_PORT: '5002' });

  expect(environmentOf(plan, 'gateway')).toMatchObject({
    PORT: '4000',
    IDENTITY: 'development',
    SERVICE_URLS:
      'beneficiaries=http://127.0.0.1:4001/graphql,ngos=http://127.0.0.1:5002/graphql,' +
      'care-homes=http://127.0.0.1:4003/graphql,microfinance=http://127.0.0.1:4004/graphql',
  });
});

it('shares the assertion key between the gateway and the services, and the pepper among the services alone', () => {
  const plan = aPlan();

  const keys = plan.servers.map(({ environment }) => environment.CALLER_ASSERTION_KEY);
  const peppers = plan.servers.map(({ environment }) => environment.PERSON_ID_PEPPER);

  expect(new Set(keys)).toEqual(new Set(['secret-of-caller-assertion']));
  expect(peppers).toEqual([...Array<string>(4).fill(DEVELOPMENT_PEPPER), undefined]);
});

it('signs what it sends to a service with the secret that this service checks', () => {
  const plan = aPlan();
  const subscribers = JSON.parse(environmentOf(plan, 'ngos').EVENT_SUBSCRIBERS ?? '') as {
    name: string;
    url: string;
    secret: string;
    types: string[];
  }[];

  expect(subscribers.map(({ name }) => name)).toEqual(['beneficiaries', 'care-homes', 'microfinance']);
  for (const { name, url, secret, types } of subscribers) {
    expect(secret).toBe(environmentOf(plan, name).EVENT_SECRET);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:400\d\/events$/);
    expect(types).toContain('ngo.standing_changed');
  }
});

it('rebuilds the projections of all services, or of the one that is named, as its owner and from the others', () => {
  const tasks = planMaintenance('/house', readConfig('/house', {}), secretOf, 'postgres://admin@127.0.0.1');

  const all = tasks['projections:rebuild']?.([]) ?? [];
  const [one] = tasks['projections:rebuild']?.(['care-homes']) ?? [];

  expect(all).toHaveLength(4);
  expect(tasks['projections:rebuild']?.(['none'])).toEqual([]);
  expect(one?.script).toBe('/house/services/care-homes/dist/rebuild-projections.js');
  expect(one?.environment).toEqual({
    OWNER_DATABASE_URL:
      'postgres://care_homes_owner:secret-of-database%3Acare_homes%3Aowner@127.0.0.1/care_homes',
    CALLER_ASSERTION_KEY: 'secret-of-caller-assertion',
    SERVICE_ADDRESSES: JSON.stringify({
      beneficiaries: 'http://127.0.0.1:4001',
      ngos: 'http://127.0.0.1:4002',
      care_homes: 'http://127.0.0.1:4003',
      microfinance: 'http://127.0.0.1:4004',
    }),
  });
});

it('uses a real server when one is named', () => {
  const plan = aPlan({ DATABASE_URL: 'postgres://admin:pass@db.example:5433/postgres?sslmode=require' });

  expect(plan.embeddedPostgres).toBeNull();
  expect(environmentOf(plan, 'ngos').DATABASE_URL).toBe(
    'postgres://ngos_app:secret-of-database%3Angos%3Aapp@db.example:5433/ngos?sslmode=require',
  );
});

it.each([
  [{ NGOS_PORT: '70000' }, 'NGOS_PORT is to be a port from 1 to 65535, and is 70000.'],
  [{ POSTGRES_PORT: 'five' }, 'POSTGRES_PORT is to be a port from 1 to 65535, and is five.'],
  [{ DATABASE_URL: 'mysql://somewhere' }, 'DATABASE_URL is to be an address like postgres://'],
])('refuses %j by its name', (environment, message) => {
  expect(() => aPlan(environment)).toThrow(message);
});
