import { z } from 'zod';
import { aCaller } from '../testing/callers';
import type { TestDatabase } from '../testing/database';
import { asCommand, day, ownerOf, recordsDatabase } from './records.fixture';
import { forgetRules, rulesIfAny, rulesOn, seedRule, type NewRule } from './rules-data';

let database: TestDatabase;

beforeAll(async () => {
  database = await recordsDatabase();
  await seed({
    name: 'borrower_limit',
    from: '2014-01-01',
    value: { egp: '100000.00' },
    source: 'the regulator',
  });
  await seed({
    name: 'borrower_limit',
    from: '2025-01-01',
    value: { egp: '266000.00' },
    source: 'a guess',
    isSample: true,
  });
  await seed({
    name: 'freeze',
    from: '2025-12-16',
    to: '2026-12-16',
    value: { kinds: ['ORPHANAGE'] },
    source: 'a decree',
  });
});

afterAll(() => database.close());

const limit = z.object({ egp: z.string() });

const seed = (rule: NewRule) => seedRule(ownerOf(database), rule);
const limitOn = (date: string) =>
  asCommand(database, ({ manager }) => rulesOn(manager, 'borrower_limit', day(date), limit));

describe('rules as data', () => {
  it.each([
    ['2014-01-01', '100000.00'],
    ['2024-12-31', '100000.00'],
    ['2025-01-01', '266000.00'],
    ['2040-01-01', '266000.00'],
  ])('on %s are those of the version that holds then: %s', async (date, egp) => {
    expect((await limitOn(date)).value).toEqual({ egp });
  });

  it('name the version, its days and whether it is a sample', async () => {
    const [first, second] = [await limitOn('2014-01-01'), await limitOn('2025-01-01')];

    expect(first).toMatchObject({ effectiveFrom: '2014-01-01', effectiveTo: '2025-01-01', isSample: false });
    expect(second).toMatchObject({ effectiveFrom: '2025-01-01', effectiveTo: null, isSample: true });
    expect(first.version).toMatch(/^borrower_limit#\d+$/);
    expect(second.version).not.toBe(first.version);
  });

  it('are missed on a day that has none', async () => {
    await expect(limitOn('2013-12-31')).rejects.toThrow(
      'No version of the rules "borrower_limit" holds on 2013-12-31.',
    );
  });

  it('may hold for a time only', async () => {
    const freeze = z.object({ kinds: z.array(z.string()) });
    const on = (date: string) =>
      asCommand(database, ({ manager }) => rulesIfAny(manager, 'freeze', day(date), freeze));

    expect((await on('2026-12-15'))?.value.kinds).toEqual(['ORPHANAGE']);
    expect(await on('2026-12-16')).toBeNull();
    expect(await on('2025-12-15')).toBeNull();
  });

  it('are refused when the row is not what the code expects', async () => {
    const other = asCommand(database, ({ manager }) =>
      rulesOn(manager, 'borrower_limit', day('2025-01-01'), z.object({ usd: z.string() })),
    );

    await expect(other).rejects.toThrow(z.ZodError);
  });

  it('are read through the reads of a request too, whoever asks', async () => {
    const rules = await rulesOn(database.as(aCaller('public')), 'borrower_limit', day('2025-06-01'), limit);

    expect(rules.value.egp).toBe('266000.00');
  });

  it('are kept for a short while, until they are forgotten', async () => {
    const today = day('2026-11-22');
    const read = () => rulesIfAny(database.as(aCaller('public')), 'new_rule', today, limit);
    const before = await read();
    await seed({ name: 'new_rule', from: '2026-01-01', value: { egp: '1.00' }, source: 'a test' });

    const kept = await read();
    forgetRules(database.as(aCaller('public')));
    const fresh = await read();

    expect([before, kept]).toEqual([null, null]);
    expect(fresh?.value.egp).toBe('1.00');
  });

  it('never hold twice on a day', async () => {
    const twice = seed({ name: 'freeze', from: '2026-12-15', value: {}, source: 'a mistake' });

    await expect(twice).rejects.toThrow(/rule_version_holds_alone/);
  });

  it('stand already when a migration that was taken back runs again, and are not changed by it', async () => {
    const rule = { name: 'seats', from: '2020-01-01', value: { most: 5 }, source: 'a decree' };
    await seed(rule);
    await seed({ ...rule, from: '2024-01-01', value: { most: 6 } });

    await seed(rule);
    const other = seed({ ...rule, value: { most: 7 } });

    await expect(other).rejects.toThrow(/rule_version_holds_alone/);
    expect(
      await database.owner(
        `select effective_from::text as from, effective_to::text as to, value->'most' as most
           from rule_version where name = 'seats' order by effective_from`,
      ),
    ).toEqual([
      { from: '2020-01-01', to: '2024-01-01', most: 5 },
      { from: '2024-01-01', to: null, most: 6 },
    ]);
  });

  it('keep what a version says for ever; only its end may be set', async () => {
    await expect(
      database.owner(`update rule_version set value = '{}' where name = 'freeze'`),
    ).rejects.toThrow(/never changed or removed/);
    await expect(database.owner('delete from rule_version')).rejects.toThrow(/never changed or removed/);
    await database.owner(`update rule_version set effective_to = '2026-06-01' where name = 'freeze'`);

    const [row] = await database.owner(`select effective_to::text from rule_version where name = 'freeze'`);
    expect(row).toEqual({ effective_to: '2026-06-01' });
  });

  it('can be written by no caller', async () => {
    const write = asCommand(database, ({ manager }) =>
      seedRule(manager, { name: 'x', from: '2026-01-01', value: 1, source: 'x' }),
    );

    await expect(write).rejects.toThrow(/permission denied/);
  });
});
