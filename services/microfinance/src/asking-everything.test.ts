import 'reflect-metadata';
import { askEverything } from '@solidarity/subgraph-kit/testing/every-root-field';
import { testService, type TestService } from '@solidarity/subgraph-kit/testing/service';
import { fixedClock } from '@solidarity/subgraph-kit/values/clock';
import { service } from './service';

let running: TestService;
beforeAll(async () => {
  running = await testService(service, fixedClock('2026-11-22T09:00:00Z'));
});
afterAll(() => running.close());

test('whoever asks for anything gets an answer or a refusal, and no fault', async () => {
  const own = '0c000000-0000-4000-8000-000000000001';
  const claims = { governorate: 'EG_GZ', ngoId: own, homeId: own, lenderId: own, personId: own } as const;

  const { asked, wrong } = await askEverything(running, { claims });

  expect(wrong).toEqual([]);
  expect(asked).toBeGreaterThan(300);
});
