import 'reflect-metadata';
import { workBatches } from '@solidarity/subgraph-kit/testing/batches';
import { aList, ImportingService, statementsMatching } from '@solidarity/subgraph-kit/testing/importing';
import { educationFeed, healthFeed, supportedFamilies } from '../testing/conditionality';
import { registryService } from '../testing/registry';

/** What is said to the staged rows and of conditions, and not to the job itself. */
const ABOUT_ROWS =
  /staged_|attendance_record|health_visit|school_year|compliance_outcome|withholding|enrolment|audit_note|entitlement_change/;

const FAMILY = ['2015-05-10', '2026-08-15', '2006-03-15'];

test('a list of a hundred rows needs as many statements as one of ten', async () => {
  const service = await registryService();
  const desk = await ImportingService.over(service, { rangeRows: 1_000, chunkRows: 1_000 });
  const statementsFor = async (count: number): Promise<readonly number[]> => {
    const reported = await supportedFamilies(service, count, FAMILY);
    const attendance = reported.flatMap(({ children: [pupil] }) =>
      ['2026-09', '2026-10'].map((month) => [pupil?.nationalId ?? '', month, '20', '5', '21']),
    );
    const visits = reported.flatMap(({ children: [, infant], motherNationalId }) => [
      [infant?.nationalId ?? '', 'CHILD', '2026-10', ''],
      [motherNationalId, 'MOTHER', '2026-09', ''],
    ]);
    const years = reported.flatMap(({ children: [, , student] }) =>
      ['2024/2025', '2025/2026'].map((year) => [student?.nationalId ?? '', year, 'NOT_PASSED', '31']),
    );
    const bring = (feed: typeof educationFeed, kind: string, list: Buffer) =>
      statementsMatching(service, ABOUT_ROWS, async () => {
        const { rowsCommitted } = await desk.brought(feed, kind, list);
        expect(rowsCommitted).toBe(2 * count);
        await workBatches(service);
      });
    return [
      await bring(
        educationFeed,
        'school-attendance',
        aList(['National ID', 'Month', 'Days open', 'Days present', 'School code'], ...attendance),
      ),
      await bring(
        healthFeed,
        'health-visits',
        aList(['National ID', 'Kind of visit', 'Due month', 'Visited on'], ...visits),
      ),
      await bring(
        educationFeed,
        'school-years',
        aList(['National ID', 'School year', 'Result', 'School or institute code'], ...years),
      ),
    ];
  };

  const [five, fifty] = [await statementsFor(5), await statementsFor(50)];
  const withheld = await service.database.owner(
    'select distinct enrolment_id from withholding where annulled_on is null',
  );
  await desk.end();
  await service.close();

  expect(Math.min(...five)).toBeGreaterThan(10);
  expect(fifty).toEqual(five);
  expect(withheld).toHaveLength(55);
});
