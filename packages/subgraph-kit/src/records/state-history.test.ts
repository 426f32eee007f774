import { randomUUID } from 'node:crypto';
import { aCaller } from '../testing/callers';
import type { TestDatabase } from '../testing/database';
import { showHistory } from './history-access';
import { asCommand, day, ownerOf, recordsDatabase } from './records.fixture';
import {
  recordTransition,
  stateOn,
  StateTransition,
  transitionsOf,
  type StepToRecord,
} from './state-history';

let database: TestDatabase;

beforeAll(async () => {
  database = await recordsDatabase();
});

afterAll(() => database.close());

const submit = { subjectType: 'ngo', from: null, action: 'submit', to: 'SUBMITTED' } as const;
const register = { subjectType: 'ngo', from: 'SUBMITTED', action: 'register', to: 'REGISTERED' } as const;
const object = { subjectType: 'ngo', from: 'SUBMITTED', action: 'object', to: 'OBJECTED' } as const;

const record = (step: StepToRecord, caller = aCaller('inspector')) =>
  asCommand(database, (command) => recordTransition(command, step), caller);
const historyOf = (ngoId: string) =>
  asCommand(database, ({ manager }) => transitionsOf(manager, 'ngo', ngoId));

describe('the history of states', () => {
  it('says from what to what, by whom, when and why', async () => {
    const ngoId = randomUUID();

    await record({ subjectId: ngoId, step: submit, onDate: day('2026-11-01') });
    await record({ subjectId: ngoId, step: register, reason: 'كل المستندات كاملة' });

    expect(await historyOf(ngoId)).toMatchObject([
      { ordinal: 1, fromState: null, toState: 'SUBMITTED', onDate: '2026-11-01', reason: null },
      {
        ordinal: 2,
        fromState: 'SUBMITTED',
        toState: 'REGISTERED',
        action: 'register',
        bySubject: 'test-inspector',
        byRole: 'inspector',
        onDate: '2026-11-22',
        reason: 'كل المستندات كاملة',
      },
    ]);
  });

  it('lets one of two steps from the same state at once happen', async () => {
    const ngoId = randomUUID();
    await record({ subjectId: ngoId, step: submit });

    const outcomes = await Promise.allSettled([
      record({ subjectId: ngoId, step: register }),
      record({ subjectId: ngoId, step: object }),
    ]);

    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'CONFLICT' },
    });
    expect(await historyOf(ngoId)).toHaveLength(2);
  });

  it('refuses a step that does not begin where the last one ended, as a conflict', async () => {
    const ngoId = randomUUID();
    await record({ subjectId: ngoId, step: submit });
    await record({ subjectId: ngoId, step: register });

    await expect(record({ subjectId: ngoId, step: object })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('can be changed by nobody, not even the owner of the table', async () => {
    const ngoId = randomUUID();
    await record({ subjectId: ngoId, step: submit });

    await expect(database.owner(`update state_transition set to_state = 'X'`)).rejects.toThrow(
      /never changed/,
    );
    await expect(database.owner('delete from state_transition')).rejects.toThrow(/never changed/);
    await expect(database.owner('truncate state_transition')).rejects.toThrow(/never changed/);
    await expect(
      asCommand(database, ({ manager }) => manager.query(`update state_transition set to_state = 'X'`)),
    ).rejects.toThrow(/permission denied/);
  });

  it('is seen by no partner unless its service says so', async () => {
    await record({ subjectId: randomUUID(), step: submit });

    const read = asCommand(database, ({ manager }) => manager.find(StateTransition), aCaller('ngo_partner'));

    await expect(read).rejects.toThrow(/permission denied/);
  });

  it('is seen by those to whom its service shows it, and by them only as far as that', async () => {
    const [ngoId, otherNgoId] = [randomUUID(), randomUUID()];
    await showHistory(ownerOf(database), 'ngo', {
      ngo_partner: "subject_id = (select claim_uuid('ngo_id'))",
    });
    await showHistory(ownerOf(database), 'loan', { ngo_partner: 'false' });
    for (const subjectId of [ngoId, otherNgoId]) await record({ subjectId, step: submit });
    await record({ subjectId: ngoId, step: { ...submit, subjectType: 'care_home' } });

    const seen = await asCommand(
      database,
      ({ manager }) => manager.find(StateTransition),
      aCaller('ngo_partner', { ngoId }),
    );

    expect(seen).toMatchObject([{ subjectId: ngoId, subjectType: 'ngo' }]);
  });

  it('vanishes with the command that is rolled back', async () => {
    const ngoId = randomUUID();

    const command = asCommand(database, async (context) => {
      await recordTransition(context, { subjectId: ngoId, step: submit });
      throw new Error('something else failed');
    });

    await expect(command).rejects.toThrow('something else failed');
    expect(await historyOf(ngoId)).toEqual([]);
  });
});

describe('the state on a day', () => {
  const history = [
    { ordinal: 1, onDate: day('2026-01-10'), toState: 'SUBMITTED' },
    { ordinal: 2, onDate: day('2026-03-01'), toState: 'REGISTERED' },
    { ordinal: 3, onDate: day('2026-06-01'), toState: 'SUSPENDED' },
  ];

  it.each([
    ['2026-01-09', null],
    ['2026-01-10', 'SUBMITTED'],
    ['2026-02-28', 'SUBMITTED'],
    ['2026-03-01', 'REGISTERED'],
    ['2026-06-01', 'SUSPENDED'],
    ['2030-01-01', 'SUSPENDED'],
  ])('on %s is %s', (date, state) => {
    expect(stateOn(history, day(date))).toBe(state);
  });

  it('does not depend on the order in which the steps are given', () => {
    expect(stateOn([...history].reverse(), day('2026-04-01'))).toBe('REGISTERED');
  });

  it('takes a step that was recorded late to hold from its day on', () => {
    const corrected = [...history, { ordinal: 4, onDate: day('2026-05-01'), toState: 'DISSOLVED' }];

    expect(stateOn(corrected, day('2026-04-30'))).toBe('REGISTERED');
    expect(stateOn(corrected, day('2026-05-01'))).toBe('DISSOLVED');
    expect(stateOn(corrected, day('2026-06-02'))).toBe('DISSOLVED');
  });

  it('is the last of two steps of the same day', () => {
    const sameDay = [
      { ordinal: 2, onDate: day('2026-01-10'), toState: 'B' },
      { ordinal: 1, onDate: day('2026-01-10'), toState: 'A' },
    ];

    expect(stateOn(sameDay, day('2026-01-10'))).toBe('B');
  });
});
