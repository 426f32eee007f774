import type { Client } from 'pg';

/** What extensions bring is theirs to change. */
const OWN = (catalogue: string, id: string): string =>
  `not exists (select from pg_depend where classid = '${catalogue}'::regclass and objid = ${id} and deptype = 'e')`;

const SCHEMAS = `select oid, nspname as schema, nspacl as acl from pg_namespace
  where nspname !~ '^pg_' and nspname <> 'information_schema'`;

/** Each kind of thing that a migration makes, as lines that say all of it. */
const PARTS: readonly string[] = [
  `select 'schema', schema, acl::text from own_schema`,
  `select 'extension', extname, extversion from pg_extension`,
  `select 'relation', schema || '.' || relname, concat_ws(' ', relkind, relpersistence, reloptions, relacl,
          'row security ' || relrowsecurity || ' ' || relforcerowsecurity, pg_get_expr(relpartbound, relation.oid),
          case when relkind in ('v', 'm') then pg_get_viewdef(relation.oid) end, obj_description(relation.oid, 'pg_class'))
     from own_relation relation`,
  `select 'column', schema || '.' || relname || '.' || attname, concat_ws(' ', attnum, format_type(atttypid, atttypmod),
          'not null ' || attnotnull, attidentity, attgenerated, attcollation::regcollation, attacl,
          pg_get_expr(adbin, adrelid), col_description(attrelid, attnum))
     from own_relation relation join pg_attribute on attrelid = relation.oid and attnum > 0 and not attisdropped
     left join pg_attrdef on adrelid = attrelid and adnum = attnum where relkind in ('r', 'p', 'v', 'm')`,
  `select 'sequence', schema || '.' || relname,
          concat_ws(' ', format_type(seqtypid, null), seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle)
     from own_relation relation join pg_sequence on seqrelid = relation.oid`,
  `select 'index', schema || '.' || relname, pg_get_indexdef(oid) from own_relation where relkind in ('i', 'I')`,
  `select 'constraint', schema || '.' || relname || '.' || conname, pg_get_constraintdef(constraint_.oid)
     from own_relation relation join pg_constraint constraint_ on conrelid = relation.oid`,
  `select 'policy', schemaname || '.' || tablename || '.' || policyname,
          concat_ws(' ', permissive, roles, cmd, 'using', qual, 'check', with_check) from pg_policies`,
  `select 'trigger', schema || '.' || relname || '.' || tgname, concat_ws(' ', tgenabled, pg_get_triggerdef(pg_trigger.oid))
     from own_relation relation join pg_trigger on tgrelid = relation.oid and not tgisinternal`,
  `select 'function', pg_proc.oid::regprocedure::text, concat_ws(' ', pg_get_functiondef(pg_proc.oid), proacl)
     from pg_proc join own_schema on own_schema.oid = pronamespace
    where prokind <> 'a' and ${OWN('pg_proc', 'pg_proc.oid')}`,
  `select 'type', pg_type.oid::regtype::text, concat_ws(' ', typtype, typacl,
          (select string_agg(enumlabel, ',' order by enumsortorder) from pg_enum where enumtypid = pg_type.oid))
     from pg_type join own_schema on own_schema.oid = typnamespace
    where typtype in ('e', 'd', 'r') and ${OWN('pg_type', 'pg_type.oid')}`,
  `select 'statistics', stxname, pg_get_statisticsobjdef(oid) from pg_statistic_ext`,
  `select 'default privileges', concat_ws(' ', defaclrole::regrole, defaclnamespace::regnamespace), defaclacl::text
     from pg_default_acl`,
];

const CATALOGUE = `
with own_schema as (${SCHEMAS}),
     own_relation as (
       select pg_class.*, schema from pg_class join own_schema on own_schema.oid = relnamespace
        where ${OWN('pg_class', 'pg_class.oid')})
select concat_ws(' ', kind, name, says) as line
  from (${PARTS.join('\n union all ')}) as part (kind, name, says) order by line`;

/** All that stands in a database but for its rows, as PostgreSQL's catalogue has it: one line a thing, in their order. */
export async function catalogueOf(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(CATALOGUE);
  return rows.map(({ line }) => line);
}
