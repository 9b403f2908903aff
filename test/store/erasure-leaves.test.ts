/**
 * What is left of a concern that was erased, and what is listed of keeping. What would be lost: words that the law said
 * must go, still found by a name; or a child's record, gone because of somebody else's.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import type { ConcernId } from '../../src/kernel/ids.ts';
import type { MentionAsGiven } from '../../src/kernel/mention.ts';
import {
  addMessage,
  getConcern,
  getReceiptStatus,
  liftHold,
  listHolds,
  listOver,
  placeHold,
  searchConcerns,
  seeKeeping,
} from '../../src/modules/concerns/index.ts';
import { createPeople } from '../../src/modules/people/index.ts';
import { openConcernWorld, type World } from '../support/concern-world.ts';
import { codeOf, ERASING_REASON, GOVERNANCE, openErasing, SECOND, WORDS } from '../support/erasing.ts';
import { makeSecrets } from '../support/heed.ts';

type KeptPage = Extract<Awaited<ReturnType<ReturnType<typeof listOver>>>, { readonly ok: true }>['value'];
type After = NonNullable<KeptPage['next']>;

let world: World;
let erasing: ReturnType<typeof openErasing>;
before(async () => {
  world = await openConcernWorld();
  erasing = openErasing(world);
});
after(() => world.close());

const child = (name: string): MentionAsGiven => ({ kind: 'child', name });

describe('what is left of a concern that was erased', () => {
  const people = () => createPeople({ vault: world.ports.vault, matchKey: makeSecrets().pepper });
  async function link(concern: ConcernId, to: { mention: string } | null): Promise<string> {
    const [mention] = await world.rows<{ id: string }>(
      'select id from people.mentions where concern_id = $1',
      [concern],
    );
    assert.ok(mention);
    const target = to ? { mention: to.mention as never } : ({ newRecord: true } as const);
    const done = await world.act('screener-1', people().linkMention, {
      concern,
      mention: mention.id as never,
      to: target,
    });
    assert.ok(done.ok, done.ok ? '' : done.refusal.code);
    return mention.id;
  }

  test('nothing says any more how like somebody else the one it named was', async () => {
    const one = { kind: 'child', name: 'Tobias Wickersley', dateOfBirth: '2012-07-08' } as const;
    const raised = await world.raise({ worry: WORDS, mentions: [one] });
    const beside = await world.raise({ mentions: [{ ...one, name: 'Tobias Wickersly' }] });
    await world.openIt(raised.id);
    await erasing.rest(raised.id);
    const scores = () =>
      world.rows(
        `select s.band from people.scores s join people.mentions m on m.id in (s.first_id, s.second_id)
         where m.concern_id = any($1)`,
        [[raised.id, beside.id]],
      );
    assert.equal((await scores()).length, 2, 'one pair, seen from both of its mentions');
    await erasing.erase(raised.id);
    assert.deepEqual(await scores(), []);
  });

  test('is found by no name, tells nothing of itself anywhere, and the reporter is told', async () => {
    const raised = await world.raise({ worry: WORDS, mentions: [child('Tamsin Ferrybridge')] });
    const beside = await world.raise({ mentions: [child('Tamsin Ferrybridge')] });
    const screener = await world.openIt(raised.id);
    await world.openIt(beside.id);
    for (const { id } of [raised, beside]) await erasing.rest(id);
    const find = async (text: string) =>
      (await world.ask(screener, searchConcerns(world.ports), { text })).hits;
    assert.equal((await find('Tamsin Ferrybridge')).length, 2);
    await erasing.erase(raised.id);

    const hits = await find('Tamsin Ferrybridge');
    assert.deepEqual(
      hits.map((hit) => hit.id),
      [beside.id],
    );
    const [byReference] = await find(raised.reference);
    assert.equal(byReference?.line, 'Erased by law');
    const view = await world.ask(screener, getConcern(world.ports), { concern: raised.id });
    assert.equal(view.told, null);
    assert.deepEqual([view.standing, view.mentions, view.messages, view.files], ['erased', [], [], []]);
    assert.ok(view.timeline.some((act) => act.act === 'concern-erased'));
    const other = await world.ask(screener, getConcern(world.ports), { concern: beside.id });
    assert.deepEqual(other.bundle, [], 'nothing says that there was another');

    const receipt = raised.receipt?.words.join(' ') ?? '';
    const status = await world.ask('public', getReceiptStatus(world.ports), { receipt });
    assert.ok(status.erasedAt);
    assert.deepEqual(status.exchanges, []);
    const back = { receipt, text: 'I have something to add.', idempotencyKey: 'k-2' };
    const refused = await world.act('public', addMessage(world.ports), back);
    assert.ok(!refused.ok && refused.refusal.code === 'concerns.erased');
  });

  test('takes with it what only it said of a child on record, and leaves what others said', async () => {
    const alone = await world.raise({ mentions: [child('Orla Quillfeather')] });
    const shared = await world.raise({ mentions: [child('Ned Applegarth')] });
    const other = await world.raise({ mentions: [child('Ned Applegarth')] });
    await link(alone.id, null);
    const mention = await link(shared.id, null);
    await link(other.id, { mention });
    const recordOf = async (concern: ConcernId) => {
      const [row] = await world.rows<{ id: string }>(
        `select l.record_id as id from people.links l join people.mentions m on m.id = l.mention_id
         where m.concern_id = $1 and l.status = 'confirmed'`,
        [concern],
      );
      return row?.id ?? '';
    };
    const [gone, kept] = [await recordOf(alone.id), await recordOf(shared.id)];
    for (const { id } of [alone, shared, other]) await erasing.rest(id);
    const loss = await world.ask(GOVERNANCE, seeKeeping(world.ports), { concern: alone.id });
    assert.deepEqual([loss.loss.recordsLost, loss.loss.recordsTouched], [1, 0]);
    const touched = await world.ask(GOVERNANCE, seeKeeping(world.ports), { concern: shared.id });
    assert.deepEqual([touched.loss.recordsLost, touched.loss.recordsTouched], [0, 1]);
    for (const { id } of [alone, shared]) await erasing.erase(id);

    assert.equal(await erasing.keysOf('person', gone), 0, 'nothing else was known of her');
    assert.equal(await erasing.keysOf('person', kept), 1);
    const facts = await world.rows<{ concern_id: string }>(
      'select concern_id from people.facts where record_id = $1',
      [kept],
    );
    assert.deepEqual(
      facts.map((fact) => fact.concern_id),
      [other.id],
    );
    const own = {
      links: 'm.id = t.mention_id',
      match_keys: 'm.id = t.owner_id',
      key_rows: 'substring(uuid_send(m.id), 1, 8)::bigint = t.owner',
    } as const;
    const left = async (table: keyof typeof own, concerns: readonly ConcernId[]) =>
      (
        await world.rows(
          `select 1 from people.${table} t join people.mentions m on ${own[table]} where m.concern_id = any($1)`,
          [concerns],
        )
      ).length;
    for (const table of ['links', 'match_keys', 'key_rows'] as const)
      assert.equal(await left(table, [alone.id, shared.id]), 0, table);
    assert.ok((await left('key_rows', [other.id])) > 0, 'the other concern keeps its keys');
    assert.equal(await recordOf(other.id), kept, 'the other concern is still hers');
  });

  test('is its rows and its entries, whose bodies nobody can open any more, and no answer or half-written form', async () => {
    const { id } = await erasing.atRest();
    const owner = new pg.Client({ connectionString: world.database.urls.owner });
    await owner.connect();
    await owner.query(
      `insert into access.autosaves (account_id, form, sealed, saved_at)
       select id, $1, 'x', now() from access.accounts limit 1`,
      [`concerns.${id}.decide`],
    );
    await owner.query(
      `insert into concerns.api_answers (client_id, key_hash, asked_hash, answer, concern_id, at)
       values (gen_random_uuid(), 'k', 'a', 'sealed', $1, now())`,
      [id],
    );
    const entriesBefore = await world.rows('select id, entry, body from ledger.entries order by id');
    await erasing.erase(id);
    assert.equal(await erasing.keysOf('concern', id), 0);
    const left = await owner.query(
      `select (select count(*)::int from access.autosaves where form like '%' || $1 || '%') as forms,
         (select count(*)::int from concerns.api_answers where concern_id = $1::uuid or answer = 'sealed') as answers,
         (select count(*)::int from concerns.concerns where id = $1::uuid) as rows`,
      [id],
    );
    assert.deepEqual(left.rows, [{ forms: 0, answers: 0, rows: 1 }]);
    const entriesAfter = await world.rows('select id, entry, body from ledger.entries order by id');
    assert.deepEqual(entriesAfter.slice(0, entriesBefore.length), entriesBefore, 'no entry was touched');
    await owner.end();
  });
});

describe('what is listed', () => {
  test('holds that stand, with why, until somebody else lifts them', async () => {
    const { id } = await erasing.atRest();
    const placed = await world.act(GOVERNANCE, placeHold(world.ports), {
      concern: id,
      reason: ERASING_REASON,
    });
    assert.ok(placed.ok);
    assert.equal(codeOf(await erasing.propose(id)), 'concerns.held');
    const listed = () => world.ask(SECOND, listHolds(world.ports), { after: null });
    assert.equal((await listed()).rows.find((hold) => hold.id === placed.value)?.reason, ERASING_REASON);
    const lift = { concern: id, hold: placed.value, reason: ERASING_REASON };
    const own = await world.act(GOVERNANCE, liftHold(world.ports), lift);
    assert.ok(!own.ok && own.refusal.code === 'concerns.own-hold');
    assert.ok((await world.act(SECOND, liftHold(world.ports), lift)).ok);
    assert.ok(!(await listed()).rows.some((hold) => hold.id === placed.value));
    assert.equal((await erasing.entries('concerns.hold-lifted')).length, 1);
  });

  test('records whose time is over, page by page, each on exactly one, none that was erased', async () => {
    const old = await erasing.atRest();
    const young = await erasing.atRest({ indicators: ['older-adult'] });
    const before = await world.ask(GOVERNANCE, listOver(world.ports), { after: null });
    assert.deepEqual(before.rows, []);
    world.clock.move({ hours: 24 * 366 * 26 });
    const seen: string[] = [];
    let place: After | null = null;
    do {
      const page: KeptPage = await world.ask(GOVERNANCE, listOver(world.ports), { after: place });
      seen.push(...page.rows.map((row) => row.id));
      place = page.next;
    } while (place);
    assert.ok(seen.includes(old.id));
    assert.ok(!seen.includes(young.id), 'where exploitation was ticked it is kept for 75 years');
    assert.equal(new Set(seen).size, seen.length);
    const done = await erasing.propose(old.id, GOVERNANCE, { ground: 'retention', checked: true });
    assert.ok(done.ok, done.ok ? '' : done.refusal.code);
    assert.ok((await erasing.confirm(done.value)).ok);
    const after_ = await world.ask(GOVERNANCE, listOver(world.ports), { after: null });
    assert.ok(!after_.rows.some((row) => row.id === old.id));
  });
});
