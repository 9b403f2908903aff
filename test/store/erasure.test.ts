/**
 * Legal holds and erasing by law, on a real database. What would be lost: a file that an inquiry needs, destroyed by one
 * agency alone.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import type { ConcernId } from '../../src/kernel/ids.ts';
import { createAccess, readPolicyFolder } from '../../src/modules/access/index.ts';
import {
  addMessage,
  breakGlass,
  listErasures,
  namePerson,
  placeHold,
  refuseErasure,
  seeErasure,
  seeKeeping,
} from '../../src/modules/concerns/index.ts';
import { openConcernWorld, type World } from '../support/concern-world.ts';
import { codeOf, ERASING_REASON, GOVERNANCE, openErasing, SECOND, WORDS } from '../support/erasing.ts';

let world: World;
let erasing: ReturnType<typeof openErasing>;
before(async () => {
  world = await openConcernWorld();
  erasing = openErasing(world);
});
after(() => world.close());

describe('an erasure', () => {
  test('waits for a post in another agency, which owes an answer by a clock, and each act is an entry with its basis', async () => {
    const { id } = await erasing.atRest();
    const erasure = await erasing.proposed(id);
    assert.deepEqual(await world.owed(erasure), [['information.confirm-erasure', SECOND]]);
    assert.equal(codeOf(await erasing.propose(id)), 'concerns.erasure-waiting');
    assert.equal(codeOf(await erasing.confirm(erasure, GOVERNANCE)), 'concerns.own-erasure');
    const waiting = await world.ask(SECOND, listErasures(world.ports), { waiting: true, after: null });
    assert.deepEqual(
      waiting.rows.map((row) => row.id),
      [erasure],
    );
    const view = await world.ask(SECOND, seeErasure(world.ports), { erasure });
    assert.equal(view.reason, ERASING_REASON);

    const not = await world.act(SECOND, refuseErasure(world.ports), { erasure, reason: ERASING_REASON });
    assert.ok(not.ok);
    assert.deepEqual(await world.owed(erasure), []);
    assert.equal(codeOf(await erasing.confirm(erasure)), 'concerns.no-such-erasure');
    assert.equal(await erasing.keysOf('concern', id), 1, 'nothing was lost');
    const again = await erasing.erase(id);
    for (const [act, least] of [
      ['concerns.erasure-proposed', 2],
      ['concerns.erasure-refused', 1],
      ['concerns.concern-erased', 1],
      ['concerns.erasure-carried-out', 1],
    ] as const) {
      const found = await erasing.entries(act);
      assert.ok(found.length >= least, act);
      for (const { entry, basis } of found) {
        assert.equal(basis, 'test', act);
        assert.ok(!entry.includes('boathouse') && !entry.includes('upheld'), act);
      }
    }
    const done = await world.ask(SECOND, seeErasure(world.ports), { erasure: again });
    assert.equal(done.erasure.state, 'erased');
    assert.equal(done.finding, ERASING_REASON, 'why it was done outlasts it');
  });

  test('is refused by the database itself: for one agency, while a hold stands, while something is owed', async () => {
    const { id } = await erasing.atRest();
    const erasure = await erasing.proposed(id);
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
    const hold = await world.act(SECOND, placeHold(world.ports), { concern: id, reason: ERASING_REASON });
    assert.ok(hold.ok);
    await settle(other.account, other.post, other.agency);
    await assert.rejects(
      app.query('select concerns.carry_out_erasure($1)', [erasure]),
      /a legal hold stands/,
    );
    await app.end();
    assert.equal(await erasing.keysOf('concern', id), 1);
  });

  test('is not for whoever is named in it, or manages somebody who is, and not for administrators', async () => {
    const { id } = await world.raise({ worry: WORDS });
    const screener = await world.openIt(id);
    const account = world.postOf(SECOND).account;
    assert.ok(account);
    assert.ok((await world.act(screener, namePerson(world.ports), { concern: id, account })).ok);
    await erasing.rest(id);
    assert.equal(codeOf(await erasing.propose(id, SECOND)), 'concerns.not-found');
    // The only post outside is the one kept away, so nobody could answer.
    assert.equal(codeOf(await erasing.propose(id)), 'concerns.nobody-outside');
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
    const { id, receipt } = await erasing.atRest();
    const erasure = await erasing.proposed(id);
    const words = receipt?.words.join(' ') ?? '';
    const back = { receipt: words, text: 'There is something more.', idempotencyKey: 'k-1' };
    assert.ok((await world.act('public', addMessage(world.ports), back)).ok);
    assert.equal(codeOf(await erasing.confirm(erasure)), 'concerns.still-owed');
    const view = await world.ask(GOVERNANCE, seeKeeping(world.ports), { concern: id });
    assert.ok(view.owed.includes('front-door.answer-message'), view.owed.join());
    const opened = await world.act('lado', breakGlass(world.ports), {
      text: '',
      concern: (await erasing.atRest()).id,
      reason: 'A child may come to harm tonight, and nobody can be reached.',
    });
    assert.ok(opened.ok);
    const [first] = opened.value.opened;
    assert.ok(first);
    assert.equal(
      codeOf(await erasing.propose(first.id)),
      'concerns.still-owed',
      'its emergency opening is to be reviewed',
    );
  });
});
