import type { TestService } from '@solidarity/subgraph-kit/testing/service';
import { aCaller } from '@solidarity/subgraph-kit/testing/callers';
import {
  admin,
  analyst,
  citizen,
  codesOf,
  gizaWorker,
  mutate,
  registryService,
  type TestRefusal,
} from '../testing/registry';

interface Payload {
  readonly programme: { readonly id: string; readonly closesOn: string | null } | null;
  readonly errors: readonly TestRefusal[];
}

const CREATE = `mutation ($input: CreateProgrammeInput!) {
  createProgramme(input: $input) { programme { id closesOn } errors { code field message } } }`;
const CLOSE = `mutation ($input: CloseProgrammeInput!) {
  closeProgramme(input: $input) { programme { id closesOn } errors { code field message } } }`;
const ADD_SCALE = `mutation ($input: AddBenefitScaleInput!) {
  addBenefitScale(input: $input) { programme { id closesOn } errors { code field message } } }`;
const SCALE_ON = `query ($id: ID!, $date: Date!) {
  programme(id: $id) { scaleOn(date: $date) { householdAmount mostChildren personAmount children { stage fromAge toAge amount } } } }`;

let service: TestService;
let sequence = 0;

beforeAll(async () => {
  service = await registryService();
});
afterAll(() => service.close());

const aProgramme = async (facts: object = {}): Promise<string> => {
  sequence += 1;
  const id = `NEW_${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.charAt(sequence)}`;
  const { errors } = await mutate<Payload>(service, admin, CREATE, {
    ...{ id, name: { ar: 'برنامج جديد', en: 'A new one' }, pays: 'HOUSEHOLD', isConditional: false },
    ...{ opensOn: '2027-01-01', ...facts },
  });
  expect(errors).toEqual([]);
  return id;
};

const addScale = (input: object): Promise<Payload> =>
  mutate<Payload>(service, admin, ADD_SCALE, { source: 'A decree', householdAmount: '500.00', ...input });

async function amountOn(id: string, date: string): Promise<string | null> {
  const { data } = await service.ask<{ programme: { scaleOn: { householdAmount: string } | null } }>(
    aCaller('public'),
    SCALE_ON,
    { id, date },
  );
  return data.programme.scaleOn?.householdAmount ?? null;
}

describe('the programmes that there are', () => {
  it('pays for three children by the first scale and for two from 2019', async () => {
    const on = async (date: string) =>
      (
        await service.ask<{ programme: { scaleOn: { mostChildren: number } } }>(analyst, SCALE_ON, {
          id: 'TAKAFUL',
          date,
        })
      ).data.programme.scaleOn.mostChildren;

    expect(await on('2018-12-31')).toBe(3);
    expect(await on('2019-01-01')).toBe(2);
  });

  it('tells everybody what is open and what each scale pays', async () => {
    const { data } = await service.ask<{ programmes: { nodes: object[] } }>(
      citizen('0b000000-0000-4000-8000-000000000001'),
      '{ programmes { nodes { id pays isOpen scales { effectiveFrom effectiveTo personAmount isSample } } } }',
    );

    expect(data.programmes.nodes).toMatchObject([
      { id: 'DAMAN', isOpen: false },
      {
        ...{ id: 'KARAMA', pays: 'PERSON', isOpen: true },
        scales: [
          { effectiveFrom: '2015-03-01', effectiveTo: '2025-07-01', personAmount: '350.00', isSample: false },
          { effectiveFrom: '2025-07-01', effectiveTo: null, personAmount: '705.00', isSample: true },
        ],
      },
      { id: 'TAKAFUL', pays: 'HOUSEHOLD', isOpen: true },
    ]);
  });

  it('reads the scales of many programmes with one statement', async () => {
    const statements = (first: number) =>
      service.statementsOf(() =>
        service.ask(analyst, `{ programmes(first: ${first}) { nodes { id scales { effectiveFrom } } } }`),
      );

    expect(await statements(3)).toBe(await statements(1));
  });
});

describe('a new programme', () => {
  it('is rows: it pays by its scales from the first day of each to the last', async () => {
    const id = await aProgramme();

    await addScale({ programmeId: id, effectiveFrom: '2027-01-01' });
    await addScale({ programmeId: id, effectiveFrom: '2027-07-01', householdAmount: '612.50' });

    expect(await amountOn(id, '2026-12-31')).toBeNull();
    expect(await amountOn(id, '2027-01-01')).toBe('500.00');
    expect(await amountOn(id, '2027-06-30')).toBe('500.00');
    expect(await amountOn(id, '2027-07-01')).toBe('612.50');
  });

  it('keeps what is paid for a child by stage', async () => {
    const id = await aProgramme();
    const children = [
      { stage: 'PRIMARY', fromAge: 6, toAge: 12, amount: '60.00' },
      { stage: 'PREPARATORY', fromAge: 12, toAge: 15, amount: '80.00' },
    ];

    await addScale({ programmeId: id, effectiveFrom: '2027-01-01', mostChildren: 2, children });
    const { data } = await service.ask<{ programme: { scaleOn: object } }>(analyst, SCALE_ON, {
      id,
      date: '2027-03-15',
    });

    expect(data.programme.scaleOn).toMatchObject({ mostChildren: 2, children });
  });

  it('is refused with a code that is taken or is none, and without a name', async () => {
    const input = { name: { ar: ' ', en: 'x' }, pays: 'PERSON', isConditional: false, opensOn: '2027-01-01' };

    expect(codesOf(await mutate<Payload>(service, admin, CREATE, { ...input, id: 'TAKAFUL' }))).toEqual([
      'PROGRAMME_EXISTS',
      'TEXT_MISSING',
    ]);
    expect(codesOf(await mutate<Payload>(service, admin, CREATE, { ...input, id: 'small' }))).toEqual([
      'PROGRAMME_CODE_INVALID',
      'TEXT_MISSING',
    ]);
  });

  it('is created once by two at once', async () => {
    const input = {
      ...{ id: 'TWICE', name: { ar: 'مرة', en: 'Once' }, pays: 'PERSON' },
      ...{ isConditional: false, opensOn: '2027-01-01' },
    };

    const both = await Promise.all([1, 2].map(() => mutate<Payload>(service, admin, CREATE, input)));

    expect(both.map(codesOf).sort()).toEqual([[], ['PROGRAMME_EXISTS']]);
  });

  it('is nothing that a case worker creates', async () => {
    const { errors } = await service.ask(gizaWorker, CREATE, {
      input: {
        ...{ id: 'MINE', name: { ar: 'لي', en: 'Mine' }, pays: 'PERSON' },
        ...{ isConditional: false, opensOn: '2027-01-01' },
      },
    });

    expect(errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    expect(await service.database.owner(`select from programme where id = 'MINE'`)).toEqual([]);
  });
});

describe('closing a programme', () => {
  const close = (input: object) => mutate<Payload>(service, admin, CLOSE, input);

  it('lets one enrol until the day before', async () => {
    const id = await aProgramme({ opensOn: '2026-01-01' });

    const { programme } = await close({ programmeId: id, closesOn: '2026-12-01' });
    const { data } = await service.ask<{ programme: object }>(
      analyst,
      `query ($id: ID!) { programme(id: $id) { last: isOpen(on: "2026-11-30") none: isOpen(on: "2026-12-01") } }`,
      { id },
    );

    expect(programme).toEqual({ id, closesOn: '2026-12-01' });
    expect(data.programme).toEqual({ last: true, none: false });
  });

  it('is refused for a day that has passed, before the opening and once it is closed', async () => {
    const id = await aProgramme();

    expect(codesOf(await close({ programmeId: id, closesOn: '2026-11-21' }))).toEqual(['CLOSES_IN_THE_PAST']);
    expect(codesOf(await close({ programmeId: id, closesOn: '2026-12-31' }))).toEqual([
      'CLOSES_BEFORE_OPENING',
    ]);
    expect(codesOf(await close({ programmeId: 'DAMAN', closesOn: '2026-12-01' }))).toEqual([
      'PROGRAMME_CLOSED',
    ]);
    expect(codesOf(await close({ programmeId: 'NONE', closesOn: '2026-12-01' }))).toEqual([
      'PROGRAMME_NOT_FOUND',
    ]);
  });
});

describe('a scale', () => {
  const aCycle = (programmeId: string, month: string, state: string) =>
    service.database.owner(
      `insert into payment_cycle (programme_id, month, state, opened_by) values ($1, $2, $3, 'somebody')`,
      [programmeId, month, state],
    );

  it('is refused for a month that is calculated, and taken for the one after it', async () => {
    const id = await aProgramme();
    await addScale({ programmeId: id, effectiveFrom: '2027-01-01' });
    await aCycle(id, '2027-03-01', 'CALCULATED');

    expect(codesOf(await addScale({ programmeId: id, effectiveFrom: '2027-03-01' }))).toEqual([
      'MONTH_CALCULATED',
    ]);
    expect(codesOf(await addScale({ programmeId: id, effectiveFrom: '2027-02-01' }))).toEqual([
      'MONTH_CALCULATED',
    ]);
    expect(codesOf(await addScale({ programmeId: id, effectiveFrom: '2027-04-01' }))).toEqual([]);
  });

  it('is taken for months whose cycle is open, and between scales before a month that is calculated', async () => {
    const id = await aProgramme();
    await addScale({ programmeId: id, effectiveFrom: '2027-05-01' });
    await aCycle(id, '2027-02-01', 'DRAFT');
    await aCycle(id, '2027-05-01', 'CLOSED');

    expect(codesOf(await addScale({ programmeId: id, effectiveFrom: '2027-01-01' }))).toEqual([]);
  });

  it('is refused by the table too when the month is calculated', async () => {
    const id = await aProgramme();
    await aCycle(id, '2027-03-01', 'SENT');

    await expect(
      service.database.owner(
        `insert into benefit_scale (programme_id, effective_from, household_amount, most_children, person_amount,
           most_persons, source) values ($1, '2027-03-01', 1, 0, 0, 0, 'x')`,
        [id],
      ),
    ).rejects.toThrow('calculated already');
  });

  it.each([
    ['in the middle of a month', { effectiveFrom: '2027-01-02' }, ['NOT_FIRST_OF_MONTH']],
    ['with an amount below zero', { householdAmount: '-1.00' }, ['AMOUNT_NEGATIVE']],
    ['with more than a month can bring', { householdAmount: '100000.01' }, ['AMOUNT_TOO_LARGE']],
    [
      'with amounts beyond the columns',
      {
        ...{ householdAmount: '1000000000000.00', personAmount: '1000000000000.00' },
        children: [{ stage: 'PRIMARY', fromAge: 6, toAge: 12, amount: '1000000000000.00' }],
      },
      ['AMOUNT_TOO_LARGE', 'AMOUNT_TOO_LARGE', 'AMOUNT_TOO_LARGE'],
    ],
    ['that pays nothing', { householdAmount: '0.00' }, ['SCALE_PAYS_NOTHING']],
    ['without its source', { source: '  ' }, ['TEXT_MISSING']],
    ['for 101 children', { mostChildren: 101 }, ['COUNT_INVALID']],
    [
      'with a stage that ends where it begins',
      { children: [{ stage: 'PRIMARY', fromAge: 6, toAge: 6, amount: '60.00' }] },
      ['STAGE_AGES_INVALID'],
    ],
    [
      'with an age in two stages',
      {
        children: [
          { stage: 'PRIMARY', fromAge: 6, toAge: 12, amount: '60.00' },
          { stage: 'PREPARATORY', fromAge: 11, toAge: 15, amount: '80.00' },
        ],
      },
      ['STAGES_OVERLAP'],
    ],
  ])('is refused %s', async (_name, input, codes) => {
    const id = await aProgramme();

    expect(codesOf(await addScale({ programmeId: id, effectiveFrom: '2027-01-01', ...input }))).toEqual(
      codes,
    );
    expect(await service.database.owner('select from benefit_scale where programme_id = $1', [id])).toEqual(
      [],
    );
  });

  it('is added once by two at once', async () => {
    const id = await aProgramme();

    const both = await Promise.all(
      [1, 2].map(() => addScale({ programmeId: id, effectiveFrom: '2027-01-01' })),
    );

    expect(both.map(codesOf).sort()).toEqual([[], ['SCALE_EXISTS']]);
  });
});
