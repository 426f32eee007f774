import { ServiceFault } from './service-fault';
import { toldOfFault, type TellingContext } from './told-error';

describe('a fault of a service', () => {
  const context: TellingContext = {
    language: 'en',
    requestId: 'r1',
    trust: 'catalogue',
    onFault: () => undefined,
  };

  it.each([
    [null, { service: 'ngos' }],
    [7, { service: 'ngos', retryAfterSeconds: 7 }],
  ])('is told with the seconds for which the service asked (%s)', (seconds, facts) => {
    const fault = new ServiceFault('ngos', 'SERVICE_UNAVAILABLE', 'HTTP_503_NOT_JSON', seconds);

    expect(toldOfFault(fault, context).extensions).toEqual({ code: 'SERVICE_UNAVAILABLE', facts });
  });
});
