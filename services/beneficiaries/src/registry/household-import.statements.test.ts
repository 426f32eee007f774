import 'reflect-metadata';
import { ImportingService, statementsMatching } from '@solidarity/subgraph-kit/testing/importing';
import { householdList, listed, listedHead } from '../testing/household-lists';
import { gizaWorker, registryService } from '../testing/registry';

/** What is said to the staged rows and the registry, and not to the job itself. */
const ABOUT_ROWS =
  /staged_households|person|household|membership|headship|state_transition|begin_|audit_note|event_emit|service_consent/;

test('a list of fifty households needs as many statements as one of five', async () => {
  const service = await registryService();
  const desk = await ImportingService.over(service, { rangeRows: 1_000, chunkRows: 1_000 });
  const statementsFor = async (households: number) => {
    const names = Array.from({ length: households }, (_, n) => `${households}-${n}`);
    const list = householdList(names.flatMap((name) => [listedHead(name), listed(name), listed(name)]));
    return statementsMatching(service, ABOUT_ROWS, async () => {
      const { rowsCommitted } = await desk.brought(gizaWorker, 'households', list);
      expect(rowsCommitted).toBe(3 * households);
    });
  };

  const [five, fifty] = [await statementsFor(5), await statementsFor(50)];
  await desk.end();
  await service.close();

  expect(five).toBeGreaterThan(10);
  expect(fifty).toBe(five);
});
