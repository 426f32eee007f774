import { randomUUID } from 'node:crypto';
import { databaseUrl, withAdmin } from '../database/cluster';
import { aCaller } from '../testing/callers';
import type { TestDatabase } from '../testing/database';
import { appendAudit, auditChange, AuditTrail } from './audit';
import { verifyAudit, type AuditAnchor, type AuditVerdict } from './audit-check';
import type { AuditEntry } from './audit-entry';
import { asCommand, recordsDatabase } from './records.fixture';

const mona = randomUUID();

const anEntry = (facts: Partial<AuditEntry> = {}): AuditEntry => ({
  subject: 'a-case-worker',
  role: 'case_worker',
  action: 'read',
  entity: 'Person',
  personIds: [mona],
  requestId: 'a-request',
  operation: null,
  purpose: null,
  ...facts,
});

describe('the audit trail of what is shown', () => {
  let database: TestDatabase;
  let trail: AuditTrail;

  beforeAll(async () => {
    database = await recordsDatabase();
    trail = new AuditTrail(database.dataSource);
  });

  afterAll(async () => {
    await trail.close();
    await database.close();
  });

  it('says who saw whose record, when and why, found by the person', async () => {
    const person = randomUUID();

    await trail.record(
      anEntry({ personIds: [randomUUID(), person], purpose: 'مراجعة الطلب', operation: 'Households' }),
    );

    const rows = await database.owner('select * from audit_entry where person_ids @> array[$1]::uuid[]', [
      person,
    ]);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      subject: 'a-case-worker',
      role: 'case_worker',
      action: 'read',
      entity: 'Person',
      request_id: 'a-request',
      operation: 'Households',
      purpose: 'مراجعة الطلب',
    });
  });

  it('keeps many at once in one chain', async () => {
    const before = await verifyAudit(database.ownerUrl);

    await Promise.all(
      Array.from({ length: 1_200 }, (_, index) => trail.record(anEntry({ requestId: `r${index}` }))),
    );

    const after = await verifyAudit(database.ownerUrl);
    expect(before.intact && after.intact && after.entries - before.entries).toBe(1_200);
  });

  it('keeps what a client wrote, however strange', async () => {
    await trail.record(anEntry({ purpose: 'a zero \0 and half a character \ud800 and 9:a,' }));
    await trail.record(anEntry({ purpose: '', operation: '-', personIds: [] }));

    expect(await verifyAudit(database.ownerUrl)).toMatchObject({ intact: true });
    expect(await database.owner(`select purpose from audit_entry where purpose like 'a zero%'`)).toEqual([
      { purpose: 'a zero � and half a character � and 9:a,' },
    ]);
  });

  it('refuses one entry that cannot be kept and keeps the others that came with it', async () => {
    const outcomes = await Promise.allSettled([
      trail.record(anEntry({ requestId: 'good-1' })),
      trail.record(anEntry({ requestId: 'bad', personIds: ['no id'] })),
      trail.record(anEntry({ requestId: 'good-2' })),
    ]);

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(
      await database.owner(
        `select request_id from audit_entry where request_id in ('good-1', 'bad', 'good-2') order by seq`,
      ),
    ).toEqual([{ request_id: 'good-1' }, { request_id: 'good-2' }]);
  });

  it('goes on by itself when its connection was lost', async () => {
    await trail.record(anEntry());
    await endAuditSessions(database);

    await trail.record(anEntry({ requestId: 'after the loss' }));

    expect(
      await database.owner(`select 1 from audit_entry where request_id = 'after the loss'`),
    ).toHaveLength(1);
  });

  it('waits for a command that is committing, and both are in the chain', async () => {
    await Promise.all([
      ...Array.from({ length: 20 }, () => trail.record(anEntry())),
      ...Array.from({ length: 20 }, () =>
        asCommand(database, (command) =>
          auditChange(command, { action: 'moved', entity: 'Person', personIds: [mona] }),
        ),
      ),
    ]);

    expect(await verifyAudit(database.ownerUrl)).toMatchObject({ intact: true });
  });

  it('takes nothing after it was closed', async () => {
    const closed = new AuditTrail(database.dataSource);
    await closed.close();

    await expect(closed.record(anEntry())).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
  });

  it('finishes what it was given before it closes', async () => {
    const closing = new AuditTrail(database.dataSource);
    const recorded = closing.record(anEntry({ requestId: 'the last' }));

    await closing.close();

    await recorded;
    expect(await database.owner(`select 1 from audit_entry where request_id = 'the last'`)).toHaveLength(1);
  });
});

describe('the audit trail of what is changed', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await recordsDatabase();
  });

  afterAll(() => database.close());

  it('joins the chain with the change, with who did it and why', async () => {
    await asCommand(
      database,
      (command) =>
        auditChange(
          { ...command, purpose: 'a complaint' },
          { action: 'corrected', entity: 'Person', personIds: [mona] },
          { action: 'moved', entity: 'Household', personIds: [mona] },
        ),
      aCaller('case_worker'),
    );

    const rows = await database.owner(
      'select subject, role, action, entity, operation, purpose from audit_entry order by seq',
    );
    const who = {
      subject: 'test-case_worker',
      role: 'case_worker',
      operation: 'DoIt',
      purpose: 'a complaint',
    };
    expect(rows).toEqual([
      { ...who, action: 'corrected', entity: 'Person' },
      { ...who, action: 'moved', entity: 'Household' },
    ]);
    expect(await database.owner('select * from audit_note')).toEqual([]);
  });

  it('vanishes with a change that is rolled back', async () => {
    const before = await verifyAudit(database.ownerUrl);

    const failed = asCommand(database, async ({ manager }) => {
      await appendAudit(manager, [anEntry()]);
      throw new Error('no');
    });

    await expect(failed).rejects.toThrow('no');
    expect(await verifyAudit(database.ownerUrl)).toEqual(before);
  });

  it('holds up no other command while the work of one goes on', async () => {
    await asCommand(database, async ({ manager }) => {
      await appendAudit(manager, [anEntry({ requestId: 'slow' })]);
      await asCommand(database, (other) => appendAudit(other.manager, [anEntry({ requestId: 'quick' })]));
    });

    const rows = await database.owner(
      `select request_id from audit_entry where request_id in ('slow', 'quick') order by seq`,
    );
    expect(rows).toEqual([{ request_id: 'quick' }, { request_id: 'slow' }]);
  });

  it('can be written by a caller in no other way', async () => {
    const tries = [
      `insert into audit_entry (seq) values (1)`,
      `update audit_head set seq = 0`,
      `delete from audit_entry`,
      `select audit_append('[]')`,
      `insert into audit_note (entries) values ('[]')`,
    ];

    for (const sql of tries) {
      await expect(asCommand(database, ({ manager }) => manager.query(sql))).rejects.toThrow(
        /permission denied/,
      );
    }
  });

  it('can be read by an auditor and by no case worker', async () => {
    const read = (role: 'auditor' | 'case_worker') =>
      asCommand(
        database,
        ({ manager }) => manager.query<unknown[]>('select seq from audit_entry'),
        aCaller(role),
      );

    expect((await read('auditor')).length).toBeGreaterThan(0);
    await expect(read('case_worker')).rejects.toThrow(/permission denied/);
  });

  it('is never changed, not even by the owner of the table', async () => {
    await expect(database.owner(`update audit_entry set subject = 'nobody'`)).rejects.toThrow(
      /never changed or removed/,
    );
    await expect(database.owner('delete from audit_entry')).rejects.toThrow(/never changed or removed/);
    await expect(database.owner('truncate audit_entry')).rejects.toThrow(/never changed or removed/);
  });
});

describe('the check of the audit trail', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await recordsDatabase();
    await asCommand(database, ({ manager }) =>
      appendAudit(
        manager,
        Array.from({ length: 12 }, (_, index) => anEntry({ requestId: `r${index + 1}` })),
      ),
    );
  });

  afterAll(() => database.close());

  const lastKept = 12;
  const cutOff = 'delete from audit_entry where seq > 10';
  const headAt10 = 'update audit_head set seq = 10, hash = (select hash from audit_entry where seq = 10)';

  /** The verdict after changes that only the server's administrator can make, who can switch off every trigger. */
  async function verdictAfter(changes: readonly string[], anchor?: AuditAnchor): Promise<AuditVerdict> {
    return withAdmin(adminUrlOf(database), async (admin) => {
      await admin.query('begin');
      await admin.query(`set local session_replication_role = 'replica'`);
      for (const change of changes) await admin.query(change);
      const verdict = await verifyAudit(admin, anchor);
      await admin.query('rollback');
      return verdict;
    });
  }

  async function headNow(): Promise<AuditAnchor> {
    const verdict = await verifyAudit(database.ownerUrl);
    if (!verdict.intact) throw new Error(verdict.problem);
    return verdict.head;
  }

  it('finds an untouched trail intact, and an empty one too', async () => {
    const empty = [
      'delete from audit_entry',
      `update audit_head set seq = 0, hash = decode(repeat('00', 32), 'hex')`,
    ];

    expect(await verdictAfter([])).toMatchObject({ intact: true, entries: lastKept });
    expect(await verdictAfter(empty)).toMatchObject({ intact: true, entries: 0 });
  });

  it.each([
    `subject = 'somebody else'`,
    `role = 'auditor'`,
    `action = 'moved'`,
    `entity = 'Loan'`,
    `at = at + interval '1 microsecond'`,
    `person_ids = '{}'`,
    `request_id = null`,
    `operation = ''`,
    `purpose = 'a good one'`,
    `hash = sha256('x')`,
    `previous_hash = sha256('x')`,
  ])('finds an entry that was edited: %s', async (change) => {
    expect(await verdictAfter([`update audit_entry set ${change} where seq = 3`])).toEqual({
      intact: false,
      seq: 3,
      problem: 'the entry was edited: its content does not have its hash',
    });
  });

  it('finds an entry that was removed', async () => {
    expect(await verdictAfter(['delete from audit_entry where seq = 4'])).toEqual({
      intact: false,
      seq: 4,
      problem: 'the entry was removed; the next that is there is 5',
    });
  });

  it('finds that the first entries were removed, or all', async () => {
    expect(await verdictAfter(['delete from audit_entry where seq <= 2'])).toMatchObject({
      intact: false,
      seq: 1,
    });
    expect(await verdictAfter(['delete from audit_entry'])).toMatchObject({ intact: false, seq: 1 });
  });

  it('finds entries that changed places', async () => {
    const changed = [
      'update audit_entry set seq = -seq where seq in (2, 3)',
      'update audit_entry set seq = 5 + seq where seq < 0',
    ];

    expect(await verdictAfter(changed)).toMatchObject({ intact: false, seq: 2 });
  });

  it('finds an entry that was replaced by one with a right hash of its own', async () => {
    const replaced = `update audit_entry set subject = 'nobody', hash = sha256(convert_to(
      audit_field(seq::text) || audit_field(to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) ||
      audit_field('nobody') || audit_field(role) || audit_field(action) || audit_field(entity) ||
      audit_field(array_to_string(person_ids, ' ')) || audit_field(request_id) || audit_field(operation) ||
      audit_field(purpose) || audit_field(encode(previous_hash, 'hex')), 'UTF8')) where seq = 3`;

    expect(await verdictAfter([replaced])).toEqual({
      intact: false,
      seq: 4,
      problem: 'the entry was moved or replaced: it does not follow entry 3',
    });
  });

  it('finds that the last entries were cut off', async () => {
    expect(await verdictAfter([cutOff])).toEqual({
      intact: false,
      seq: 11,
      problem: 'the last entries were removed: there were 12',
    });
  });

  it('finds a head that was edited or removed', async () => {
    expect(await verdictAfter([`update audit_head set hash = sha256('x')`])).toMatchObject({
      intact: false,
      seq: 12,
    });
    expect(await verdictAfter(['update audit_head set seq = 11'])).toMatchObject({ intact: false, seq: 12 });
    expect(await verdictAfter(['delete from audit_head'])).toMatchObject({
      intact: false,
      problem: 'the head of the chain was removed',
    });
  });

  it('finds, by a head that was kept elsewhere, that rows and head were cut off together', async () => {
    const head = await headNow();

    expect(await verdictAfter([cutOff, headAt10])).toMatchObject({ intact: true, entries: 10 });
    expect(await verdictAfter([cutOff, headAt10], head)).toMatchObject({ intact: false, seq: 11 });
  });

  it('finds, by a head that was kept elsewhere, that the whole chain was written anew', async () => {
    const head = await headNow();
    const entries = JSON.stringify(
      Array.from({ length: 12 }, () => ({ subject: 'x', role: 'x', action: 'x', entity: 'x' })),
    );
    const anew = [
      'delete from audit_entry',
      `update audit_head set seq = 0, hash = decode(repeat('00', 32), 'hex')`,
      `select audit_append('${entries}')`,
    ];

    expect(await verdictAfter(anew)).toMatchObject({ intact: true, entries: 12 });
    expect(await verdictAfter(anew, head)).toEqual({
      intact: false,
      seq: 12,
      problem: 'the entry is not the one that was seen earlier',
    });
  });

  it('reads a long trail in parts', async () => {
    const entries = JSON.stringify(
      Array.from({ length: 5_100 }, () => ({ subject: 'x', role: 'x', action: 'x', entity: 'x' })),
    );
    const long = `select audit_append('${entries}')`;

    expect(await verdictAfter([long])).toMatchObject({ intact: true, entries: 5_112 });
    expect(await verdictAfter([long, `update audit_entry set purpose = 'x' where seq = 5104`])).toMatchObject(
      { intact: false, seq: 5_104 },
    );
  });
});

async function endAuditSessions(database: TestDatabase): Promise<void> {
  await withAdmin(adminUrlOf(database), (admin) =>
    admin.query(
      `select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and application_name = 'audit'`,
    ),
  );
}

function adminUrlOf({ ownerUrl }: TestDatabase): string {
  return databaseUrl(process.env['TEST_DATABASE_ADMIN_URL'] ?? '', new URL(ownerUrl).pathname.slice(1));
}
