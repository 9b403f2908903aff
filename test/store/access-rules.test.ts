import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import pg from 'pg';
import type { Actor } from '../../src/kernel/actor.ts';
import type { AccountId } from '../../src/kernel/ids.ts';
import {
  createAccess,
  type PostFunction,
  RELATIONS,
  readCedarRules,
  readPolicyFolder,
} from '../../src/modules/access/index.ts';
import { machineIds } from '../../src/platform/ids.ts';
import { openSmallArea } from '../builders/small-area.ts';

const world = await openSmallArea();
const owner = new pg.Client({ connectionString: world.database.urls.owner });
await owner.connect();
// Stands in for another module's view: who stands how to which record.
await owner.query(`
  CREATE SCHEMA standing; GRANT USAGE ON SCHEMA standing TO heed_app;
  CREATE TABLE standing.relations (account_id uuid, record_id uuid, relation text);
  CREATE TABLE standing.records (id uuid PRIMARY KEY);
  GRANT ALL ON ALL TABLES IN SCHEMA standing TO heed_app`);
after(async () => {
  await owner.end();
  await world.close();
});

const rules = readPolicyFolder(join(import.meta.dirname, '../../policies'));
const access = createAccess({ rules, views: { concern: ['standing.relations'] }, spine: world.spine });

const council = await world.agency('Wrenfold Council');
const outside = await world.agency('Wrenfold Police', 'police');
const functions: readonly PostFunction[] = ['front-door-screener', 'administrator', 'police', 'scrutineer'];
const people: { account: AccountId; functions: readonly PostFunction[] }[] = [];
for (const wanted of [...functions, null]) {
  const account = await world.account(council, `Holder of ${wanted ?? 'nothing'}`);
  if (wanted) await world.appoint(account, await world.post(council, `Post ${wanted}`, [wanted]));
  people.push({ account, functions: wanted ? [wanted] : [] });
}
const concernActions = [...access.actions].filter((action) => action.startsWith('concerns.')).sort();

const asActor = (account: AccountId): Actor => ({ kind: 'account', account, post: null, agency: outside });

async function stand(account: AccountId, record: string, relation: string): Promise<void> {
  await world.pool.query('INSERT INTO standing.relations VALUES ($1, $2, $3)', [account, record, relation]);
}

describe('the rules in policies/', () => {
  test('each has a name of its own, and there are some', () => {
    const ids = rules.rules.map((rule) => rule.id);
    assert.ok(ids.length > 15);
    assert.equal(new Set(ids).size, ids.length);
  });

  test('never let an administrator open a record', () => {
    const letting = rules.rules.filter((rule) => rule.effect === 'permit' && rule.resource !== null);
    for (const rule of letting) assert.ok(!JSON.stringify(rule.condition).includes('administrator'), rule.id);
  });

  test('whatever lets a person do something to a concern, being named in it forbids', () => {
    const onConcerns = rules.rules.filter(
      (rule) => rule.effect === 'permit' && rule.resource === 'Concern' && rule.principal === 'Account',
    );
    const forbidden = new Set(
      rules.rules
        .filter(
          ({ id }) =>
            id === 'named-or-shut-out-never' ||
            id === 'looks-never-to-those-named' ||
            id === 'keeping-never-by-those-named',
        )
        .flatMap((rule) => rule.actions),
    );
    for (const rule of onConcerns)
      for (const action of rule.actions) assert.ok(forbidden.has(action), `${rule.id}: ${action}`);
  });

  test('two rules of one name, or none at all, stop the server', () => {
    const one = `@id("one-rule") permit (principal is Account, action == Action::"a.b", resource);`;
    assert.throws(() => readCedarRules({ 'a.cedar': one, 'b.cedar': one }), /is there twice/);
    assert.throws(() => readCedarRules({ 'a.cedar': 'permit (principal, action, resource);' }), /no @id/);
    assert.throws(() => readCedarRules({ 'a.cedar': 'permit (principal' }), /access rule a.cedar/);
  });
});

describe('a decision', () => {
  const [screener, administrator] = people;
  assert.ok(screener && administrator);

  test('names the rule that let somebody in, for the ledger', async () => {
    const id = machineIds.next<'concern'>();
    await stand(screener.account, id, 'front-door');
    const verdict = await access.decide(asActor(screener.account), 'concerns.open-concern', {
      kind: 'concern',
      id,
    });
    assert.deepEqual(verdict, { allowed: true, basis: 'front-door-screens' });
  });

  test('goes against somebody named in it, whatever else they are, and says so', async () => {
    const id = machineIds.next<'concern'>();
    for (const relation of ['front-door', 'duty-owner', 'named-line'])
      await stand(screener.account, id, relation);
    const verdict = await access.decide(asActor(screener.account), 'concerns.open-concern', {
      kind: 'concern',
      id,
    });
    assert.deepEqual(verdict, { allowed: false, basis: 'named-or-shut-out-never' });
  });

  test('is no where no rule speaks: an administrator opens no concern', async () => {
    const id = machineIds.next<'concern'>();
    const verdict = await access.decide(asActor(administrator.account), 'concerns.open-concern', {
      kind: 'concern',
      id,
    });
    assert.deepEqual(verdict, { allowed: false, basis: null });
    const theirs = await access.decide(asActor(administrator.account), 'access.propose-change', null);
    assert.deepEqual(theirs, { allowed: true, basis: 'administrator-proposes-changes' });
  });

  test('ends with the post: a relation held yesterday opens nothing today', async () => {
    const leaver = await world.account(council, 'Lee Ver');
    const post = await world.post(council, 'Duty screener', ['front-door-screener']);
    await world.appoint(leaver, post);
    const may = async () => (await access.decide(asActor(leaver), 'concerns.search', null)).allowed;
    assert.equal(await may(), true);
    await world.change({ kind: 'end-holding', post, account: leaver });
    assert.equal(await may(), false);
  });

  test('is refused for a relation that no rule knows, rather than passed over', async () => {
    const id = machineIds.next<'concern'>();
    await stand(screener.account, id, 'a-friend-of-mine');
    await assert.rejects(
      access.decide(asActor(screener.account), 'concerns.open-concern', { kind: 'concern', id }),
      /no relation a-friend-of-mine/,
    );
    await assert.rejects(
      access.decide(asActor(screener.account), 'concerns.no-such-act', null),
      /no access rule/,
    );
  });

  test('is no for the public and for the engine', async () => {
    for (const kind of ['public', 'engine', 'operator'] as const)
      assert.equal((await access.decide({ kind }, 'concerns.search', null)).allowed, false);
  });
});

test('a list shows exactly the records that may be opened one by one, in any small world', async () => {
  const person = fc.constantFrom(...people);
  const relation = fc.constantFrom(...Object.keys(RELATIONS));
  const records = fc.array(fc.uniqueArray(relation, { maxLength: 4 }), { minLength: 1, maxLength: 6 });
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(person, fc.constantFrom(...concernActions), records, async (who, action, given) => {
      const ids = given.map(() => machineIds.next<'concern'>());
      const actor = asActor(who.account);
      const at = world.clock.domain();
      await world.pool.query('DELETE FROM standing.relations');
      await world.pool.query('DELETE FROM standing.records');
      for (const [index, id] of ids.entries()) {
        await world.pool.query('INSERT INTO standing.records VALUES ($1)', [id]);
        for (const one of given[index] ?? []) await stand(who.account, id, one);
      }
      const [listed, opened] = await world.read(async (tx) => {
        const filter = await access.filterFor(tx, actor, action, 'concern', sql.ref('r.id'), at);
        const { rows } = await sql<{
          id: string;
        }>`SELECT r.id FROM standing.records r WHERE ${filter}`.execute(tx);
        const one: string[] = [];
        for (const id of ids)
          if ((await access.decideIn(tx, actor, action, { kind: 'concern', id }, at)).allowed) one.push(id);
        return [rows.map((row) => row.id).sort(), one.sort()] as const;
      });
      seen += opened.length;
      assert.deepEqual(listed, opened);
    }),
    { numRuns: 150, seed: 2026 },
  );
  assert.ok(seen > 50, `only ${seen} records could be opened in all those worlds: the test says nothing`);
});
