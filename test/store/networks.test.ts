/** The watch for networks over the database: found in the transaction of the concern, kept as people link, made again alike. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { composeNetworks } from '../../src/compose/concerns-ports.ts';
import type { ConcernId } from '../../src/kernel/ids.ts';
import type { MentionAsGiven } from '../../src/kernel/mention.ts';
import { concernStore, layAgain, reviewPattern } from '../../src/modules/concerns/index.ts';
import { getPattern } from '../../src/modules/concerns/queries/get-pattern.query.ts';
import type { MentionId } from '../../src/modules/people/index.ts';
import { openPool } from '../../src/platform/db.ts';
import { openConcernWorld } from '../support/concern-world.ts';

const world = await openConcernWorld();
const owner = openPool({ url: world.database.urls.superuser, name: 'test', max: 1 });
after(async () => {
  await owner.end();
  await world.close();
});
const { people } = world;
const networks = composeNetworks(people);
const REASON =
  'Three warnings name the same car and man beside different children; police and we look at it together.';

const child = (name: string, dateOfBirth: string, address: string): MentionAsGiven => ({
  kind: 'child',
  name,
  dateOfBirth,
  address,
  postcode: 'ZZ1 1AA',
});
const AVA = child('Ava Pellingrove', '2013-02-11', '1 Alder Row');
const BEN = child('Ben Tarnwick', '2012-07-30', '22 Birch Row');
const CAL = child('Cal Osterholme', '2013-11-02', '3 Cedar Row');
const GREY: MentionAsGiven = { kind: 'vehicle', registration: 'ZZ12 HED', colour: 'grey' };
const BAZ: MentionAsGiven = { kind: 'adult', name: 'Bazlington Quillfeather', dateOfBirth: '1996-04-01' };
const PHONE: MentionAsGiven = { kind: 'phone', number: '07700 900481' };

const TELLINGS: readonly (readonly ['teacher' | 'health', readonly MentionAsGiven[]])[] = [
  ['teacher', [AVA, GREY, BAZ]],
  ['health', [BEN, GREY, BAZ, PHONE]],
  ['teacher', [CAL, GREY, PHONE]],
  ['health', [AVA, BEN, BAZ, PHONE]],
];

async function raise([kind, mentions]: (typeof TELLINGS)[number]): Promise<ConcernId> {
  const { id } = await world.raise({ reporter: { kind, naming: 'anonymous' }, mentions });
  world.clock.move({ hours: 30 });
  return id;
}

const patternsOf = (concern: ConcernId) =>
  world.rows<{
    id: string;
    state: string;
    network: { children: number; homes: number; grade: string } | null;
  }>(
    `select p.id, p.state, p.figures -> 'network' as network from concerns.patterns p
     join concerns.pattern_concerns pc on pc.pattern_id = p.id where pc.concern_id = $1`,
    [concern],
  );

const sightings = () =>
  world.rows('select * from networks.sightings order by mention_id, role, handle, record');

const ids: ConcernId[] = [];
for (const telling of TELLINGS) ids.push(await raise(telling));

describe('three children of three homes, with one car and one man', () => {
  test('are a pattern that the exploitation manager owes, before anybody asked', async () => {
    const found = await patternsOf(ids[3] as ConcernId);
    assert.equal(found.length, 1, 'one alert that grows, and no second');
    assert.equal(found[0]?.network?.children, 3);
    assert.equal(found[0]?.network?.homes, 3);
    assert.deepEqual(await world.owed(found[0]?.id ?? ''), [
      ['front-door.review-pattern', 'exploitation-manager'],
    ]);
    const concerns = await world.rows(
      'select concern_id from concerns.pattern_concerns where pattern_id = $1',
      [found[0]?.id],
    );
    assert.equal(concerns.length, 4);
  });

  test('are explained, each joining with the concern it comes from', async () => {
    const [found] = await patternsOf(ids[3] as ConcernId);
    const view = await world.ask('exploitation-manager', getPattern(world.ports), {
      pattern: found?.id ?? '',
    });
    const car = view.network.find(({ kind }) => kind === 'vehicle');
    assert.equal(car?.thing, 'grey ZZ12 HED');
    assert.deepEqual(
      car?.lines.map((line) => [line.child?.split(' ')[0], line.concern]),
      [
        ['Ava', ids[0]],
        ['Ben', ids[1]],
        ['Cal', ids[2]],
      ],
    );
    assert.ok(car?.lines.every(({ reference }) => reference?.startsWith('HD-')));
  });

  test('are decided with a reason, and the next telling opens that again and keeps what was decided', async () => {
    const [found] = await patternsOf(ids[3] as ConcernId);
    const pattern = found?.id ?? '';
    const review = { pattern, outcome: 'watch-with-dates' as const, reason: REASON };
    assert.ok((await world.act('exploitation-manager', reviewPattern(world.ports), review)).ok);
    assert.deepEqual(await world.owed(pattern), []);
    ids.push(await raise(['health', [CAL, GREY, BAZ]]));
    const [again, ...more] = await patternsOf(ids[4] as ConcernId);
    assert.deepEqual([again?.id, again?.state, more.length], [pattern, 'open', 0]);
    assert.deepEqual(await world.owed(pattern), [['front-door.review-pattern', 'exploitation-manager']]);
    const view = await world.ask('exploitation-manager', getPattern(world.ports), { pattern });
    assert.deepEqual(
      view.earlier.map(({ outcome, reason }) => [outcome, reason]),
      [['watch-with-dates', REASON]],
    );
    assert.deepEqual(view.record, { reviews: 1, connected: 1 });
  });
});

describe('the graph', () => {
  test('follows a link, and its being taken back, and made again is the same', async () => {
    const one = await raise([
      'teacher',
      [child('Dot Marlowick', '2014-01-01', '4 Dogwood Row'), { kind: 'adult', name: 'a man called Baz' }],
    ]);
    const before = await sightings();
    const adult = async (concern: ConcernId) =>
      (
        await world.rows<{ id: MentionId }>(
          `select id from people.mentions where concern_id = $1 and kind = 'adult'`,
          [concern],
        )
      )[0]?.id as MentionId;
    const link = {
      concern: one,
      mention: await adult(one),
      to: { mention: await adult(ids[0] as ConcernId) },
    };
    assert.ok((await world.act('screener-1', people.linkMention, link)).ok);
    assert.ok((await world.act('screener-1', layAgain(world.ports), { concern: one })).ok);
    await world.watch.runOnce();
    const linked = await sightings();
    assert.equal(linked.length, before.length + 2, 'both mentions are now the record as well');
    const rebuild = () =>
      world.act(
        'screener-1',
        async (tx, ctx) => {
          await networks.rebuild(tx, await concernStore.listSources(tx));
          const subject = { kind: 'configuration' as const, id: ctx.ids.next<'configuration'>() };
          return {
            ok: true,
            value: null,
            entries: [{ act: 'networks.graph-rebuilt', subject, body: {} }],
            events: [],
          };
        },
        null,
      );
    assert.ok((await rebuild()).ok);
    assert.deepEqual(await sightings(), linked, 'made again it was another graph');
    const undo = { concern: one, mention: link.mention, reason: 'It was another man.' };
    assert.ok((await world.act('screener-1', people.unlinkMention, undo)).ok);
    assert.ok((await world.act('screener-1', layAgain(world.ports), { concern: one })).ok);
    const undone = await sightings();
    assert.equal(undone.length, linked.length - 1);
    assert.ok((await rebuild()).ok);
    assert.deepEqual(await sightings(), undone);
  });

  test('keeps nothing of a concern whose words were erased by law', async () => {
    const gone = await raise(['teacher', [AVA, GREY]]);
    const kept = () => world.rows('select mention_id from networks.sightings where concern_id = $1', [gone]);
    assert.ok((await kept()).length > 0);
    await owner.query('select concerns.destroy_words($1)', [gone]);
    assert.deepEqual(await kept(), []);
  });

  test('is read by index, and a thing with fifty thousand mentions changes nothing', async () => {
    await owner.query(
      `insert into networks.sightings (concern_id, mention_id, role, handle, record, at, source)
       select gen_random_uuid(), gen_random_uuid(), 'phone', s.handle, false, s.at - n * interval '1 minute', 'x'
       from networks.sightings s cross join generate_series(1, 50000) n
       where s.concern_id = $1 and s.role = 'phone'`,
      [ids[1]],
    );
    await owner.query('vacuum (analyze) networks.sightings');
    const scans = async () => {
      await world.rows('select pg_stat_force_next_flush()');
      const { rows } = await owner.query(
        `select seq_scan::int as whole, (idx_tup_fetch + seq_tup_read)::int as read from pg_stat_user_tables where relid = 'networks.sightings'::regclass`,
      );
      return rows[0] as { whole: number; read: number };
    };
    const before = await scans();
    const find = () =>
      world.spine.db
        .transaction()
        .execute((tx) => networks.find(tx, ids[1] as ConcernId, world.clock.domain()));
    await find();
    const reads = await scans();
    assert.equal(reads.whole, before.whole, 'the whole graph was read for one concern');
    assert.ok(reads.read - before.read < 3000, `${reads.read - before.read} rows were read`);
  });
});
