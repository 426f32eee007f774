import { aList, ImportingService, statementsMatching } from '@solidarity/subgraph-kit/testing/importing';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { assess, POOR, recordFacts } from '../testing/eligibility';
import {
  admin,
  aHousehold,
  aMember,
  aNationalId,
  cairoWorker,
  changesOf,
  gizaWorker,
  registryService,
} from '../testing/registry';

let service: TestService;
let lists: ImportingService;

beforeAll(async () => {
  service = await registryService();
  lists = await ImportingService.over(service, { chunkRows: 100, rangeRows: 100 });
});
afterAll(async () => {
  await lists.end();
  await service.close();
});

interface Family {
  readonly id: string;
  readonly head: string;
  readonly nationalIds: readonly string[];
}

async function aFamily(): Promise<Family> {
  const nationalIds = [aNationalId(), aNationalId({ born: '2016-04-01' })];
  const [head = '', child = ''] = nationalIds;
  const { id, people } = await aHousehold(service, [
    aMember('HEAD', 'حسن علي', { nationalId: head }),
    aMember('CHILD', 'سارة حسن', { nationalId: child }),
  ]);
  return { id, head: people[0] ?? '', nationalIds };
}

const RATION = ['National ID', 'As of', 'Ration card', 'Persons on the ration card'];
const CIVIL = ['الرقم القومي', 'تاريخ البيان', 'الحالة الاجتماعية', 'تاريخ الوفاة'];

const factsOf = ({ id }: Family) =>
  service.database.owner(
    `select kind, value, source, observed_on from household_fact where household_id = $1
     union all select kind, value, source, observed_on from person_fact join person on person.id = person_id
      where household_id = $1 order by kind`,
    [id],
  );

describe('a list of ration cards', () => {
  it('becomes facts of the households, which dispute what was declared', async () => {
    const family = await aFamily();
    await recordFacts(service, family.id, [...POOR, { kind: 'ration_card_persons', value: '6' }]);

    const { state } = await lists.brought(
      gizaWorker,
      'ration-cards',
      aList(RATION, [family.nationalIds[0] ?? '', '2026-11-01', 'yes', '3']),
    );

    expect(state).toBe('COMMITTED');
    expect(await factsOf(family)).toEqual(
      expect.arrayContaining([
        { kind: 'ration_card', value: true, source: 'RATION_CARD', observed_on: '2026-11-01' },
        { kind: 'ration_card_persons', value: 3, source: 'RATION_CARD', observed_on: '2026-11-01' },
      ]),
    );
    expect((await assess(service, family.id)).assessment?.disputedFacts).toEqual(['ration_card_persons']);
    expect((await changesOf(service, family.head)).at(-2)).toMatchObject({ action: 'recorded facts' });
  });

  it('is written once when it is sent twice', async () => {
    const family = await aFamily();
    const list = (persons: string) =>
      aList(RATION, [family.nationalIds[0] ?? '', '2026-11-01', 'yes', persons]);
    await lists.brought(gizaWorker, 'ration-cards', list('2'));

    // The same, written otherwise: the very same file would not be looked at at all.
    const { body } = await lists.ask(gizaWorker, 'POST', '/imports/ration-cards', list('٢'));
    const again = await lists.until(gizaWorker, body.id, 'CHECKED', 'COMMITTED');

    expect(again).toMatchObject({ rowsUnchanged: 1, rowsRefused: 0 });
    expect(await factsOf(family)).toHaveLength(2);
  });

  it('refuses who is not known, is of another governorate, or stands in it twice, and an empty row', async () => {
    const [family, other] = [await aFamily(), await aFamily()];
    const row = (nationalId: string | undefined, ...cells: string[]) => [
      nationalId ?? '',
      '2026-11-01',
      ...cells,
    ];

    const list = aList(
      RATION,
      row(family.nationalIds[0], 'yes', '2'),
      row(family.nationalIds[0], 'no', ''),
      row(aNationalId(), 'yes', ''),
      row(other.nationalIds[0], '', ''),
    );
    const { id } = await lists.checked(gizaWorker, 'ration-cards', list);
    const ofCairo = await lists.checked(
      cairoWorker,
      'ration-cards',
      aList(RATION, row(family.nationalIds[0], 'yes', '2')),
    );

    expect((await lists.refused(gizaWorker, id)).map(([line, , code]) => [line, code])).toEqual([
      [3, 'DUPLICATE_IN_FILE'],
      [4, 'PERSON_NOT_KNOWN'],
      [5, 'NOTHING_SAID'],
    ]);
    expect((await lists.refused(cairoWorker, ofCairo.id)).map(([, , code]) => code)).toEqual([
      'PERSON_NOT_KNOWN',
    ]);
  });

  it('is written by as many statements for eighteen rows as for two', async () => {
    const families = await Promise.all(Array.from({ length: 20 }, () => aFamily()));
    const list = (from: number, to: number) =>
      aList(
        RATION,
        ...families
          .slice(from, to)
          .map(({ nationalIds }) => [nationalIds[0] ?? '', '2026-11-01', 'yes', '2']),
      );
    const statements = async (from: number, to: number) => {
      const job = await lists.checked(gizaWorker, 'ration-cards', list(from, to));
      return statementsMatching(service, /household_fact/, () =>
        lists.committed(gizaWorker, job.id, 'ALL_OR_NOTHING'),
      );
    };

    expect(await statements(0, 2)).toBe(await statements(2, 20));
  });
});

describe('a list of civil status', () => {
  it('marks a household for a visit when a member has died, and records no death', async () => {
    const family = await aFamily();
    await recordFacts(service, family.id, POOR);

    await lists.brought(
      admin,
      'civil-status',
      aList(CIVIL, [family.nationalIds[0] ?? '', '2026-11-01', 'متزوج', '2026-10-15']),
    );

    expect(await factsOf(family)).toEqual(
      expect.arrayContaining([
        { kind: 'died_on', value: '2026-10-15', source: 'CIVIL_STATUS', observed_on: '2026-11-01' },
        { kind: 'marital_status', value: 'MARRIED', source: 'CIVIL_STATUS', observed_on: '2026-11-01' },
      ]),
    );
    expect((await assess(service, family.id)).assessment?.disputedFacts).toEqual(['died_on']);
    expect(await service.database.owner('select died_on from person where id = $1', [family.head])).toEqual([
      { died_on: null },
    ]);
  });

  it('refuses a death before the birth, and days that no list is of', async () => {
    const family = await aFamily();
    const [head = '', child = ''] = family.nationalIds;

    const list = aList(
      CIVIL,
      [child, '2026-11-01', '', '1999-01-01'],
      [head, '2026-11-02', '', '0001-01-01'],
      [head, '0001-01-01', 'متزوج', ''],
      [child, '2026-11-03', '', '2016-04-01'],
    );
    const { id } = await lists.checked(admin, 'civil-status', list);

    expect(await lists.refused(admin, id)).toEqual([
      [2, 'تاريخ الوفاة', 'DIED_BEFORE_BIRTH'],
      [3, 'تاريخ الوفاة', 'DATE_TOO_EARLY'],
      [4, 'تاريخ البيان', 'DATE_TOO_EARLY'],
    ]);
  });

  it('is nothing that a case worker brings', async () => {
    const { status } = await lists.ask(gizaWorker, 'POST', '/imports/civil-status', aList(CIVIL));

    expect(status).not.toBe(202);
  });
});

describe('lists of vehicles and pensions', () => {
  it('refuses a pension that nobody draws', async () => {
    const [nationalId = ''] = (await aFamily()).nationalIds;
    const heading = ['National ID', 'As of', 'Pension'];

    const list = aList(heading, [nationalId, '2026-11-01', '9999999999999.99']);
    const { id } = await lists.checked(admin, 'pensions', list);

    expect(await lists.refused(admin, id)).toEqual([[2, 'Pension', 'TOO_LARGE']]);
  });

  it('exclude whom they name', async () => {
    const family = await aFamily();
    await recordFacts(service, family.id, POOR);
    const [nationalId = ''] = family.nationalIds;

    await lists.brought(
      admin,
      'vehicles',
      aList(['National ID', 'As of', 'Taxi'], [nationalId, '2026-11-01', 'yes']),
    );
    await lists.brought(
      admin,
      'pensions',
      aList(['National ID', 'As of', 'Pension'], [nationalId, '2026-11-01', '1500']),
    );

    const reasons = (await assess(service, family.id)).assessment?.decision.reasons;
    expect(reasons?.map(({ code }) => code)).toEqual(['HAS_TAXI', 'PENSION_TOO_HIGH']);
  });
});
