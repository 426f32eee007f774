import { Gathering, LagAverage } from './gathering';

describe('gathering the members of a group', () => {
  let sent = 0;
  const send = () => {
    sent += 1;
  };

  beforeEach(() => {
    sent = 0;
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  });
  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  /** What comes after one member with a lag, as often as it takes to be learnt. */
  function learn(lag: LagAverage, lagMs: number, times: number): void {
    for (let i = 0; i < times; i += 1) {
      const gathering = new Gathering(2, lag, () => undefined);
      gathering.arrive();
      jest.advanceTimersByTime(lagMs);
      gathering.arrive();
    }
  }

  it('sends at once when all are there, and leaves no timer behind', () => {
    const gathering = new Gathering(2, new LagAverage(), send);

    gathering.arrive();
    const before = sent;
    gathering.arrive();

    expect([before, sent, jest.getTimerCount()]).toEqual([0, 1, 0]);
  });

  it('holds a ready member for a millisecond at most', () => {
    const gathering = new Gathering(2, new LagAverage(), send);

    gathering.arrive();
    jest.advanceTimersByTime(1);

    expect(sent).toBe(1);
  });

  it('holds those that come after the first were sent for each other, and no longer', () => {
    const gathering = new Gathering(4, new LagAverage(), send);

    gathering.arrive();
    jest.advanceTimersByTime(20);
    gathering.arrive();
    gathering.arrive();
    const before = sent;
    jest.advanceTimersByTime(1);

    expect([before, sent]).toEqual([1, 2]);
  });

  it('holds nobody once the siblings are known to come late', async () => {
    const lag = new LagAverage();
    learn(lag, 50, 3);

    new Gathering(2, lag, send).arrive();
    await new Promise((resolve) => setImmediate(resolve));

    expect(sent).toBe(1);
  });

  it('still sends together what becomes ready in the same turn', async () => {
    const lag = new LagAverage();
    learn(lag, 50, 3);

    const gathering = new Gathering(3, lag, send);
    gathering.arrive();
    await Promise.resolve();
    gathering.arrive();
    const before = sent;
    await new Promise((resolve) => setImmediate(resolve));

    expect([before, sent]).toEqual([0, 1]);
  });

  it('finds back when they come in time again', () => {
    const lag = new LagAverage();
    learn(lag, 50, 50);
    const before = lag.isShort;

    learn(lag, 0, 20);

    expect([before, lag.isShort]).toEqual([false, true]);
  });

  it('is not misled by one pause', () => {
    const lag = new LagAverage();

    learn(lag, 5_000, 1);

    expect(lag.isShort).toBe(true);
  });

  it('takes a sibling that came before its timer for one in time, however long that took', () => {
    const lag = new LagAverage();
    // The clock goes on while timers have no turn, as in a busy process.
    let nowMs = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => (nowMs += 30));

    for (let i = 0; i < 50; i += 1) {
      const gathering = new Gathering(2, lag, send);
      gathering.arrive();
      gathering.arrive();
    }

    expect(lag.isShort).toBe(true);
  });
});
