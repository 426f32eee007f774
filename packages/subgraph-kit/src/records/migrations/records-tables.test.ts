import { ROLE_NAMES } from '../../access/caller';
import { callerRole } from '../../database/cluster';
import { createDataSource } from '../../database/data-source';
import { EventsTables1763800000001 } from '../../events/migrations/1763800000001-events-tables';
import { testDatabase, type TestDatabase } from '../../testing/database';
import { RecordsTables1763800000000 } from './1763800000000-records-tables';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase({
    service: 'kit',
    entities: [],
    migrations: [RecordsTables1763800000000, EventsTables1763800000001],
  });
});

afterAll(() => database.close());

describe('the tables of records and events', () => {
  it('are all behind row-level security, also for their owner', async () => {
    const open = await database.owner(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
         and relname <> 'migration' and not (relrowsecurity and relforcerowsecurity)`,
    );

    expect(open).toEqual([]);
  });

  it('can be changed by no caller, but for what the system keeps of deliveries and arrivals', async () => {
    const grants = await database.owner<{ grant: string }>(
      `select table_name || ' ' || lower(privilege_type) || ' ' || grantee as grant
         from information_schema.role_table_grants
        where table_schema = 'public' and privilege_type <> 'SELECT' and grantee like 'caller\\_%' order by 1`,
    );

    expect(grants.map(({ grant }) => grant)).toEqual([
      'event_delivery update caller_system',
      'inbox insert caller_system',
      'inbox_subject insert caller_system',
      'inbox_subject update caller_system',
    ]);
  });

  it('have no function that anybody may run', async () => {
    const rows = await database.owner(
      `select proname from pg_proc join pg_roles on pg_roles.oid = proowner
        where pronamespace = 'public'::regnamespace and prosecdef and rolname = 'kit_owner'
          and prorettype <> 'trigger'::regtype
          and has_function_privilege('kit_app', pg_proc.oid, 'execute')`,
    );

    expect(rows).toEqual([]);
  });

  it('let those who only read record nothing', async () => {
    const [row] = await database.owner<{ writers: string[] }>(
      `select array_agg(role::text order by role) as writers from unnest($1::text[]) as role
        where has_function_privilege(role, 'event_emit(jsonb)', 'execute')`,
      [ROLE_NAMES.map(callerRole)],
    );

    expect(row?.writers).not.toContain('caller_public');
    expect(row?.writers).not.toContain('caller_analyst');
    expect(row?.writers).not.toContain('caller_auditor');
    expect(row?.writers).toContain('caller_citizen');
  });

  it('can be taken back and made again', async () => {
    const owner = createDataSource({
      url: database.ownerUrl,
      entities: [],
      migrations: [RecordsTables1763800000000, EventsTables1763800000001],
    });
    await owner.initialize();
    try {
      await owner.undoLastMigration();
      await owner.undoLastMigration();
      const left = await database.owner(
        `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'migration'`,
      );
      const again = await owner.runMigrations();

      expect(left).toEqual([]);
      expect(again).toHaveLength(2);
    } finally {
      await owner.destroy();
    }
  });
});
