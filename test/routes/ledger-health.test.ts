/**
 * The ledger's health. Those who hold the area to account see whether its record was changed, also when the area would rather
 * they did not; nobody can put an alarm away; and the page says what it can't promise.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createSequencer, openLogKey } from '../../src/modules/ledger/index.ts';
import { type FilledServer, openFilledServer } from '../support/filled-server.ts';
import { makeSecrets } from '../support/heed.ts';
import { createVisitor, type Visitor } from '../support/visitor.ts';

const LINK = 'href="/ledger/health"';

let server: FilledServer;
before(async () => {
  server = await openFilledServer(1);
});
after(() => server.close());

function staff(post: string): Visitor {
  const visitor = createVisitor(server.app, '198.51.100.9');
  visitor.cookies.set('heed', server.area.posts.get(post)?.session ?? '');
  return visitor;
}

async function open(): Promise<string> {
  const page = await staff('scrutineer').open('/ledger/health');
  assert.equal(page.status, 200);
  return page.body;
}

describe('the ledger’s health', () => {
  test('is seen, and its link shown, by inspectors, information governance and the scrutineer alone', async () => {
    for (const post of ['scrutineer', 'inspector', 'information-governance']) {
      const page = await staff(post).open('/ledger/health');
      assert.equal(page.status, 200, post);
      assert.ok(page.body.includes(LINK), post);
    }
    for (const post of ['administrator', 'director', 'chief-executive', 'screener-1']) {
      assert.ok(!(await staff(post).open('/inbox')).body.includes(LINK), post);
      assert.equal((await staff(post).open('/ledger/health')).status, 403, post);
    }
    const seen = await server.foundations.pool.query(
      `select 1 from ledger.entries where act = 'ledger.health-seen'`,
    );
    assert.equal(seen.rowCount, 3, 'each look is entered');
  });

  test('says up to which day the log of sealed disclosures was closed, where the area has that channel, and no more of it', async () => {
    assert.doesNotMatch(await open(), /disclosures/);
    await server.foundations.pool.query(
      "insert into ledger.closed_days values ('2026-11-14'), ('2026-11-15')",
    );
    assert.match(await open(), /Closed up to 15 Nov 2026: one entry for each day, quiet or busy/);
  });

  test('says of a log not checked yet that it was not, and of one that nobody cosigns that it is not witnessed', async () => {
    const page = await open();
    assert.match(page, /Everything has not been checked yet/);
    assert.match(page, /Not yet witnessed/);
    assert.match(page, /None yet/);
    assert.match(page, /href="\/ledger\/key"/);
    assert.match(page, /href="\/ledger\/checkpoint"/);
  });

  test('says how large the log is, when its newest checkpoint was signed and when it was last checked', async () => {
    const { spine, pool } = server.foundations;
    const key = openLogKey('demo.heed.invalid/ledger', makeSecrets().ledgerSigningKey);
    await createSequencer({ spine, key, onError: () => undefined }).runOnce();
    await pool.query(`update ledger.checks set ended_at = now() - interval '4 hours', size = 1234`);
    const page = await open();
    const { rows } = await pool.query('select count(*)::int as n from ledger.positions');
    assert.match(page, new RegExp(`For ${rows[0].n} entries, signed`));
    assert.match(page, /4 hours ago\), over 1,234 entries/);
    assert.match(page, /Late/);
    await pool.query('update ledger.checks set ended_at = now()');
    assert.doesNotMatch(await open(), /Late/);
    assert.match(await open(), /found everything sound/);
  });

  test('says what was found, in words and by index, and holds no way to put it away', async () => {
    const fault = { kind: 'entry-altered', first: 300, before: 301 };
    await server.foundations.pool.query(
      `update ledger.checks set faults = $1::jsonb, faulted_at = now() where kind = 'everything'`,
      [JSON.stringify([fault])],
    );
    const page = await open();
    assert.match(page, /The ledger is not what it was/);
    assert.match(page, /Entry 300 is not the one the log recorded/);
    assert.doesNotMatch(page, /found everything sound/);
    const forms = [...page.matchAll(/<form[^>]*action="([^"]*)"/g)].map(([, action]) => action);
    assert.deepEqual(new Set(forms), new Set(['/search', '/sign-out']));
  });
});
