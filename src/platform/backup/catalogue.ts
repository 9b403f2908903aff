import type pg from 'pg';

/** A table and the columns a backup carries (generated ones make themselves again). */
export interface BackupTable {
  /** Quoted and ready for SQL: `concerns.concerns`. */
  readonly name: string;
  readonly columns: readonly string[];
}

/** A sequence and where it stands. */
export interface BackupSequence {
  readonly name: string;
  readonly last: string;
  readonly called: boolean;
}

/** Schemas that are PostgreSQL's own. */
const OURS = "n.nspname !~ '^pg_' and n.nspname <> 'information_schema'";

/**
 * Kept in a file apart: whoever holds the backup alone can read no words, and deleting a record's key erases it from
 * every older backup too, once the older files of keys are gone (40-ledger.md; of sealed disclosures: 70-disclosures.md 9.16).
 */
export const KEY_TABLES: readonly string[] = ['disclosure.erasure_keys', 'ledger.body_keys'];

/** Not carried: migrating writes them. */
const REMADE: readonly string[] = ['heed.migrations', 'heed.restoring', 'pgboss.version'];

/** Every table that holds rows of ours, in order of name. Partitions are tables; their parents hold none. */
export async function listTables(client: pg.ClientBase): Promise<BackupTable[]> {
  const found = await client.query<{ name: string; columns: string[] }>(
    `select format('%I.%I', n.nspname, c.relname) as name,
            array_agg(format('%I', a.attname) order by a.attnum) as columns
       from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where c.relkind = 'r' and c.relpersistence <> 't' and ${OURS}
      group by 1 order by 1`,
  );
  return found.rows.filter((table) => !REMADE.includes(table.name));
}

/** Every sequence of ours and where it stands. */
export async function listSequences(client: pg.ClientBase): Promise<BackupSequence[]> {
  const found = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'S' and ${OURS} order by 1`,
  );
  const sequences: BackupSequence[] = [];
  for (const { name } of found.rows) {
    const at = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${name}`,
    );
    const row = at.rows[0];
    if (row) sequences.push({ name, ...row });
  }
  return sequences;
}

/** True when nothing of anybody's is in the database. */
export async function isEmptyDatabase(client: pg.ClientBase): Promise<boolean> {
  const found = await client.query(
    `select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where ${OURS} and c.relkind in ('r', 'p', 'v', 'm', 'S') limit 1`,
  );
  return found.rowCount === 0;
}

/** SQL that takes something away for the load, and SQL that puts it back as it was. */
export interface SetAside {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/**
 * Foreign keys, dropped and added again: tables then load in any order, cycles too, and adding them again checks every
 * row at once. A role that is no superuser can't switch them off any other way.
 */
export async function listForeignKeys(client: pg.ClientBase): Promise<SetAside> {
  const found = await client.query<{ table: string; name: string; definition: string }>(
    `select format('%I.%I', n.nspname, c.relname) as table, format('%I', k.conname) as name,
            pg_get_constraintdef(k.oid) as definition
       from pg_constraint k
       join pg_class c on c.oid = k.conrelid
       join pg_namespace n on n.oid = c.relnamespace
      where k.contype = 'f' and k.conparentid = 0 and ${OURS} order by 1, 2`,
  );
  return {
    before: found.rows.map((key) => `alter table ${key.table} drop constraint ${key.name}`),
    after: found.rows.map((key) => `alter table ${key.table} add constraint ${key.name} ${key.definition}`),
  };
}

const ENABLE: Readonly<Record<string, string>> = {
  O: 'enable trigger',
  D: 'disable trigger',
  R: 'enable replica trigger',
  A: 'enable always trigger',
};

/** Triggers of ours, disabled and set again as they were: what they would do on insert was done the first time. */
export async function listTriggers(client: pg.ClientBase): Promise<SetAside> {
  const found = await client.query<{ table: string; name: string; enabled: string }>(
    `select format('%I.%I', n.nspname, c.relname) as table, format('%I', t.tgname) as name, t.tgenabled as enabled
       from pg_trigger t
       join pg_class c on c.oid = t.tgrelid
       join pg_namespace n on n.oid = c.relnamespace
      where not t.tgisinternal and t.tgparentid = 0 and ${OURS} order by 1, 2`,
  );
  return {
    before: found.rows.map((trigger) => `alter table ${trigger.table} disable trigger ${trigger.name}`),
    after: found.rows.map(
      (trigger) =>
        `alter table ${trigger.table} ${ENABLE[trigger.enabled] ?? 'enable trigger'} ${trigger.name}`,
    ),
  };
}

/** Views that hold rows of their own and must be filled again. */
export async function listMaterialisedViews(client: pg.ClientBase): Promise<string[]> {
  const found = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'm' and ${OURS} order by 1`,
  );
  return found.rows.map((row) => row.name);
}
