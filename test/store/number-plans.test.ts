/**
 * Numbering costs what is new, not what the log has grown to. Past failure: the batch was joined to the entries, and the one
 * plan made for it while many waited read every entry there ever was, for each batch ever after.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { EMPTY_TREE } from '../../src/modules/ledger/store/log-tree.store.ts';
import { numberEntries } from '../../src/modules/ledger/store/number-entries.store.ts';
import { openDb, openPool } from '../../src/platform/db.ts';
import { createTestDatabase } from '../support/database.ts';

const database = await createTestDatabase();
const owner = openPool({ url: database.urls.superuser, name: 'test', max: 1 });
// One connection: the plan made for the first batch is the plan of the last.
const pool = openPool({ url: database.urls.app, name: 'test', max: 1 });
after(async () => {
  await pool.end();
  await owner.end();
  await database.drop();
});

const TABLES = ['entries', 'positions'] as const;

/** How often each table of the log was read from end to end, by anybody. */
async function countWholeReads(): Promise<Readonly<Record<string, number>>> {
  await pool.query('select pg_stat_force_next_flush()');
  const { rows } = await owner.query<{ name: string; whole: number }>(
    `select relname as name, seq_scan::int as whole from pg_stat_user_tables
     where schemaname = 'ledger' and relname = any($1)`,
    [TABLES],
  );
  return Object.fromEntries(rows.map(({ name, whole }) => [name, whole]));
}

test('a batch is numbered by index look-ups, also by a plan made while a great many waited', async () => {
  await owner.query(
    `insert into ledger.entries (id, entry, at, act, subject_ref, about, body)
     select uuidv7(), '{"n":' || n || '}' || repeat(' ', 400), now(), 'tests.happened', gen_random_uuid(), '{}', ''
     from generate_series(1, 30000) n`,
  );
  for (const table of ['pending', ...TABLES]) await owner.query(`vacuum (analyze) ledger.${table}`);
  const db = openDb(pool);
  const wall = Temporal.Instant.fromEpochMilliseconds(0);
  let tree = EMPTY_TREE;
  const numberSome = async (limit: number) => {
    const numbered = await db.transaction().execute((tx) => numberEntries(tx, wall, tree, limit));
    assert.ok(numbered);
    tree = numbered.tree;
    return numbered.added;
  };
  const before = await countWholeReads();
  for (let batch = 0; batch < 5; batch += 1) assert.equal(await numberSome(5_000), 5_000);
  assert.deepEqual(await countWholeReads(), before);
  assert.equal(tree.size, 25_000);
});
