/**
 * "Who has looked at this record". It can warn whoever a record is about, so almost nobody sees it; and without it nobody
 * could say who read a child's record out of curiosity.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type FilledServer, openFilledServer } from '../support/filled-server.ts';
import { createVisitor, type Visitor } from '../support/visitor.ts';

let server: FilledServer;
let concern = '';
let reference = '';
before(async () => {
  server = await openFilledServer(1);
  const { rows } = await server.foundations.pool.query<{ id: string; reference: string }>(
    'select id::text, reference from concerns.concerns',
  );
  concern = rows[0]?.id ?? '';
  reference = rows[0]?.reference ?? '';
});
after(() => server.close());

function staff(post: string): Visitor {
  const visitor = createVisitor(server.app, '198.51.100.9');
  visitor.cookies.set('heed', server.area.posts.get(post)?.session ?? '');
  return visitor;
}
const count = async (act: string) =>
  (await server.foundations.pool.query('select 1 from ledger.entries where act = $1', [act])).rowCount ?? 0;

describe('who has looked at a record', () => {
  test('is for information governance and the manager of the post that owns it; anybody else finds no such page', async () => {
    for (const post of ['screener-1', 'scrutineer', 'administrator', 'lado', 'director']) {
      const page = await staff(post).open(`/concerns/${concern}/looks`);
      assert.equal(page.status, 404, post);
    }
    for (const post of ['information-governance', 'front-door-manager'])
      assert.equal((await staff(post).open(`/concerns/${concern}/looks`)).status, 200, post);
  });

  test('says who, when, what and by which rule, refused tries among them, and that it was opened is an entry', async () => {
    await staff('screener-1').open(`/concerns/${concern}`);
    await staff('teacher-1').open(`/concerns/${concern}`);
    await staff('adviser-1').open(`/concerns/${concern}`);
    const before = await count('concerns.looks-seen');
    const governance = staff('information-governance');
    const page = await governance.submitOn(await governance.open('/looks'), '/looks', { reference });
    assert.equal(page.status, 200);
    assert.match(page.body, /Who has looked at this record/);
    for (const words of ['Opened it', 'those-concerned-see-it', 'Tried, and was refused'])
      assert.ok(page.body.includes(words), words);
    assert.ok(!page.body.includes('Jay'), 'what the record says is not on the page');
    assert.equal(await count('concerns.looks-seen'), before + 1);
  });

  test('is paged, and every look is on exactly one page', async () => {
    const screener = staff('screener-1');
    for (let n = 0; n < 60; n++) await screener.open(`/concerns/${concern}`);
    const governance = staff('information-governance');
    let url: string | undefined = `/concerns/${concern}/looks`;
    const sizes: number[] = [];
    for (; url !== undefined && sizes.length < 10; ) {
      const page = await governance.open(url);
      sizes.push([...page.body.matchAll(/<tr class="govuk-table__row">/g)].length - 1);
      url = /href="(\/concerns\/[^"]+\/looks\?before=[^"]+)"/.exec(page.body)?.[1];
    }
    assert.equal(sizes[0], 50);
    assert.ok(sizes.length >= 2 && sizes.reduce((sum, n) => sum + n, 0) > 60);
  });

  test('is found by index, however long the ledger is', async () => {
    const { rows } = await server.foundations.pool.query<{ indexname: string }>(
      `select indexname from pg_indexes where schemaname = 'ledger' and tablename = 'entries'`,
    );
    const names = rows.map(({ indexname }) => indexname);
    assert.ok(names.includes('entries_subject') && names.includes('entries_refused_about'));
  });
});

test('what is opened from a search says from which search', async () => {
  const screener = staff('screener-1');
  const found = await screener.submitOn(await screener.open('/search'), '/search', { q: reference });
  const link = /href="(\/concerns\/[^"]+\?search=[^"]+)"/.exec(found.body)?.[1] ?? '';
  assert.notEqual(link, '');
  await screener.open(link);
  const { rowCount } = await server.foundations.pool.query(
    `select 1 from ledger.entries e join ledger.refs r on r.ref = any (e.about) and r.kind = 'search' and r.id = $1
     where e.act = 'concerns.concern-seen'`,
    [link.split('search=')[1]],
  );
  assert.equal(rowCount, 1);
});
