/**
 * What "who knew what, when" reads is right at every instant and read by index: a reading that scanned the log would take
 * longer every year, until nobody opened it.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import pg from 'pg';
import { composeOversight } from '../../src/compose/oversight.ts';
import { composeModules } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import type { Tx } from '../../src/kernel/tx.ts';
import { countDutiesAt } from '../../src/modules/duties/index.ts';
import { whoKnew } from '../../src/modules/oversight/index.ts';
import { createLog } from '../../src/platform/log.ts';
import { runQuery } from '../../src/platform/run-query.ts';
import { fillHistory } from '../support/fill-history.ts';
import { makeSecrets } from '../support/heed.ts';
import { type KnownStory, playKnownStory } from '../support/known-story.ts';

const ENTRIES = 30_000;
let story: KnownStory;
let superuser: pg.Client;

before(async () => {
  story = await playKnownStory();
  superuser = new pg.Client({ connectionString: story.server.database.urls.superuser });
  await superuser.connect();
  const post = story.area.posts.get(story.owner)?.post ?? '';
  await fillHistory(superuser, { entries: ENTRIES, post, until: story.at.earlier });
});
after(async () => {
  await superuser?.end();
  await story?.close();
});

/**
 * How often each table that only grows was read from end to end on this connection. Compared with before: what an earlier
 * transaction of the connection read is counted here until PostgreSQL hands it on, a second later.
 */
async function listScans(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ relation: string; scans: number }>`
    select schemaname || '.' || relname as relation, seq_scan::int as scans from pg_stat_xact_user_tables
    where seq_scan > 0 and schemaname || '.' || relname in ('ledger.entries', 'ledger.positions', 'ledger.refs',
      'ledger.body_keys', 'duties.duties', 'duties.notices')`.execute(tx);
  return new Map(rows.map(({ relation, scans }) => [relation, scans]));
}

describe('the duties a post had open at an instant in the past', () => {
  test('are counted as going through them one by one counts them', async () => {
    const post = story.area.posts.get(story.owner)?.post;
    assert.ok(post);
    const { db } = story.server.foundations.spine;
    const all = await story.rows<{
      from: Temporal.Instant;
      due: Temporal.Instant;
      ended: Temporal.Instant | null;
    }>('select from_at as from, due_at as due, ended_at as ended from duties.duties where post_id = $1', [
      post,
    ]);
    assert.ok(all.length > ENTRIES / 20);
    const ends = all
      .slice(0, 4)
      .flatMap(({ from, ended }) => [from, from.subtract({ milliseconds: 1 }), ended ?? from]);
    const spread = Array.from({ length: 40 }, (_, i) => story.at.end.subtract({ hours: i * 900 }));
    const asked = [...ends, ...spread, story.at.decided, story.at.end].map((at) => ({ post, at }));
    const counted = await db.transaction().execute((tx) => countDutiesAt(tx, asked));
    const isBefore = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) < 0;
    for (const [i, { at }] of asked.entries()) {
      const open = all.filter(({ from, ended }) => !isBefore(at, from) && (!ended || isBefore(at, ended)));
      const overdue = open.filter(({ due }) => isBefore(due, at)).length;
      assert.deepEqual({ ...counted[i] }, { open: open.length, overdue }, at.toString());
    }
    assert.ok(
      counted.filter(({ open }) => open > 0).length > 20,
      'the comparison compared nothing with nothing',
    );
  });
});

describe('a reading', () => {
  test('scans neither the log nor the duties, and takes a fixed number of statements', async () => {
    const { foundations } = story.server;
    const config = readConfig({ HEED_MODE: 'demo', PORT: '0' });
    const modules = composeModules(foundations, {
      config,
      secrets: makeSecrets(),
      log: createLog(() => undefined),
    });
    const ports = composeOversight({ ...modules, entries: foundations.entries });
    const scrutineer = story.area.posts.get('scrutineer');
    assert.ok(scrutineer?.account);
    const { account, post, agency } = scrutineer;
    const who = { actor: { kind: 'account', account, post, agency } as const, basis: 'test' };
    for (const subject of [
      { kind: 'person', id: story.person },
      { kind: 'concern', id: story.concern },
    ] as const) {
      const read = await runQuery(foundations.spine, who, async (tx, ctx) => {
        const before = await listScans(tx);
        const found = await whoKnew(ports)(tx, ctx, {
          subject,
          asOf: story.at.unanswered,
          medium: 'page',
          withNames: false,
        });
        assert.ok(found.ok);
        assert.ok(found.value.reading.posts.length > 3);
        const after = await listScans(tx);
        const value = [...after].flatMap(([relation, n]) =>
          n > (before.get(relation) ?? 0) ? [relation] : [],
        );
        return { ok: true, value, entries: found.entries };
      });
      assert.ok(read.ok);
      assert.deepEqual(read.value, [], `scanned for a ${subject.kind}`);
    }
  });
});
