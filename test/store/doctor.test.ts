import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import pg from 'pg';
import { checkDatabase } from '../../src/operate/checks/check-database.ts';
import { createTestDatabase } from '../support/database.ts';

const database = await createTestDatabase();
const owner = new pg.Pool({ connectionString: database.urls.owner, max: 1 });
after(async () => {
  await owner.end();
  await database.drop();
});

/** What the doctor finds, by what it is about. */
async function examine(app: string): Promise<Map<string, { verdict: string; says: string }>> {
  return new Map((await checkDatabase({ app })).map((finding) => [finding.about, finding]));
}

test('a database as Heed makes it is well, but for the safety that the test server trades for speed', async () => {
  const found = await examine(database.urls.app);
  const wrong = [...found].filter(([, finding]) => finding.verdict !== 'well').map(([about]) => about);
  assert.deepEqual(wrong, ['Durability']);
  assert.match(found.get('Durability')?.says ?? '', /fsync.*acknowledged concerns can be lost/);
});

test('serving as the owner, or as a superuser, is found wrong', async () => {
  assert.match((await examine(database.urls.owner)).get('Role')?.says ?? '', /owns tables.*Use heed_app/);
  assert.match((await examine(database.urls.superuser)).get('Role')?.says ?? '', /Use heed_app/);
});

test('a right to rewrite the ledger is found', async () => {
  await owner.query('grant update on ledger.entries to heed_app');
  const found = await examine(database.urls.app);
  await owner.query('revoke update on ledger.entries from heed_app');
  assert.equal(found.get('Role')?.verdict, 'wrong');
  assert.match(found.get('Role')?.says ?? '', /may change the ledger/);
});

test('an open alarm about the ledger is found', async () => {
  await owner.query(
    `insert into duties.alarms (id, kind, about, detail, at)
     values (gen_random_uuid(), 'ledger-tampered', 'entry-altered 300', '{}', now())`,
  );
  const found = await examine(database.urls.app);
  await owner.query('update duties.alarms set cleared_at = now()');
  assert.equal(found.get('Ledger')?.verdict, 'wrong');
  assert.equal((await examine(database.urls.app)).get('Ledger')?.verdict, 'well');
});

test('a migration still to come is found', async () => {
  await owner.query('begin');
  await owner.query('delete from heed.migrations where number = 1');
  await owner.query('commit');
  assert.match((await examine(database.urls.app)).get('Migrations')?.says ?? '', /1 are still to be applied/);
});

test('a database that is away is one finding that says so', async () => {
  const found = await checkDatabase({ app: 'postgres://heed_app:x@127.0.0.1:1/heed' });
  assert.equal(found.length, 1);
  assert.match(found[0]?.says ?? '', /can't be reached/);
});
