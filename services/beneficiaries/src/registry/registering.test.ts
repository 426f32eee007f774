import { randomUUID } from 'node:crypto';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import {
  admin,
  aHousehold,
  aMember,
  analyst,
  aNationalId,
  cairoWorker,
  CAIRO_ADDRESS,
  changesOf,
  eventsOf,
  GIZA_ADDRESS,
  gizaWorker,
  mutate,
  partner,
  REGISTER,
  register,
  registryService,
  rowCounts,
  type Registered,
} from '../testing/registry';

let service: TestService;
beforeAll(async () => {
  service = await registryService();
});
afterAll(() => service.close());

const codesOf = ({ errors }: Registered) => errors.map(({ code, field }) => `${code} ${field}`);

describe('registering a household', () => {
  test('records its members, its head and since when they belong to it', async () => {
    const { household, errors } = await register(
      service,
      [
        aMember('HEAD', 'محمد أحمد علي', { born: '1980-05-01' }),
        aMember('SPOUSE', 'فاطمة حسن عمر', { born: '1985-02-03', sex: 'FEMALE' }),
        aMember('CHILD', 'علي محمد أحمد', { born: '2024-07-08' }),
      ],
      { formedOn: '2020-01-01' },
    );

    expect(errors).toEqual([]);
    expect(household?.referenceNumber).toMatch(/^H\d{9}$/);
    expect(
      household?.members.map(({ relationship, joinedOn, person }) => [
        relationship,
        joinedOn,
        person?.name.ar,
      ]),
    ).toEqual([
      ['HEAD', '2020-01-01', 'محمد أحمد علي'],
      ['SPOUSE', '2020-01-01', 'فاطمة حسن عمر'],
      ['CHILD', '2024-07-08', 'علي محمد أحمد'],
    ]);
    expect(household?.head.id).toBe(household?.members[0]?.person?.id);
  });

  test('tells other services of the people and the household, and keeps who did it', async () => {
    const { id, people } = await aHousehold(service, [
      aMember('HEAD', 'سعيد عمر'),
      aMember('CHILD', 'منى سعيد'),
    ]);
    const [head = '', child = ''] = people;

    expect(await eventsOf(service, child)).toEqual([
      { type: 'person.registered', payload: { personId: child, householdId: id, governorate: 'EG_GZ' } },
    ]);
    expect(await eventsOf(service, id)).toEqual([
      {
        type: 'household.changed',
        payload: {
          householdId: id,
          change: 'REGISTERED',
          headId: head,
          memberIds: people,
          areaId: 'EG-GZ',
          governorate: 'EG_GZ',
        },
      },
    ]);
    expect(await changesOf(service, head)).toEqual([{ action: 'registered', role: 'case_worker' }]);
    const { data } = await service.ask(
      admin,
      `query ($id: ID!) { household(id: $id) { history { fromState toState byRole } } }`,
      { id },
    );
    expect(data).toEqual({
      household: { history: [{ fromState: null, toState: 'ACTIVE', byRole: 'case_worker' }] },
    });
  });

  test('takes a guest without a national ID by another document', async () => {
    const document = { kind: 'REFUGEE_CARD', country: 'SD', number: 'sd 555-123' };
    const guest = { name: { ar: 'أحمد الطيب' }, document, birthDate: '1990-03-04', sex: 'MALE' };

    const { household } = await register(service, [{ relationship: 'HEAD', person: guest }]);

    expect(household?.head.id).toBe(service.personIds.ofGuest('REFUGEE_CARD', 'SD', 'SD555123'));
  });

  test('finds who is registered already and lives nowhere, and keeps the name that is recorded', async () => {
    const nationalId = aNationalId();
    const first = await aHousehold(service, [aMember('HEAD', 'كريم فؤاد', { nationalId })]);
    const [personId = ''] = first.people;
    await mutate(
      service,
      gizaWorker,
      `mutation ($input: EndMembershipInput!) { endMembership(input: $input) { errors { code } } }`,
      {
        ...{ personId, householdId: first.id, reason: 'LEFT' },
      },
    );

    const { household } = await register(service, [aMember('HEAD', 'كريم فؤاد سليم', { nationalId })], {
      caller: cairoWorker,
      address: CAIRO_ADDRESS,
    });

    expect(household?.members.map(({ person }) => person?.name.ar)).toEqual(['كريم فؤاد']);
    expect((await eventsOf(service, personId)).map(({ type }) => type)).toEqual(['person.registered']);
  });
});

describe('a wrong declaration', () => {
  test.each([
    ['NATIONAL_ID_LENGTH', '2850615210001'],
    ['NATIONAL_ID_CENTURY', '48506152100017'],
    ['NATIONAL_ID_DATE', '28502302100017'],
    ['NATIONAL_ID_GOVERNORATE', '28506159900017'],
    ['NATIONAL_ID_FUTURE', '39912312100017'],
  ])('of an impossible national ID is bad input: %s', async (code, nationalId) => {
    const { errors, data } = await service.ask(gizaWorker, REGISTER, {
      input: {
        members: [aMember('HEAD', 'م', { nationalId })],
        address: GIZA_ADDRESS,
        idempotencyKey: randomUUID(),
      },
    });

    expect(data ?? null).toBeNull();
    expect(errors?.[0]?.extensions?.['code']).toBe(code);
    expect(JSON.stringify(errors)).not.toContain(nationalId);
  });

  test('of a date that does not exist is bad input', async () => {
    const { errors } = await service.ask(gizaWorker, REGISTER, {
      input: {
        members: [aMember('HEAD', 'م')],
        address: GIZA_ADDRESS,
        formedOn: '2026-02-30',
        idempotencyKey: randomUUID(),
      },
    });

    expect(errors?.[0]?.extensions?.['code']).toBe('DATE_INVALID');
  });

  test('tells everything that is wrong, in the language of who asks, and changes nothing', async () => {
    const before = await rowCounts(service);
    const head = aMember('HEAD', 'محمد', { born: '1980-05-01' });
    const wrong = { ...head, person: { ...head.person, birthDate: '1980-05-02', sex: 'FEMALE' } };

    const refused = await mutate<Registered>(
      service,
      gizaWorker,
      REGISTER,
      { members: [wrong], address: { areaId: 'EG-XX', line: '' }, idempotencyKey: randomUUID() },
      'ar',
    );

    expect(codesOf(refused)).toEqual([
      'BIRTH_DATE_MISMATCH input.members.0.person.birthDate',
      'SEX_MISMATCH input.members.0.person.sex',
      'AREA_NOT_FOUND input.address.areaId',
      'ADDRESS_MISSING input.address.line',
    ]);
    expect(refused.errors[0]?.message).toBe(
      'يدل الرقم القومي على أن تاريخ الميلاد 1980-05-01. صحّح الخطأ منهما.',
    );
    expect(await rowCounts(service)).toEqual(before);
  });

  test('lists nobody twice', async () => {
    const nationalId = aNationalId();
    const refused = await register(service, [
      aMember('HEAD', 'محمد', { nationalId }),
      aMember('CHILD', 'محمد', { nationalId }),
    ]);

    expect(codesOf(refused)).toEqual(['MEMBER_LISTED_TWICE input.members.1']);
  });
});

describe('who may register', () => {
  test('a case worker in their own governorate only', async () => {
    const refused = await register(service, [aMember('HEAD', 'محمد')], {
      caller: cairoWorker,
      address: GIZA_ADDRESS,
    });

    expect(codesOf(refused)).toEqual(['AREA_OUTSIDE_YOURS input.address.areaId']);
  });

  test('the ministry anywhere', async () => {
    const { errors } = await register(service, [aMember('HEAD', 'محمد')], {
      caller: admin,
      address: { areaId: 'EG-MT', line: 'السلوم' },
    });

    expect(errors).toEqual([]);
  });

  test.each([
    ['an analyst', analyst],
    ['an auditor', aCaller('auditor')],
    ['a partner', partner(randomUUID())],
    ['a citizen', aCaller('citizen', { personId: randomUUID() })],
    ['a registry feed, which holds registry:write as a partner', aCaller('registry_feed')],
    ['the public', aCaller('public')],
  ])('not %s', async (_name, caller) => {
    const before = await rowCounts(service);

    const { status } = await service.ask(caller, REGISTER, {
      input: { members: [aMember('HEAD', 'محمد')], address: GIZA_ADDRESS, idempotencyKey: randomUUID() },
    });

    expect(status).toBe(403);
    expect(await rowCounts(service)).toEqual(before);
  });
});
