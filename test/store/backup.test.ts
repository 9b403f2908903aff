import assert from 'node:assert/strict';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import pg from 'pg';
import { checkBackup, restoreBackup } from '../../src/platform/backup/restore-backup.ts';
import { writeBackup } from '../../src/platform/backup/write-backup.ts';
import { migrate, readMigrations } from '../../src/platform/migrate.ts';
import { createTestDatabase } from '../support/database.ts';
import { freshDatabase } from '../support/fresh-database.ts';

/** Words that have caught out copies of text before: quotes, tabs, line ends, backslashes, NULs of COPY, emoji. */
const WORDS = ['plain', 'a\tb\nc\\d\r\n"e"', '\\N', '\\.', '', 'Zoë 王小明 👧🏽', "'; drop table x; --"];

const folder = mkdtempSync(join(tmpdir(), 'heed-backup-'));
const source = await createTestDatabase();
const owner = new pg.Pool({ connectionString: source.urls.owner, max: 4 });
after(async () => {
  await owner.end();
  await source.drop();
  rmSync(folder, { recursive: true, force: true });
});

// Two tables that point at each other, a trigger that must not fire twice, an identity, a generated column, arrays.
const migrations = join(folder, 'migrations');
mkdirSync(migrations);
for (const known of readMigrations()) writeFileSync(join(migrations, `${known.name}.sql`), known.sql);
writeFileSync(
  join(migrations, '9001-trial.sql'),
  `create schema trial;
  create table trial.parents (
    id bigint generated always as identity primary key, favourite bigint, words text, hidden bytea, at timestamptz,
    shout text generated always as (upper(words)) stored, tags text[], extra jsonb);
  create table trial.children (id bigint primary key, parent bigint not null references trial.parents (id));
  alter table trial.parents add constraint parents_favourite foreign key (favourite) references trial.children (id);
  create table trial.seen (n int);
  create function trial.count() returns trigger language plpgsql as $$
    begin insert into trial.seen values (1); return new; end $$;
  create trigger count after insert on trial.children for each row execute function trial.count();
  alter table trial.children enable always trigger count;
  create function trial.refuse() returns trigger language plpgsql as $$ begin raise 'never'; end $$;
  create trigger refuse before delete or truncate on trial.seen execute function trial.refuse();
  insert into trial.seen values (0);`,
);
await migrate({
  ownerUrl: source.urls.owner,
  now: Temporal.Instant.fromEpochMilliseconds(0),
  folder: migrations,
});
for (const words of WORDS)
  await owner.query(
    `with p as (insert into trial.parents (words, hidden, at, tags, extra)
       values ($1, $2, '2026-03-29T01:30:00.123Z', array[$1, null], jsonb_build_object('w', $1::text)) returning id)
     insert into trial.children select id, id from p`,
    [words, Buffer.from([0, 1, 255])],
  );
await owner.query('update trial.parents set favourite = id');
await owner.query(
  "insert into ledger.body_keys (ref, wrapped) values ('00000000-0000-7000-8000-000000000001', '\\x01ff')",
);

const now = Temporal.Instant.from('2026-02-03T09:00:00Z');
const later = now.add({ hours: 1 });
const secrets = { pepper: 'x' };
const at = (name: string) => ({ file: join(folder, name), keysFile: join(folder, `${name}.keys`) });
const back = (name: string, when = now) =>
  writeBackup({ ...at(name), ownerUrl: source.urls.owner, now: when, heed: '0.1.0', secrets });

const restore = (ownerUrl: string, files = at('good')) =>
  restoreBackup({ ...files, ownerUrl, now, migrations, putSecrets: () => undefined, log: () => undefined });

async function rows(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const EVERYTHING = `select (select json_agg(p order by id) from trial.parents p)::text as parents,
  (select json_agg(c order by id) from trial.children c)::text as children,
  (select count(*) from trial.seen)::int as seen,
  (select encode(wrapped, 'hex') from ledger.body_keys) as key,
  (select count(*) from pg_constraint where contype = 'f')::int as foreign_keys,
  (select string_agg(tgname || ' ' || tgenabled::text, ',' order by tgname) from pg_trigger where not tgisinternal) as triggers`;

test('a restored database holds every row as it was, with its keys, triggers and counters', async () => {
  await back('good');
  const fresh = await freshDatabase();
  await restore(fresh.url);
  assert.deepEqual(await rows(fresh.url, EVERYTHING), await rows(source.urls.owner, EVERYTHING));
  const next = await rows(
    fresh.url,
    "insert into trial.parents (words) values ('next') returning id::int as id",
  );
  assert.deepEqual(next, [{ id: WORDS.length + 1 }], 'numbering goes on where it stood');
  await fresh.drop();
});

test('a backup taken while others write is one instant: parents and children agree, and nothing committed before is missing', async () => {
  const written: number[] = [];
  const stop = { asked: false };
  const writer = (async () => {
    while (!stop.asked) {
      const made = await owner.query<{ id: number }>(
        `with p as (insert into trial.parents (words) values ('busy') returning id)
         insert into trial.children select id, id from p returning id::int`,
      );
      written.push(made.rows[0]?.id ?? 0);
    }
  })();
  while (written.length < 20) await new Promise((resolve) => setTimeout(resolve, 5));
  const acknowledged = written.at(-1);
  await back('busy');
  stop.asked = true;
  await writer;
  const fresh = await freshDatabase();
  await restore(fresh.url, at('busy'));
  const found = await rows(
    fresh.url,
    `select (select count(*) from trial.parents) = (select count(*) from trial.children) as agree,
            exists (select 1 from trial.children where id = ${acknowledged}) as kept`,
  );
  assert.deepEqual(found, [{ agree: true, kept: true }]);
  await fresh.drop();
});

test('neither file can be read by others, the backup holds no key, and nothing is overwritten', async () => {
  for (const path of Object.values(at('good'))) assert.equal(statSync(path).mode & 0o777, 0o600);
  const { backup, keys } = await checkBackup(at('good').file, at('good').keysFile, migrations);
  const apart = ['disclosure.erasure_keys', 'ledger.body_keys'];
  assert.ok(!backup.tables.some((table) => apart.includes(table.name)));
  assert.deepEqual(
    keys.tables.map((table) => table.name),
    apart,
  );
  assert.deepEqual(keys.secrets, secrets);
  const before = readFileSync(at('good').file);
  await assert.rejects(back('good'), /is there already; a backup never overwrites another/);
  assert.deepEqual(readFileSync(at('good').file), before);
});

test('a backup cut short or altered anywhere is refused in one line, before the database is touched', async () => {
  const fresh = await freshDatabase();
  const whole = readFileSync(at('good').file);
  const bad = at('bad');
  copyFileSync(at('good').keysFile, bad.keysFile);
  for (const length of [14, 40, Math.floor(whole.length / 2), whole.length - 1]) {
    writeFileSync(bad.file, whole.subarray(0, length));
    await assert.rejects(restore(fresh.url, bad), /bad is damaged or was cut short\. Nothing was changed\./);
  }
  for (let spot = 20; spot < whole.length; spot += Math.ceil(whole.length / 25)) {
    const altered = Buffer.from(whole);
    altered[spot] = (altered[spot] ?? 0) ^ 0x10;
    writeFileSync(bad.file, altered);
    await assert.rejects(restore(fresh.url, bad), /damaged|not a backup/, `byte ${spot}`);
  }
  assert.deepEqual(await rows(fresh.url, "select 1 from pg_namespace where nspname = 'heed'"), []);
  await fresh.drop();
});

test('what is no backup, is in another format, or was made by a newer Heed is refused with what to do', async () => {
  const odd = at('odd');
  copyFileSync(at('good').keysFile, odd.keysFile);
  writeFileSync(odd.file, 'PGDMP');
  await assert.rejects(checkBackup(odd.file, odd.keysFile), /not a backup made by `heed backup`/);
  writeFileSync(odd.file, 'HEED-BACKUP 2\nwhatever');
  await assert.rejects(checkBackup(odd.file, odd.keysFile), /format 2, and this Heed reads format 1/);
  await assert.rejects(checkBackup(at('none').file, odd.keysFile), /can't be read \(ENOENT\)/);
  await assert.rejects(checkBackup(at('good').keysFile, at('good').file), /a file of keys, not a backup/);
  await assert.rejects(
    checkBackup(at('good').file, at('good').keysFile),
    /9001-trial, which this Heed does not know/,
  );
});

test('keys older than the backup are refused; keys of a later backup carry later erasures into it', async () => {
  await back('later', later);
  const older = { file: at('later').file, keysFile: at('good').keysFile };
  await assert.rejects(checkBackup(older.file, older.keysFile, migrations), /are older than the backup/);
  await owner.query('alter table ledger.body_keys disable trigger user; delete from ledger.body_keys');
  await back('erased', later.add({ hours: 1 }));
  const fresh = await freshDatabase();
  await restore(fresh.url, { file: at('good').file, keysFile: at('erased').keysFile });
  assert.deepEqual(await rows(fresh.url, 'select ref from ledger.body_keys'), []);
  await fresh.drop();
});

test('a database with anything in it is never written to', async () => {
  const busy = await createTestDatabase();
  await assert.rejects(restore(busy.urls.owner), /not empty, and a restore never writes over anything/);
  await busy.drop();
});

test('a restore that breaks off leaves a database that Heed refuses, and that restoring again puts right', async () => {
  const fresh = await freshDatabase();
  const refusing = restoreBackup({
    ...at('good'),
    ownerUrl: fresh.url,
    now,
    migrations,
    putSecrets: () => {
      throw new Error('power cut');
    },
    log: () => undefined,
  });
  await assert.rejects(refusing, /power cut/);
  await assert.rejects(
    migrate({ ownerUrl: fresh.url, now, folder: migrations }),
    /was cut short.*heed restore/,
  );
  await restore(fresh.url);
  assert.deepEqual(await migrate({ ownerUrl: fresh.url, now, folder: migrations }), []);
  await fresh.drop();
});

test('a backup that fails leaves no file behind', async () => {
  await assert.rejects(back('missing/folder'), /in a folder that does not exist/);
  assert.equal(existsSync(join(folder, 'missing')), false);
});
