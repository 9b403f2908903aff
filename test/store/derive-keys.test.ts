/**
 * The rules of spelling changed between two versions: what was said years ago is found again once keys are derived anew, what
 * was erased by law gets no key, and a broken-off run goes on where it was.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import pg from 'pg';
import type { MentionAsGiven } from '../../src/kernel/mention.ts';
import { KEY_RULES } from '../../src/modules/people/index.ts';
import { deriveAllKeys } from '../../src/operate/derive-keys.ts';
import { runQuery } from '../../src/platform/run-query.ts';
import { openConcernWorld } from '../support/concern-world.ts';

const world = await openConcernWorld();
const owner = new pg.Client({ connectionString: world.database.urls.owner });
await owner.connect();
after(async () => {
  await owner.end();
  await world.close();
});

const state = async () => {
  const [row] = await world.rows<{ version: number; deriving: number | null }>(
    'select version, deriving from people.key_rules',
  );
  assert.ok(row);
  return row;
};
const keysOf = async (concern: string) =>
  (
    await world.rows<{ keys: string[]; found: number }>(
      `select m.keys::text[] as keys, ((select count(*) from people.match_keys k where k.owner_id = m.id)
        + (select count(*) from people.key_rows r where r.owner = substring(uuid_send(m.id), 1, 8)::bigint))::int as found
       from people.mentions m where m.concern_id = $1`,
      [concern],
    )
  )[0];
const derive = (signal = new AbortController().signal) =>
  deriveAllKeys(world, world.people, { signal, onProgress: () => undefined });
const find = async (term: string): Promise<readonly string[]> => {
  const read = await runQuery(world.spine, { actor: { kind: 'operator' }, basis: null }, async (tx) => ({
    ok: true,
    value: await world.people.findByTerm(tx, term, 20),
    entries: [],
  }));
  return read.ok ? read.value : [];
};
const child = (name: string): MentionAsGiven => ({ kind: 'child', name, dateOfBirth: '2012-05-01' });

/** As older rules left them: other keys, and no search words. */
async function spoil(concern: string): Promise<void> {
  await owner.query(
    `delete from people.key_rows r using people.mentions m
     where m.concern_id = $1 and r.owner = substring(uuid_send(m.id), 1, 8)::bigint`,
    [concern],
  );
  await owner.query(
    `update people.mentions set keys = array[1, 2]::bigint[], key_kinds = array[1, 2]::smallint[] where concern_id = $1`,
    [concern],
  );
  await owner.query(
    `insert into people.match_keys (key, owner_id, record)
     select k, m.id, false from people.mentions m cross join unnest(m.keys) k where m.concern_id = $1`,
    [concern],
  );
  await owner.query('update people.key_rules set version = 0');
}

test('a new area needs no deriving', async () => {
  assert.deepEqual(await state(), { version: KEY_RULES, deriving: null });
});

test('what older rules left is found again, by mention and by record, and the version says so', async () => {
  const first = await world.raise({ mentions: [child('Merrin Tolliver')] });
  const before = await keysOf(first.id);
  const screener = await world.openIt(first.id);
  const [mention] = await world.rows<{ id: never }>('select id from people.mentions where concern_id = $1', [
    first.id,
  ]);
  const linked = await world.act(screener, world.people.linkMention, {
    concern: first.id,
    mention: mention?.id as never,
    to: { newRecord: true },
  });
  assert.ok(linked.ok);
  const record = linked.value.record;
  const put = await world.act(screener, world.people.addFact, {
    record,
    fact: { kind: 'name', value: 'Mez Quillan', sort: 'alias', from: '', until: '', source: 'School' },
  });
  assert.ok(put.ok);
  await spoil(first.id);
  await owner.query('delete from people.match_keys where owner_id = $1 and record', [record.id]);
  await owner.query('delete from people.record_keys where record_id = $1', [record.id]);
  assert.deepEqual(await find('Merrin Tolliver'), []);
  const came = await derive();
  assert.deepEqual([came.done, came.changed], [true, 2]);
  assert.deepEqual(await keysOf(first.id), before);
  assert.ok((await find('Merin Toliver')).includes(first.id), 'misspelt as well: its words are back');
  assert.ok((await find('Mez Quillan')).includes(first.id), 'and by what was put on the record');
  assert.deepEqual(await state(), { version: KEY_RULES, deriving: null });
  const again = await derive();
  assert.equal(again.changed, 0, 'nothing is written where nothing is different');
});

test('stopped half-way it goes on where it was, and only then is the version new', async () => {
  const raised = await world.raise({ mentions: [child('Perran Tregear')] });
  await spoil(raised.id);
  const stop = new AbortController();
  const half = await deriveAllKeys(world, world.people, {
    signal: stop.signal,
    onProgress: () => stop.abort(),
  });
  assert.equal(half.done, false);
  assert.deepEqual(await state(), { version: 0, deriving: KEY_RULES });
  const rest = await derive();
  assert.ok(rest.done && rest.changed === 0, 'the mentions were behind it');
  assert.ok((await find('Perran Tregear')).includes(raised.id));
});

test('what was erased by law gets no key again, also when it is erased while keys are derived', async () => {
  const raised = await world.raise({ mentions: [child('Elowen Pascoe')] });
  const kept = await keysOf(raised.id);
  assert.ok(kept && kept.found > 0);
  // As an erasure that began before the keys were derived, and empties the mention after: by what it saw, the old keys go.
  await owner.query('update people.mentions set keys = $2, key_kinds = $3 where concern_id = $1', [
    raised.id,
    '{}',
    '{}',
  ]);
  assert.deepEqual(await keysOf(raised.id), { keys: [], found: 0 });
  await owner.query(
    `delete from ledger.body_keys where ref = (select ref from ledger.refs where kind = 'concern' and id = $1)`,
    [raised.id],
  );
  assert.ok((await derive()).done);
  assert.deepEqual(await keysOf(raised.id), { keys: [], found: 0 });
});
