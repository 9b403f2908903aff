import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { beginDemo, type FillParts } from '../../demo/fill.ts';
import { demoProgress } from '../../demo/progress.ts';
import { createDemoWorld, type DemoWorld } from '../support/demo-world.ts';

const now = Temporal.Instant.from('2026-11-18T14:05:00Z');
const SIZE = 60;

interface Written {
  readonly accounts: { post: string; name: string; email: string; password: string; totpSecret: string }[];
  readonly api: { clientId: string; clientSecret: string };
}

describe('filling the demo area on a real database', () => {
  let world: DemoWorld;
  let folder: string;
  let parts: FillParts;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'heed-demo-'));
    world = await createDemoWorld(now, folder, SIZE);
    parts = world.parts;
  });
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await world.close();
  });

  const count = async (of: string): Promise<number> => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.raw(of)}`.execute(
      world.db,
    );
    return rows[0]?.n ?? -1;
  };

  test('a visitor can sign in before a single concern is there', async () => {
    const begun = await beginDemo(parts);
    assert.ok(begun);
    const path = join(folder, 'demo-credentials.json');
    assert.equal(statSync(path).mode & 0o777, 0o600);
    const written = JSON.parse(readFileSync(path, 'utf8')) as Written;
    assert.deepEqual(Object.keys(written).sort(), ['accounts', 'api']);
    assert.ok(written.accounts.length >= 55);
    for (const login of written.accounts) {
      assert.deepEqual(Object.keys(login).sort(), ['email', 'name', 'password', 'post', 'totpSecret']);
      assert.ok(login.password.length >= 20);
      assert.match(login.totpSecret, /^[A-Z2-7]{32}$/);
    }
    assert.equal(
      await count('access.posts'),
      await count('(select distinct name, agency_id from access.posts) p'),
    );
    assert.equal(await count('access.api_clients'), 1);
    assert.equal(await count('concerns.concerns'), 0);
  });

  test('broken off in the middle, it goes on where it stopped', async () => {
    const stop = new AbortController();
    const begun = await beginDemo(parts);
    assert.ok(begun);
    const filling = begun.fill(stop.signal);
    while ((await count('concerns.concerns')) < 15) await new Promise((go) => setTimeout(go, 5));
    stop.abort();
    await filling;
    const half = await count('concerns.concerns');
    assert.ok(half < SIZE, `${half} were there already`);
    const again = await beginDemo(parts);
    assert.ok(again);
    assert.deepEqual(again.plan.now, now);
    await again.fill();
    assert.equal(demoProgress().state, 'done');
    assert.equal(await count('concerns.concerns'), SIZE);
    assert.equal(await count("ledger.entries where act = 'concerns.concern-received'"), SIZE);
  });

  test('every concern is owed by somebody or answered', async () => {
    const orphans = await count(`concerns.concerns c where c.standing <> 'answered' and not exists (
      select from duties.duties d where d.about_kind = 'concern' and d.about_id = c.id and d.state = 'open')`);
    assert.equal(orphans, 0);
    assert.ok((await count("concerns.concerns where standing = 'answered'")) > SIZE / 2);
  });

  test('some are open, some red, and a missed clock has climbed outside', async () => {
    assert.ok((await count("duties.duties where state = 'open'")) >= 5);
    assert.ok((await count("duties.duties where state = 'open' and red")) >= 1);
    assert.ok((await count("duties.duties where state = 'open' and rung >= 1")) >= 1);
    assert.ok((await count("ledger.entries where act = 'duties.rung-reached'")) >= 1);
  });

  test('children and their families are on record, one hidden, two that may be one waiting for a second person', async () => {
    assert.ok((await count('people.persons')) >= 10);
    assert.ok(
      (await count("people.details where kind = 'birth'")) >
        (await count("people.links where status = 'confirmed'")) / 4,
    );
    assert.ok((await count('people.relationships')) >= 10);
    assert.equal(await count('people.protections'), 1);
    assert.equal(await count("duties.duties where rule_id = 'people.confirm-merge' and state = 'open'"), 1);
    const stories = await count(`people.links l join people.mentions m on m.id = l.mention_id
      join concerns.concerns c on c.id = m.concern_id where c.channel = 'outreach'`);
    assert.equal(stories, 0, 'what is told in pieces is left for the visitor to lay side by side');
  });

  test('no command refused any of it', () => {
    assert.deepEqual(world.leftOut, []);
  });

  test('nothing of it is sent to anybody', async () => {
    assert.equal(await world.countSent(), 0);
  });

  test('started again, a full demo is left as it is', async () => {
    const entries = await count('ledger.entries');
    const begun = await beginDemo(parts);
    assert.equal(begun?.plan.filled, true);
    await begun?.fill();
    assert.equal(await count('ledger.entries'), entries);
  });

  test('a database with somebody’s records in it is never added to', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'heed-demo-'));
    assert.equal(await beginDemo({ ...parts, folder: elsewhere }), null);
    rmSync(elsewhere, { recursive: true, force: true });
  });
});
