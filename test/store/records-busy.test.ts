/**
 * A place that fifty thousand concerns name: what its record, chronology, picture and the page of a concern that names it read of
 * the database is bounded, and so is the question who may open it. Otherwise every page about a school slows down with its years.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import pg from 'pg';
import type { Tx } from '../../src/kernel/tx.ts';
import { createPeople, type KnownRecord, type MentionId } from '../../src/modules/people/index.ts';
import { machineIds } from '../../src/platform/ids.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import { OPERATOR, openSmallArea } from '../builders/small-area.ts';

const LINKS = 50_000;
/** Rows that one page may read of the tables that grow with the years. */
const MOST_ROWS = 12_000;
const world = await openSmallArea();
const superuser = new pg.Client({ connectionString: world.database.urls.superuser });
await superuser.connect();
after(async () => {
  await superuser.end();
  await world.close();
});
const people = createPeople({ vault: world.vault, matchKey: randomBytes(32) });
const place = { kind: 'thing', id: machineIds.next<'thing'>() } as KnownRecord;
const concern = machineIds.next<'concern'>();
const mention = machineIds.next<'mention'>() as MentionId;

let manager = '';

before(async () => {
  const agency = await world.agency('Wrenfold Council');
  const account = await world.account(agency, 'Ada Fernsby');
  await world.appoint(account, await world.post(agency, 'Team manager', ['team-manager']));
  manager = account;
  const given = {
    kind: 'place',
    name: 'The Lantern Arcade',
    address: '4 Mill Lane',
    postcode: 'ZZ1 1AA',
  } as const;
  const done = await runCommand(world.spine, OPERATOR, async (tx, ctx) => {
    await people.records.saveRecord(tx, ctx, place, 'place');
    await people.saveMentions(tx, ctx, { concern, at: ctx.now, mentions: [given], ids: [mention] });
    const subject = { kind: 'thing', id: place.id } as const;
    return { ok: true, value: null, entries: [{ act: 'test.made', subject, body: {} }], events: [] };
  });
  assert.ok(done.ok);
  // Every concern names the place, with its own keys, and each fiftieth something else on record.
  await superuser.query(
    `with place as (select keys, key_kinds from people.mentions where id = $2),
      named as (select gen_random_uuid() as concern, gen_random_uuid() as mention, gen_random_uuid() as other, n
        from generate_series(1, $3::int) n),
      things as (insert into people.things (id, kind, created_at)
        select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'vehicle', timestamptz '2026-01-01' from generate_series(0, 999) n),
      said as (insert into people.mentions (id, concern_id, number, at, kind, given, keys, key_kinds)
        select mention, concern, 1, timestamptz '2026-01-01', 'place', ''::bytea, keys, key_kinds from named, place
        union all select other, concern, 2, timestamptz '2026-01-01', 'vehicle', ''::bytea, '{}'::bigint[], '{}'::smallint[]
          from named where n % 50 = 0),
      keyed as (insert into people.match_keys (key, owner_id, record)
        select k, mention, false from named, place, unnest(keys) k),
      linked as (insert into people.links (mention_id, record_kind, record_id, status, at)
        select mention, 'thing', $1, 'confirmed', timestamptz '2026-01-01' from named
        union all select other, 'thing', ('00000000-0000-7000-8000-' || lpad((n % 1000)::text, 12, '0'))::uuid, 'confirmed', timestamptz '2026-01-01'
          from named where n % 50 = 0)
    select 1`,
    [place.id, mention, LINKS],
  );
  await superuser.query('vacuum analyze people.mentions, people.match_keys, people.links, people.things');
});

/** The tables that grow with the years, and their indexes. */
const READ = sql`with growing as (
    select c.oid, c.relkind from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'people' and c.relkind = 'r' and c.relname in ('links', 'mentions', 'match_keys', 'facts')
  )
  select
    (select sum(pg_stat_get_xact_tuples_returned(i.indexrelid)) from pg_index i join growing g on g.oid = i.indrelid)::int as read,
    (select sum(pg_stat_get_xact_numscans(oid)) from growing)::int as whole`;

/**
 * Entries of their indexes that `what` reads, and how often it reads one of them whole. Counts of earlier transactions may be
 * there still: what was there before is taken away.
 */
async function readBy(what: (tx: Tx) => Promise<unknown>) {
  return world.read(async (tx) => {
    const counted = async () => {
      const { rows } = await sql<{ read: number; whole: number }>`${READ}`.execute(tx);
      return rows[0] ?? { read: 0, whole: 0 };
    };
    const before = await counted();
    await what(tx);
    const now = await counted();
    return { read: now.read - before.read, whole: now.whole - before.whole };
  });
}

describe('of a place that fifty thousand concerns name, a bounded number of rows is read for', () => {
  const { records } = people;
  const parts: readonly (readonly [string, (tx: Tx) => Promise<unknown>])[] = [
    ['its record and chronology: the concerns', (tx) => records.listLinks(tx, [place])],
    ['what concerns gave it', (tx) => records.listFacts(tx, [place])],
    ['the choices on its forms: named beside it', (tx) => records.listNamedBeside(tx, [place])],
    ['the choices on its forms: that may be the same', (tx) => records.listAlikeRecords(tx, place)],
    ['its picture', (tx) => records.listNamedTogether(tx, [place])],
    ['laying beside again what is linked to it', (tx) => records.listNewestLinks(tx, [place])],
    ['a new concern that names it: who it may be', (tx) => people.listProposals(tx, [mention])],
    ['a new concern that names it: the concerns beside it', (tx) => people.listRelated(tx, concern)],
    [
      'who may open it',
      (tx) =>
        sql`select relation from concerns.record_relations
          where account_id = ${manager}::uuid and record_id = ${place.id}::uuid`.execute(tx),
    ],
    ['who is told across a protection', (tx) => records.listProtectedAlike(tx, concern)],
  ];
  for (const [what, run] of parts)
    test(what, async () => {
      const { read, whole } = await readBy(run);
      assert.equal(whole, 0, 'no table is read whole');
      assert.ok(read <= MOST_ROWS, `${read} rows were read`);
    });
});
