/** The search box on a database with a past: misspelt names, wrong dates, and what it reads to find them. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import pg from 'pg';
import type { ConcernId } from '../../src/kernel/ids.ts';
import type { PersonAsGiven } from '../../src/kernel/mention.ts';
import { createKeyHasher, createPeople } from '../../src/modules/people/index.ts';
import { searchByTerm } from '../../src/modules/people/store/find-by-term.store.ts';
import { COLUMNS, ownerOf } from '../../src/modules/people/store/key-rows.store.ts';
import { machineIds } from '../../src/platform/ids.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import { OPERATOR, openSmallArea } from '../builders/small-area.ts';

const matchKey = randomBytes(32);
const world = await openSmallArea();
const superuser = new pg.Client({ connectionString: world.database.urls.superuser });
await superuser.connect();
after(async () => {
  await superuser.end();
  await world.close();
});
const people = createPeople({ vault: world.vault, matchKey });

const raise = (...said: readonly Omit<PersonAsGiven, 'kind'>[]): Promise<ConcernId> =>
  raiseAs(
    said.map(() => machineIds.next<'mention'>()),
    said,
  );

async function raiseAs(
  ids: readonly string[],
  said: readonly Omit<PersonAsGiven, 'kind'>[],
): Promise<ConcernId> {
  const concern = machineIds.next<'concern'>();
  const mentions = said.map((person): PersonAsGiven => ({ kind: 'child', ...person }));
  const result = await runCommand(world.spine, OPERATOR, async (tx, ctx) => {
    await people.saveMentions(tx, ctx, { concern, at: ctx.now, mentions, ids });
    const subject = { kind: 'concern', id: concern } as const;
    return { ok: true, value: null, entries: [{ act: 'test.raised', subject, body: {} }], events: [] };
  });
  assert.ok(result.ok);
  return concern;
}

const find = (term: string, most = 50) => world.read((tx) => people.findByTerm(tx, term, most));

/** Strangers, so that a plan that reads a whole table costs something. */
before(async () => {
  await superuser.query(`
    insert into people.mentions (id, concern_id, number, at, kind, given, keys, key_kinds)
      select gen_random_uuid(), gen_random_uuid(), 1, '2026-01-01', 'child', '', '{}', '{}' from generate_series(1, 20000);
    insert into people.match_keys (key, owner_id, record)
      select hashint8extended(n, 1), gen_random_uuid(), false from generate_series(1, 60000) n;
    insert into people.key_rows (owner, pair, part, birth, place, other)
      select hashint8extended(n, 4), hashint8extended(n, 5), hashint8extended(n, 6), hashint8extended(n, 7),
        hashint8extended(n, 8), hashint8extended(n, 9) from generate_series(1, 60000) n;
    insert into people.name_words (near, word)
      select hashint8extended(n, 2), hashint8extended(n / 8, 3) from generate_series(1, 60000) n`);
  await superuser.query(
    'vacuum analyze people.mentions, people.match_keys, people.key_rows, people.name_words',
  );
});

describe('a child said in a hurry', () => {
  test('is found by a misspelt name alone, whichever letter went wrong and whichever name it was', async () => {
    const concern = await raise({ name: 'Zofia Brandenwick' });
    for (const term of [
      'Zofia Brandenvick',
      'Zofai Brandenwick',
      'brandenwik zofia',
      'Zopia Brandemwick',
      'Zofia Brandenwixk',
    ])
      assert.ok((await find(term)).includes(concern), term);
    assert.ok(!(await find('Peter Okonkwo')).includes(concern));
  });

  test('is found by a misspelt name with a date of birth that is wrong too, or the other way round', async () => {
    const concern = await raise({ name: 'Tobias Quillfeather', dateOfBirth: '2012-05-19' });
    for (const term of [
      'Tobias Quilfether 19/5/2012',
      'Tobias Quiltheater 2012-05-20',
      'Quillfeather Tobyas 19 May 2013',
    ])
      assert.ok((await find(term)).includes(concern), term);
  });

  test('comes before a namesake born on another day', async () => {
    const same = { name: 'Henrietta Larkspring' };
    const right = await raise({ ...same, dateOfBirth: '2011-02-03' });
    for (let n = 1; n <= 5; n += 1) await raise({ ...same, dateOfBirth: `2011-1${n % 3}-0${n}` });
    assert.equal((await find('Henrieta Larkspring 3/2/2011'))[0], right);
  });

  test('is found by NHS number', async () => {
    const concern = await raise({ identifiers: { NHS: '943 476 5919' } });
    assert.deepEqual(await find('9434765919'), [concern]);
  });

  test('of two concerns with one new name at one moment, neither waits for the other', async () => {
    const names = ['Perpetua Wildgoose', 'Barnaby Hollowbread'];
    await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        raise(...(n % 2 === 0 ? names : [...names].reverse()).map((name) => ({ name }))),
      ),
    );
    assert.equal((await find('Perpetua Wildgose')).length, 8);
  });
});

describe('the vocabulary', () => {
  test('forgets a name with the last mention that has it', async () => {
    const words = async () => {
      const { rows } = await superuser.query<{ n: number }>(
        'select count(*)::int as n from people.name_words',
      );
      return rows[0]?.n ?? 0;
    };
    const before = await words();
    const [first, second] = [
      await raise({ name: 'Ottoline Pipistrelle' }),
      await raise({ name: 'Ottoline Pipistrelle' }),
    ];
    const known = await words();
    assert.ok(known > before);
    const forget = (concern: ConcernId) =>
      superuser.query("update people.mentions set keys = '{}', key_kinds = '{}' where concern_id = $1", [
        concern,
      ]);
    await forget(first);
    assert.equal(await words(), known);
    await forget(second);
    assert.equal(await words(), before);
  });
});

describe('two children named in one millisecond, whose ids begin alike', () => {
  const erase = (concern: ConcernId) =>
    superuser.query("update people.mentions set keys = '{}', key_kinds = '{}' where concern_id = $1", [
      concern,
    ]);
  const related = async (concern: ConcernId) =>
    (await world.read((tx) => people.listRelated(tx, concern))).map((other) => other.concern);

  test('are not taken for each other, and erasing one leaves the other findable', async () => {
    const id = machineIds.next<'mention'>();
    const twin = id.slice(0, 18) + machineIds.next<'mention'>().slice(18);
    assert.equal(ownerOf(id), ownerOf(twin));
    const shared = { postcode: 'QX1 2AB' };
    const one = await raiseAs([id], [{ name: 'Ferelith Oakapple', dateOfBirth: '2013-04-02', ...shared }]);
    const other = await raiseAs(
      [twin],
      [{ name: 'Barnabas Thornquist', dateOfBirth: '2011-09-30', ...shared }],
    );
    assert.deepEqual(await find('Ferelith Okapple'), [one]);
    assert.deepEqual(await find('Thornquist Barnabas 30/9/2011'), [other]);
    const again = await raise({ name: 'Ferelith Oakapple', dateOfBirth: '2013-04-02' });
    assert.deepEqual(await related(again), [one]);

    await erase(one);
    assert.deepEqual(await find('Ferelith Okapple'), [again]);
    assert.deepEqual(await find('Thornquist Barnabas 30/9/2011'), [other]);
    assert.deepEqual(await find('QX1 2AB'), [other]);
    await erase(other);
    const { rows } = await superuser.query('select 1 from people.key_rows where owner = $1', [ownerOf(id)]);
    assert.equal(rows.length, 0, 'no key of either is left');
  });
});

describe('what a search reads', () => {
  test('is never a table from end to end, whatever was typed', async () => {
    const hashKeys = createKeyHasher(matchKey);
    const terms = [
      'Zofia Brandenvick',
      'Zofia Brandenwick 19/5/2012',
      '9434765919',
      'Anna Maria van der Smith Jones',
      'zofia',
    ];
    for (const term of terms) {
      const statement = searchByTerm(hashKeys, term, 50);
      assert.ok(statement);
      const plan = await world.read(async (tx) => {
        const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${statement}`.execute(tx);
        return rows.map((row) => row['QUERY PLAN']).join('\n');
      });
      assert.match(plan, /Index Only Scan.* on match_keys/, term);
      for (const column of COLUMNS)
        assert.match(plan, new RegExp(`Index Only Scan.* using key_rows_${column} on key_rows`), term);
      assert.doesNotMatch(plan, /Seq Scan on (?:match_keys|key_rows|mentions|name_words)/, plan);
    }
  });

  test('is bounded for a name that everybody has', async () => {
    for (let n = 0; n < 30; n += 1) await raise({ name: `Everard Commonname${n % 2 ? '' : 's'}` });
    assert.equal((await find('Everard Comonname', 10)).length, 10);
    assert.equal((await find('Everard Commonname', 2)).length, 2);
  });
});
