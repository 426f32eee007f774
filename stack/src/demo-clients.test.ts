import { DEMO_ROWS, demoCitizen } from '@solidarity/subgraph-kit/sample/demo';
import fs from 'node:fs';
import path from 'node:path';
import { DEVELOPMENT_PEPPER } from './config';

interface DemoClient {
  readonly id: string;
  readonly claims: Readonly<Record<string, string>>;
}

const file = path.join(__dirname, '..', '..', 'gateway', 'demo-clients.json');
const clients = JSON.parse(fs.readFileSync(file, 'utf8')) as DemoClient[];
const claimsOf = (id: string) => clients.find((client) => client.id === id)?.claims;

test('the demo clients are bound to rows of the sample', () => {
  expect(claimsOf('demo-ngo')).toEqual({ ngo_id: DEMO_ROWS.ngoId });
  expect(claimsOf('demo-ngo-2')).toEqual({ ngo_id: DEMO_ROWS.otherNgoId });
  expect(claimsOf('demo-carehome')).toEqual({ home_id: DEMO_ROWS.homeId });
  expect(claimsOf('demo-lender')).toEqual({ lender_id: DEMO_ROWS.lenderId });
  expect(claimsOf('demo-citizen')).toEqual({ person_id: demoCitizen(DEVELOPMENT_PEPPER).personId });
});
