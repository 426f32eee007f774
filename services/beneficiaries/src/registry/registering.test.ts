import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { aMember, register, registryService } from '../testing/registry';

let service: TestService;
beforeAll(async () => {
  service = await registryService();
});
afterAll(() => service.close());

test('registers', async () => {
  const r = await register(service, [aMember('HEAD', 'محمد أحمد علي'), aMember('SPOUSE', 'فاطمة حسن', { sex: 'FEMALE' }), aMember('CHILD', 'علي محمد', { born: '2015-02-03' })]);
  console.log(JSON.stringify(r), JSON.stringify(service.faults));
});
