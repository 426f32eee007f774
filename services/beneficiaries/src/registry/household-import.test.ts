import 'reflect-metadata';
import type { Caller } from '@solidarity/subgraph-kit/access/caller';
import type { ImportingService } from '@solidarity/subgraph-kit/testing/importing';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import {
  CONSENT,
  householdList,
  listDesk,
  listed,
  listedHead,
  type ListRow,
} from '../testing/household-lists';
import { aKnownNgo } from '../testing/ngos';
import {
  admin,
  aHousehold,
  aMember,
  aNationalId,
  CAIRO_ADDRESS,
  cairoWorker,
  gizaWorker,
  mutate,
  partner,
  registryService,
  rowCounts,
} from '../testing/registry';

let service: TestService;
let desk: ImportingService;

beforeAll(async () => {
  service = await registryService();
  desk = await listDesk(service);
});

afterAll(async () => {
  await desk.end();
  await service.close();
});

const checked = (caller: Caller, rows: readonly ListRow[], source?: string) =>
  desk.checked(caller, source ? `households?source=${source}` : 'households', householdList(rows));
const brought = async (caller: Caller, rows: readonly ListRow[], source?: string) =>
  desk.committed(caller, (await checked(caller, rows, source)).id);

/** Why the rows are not taken when the list is checked: line, heading, code. */
async function refusedOf(caller: Caller, rows: readonly ListRow[], source?: string): Promise<unknown[]> {
  const { id } = await checked(caller, rows, source);
  return desk.refused(caller, id);
}

const died = (personId: string) =>
  mutate(
    service,
    gizaWorker,
    'mutation ($input: MarkDeceasedInput!) { markDeceased(input: $input) { errors { code } } }',
    { personId, diedOn: '2026-11-20', evidence: 'certificate 1' },
  );

const householdsOf = async (reference: string): Promise<number> => {
  const sql = 'select count(*)::int as households from household_import_reference where reference = $1';
  return (await service.database.owner<{ households: number }>(sql, [reference]))[0]?.households ?? 0;
};

describe('a list of households', () => {
  it('changes nothing the second time, whoever sends it', async () => {
    const rows = [listedHead('TWICE-1'), listed('TWICE-1'), listedHead('TWICE-2')];
    await brought(gizaWorker, rows);
    const before = await rowCounts(service);

    const job = await brought(admin, rows);

    expect(job).toMatchObject({ state: 'COMMITTED', rowsAccepted: 3, rowsUnchanged: 3, rowsCommitted: 0 });
    expect(await rowCounts(service)).toEqual(before);
  });

  it('that is mended and sent again adds what was refused, and leaves the rest alone', async () => {
    const good = [listedHead('MEND-1'), listed('MEND-1')];
    const wrong = listedHead('MEND-2', { areaId: 'EG-GZ-99' });
    const first = await brought(gizaWorker, [...good, wrong]);

    const second = await brought(gizaWorker, [...good, { ...wrong, areaId: 'EG-GZ' }]);

    expect(first).toMatchObject({ rowsCommitted: 2, rowsRefused: 1 });
    expect(second).toMatchObject({ rowsCommitted: 1, rowsUnchanged: 2, rowsRefused: 0 });
  });

  it('leaves a household alone that was registered at the desk, and adds its consent once', async () => {
    const [head, child] = [aNationalId(), aNationalId()];
    const { id } = await aHousehold(service, [
      aMember('HEAD', 'سعيد عمر', { nationalId: head }),
      aMember('CHILD', 'منى سعيد', { nationalId: child }),
    ]);
    const ngoId = await aKnownNgo(service);
    const consent = { ...CONSENT, consentGivenOn: '' };
    const rows = [
      listedHead('DESK-1', { nationalId: head, ...consent }),
      listed('DESK-1', 'CHILD', { nationalId: child }),
    ];

    const jobs = [await brought(admin, rows, ngoId), await brought(gizaWorker, rows, ngoId)];

    expect(jobs.map(({ rowsCommitted, rowsUnchanged }) => [rowsCommitted, rowsUnchanged])).toEqual([
      [2, 0],
      [0, 2],
    ]);
    const consents = await service.database.owner(
      `select ngo_id, kind, given_by_id, given_on::text, evidence from service_consent where household_id = $1`,
      [id],
    );
    expect(consents).toEqual([
      {
        ...{ ngo_id: ngoId, kind: 'WRITTEN', given_on: '2026-11-22', evidence: 'استمارة 17' },
        given_by_id: service.personIds.ofNationalId(head as never),
      },
    ]);
  });

  it('is understood with English headings and words too', async () => {
    const row = listedHead('ENGLISH-1', { relationship: 'head', sex: 'Male', birthDate: '01/05/1980' });

    const job = await desk.brought(gizaWorker, 'households', householdList([row], 'en'));

    expect(job).toMatchObject({ state: 'COMMITTED', rowsCommitted: 1, rowsRefused: 0 });
  });

  it('takes either word of a relationship that has two', async () => {
    const rows = [
      listedHead('WORDS-1', { relationship: 'رب الاسره' }),
      listed('WORDS-1', 'ابنة'),
      listed('WORDS-1', 'زوجه'),
    ];

    const job = await brought(gizaWorker, rows);

    expect(job).toMatchObject({ rowsCommitted: 3, rowsRefused: 0 });
  });
});

describe('a row that is not taken', () => {
  it.each<[string, readonly ListRow[], readonly unknown[]]>([
    [
      'says what contradicts the national ID',
      [listedHead('R-1', { birthDate: '1980-05-02', sex: 'أنثى' })],
      [
        [2, 'تاريخ الميلاد', 'BIRTH_DATE_MISMATCH'],
        [2, 'النوع', 'SEX_MISMATCH'],
      ],
    ],
    [
      'has neither a national ID nor a document',
      [listedHead('R-2', { nationalId: '' })],
      [[2, 'الرقم القومي', 'IDENTITY_MISSING']],
    ],
    [
      'is of a guest of whom birth date and sex are not said',
      [listedHead('R-3', { documentKind: 'PASSPORT', documentCountry: 'SD', documentNumber: 'P1234' })],
      [
        [2, 'تاريخ الميلاد', 'BIRTH_DATE_MISSING'],
        [2, 'النوع', 'SEX_MISSING'],
      ],
    ],
    [
      'has half a document, or one that cannot be',
      [
        listedHead('R-4', { documentNumber: 'P1234' }),
        listedHead('R-5', {
          ...{ documentKind: 'PASSPORT', documentCountry: 'SD', documentNumber: '§§' },
          ...{ birthDate: '1990-01-01', sex: 'ذكر' },
        }),
      ],
      [
        [2, 'نوع الوثيقة', 'DOCUMENT_INVALID'],
        [2, 'بلد الوثيقة', 'DOCUMENT_INVALID'],
        [3, 'رقم الوثيقة', 'DOCUMENT_INVALID'],
      ],
    ],
    [
      'is of a guest born in the future',
      [
        listedHead('R-6', {
          ...{ documentKind: 'PASSPORT', documentCountry: 'SD', documentNumber: 'P12345' },
          ...{ birthDate: '2026-11-23', sex: 'ذكر' },
        }),
      ],
      [[2, 'تاريخ الميلاد', 'DATE_IN_FUTURE']],
    ],
    [
      'has only one coordinate, or a place outside Egypt',
      [listedHead('R-7', { latitude: '30' }), listedHead('R-8', { latitude: '51', longitude: '٣١٫٢' })],
      [
        [2, 'خط الطول', 'REQUIRED'],
        [3, 'خط العرض', 'COORDINATES_OUTSIDE_EGYPT'],
      ],
    ],
    [
      'says not where the household lives, or names no known area',
      [listedHead('R-9', { areaId: '', address: '' }), listedHead('R-10', { areaId: 'EG-GZ-98' })],
      [
        [2, 'كود المنطقة', 'REQUIRED'],
        [2, 'العنوان', 'ADDRESS_MISSING'],
        [3, 'كود المنطقة', 'AREA_NOT_FOUND'],
      ],
    ],
    [
      'lies in a governorate that is not the case worker’s',
      [listedHead('R-11', { areaId: 'EG-C' })],
      [[2, 'كود المنطقة', 'AREA_OUTSIDE_YOURS']],
    ],
    [
      'is of a household formed in the future, or before its head was born',
      [listedHead('R-12', { formedOn: '2026-11-23' }), listedHead('R-13', { formedOn: '1980-04-30' })],
      [
        [2, 'تاريخ تكوين الأسرة', 'DATE_IN_FUTURE'],
        [3, 'تاريخ تكوين الأسرة', 'DATE_TOO_EARLY'],
      ],
    ],
    [
      'is of a household without a head, or with two',
      [listed('R-14'), listedHead('R-15'), listedHead('R-15')],
      [
        [2, 'الصلة برب الأسرة', 'ONE_HEAD_NEEDED'],
        [3, null, 'GROUP_REFUSED'],
        [4, 'الصلة برب الأسرة', 'ONE_HEAD_NEEDED'],
      ],
    ],
    [
      'is of a head who is a child while a grown-up lives there',
      [listedHead('R-16', { nationalId: aNationalId({ born: '2015-01-01' }) }), listed('R-16')],
      [
        [2, 'الصلة برب الأسرة', 'HEAD_TOO_YOUNG'],
        [3, null, 'GROUP_REFUSED'],
      ],
    ],
    [
      'says otherwise of the household than the row of the head',
      [
        listedHead('R-17'),
        listed('R-17', 'CHILD', { areaId: 'EG-C', address: 'شارع الهرم 12', formedOn: '2020-01-02' }),
      ],
      [
        [2, null, 'GROUP_REFUSED'],
        [3, null, 'DIFFERS_FROM_HEAD'],
      ],
    ],
    [
      'tells of a consent in a list of no organisation',
      [listedHead('R-18', CONSENT)],
      [
        [2, 'نوع الموافقة', 'CONSENT_TO_NOBODY'],
        [2, 'تاريخ الموافقة', 'CONSENT_TO_NOBODY'],
        [2, 'مستند الموافقة', 'CONSENT_TO_NOBODY'],
      ],
    ],
  ])('%s', async (_name, rows, refused) => {
    const before = await rowCounts(service);

    expect(await refusedOf(gizaWorker, rows)).toEqual(refused);
    expect(await rowCounts(service)).toEqual(before);
  });

  it('does not make its household look as if it had no head', async () => {
    const rows = [listedHead('BROKEN-1', { nationalId: '123' }), listed('BROKEN-1')];

    expect(await refusedOf(gizaWorker, rows)).toEqual([
      [2, 'الرقم القومي', 'NATIONAL_ID_LENGTH'],
      [3, null, 'GROUP_REFUSED'],
    ]);
  });

  it('is of somebody who stands in the list twice, in one household or two', async () => {
    const [one, other] = [aNationalId(), aNationalId()];
    const rows = [
      ...[listedHead('SAME-1', { nationalId: one }), listed('SAME-1', 'CHILD', { nationalId: one })],
      ...[listedHead('SAME-2', { nationalId: other }), listedHead('SAME-3', { nationalId: other })],
    ];

    expect(await refusedOf(gizaWorker, rows)).toEqual([
      [2, null, 'GROUP_REFUSED'],
      [3, null, 'MEMBER_LISTED_TWICE'],
      [5, null, 'DUPLICATE_IN_FILE'],
    ]);
  });

  it('is one of more than fifty members', async () => {
    const rows = [listedHead('MANY-1'), ...Array.from({ length: 50 }, () => listed('MANY-1'))];

    const [first] = await refusedOf(gizaWorker, rows);

    expect(first).toEqual([2, 'رقم الأسرة', 'TOO_MANY_MEMBERS']);
  });

  it('is of somebody who has died, or who lives elsewhere, also where the case worker sees nothing', async () => {
    const [dead, cairene] = [aNationalId(), aNationalId()];
    const { people } = await aHousehold(service, [aMember('HEAD', 'حسن', { nationalId: dead })]);
    await died(people[0] ?? '');
    await aHousehold(service, [aMember('HEAD', 'علي', { nationalId: cairene })], {
      ...{ caller: cairoWorker, address: CAIRO_ADDRESS },
    });
    const rows = [listedHead('GONE-1', { nationalId: dead }), listedHead('GONE-2', { nationalId: cairene })];

    expect(await refusedOf(gizaWorker, rows)).toEqual([
      [2, null, 'PERSON_DECEASED'],
      [3, null, 'PERSON_IN_ANOTHER_HOUSEHOLD'],
    ]);
  });

  it('has the reference of another household of the same sender, and of nobody else', async () => {
    await brought(gizaWorker, [listedHead('REF-1')]);

    expect(await refusedOf(gizaWorker, [listedHead('REF-1')])).toEqual([[2, 'رقم الأسرة', 'REFERENCE_USED']]);
    expect(await refusedOf(admin, [listedHead('REF-1')])).toEqual([]);
  });

  it('says in both languages what is wrong', async () => {
    const { id } = await checked(gizaWorker, [
      listedHead('TOLD-1'),
      listed('TOLD-1', 'CHILD', { areaId: 'EG-C' }),
    ]);

    const [, row] = await desk.refusedRows(gizaWorker, id);

    expect(row?.message).toEqual({
      en: 'What is written under Area code differs from line 2, that of the head, which counts for the whole household. Write the same or leave it blank.',
      ar: 'المكتوب تحت كود المنطقة يختلف عن السطر 2 الخاص برب الأسرة، وهو المعتمد للأسرة كلها. اكتب المثل أو اترك الخانة فارغة.',
    });
  });
});

describe('a list of an organisation', () => {
  it('is refused without a consent, or with one that cannot be', async () => {
    const ngoId = await aKnownNgo(service);
    const rows = [
      listedHead('C-1'),
      listedHead('C-2', { ...CONSENT, consentGivenOn: '2026-11-23' }),
      listedHead('C-3', { ...CONSENT, consentGivenOn: '2019-12-31' }),
    ];

    expect(await refusedOf(admin, rows, ngoId)).toEqual([
      [2, 'نوع الموافقة', 'CONSENT_MISSING'],
      [2, 'مستند الموافقة', 'EVIDENCE_MISSING'],
      [3, 'تاريخ الموافقة', 'DATE_IN_FUTURE'],
      [4, 'تاريخ الموافقة', 'DATE_TOO_EARLY'],
    ]);
  });

  it('is refused while its licence is not valid, also to itself', async () => {
    const [suspended, rows] = [await aKnownNgo(service, 'SUSPENDED'), [listedHead('S-1', CONSENT)]];

    expect(await refusedOf(admin, rows, suspended)).toEqual([[2, null, 'NGO_NOT_IN_GOOD_STANDING']]);
    expect(await refusedOf(partner(suspended), rows)).toEqual([[2, null, 'NGO_NOT_IN_GOOD_STANDING']]);
  });

  it('comes in when a case worker commits it, and then it sees these households and no others', async () => {
    const ngoId = await aKnownNgo(service);
    const { id } = await checked(partner(ngoId), [listedHead('OWN-1', CONSENT), listed('OWN-1')]);
    const own = await desk.ask(partner(ngoId), 'POST', `/imports/jobs/${id}/commit`, { mode: 'ROW_BY_ROW' });

    const job = await desk.committed(gizaWorker, id);

    expect(own.status).toBe(403);
    expect(job).toMatchObject({ state: 'COMMITTED', rowsCommitted: 2, source: ngoId });
    const { data } = await service.ask<{ households: { nodes: { members: object[] }[] } }>(
      partner(ngoId),
      '{ households(first: 10) { nodes { members { relationship } } } }',
    );
    expect(data.households.nodes).toEqual([
      { members: [{ relationship: 'HEAD' }, { relationship: 'CHILD' }] },
    ]);
  });

  it('learns nothing of who is known before a case worker looks, and then only that one has to', async () => {
    const ngoId = await aKnownNgo(service);
    const [dead, elsewhere] = [aNationalId(), aNationalId()];
    const { people } = await aHousehold(service, [aMember('HEAD', 'حسن', { nationalId: dead })]);
    await died(people[0] ?? '');
    await aHousehold(service, [aMember('HEAD', 'علي', { nationalId: elsewhere }), aMember('CHILD', 'عمر')]);
    const rows = [
      listedHead('VEIL-1', { ...CONSENT, nationalId: dead }),
      ...[listedHead('VEIL-2', CONSENT), listed('VEIL-2', 'CHILD', { nationalId: elsewhere })],
      listedHead('VEIL-3', CONSENT),
    ];

    const asked = await checked(partner(ngoId), rows);
    const committed = await desk.committed(gizaWorker, asked.id);

    expect(asked).toMatchObject({ rowsAccepted: 4, rowsRefused: 0, rowsUnchanged: 0 });
    expect(committed).toMatchObject({ rowsCommitted: 1, rowsRefused: 3 });
    expect(await desk.refused(partner(ngoId), asked.id)).toEqual([
      [2, null, 'HOUSEHOLD_NEEDS_REVIEW'],
      [3, null, 'HOUSEHOLD_NEEDS_REVIEW'],
      [4, null, 'HOUSEHOLD_NEEDS_REVIEW'],
    ]);
    expect(await householdsOf('VEIL-3')).toBe(1);
  });

  it('says no more when all was to be committed at once', async () => {
    const [ngoId, elsewhere] = [await aKnownNgo(service), aNationalId()];
    await aHousehold(service, [aMember('HEAD', 'علي', { nationalId: elsewhere }), aMember('CHILD', 'عمر')]);
    const rows = [
      listedHead('ONCE-1', { ...CONSENT, nationalId: elsewhere }),
      listed('ONCE-1'),
      listedHead('ONCE-2', CONSENT),
    ];
    const { id } = await checked(partner(ngoId), rows);

    const job = await desk.committed(gizaWorker, id, 'ALL_OR_NOTHING');

    expect(job).toMatchObject({ state: 'REFUSED', rowsCommitted: 0, rowsRefused: 2 });
    expect(await desk.refused(partner(ngoId), id)).toEqual([
      [2, null, 'HOUSEHOLD_NEEDS_REVIEW'],
      [3, null, 'HOUSEHOLD_NEEDS_REVIEW'],
    ]);
    expect(await householdsOf('ONCE-2')).toBe(0);
  });

  it('does not bring a withdrawn consent back, unless it was given anew', async () => {
    const ngoId = await aKnownNgo(service);
    const row = listedHead('WITHDRAWN-1', CONSENT);
    await brought(admin, [row], ngoId);
    await service.database.owner(
      `update service_consent set withdrawn_on = '2026-11-20', withdrawn_reason = 'a wish' where ngo_id = $1`,
      [ngoId],
    );
    const other = listedHead('WITHDRAWN-2', CONSENT);
    const undated = { ...row, consentGivenOn: '' };
    const anew = { ...row, consentGivenOn: '2026-11-21' };

    expect(await refusedOf(admin, [row, other], ngoId)).toEqual([
      [2, 'تاريخ الموافقة', 'CONSENT_ALREADY_WITHDRAWN'],
    ]);
    expect(await refusedOf(admin, [undated], ngoId)).toEqual([
      [2, 'تاريخ الموافقة', 'CONSENT_ALREADY_WITHDRAWN'],
    ]);
    expect(await brought(admin, [anew], ngoId)).toMatchObject({ rowsCommitted: 1, rowsRefused: 0 });
  });

  it('is committed by a case worker for the own governorate only', async () => {
    const ngoId = await aKnownNgo(service);
    const { id } = await checked(partner(ngoId), [
      listedHead('BORDER-1', CONSENT),
      listedHead('BORDER-2', { ...CONSENT, areaId: 'EG-C' }),
    ]);

    const job = await desk.committed(cairoWorker, id);

    expect(job).toMatchObject({ rowsCommitted: 1, rowsRefused: 1 });
    expect(await desk.refused(cairoWorker, id)).toEqual([[2, 'كود المنطقة', 'AREA_OUTSIDE_YOURS']]);
  });
});

describe('two lists of the same people at once', () => {
  it.each(['ROW_BY_ROW', 'ALL_OR_NOTHING'] as const)('register them once (%s)', async (mode) => {
    const second = await listDesk(service);
    const rows = Array.from({ length: 6 }, (_, n) => [
      listedHead(`RACE-${mode}-${n}`),
      listed(`RACE-${mode}-${n}`),
    ]).flat();
    const jobs = [await checked(gizaWorker, rows), await checked(admin, [...rows].reverse())];

    const ended = await Promise.all([
      desk.committed(gizaWorker, jobs[0]?.id ?? '', mode),
      second.committed(admin, jobs[1]?.id ?? '', mode),
    ]);
    await second.end();

    expect(ended.map(({ state }) => state)).toEqual(['COMMITTED', 'COMMITTED']);
    expect(ended.reduce((sum, { rowsCommitted }) => sum + rowsCommitted, 0)).toBe(12);
    expect(ended.reduce((sum, { rowsUnchanged }) => sum + rowsUnchanged, 0)).toBe(12);
  });
});
