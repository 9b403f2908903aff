/**
 * Legal holds and erasing by law, on a real database. What would be lost: a file that an inquiry needs, destroyed by one
 * agency alone; or words that the law said must go, still found by a name.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import type { ConcernId } from '../../src/kernel/ids.ts';
import type { MentionAsGiven } from '../../src/kernel/mention.ts';
import { createAccess, readPolicyFolder } from '../../src/modules/access/index.ts';
import {
  addMessage,
  breakGlass,
  confirmErasure,
  getConcern,
  getReceiptStatus,
  liftHold,
  listErasures,
  listHolds,
  listOver,
  namePerson,
  placeHold,
  proposeErasure,
  refuseErasure,
  searchConcerns,
  seeErasure,
  seeKeeping,
} from '../../src/modules/concerns/index.ts';
import { createPeople } from '../../src/modules/people/index.ts';
import { openConcernWorld, type World } from '../support/concern-world.ts';
import { makeSecrets } from '../support/heed.ts';

type KeptPage = Extract<Awaited<ReturnType<ReturnType<typeof listOver>>>, { readonly ok: true }>['value'];
type After = NonNullable<KeptPage['next']>;

const REASON = 'The request was upheld by the information commissioner on appeal.';
const WORDS = 'The grey van with the ladder waits by the boathouse.';
const GOVERNANCE = 'information-governance';
const SECOND = 'scrutineer';
let world: World;
before(async () => {
  world = await openConcernWorld();
});
after(() => world.close());

const child = (name: string): MentionAsGiven => ({ kind: 'child', name });

/** A concern at rest: what was owed about it is done. */
async function atRest(over: Parameters<World['raise']>[0] = {}) {
  const raised = await world.raise({ worry: WORDS, ...over });
  await rest(raised.id);
  return raised;
}
/** As though everything owed had been done, and it had been answered. */
async function rest(id: ConcernId): Promise<void> {
  const owner = new pg.Client({ connectionString: world.database.urls.owner });
  await owner.connect();
  await owner.query(
    `update duties.duties set state = 'met', ended_at = from_at, ended_act = 'tests.done', next_at = null
     where about_id = $1 and state = 'open'`,
    [id],
  );
  await owner.query(
    `update concerns.concerns set standing = 'answered', answered_at = received_at where id = $1`,
    [id],
  );
  await owner.end();
}
const propose = (concern: ConcernId, who = GOVERNANCE, over = {}) =>
  world.act(who, proposeErasure(world.ports), {
    concern,
    ground: 'rights-request',
    reason: REASON,
    checked: false,
    ...over,
  });
async function proposed(concern: ConcernId): Promise<string> {
  const done = await propose(concern);
  assert.ok(done.ok, done.ok ? '' : done.refusal.code);
  return done.value;
}
const confirm = (erasure: string, who = SECOND) =>
  world.act(who, confirmErasure(world.ports), { erasure, reason: REASON, lossRead: true });
async function erase(concern: ConcernId): Promise<string> {
  const erasure = await proposed(concern);
  const done = await confirm(erasure);
  assert.ok(done.ok, done.ok ? '' : done.refusal.code);
  return erasure;
}
const codeOf = (done: Awaited<ReturnType<typeof propose>> | Awaited<ReturnType<typeof confirm>>) =>
  done.ok ? null : done.refusal.code;
const entries = (act: string) =>
  world.rows<{ entry: string; basis: string }>(
    `select entry, entry::jsonb ->> 'basis' as basis from ledger.entries where act = $1 order by id`,
    [act],
  );
const keysOf = async (kind: string, id: string) =>
  (
    await world.rows(
      `select 1 from ledger.refs r join ledger.body_keys k on k.ref = r.ref where r.kind = $1 and r.id = $2`,
      [kind, id],
    )
  ).length;

describe('an erasure', () => {
  test('waits for a post in another agency, which owes an answer by a clock, and each act is an entry with its basis', async () => {
    const { id } = await atRest();
    const erasure = await proposed(id);
    assert.deepEqual(await world.owed(erasure), [['information.confirm-erasure', SECOND]]);
    assert.equal(codeOf(await propose(id)), 'concerns.erasure-waiting');
    assert.equal(codeOf(await confirm(erasure, GOVERNANCE)), 'concerns.own-erasure');
    const waiting = await world.ask(SECOND, listErasures(world.ports), { waiting: true, after: null });
    assert.deepEqual(
      waiting.rows.map((row) => row.id),
      [erasure],
    );
    const view = await world.ask(SECOND, seeErasure(world.ports), { erasure });
    assert.equal(view.reason, REASON);

    const not = await world.act(SECOND, refuseErasure(world.ports), { erasure, reason: REASON });
    assert.ok(not.ok);
    assert.deepEqual(await world.owed(erasure), []);
    assert.equal(codeOf(await confirm(erasure)), 'concerns.no-such-erasure');
    assert.equal(await keysOf('concern', id), 1, 'nothing was lost');
    const again = await erase(id);
    for (const [act, least] of [
      ['concerns.erasure-proposed', 2],
      ['concerns.erasure-refused', 1],
      ['concerns.concern-erased', 1],
      ['concerns.erasure-carried-out', 1],
    ] as const) {
      const found = await entries(act);
      assert.ok(found.length >= least, act);
      for (const { entry, basis } of found) {
        assert.equal(basis, 'test', act);
        assert.ok(!entry.includes('boathouse') && !entry.includes('upheld'), act);
      }
    }
    const done = await world.ask(SECOND, seeErasure(world.ports), { erasure: again });
    assert.equal(done.erasure.state, 'erased');
    assert.equal(done.finding, REASON, 'why it was done outlasts it');
  });

  test('is refused by the database itself: for one agency, while a hold stands, while something is owed', async () => {
    const { id } = await atRest();
    const erasure = await proposed(id);
    const app = new pg.Client({ connectionString: world.database.urls.app });
    await app.connect();
    await app.query(`select set_config('heed.viewer', 'all', false)`);
    const { account, post, agency } = world.postOf(GOVERNANCE);
    const other = world.postOf(SECOND);
    const settle = (by: string | null, of: string, from: string) =>
      app.query(
        `update concerns.erasures set state = 'erased', settled_at = now(), settled_by = $2, settled_post = $3,
           settled_agency = $4 where id = $1`,
        [erasure, by, of, from],
      );
    await assert.rejects(settle(account, post, other.agency), /concerns.own-erasure/);
    await assert.rejects(settle(other.account, other.post, agency), /concerns.same-agency/);
    await assert.rejects(app.query('delete from ledger.body_keys'), /permission denied/);
    await assert.rejects(app.query('select concerns.destroy_words($1)', [id]), /permission denied/);
    await assert.rejects(
      app.query('select concerns.carry_out_erasure($1)', [erasure]),
      /no erasure was decided/,
    );
    const hold = await world.act(SECOND, placeHold(world.ports), { concern: id, reason: REASON });
    assert.ok(hold.ok);
    await settle(other.account, other.post, other.agency);
    await assert.rejects(
      app.query('select concerns.carry_out_erasure($1)', [erasure]),
      /a legal hold stands/,
    );
    await app.end();
    assert.equal(await keysOf('concern', id), 1);
  });

  test('is not for whoever is named in it, or manages somebody who is, and not for administrators', async () => {
    const { id } = await world.raise({ worry: WORDS });
    const screener = await world.openIt(id);
    const account = world.postOf(SECOND).account;
    assert.ok(account);
    assert.ok((await world.act(screener, namePerson(world.ports), { concern: id, account })).ok);
    await rest(id);
    assert.equal(codeOf(await propose(id, SECOND)), 'concerns.not-found');
    // The only post outside is the one kept away, so nobody could answer.
    assert.equal(codeOf(await propose(id)), 'concerns.nobody-outside');
    const access = createAccess({
      rules: readPolicyFolder(join(import.meta.dirname, '../../policies')),
      views: { concern: ['concerns.relations'] },
      spine: world.spine,
    });
    const may = async (key: string, action: string, concern: ConcernId) => {
      const { account: who, post, agency } = world.postOf(key);
      assert.ok(who);
      const actor = { kind: 'account', account: who, post, agency } as const;
      return (await access.decide(actor, `concerns.${action}`, { kind: 'concern', id: concern })).allowed;
    };
    const { id: free } = await world.raise();
    for (const action of ['see-keeping', 'place-hold', 'propose-erasure']) {
      assert.equal(await may(SECOND, action, id), false, action);
      assert.equal(await may(SECOND, action, free), true, action);
      assert.equal(await may(GOVERNANCE, action, id), true, action);
      for (const key of ['screener-1', 'director', 'administrator'])
        assert.equal(await may(key, action, free), false, `${key} ${action}`);
    }
    assert.equal(
      await may(GOVERNANCE, 'see-concern', free),
      false,
      'and none of it lets them read what was said',
    );
  });

  test('is not proposed while something is owed about it, and the record says what', async () => {
    const { id, receipt } = await atRest();
    const erasure = await proposed(id);
    const words = receipt?.words.join(' ') ?? '';
    const back = { receipt: words, text: 'There is something more.', idempotencyKey: 'k-1' };
    assert.ok((await world.act('public', addMessage(world.ports), back)).ok);
    assert.equal(codeOf(await confirm(erasure)), 'concerns.still-owed');
    const view = await world.ask(GOVERNANCE, seeKeeping(world.ports), { concern: id });
    assert.ok(view.owed.includes('front-door.answer-message'), view.owed.join());
    const opened = await world.act('lado', breakGlass(world.ports), {
      text: '',
      concern: (await atRest()).id,
      reason: 'A child may come to harm tonight, and nobody can be reached.',
    });
    assert.ok(opened.ok);
    const [first] = opened.value.opened;
    assert.ok(first);
    assert.equal(
      codeOf(await propose(first.id)),
      'concerns.still-owed',
      'its emergency opening is to be reviewed',
    );
  });
});

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

  test('is found by no name, tells nothing of itself anywhere, and the reporter is told', async () => {
    const raised = await world.raise({ worry: WORDS, mentions: [child('Tamsin Ferrybridge')] });
    const beside = await world.raise({ mentions: [child('Tamsin Ferrybridge')] });
    const screener = await world.openIt(raised.id);
    await world.openIt(beside.id);
    for (const { id } of [raised, beside]) await rest(id);
    const find = async (text: string) =>
      (await world.ask(screener, searchConcerns(world.ports), { text })).hits;
    assert.equal((await find('Tamsin Ferrybridge')).length, 2);
    await erase(raised.id);

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
    for (const { id } of [alone, shared, other]) await rest(id);
    const loss = await world.ask(GOVERNANCE, seeKeeping(world.ports), { concern: alone.id });
    assert.deepEqual([loss.loss.recordsLost, loss.loss.recordsTouched], [1, 0]);
    const touched = await world.ask(GOVERNANCE, seeKeeping(world.ports), { concern: shared.id });
    assert.deepEqual([touched.loss.recordsLost, touched.loss.recordsTouched], [0, 1]);
    for (const { id } of [alone, shared]) await erase(id);

    assert.equal(await keysOf('person', gone), 0, 'nothing else was known of her');
    assert.equal(await keysOf('person', kept), 1);
    const facts = await world.rows<{ concern_id: string }>(
      'select concern_id from people.facts where record_id = $1',
      [kept],
    );
    assert.deepEqual(
      facts.map((fact) => fact.concern_id),
      [other.id],
    );
    for (const table of ['links', 'match_keys'] as const) {
      const key = table === 'links' ? 'mention_id' : 'owner_id';
      const left = await world.rows(
        `select 1 from people.${table} t join people.mentions m on m.id = t.${key} where m.concern_id = any($1)`,
        [[alone.id, shared.id]],
      );
      assert.equal(left.length, 0, table);
    }
    assert.equal(await recordOf(other.id), kept, 'the other concern is still hers');
  });

  test('is its rows and its entries, whose bodies nobody can open any more, and no answer or half-written form', async () => {
    const { id } = await atRest();
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
    await erase(id);
    assert.equal(await keysOf('concern', id), 0);
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
    const { id } = await atRest();
    const placed = await world.act(GOVERNANCE, placeHold(world.ports), { concern: id, reason: REASON });
    assert.ok(placed.ok);
    assert.equal(codeOf(await propose(id)), 'concerns.held');
    const listed = () => world.ask(SECOND, listHolds(world.ports), { after: null });
    assert.equal((await listed()).rows.find((hold) => hold.id === placed.value)?.reason, REASON);
    const lift = { concern: id, hold: placed.value, reason: REASON };
    const own = await world.act(GOVERNANCE, liftHold(world.ports), lift);
    assert.ok(!own.ok && own.refusal.code === 'concerns.own-hold');
    assert.ok((await world.act(SECOND, liftHold(world.ports), lift)).ok);
    assert.ok(!(await listed()).rows.some((hold) => hold.id === placed.value));
    assert.equal((await entries('concerns.hold-lifted')).length, 1);
  });

  test('records whose time is over, page by page, each on exactly one, none that was erased', async () => {
    const old = await atRest();
    const young = await atRest({ indicators: ['older-adult'] });
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
    const done = await propose(old.id, GOVERNANCE, { ground: 'retention', checked: true });
    assert.ok(done.ok, done.ok ? '' : done.refusal.code);
    assert.ok((await confirm(done.value)).ok);
    const after_ = await world.ask(GOVERNANCE, listOver(world.ports), { after: null });
    assert.ok(!after_.rows.some((row) => row.id === old.id));
  });
});
