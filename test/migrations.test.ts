/**
 * Holds migrations to what lets old and new Heed serve one database during an upgrade (docs/operating/upgrade.md).
 * Past failure: one migration that changed nine tables in use deadlocked with pages that read two of them, and failed them.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readMigrations } from '../src/platform/migrate.ts';

/** Landed before the first release: nobody upgrades across them. */
const BEFORE_RELEASE = 49;

const NAME = '"?(\\w+)"?\\."?(\\w+)"?';
const CREATES = new RegExp(`create\\s+table\\s+(?:if\\s+not\\s+exists\\s+)?${NAME}`, 'gi');
const CHANGES = [
  new RegExp(`(?:alter|drop|lock|truncate)\\s+table\\s+(?:if\\s+exists\\s+)?(?:only\\s+)?${NAME}`, 'gi'),
  new RegExp(`create\\s+(?:unique\\s+)?index\\s+(?:\\w+\\s+)?on\\s+${NAME}`, 'gi'),
  new RegExp(`create\\s+(?:or\\s+replace\\s+)?trigger\\s+[^;]*?\\son\\s+${NAME}`, 'gi'),
];

const namesIn = (sql: string, patterns: readonly RegExp[]): Set<string> =>
  new Set(
    patterns.flatMap((pattern) =>
      [...sql.matchAll(pattern)].map(([, schema, table]) => `${schema}.${table}`.toLowerCase()),
    ),
  );

const plain = (sql: string) => sql.replace(/--[^\n]*/g, '');

/** Tables that were there before `sql` and that it changes. */
function listChanged(sql: string, there: ReadonlySet<string>): readonly string[] {
  return [...namesIn(plain(sql), CHANGES)].filter((table) => there.has(table)).sort();
}

describe('a migration', () => {
  test('changes at most one table that is there already: a second one is a deadlock with whoever reads both', () => {
    const there = new Set<string>();
    const migrations = readMigrations();
    assert.ok(migrations.length >= 14, `saw only ${migrations.length} migrations`);
    for (const { number, name, sql } of migrations) {
      const changed = listChanged(sql, there);
      if (number > BEFORE_RELEASE) assert.ok(changed.length <= 1, `${name} changes ${changed.join(' and ')}`);
      for (const table of namesIn(plain(sql), [CREATES])) there.add(table);
    }
    assert.ok(there.has('ledger.entries') && there.has('concerns.concerns') && there.has('duties.duties'));
  });

  test('is seen to change two where it does', () => {
    const there = new Set(['a.one', 'a.two', 'a.three']);
    const sql =
      'ALTER TABLE a.one add column x text; create index i on a.two (x); create table a.new (x int);';
    assert.deepEqual(listChanged(`${sql} -- alter table a.three`, there), ['a.one', 'a.two']);
  });
});
