import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createLedger } from '../../src/modules/ledger/index.ts';
import { readAreaFile } from '../../src/operate/area/read-area-file.ts';
import { writeNewArea } from '../../src/operate/area/write-area.ts';
import { machineClock } from '../../src/platform/clock.ts';
import { openDb, openPool } from '../../src/platform/db.ts';
import { machineIds } from '../../src/platform/ids.ts';
import { createTestDatabase } from '../support/database.ts';

const database = await createTestDatabase();
const pool = openPool({ url: database.urls.app, name: 'test' });
after(async () => {
  await pool.end();
  await database.drop();
});

const spine = {
  db: openDb(pool),
  ledger: createLedger(new Uint8Array(32).fill(7)).append,
  outbox: { put: async () => undefined },
  clock: machineClock,
  ids: machineIds,
};
const file = readAreaFile(
  readFileSync(join(import.meta.dirname, '../../docs/operating/area.example.json'), 'utf8'),
);

async function count(table: string): Promise<number> {
  const found = await pool.query<{ n: number }>(`select count(*) as n from ${table}`);
  return found.rows[0]?.n ?? -1;
}

test('a new area has its posts held, its ladders in force, and each step in the ledger', async () => {
  await writeNewArea(spine, file);
  assert.equal(await count('access.posts'), file.posts.length);
  assert.equal(await count('access.holdings'), file.people.length);
  assert.ok((await count('duties.ladders')) >= 5);
  assert.ok((await count('ledger.entries')) > file.posts.length + 2 * file.people.length);
});

test('a second area is refused, and nothing is written', async () => {
  const before = await count('ledger.entries');
  await assert.rejects(writeNewArea(spine, file), /has an area already/);
  assert.equal(await count('ledger.entries'), before);
});
