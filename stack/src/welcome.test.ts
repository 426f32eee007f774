import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { aFolder, clearGround } from './testing/fake-house';
import { welcomeText } from './welcome';

afterAll(clearGround);

function aRoot(files: Record<string, string>): string {
  const root = aFolder();
  fs.mkdirSync(path.join(root, 'journeys'));
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(root, 'journeys', name), text);
  return root;
}

const journey = '# client: demo-ngo\nquery Journey($first: Int!) { households(first: $first) { id } }\n';

it('shows the addresses, in both languages', () => {
  const text = welcomeText(aRoot({}), 4100, '/state');

  expect(text).toContain('http://localhost:4100/graphql');
  expect(text).toContain('http://localhost:4100/explorer');
  expect(text).toContain('النظام جاهز');
});

it('shows how to get the token of the first journey’s client', () => {
  const text = welcomeText(
    aRoot({ '1-ngo.graphql': journey, '2-other.graphql': '# client: none\n{ a }' }),
    4000,
    '/state',
  );

  expect(text).toContain(
    '-u demo-ngo:demo-ngo-secret -d grant_type=client_credentials http://localhost:4000/oauth/token',
  );
  expect(text).toContain('authorization: Bearer $TOKEN');
});

it('shows a command that sends the journey with its variables', () => {
  const root = aRoot({ '1-ngo.graphql': journey, '1-ngo.json': '{ "first": 10 }' });
  const command = /^ *(node -p 'JSON.stringify.*) \|$/m.exec(welcomeText(root, 4000, '/state'))?.[1];

  const body: unknown = JSON.parse(execFileSync('sh', ['-c', command!], { cwd: root, encoding: 'utf8' }));

  expect(body).toEqual({ query: journey, variables: { first: 10 } });
});

it('asks for no token when the journey needs none', () => {
  const text = welcomeText(aRoot({ '4-public.graphql': '# client: none\n{ ngos { id } }' }), 4000, '/state');

  expect(text).not.toContain('TOKEN');
});
