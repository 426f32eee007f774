import { WakeUp } from './wake-up';

test('keeps no process alive while the database is away', async () => {
  const timers = jest.spyOn(globalThis, 'setTimeout');
  const wakeUp = new WakeUp('postgres://nobody@127.0.0.1:9/nowhere', () => undefined);

  await wakeUp.start();

  const again = timers.mock.results.at(-1)?.value as NodeJS.Timeout;
  expect(timers.mock.lastCall?.[1]).toBe(1_000);
  expect(again.hasRef()).toBe(false);
  await wakeUp.stop();
});
