/**
 * Whose names somebody sees. What would be lost: a person in another agency is named to whoever their decision was about,
 * where the post's name was enough.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { listAllHolders, listAllPosts, listNamesSeenBy } from '../../src/modules/access/index.ts';
import { askAgency, getConcern } from '../../src/modules/concerns/index.ts';
import { runQuery } from '../../src/platform/run-query.ts';
import { openConcernWorld, type World } from '../support/concern-world.ts';

let world: World;
before(async () => {
  world = await openConcernWorld();
});
after(() => world.close());

test('of everybody in the area, each sees the names of their agency, their team and their line, and no others', async () => {
  const engine = { actor: { kind: 'engine' }, basis: null } as const;
  const compared = await runQuery(world.spine, engine, async (tx, ctx) => {
    const posts = await listAllPosts(tx);
    const holders = await listAllHolders(tx, ctx.now);
    const accounts = await world.rows<{ id: string; agency_id: string }>(
      'select id, agency_id from access.accounts',
    );
    const agencyOf = new Map(accounts.map((row) => [row.id, row.agency_id]));
    const lineOf = (post: string): string[] => {
      const above = posts.find(({ id }) => id === post)?.reportsTo;
      return above ? [above, ...lineOf(above)] : [];
    };
    let hidden = 0;
    for (const viewer of new Set(holders.map(({ account }) => account))) {
      const seen = await listNamesSeenBy(tx, viewer);
      const mine = holders.filter(({ account }) => account === viewer).map(({ post }) => post);
      const teams = posts.filter(({ id }) => mine.includes(id)).map(({ team }) => team);
      for (const other of new Set(holders.map(({ account }) => account))) {
        const theirs = holders.filter(({ account }) => account === other).map(({ post }) => post);
        const expected =
          agencyOf.get(viewer) === agencyOf.get(other) ||
          posts.some(({ id, team }) => theirs.includes(id) && team !== null && teams.includes(team)) ||
          mine.some((post) => lineOf(post).some((above) => theirs.includes(above as never))) ||
          theirs.some((post) => lineOf(post).some((above) => mine.includes(above as never)));
        assert.equal(seen.has(other), expected, `${viewer} and ${other}`);
        if (!expected) hidden += 1;
      }
    }
    return { ok: true, value: hidden, entries: [] };
  });
  assert.ok(compared.ok);
  assert.ok(compared.value > 100, 'hardly anybody was hidden from anybody: the test says nothing');
});

test('an asked agency reads which post asked it, and not who; the front door reads who', async () => {
  const { id } = await world.raise();
  const screener = await world.openIt(id);
  const police = world.postOf('superintendent');
  const asked = await world.act(screener, askAgency(world.ports), {
    concern: id,
    agency: police.agency,
    post: police.post,
    kind: 'information',
    ask: 'Has anybody seen this car?',
    purpose: 'To decide',
    lawfulBasis: 'Public task',
  });
  assert.ok(asked.ok);
  const [row] = await world.rows<{ name: string }>('select name from access.accounts where id = $1', [
    world.postOf(screener).account,
  ]);
  const name = row?.name ?? '';
  const theirs = await world.ask('superintendent', getConcern(world.ports), { concern: id });
  assert.ok(!JSON.stringify(theirs.timeline).includes(name));
  assert.ok(theirs.timeline.some(({ by, post }) => by === 'the person in post' && /screener/i.test(post)));
  assert.ok(!theirs.names.accounts.some((one) => one.name === name));
  const other = screener === 'screener-1' ? 'screener-2' : 'screener-1';
  const ours = await world.ask(other, getConcern(world.ports), { concern: id });
  assert.ok(ours.timeline.some(({ by }) => by === name));
});
