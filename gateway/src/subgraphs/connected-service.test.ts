import { ConnectedService } from './connected-service';

describe('a service that asks for time', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const aService = (): ConnectedService =>
    new ConnectedService(
      'ngos',
      'http://127.0.0.1:1/graphql',
      { connections: 1, queued: 1, idleMs: 1, maxBodyBytes: 1 },
      undefined,
    );
  const response = (status: number, retryAfter: string | null) => ({
    status,
    text: '',
    retryAfter,
    isLast: false,
    keepAliveMs: null,
  });

  it.each([
    ['2', 2_000],
    ['3600', 10_000],
  ])('(%s seconds) is left alone until then, and no longer than ten seconds', (retryAfter, milliseconds) => {
    const service = aService();
    service.hasAnswered(response(503, retryAfter));

    jest.advanceTimersByTime(milliseconds - 1);
    expect(service.refusal).toMatchObject({ code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 1 });

    jest.advanceTimersByTime(1);
    expect(service.refusal).toBeNull();
  });

  it.each([
    [503, null],
    [429, '2'],
    [200, '2'],
  ])('is not one that answers %s with "%s"', (status, retryAfter) => {
    const service = aService();

    service.hasAnswered(response(status, retryAfter));

    expect(service.refusal).toBeNull();
  });
});
