/**
 * Nobody in the line of management can tell whether there is a disclosure: every page, list, count and notice that each of them can
 * open is byte for byte the same with one and without, and so is every row that Heed keeps outside the sealed schema. Source:
 * 70-disclosures.md 9.8, 10.9. The ledger's daily head is the one exception, and is the same on quiet days (test/store).
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import pg from 'pg';
import { disclose } from '../support/disclose.ts';
import { readLinks } from '../support/markup-reader.ts';
import { openSealedArea } from '../support/sealed-area.ts';
import { fillWrenfold, type Wrenfold } from '../support/wrenfold.ts';

const made: { wrenfold?: Wrenfold } = {};
const area = await openSealedArea({
  // Standing work would change rows and pages by itself.
  roles: ['web'],
  fill: async ({ urls }, secrets, clock) => {
    made.wrenfold = await fillWrenfold({ urls, secrets, clock });
  },
});
after(() => area.close());

const STARTS = [
  '/inbox',
  '/notices',
  '/search',
  '/search?q=north',
  '/looks',
  '/who-knew',
  '/area',
  '/keeping',
  '/oversight/rules',
  '/ledger/health',
  '/calls',
  '/recipients',
  '/sign-in',
  '/',
  '/tell/sealed',
  '/speak-up',
];
const MOST_PAGES = 40;
/** From the worker's own manager to the director and the one who looks after Heed. */
const MOST_POSTS = 6;
/** What differs each time it is drawn, whatever there is: form tokens and random keys. */
const plain = (body: string) =>
  body
    .replaceAll(/(name="(?:_csrf|key)" value|nonce|content)="[^"]*"/g, '')
    .replaceAll(/[0-9a-f]{8}(?=<\/strong>)/g, '');

async function open(session: string, path: string): Promise<string> {
  const answer = await fetch(`${area.heed.url}${path}`, {
    headers: { cookie: `heed=${session}`, 'sec-fetch-site': 'none' },
    redirect: 'manual',
  });
  return `${answer.status} ${answer.headers.get('location') ?? ''}\n${plain(await answer.text())}`;
}

async function crawl(session: string): Promise<ReadonlyMap<string, string>> {
  const pages = new Map<string, string>();
  const waiting = [...STARTS];
  for (let path = waiting.shift(); path !== undefined && pages.size < MOST_PAGES; path = waiting.shift()) {
    if (pages.has(path) || /^\/(leave|sign-out)/.test(path)) continue;
    const page = await open(session, path);
    pages.set(path, page);
    waiting.push(...readLinks(page).filter((link) => link.startsWith('/')));
  }
  return pages;
}

async function rowsOutside(): Promise<Readonly<Record<string, string>>> {
  const client = new pg.Client({ connectionString: area.heed.database.urls.superuser });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema', 'disclosure')`,
  );
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await client.query<{ all: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, ',' order by t::text)), '') as all from ${name} t`,
    );
    found[name] = rows[0]?.all ?? '';
  }
  await client.end();
  return found;
}

test('a disclosure changes no row outside its own schema', async () => {
  const before = await rowsOutside();
  const sent = await disclose(area);
  assert.match(sent.page, /data-answer=/);
  const now = await rowsOutside();
  assert.ok(Object.keys(before).length > 50, `saw only ${Object.keys(before).length} tables`);
  assert.deepEqual(now, before);
});

test('every page that each post can open is the same with one more disclosure as without', async () => {
  const posts = [...(made.wrenfold?.posts.values() ?? [])].slice(0, MOST_POSTS);
  assert.equal(posts.length, MOST_POSTS);
  let compared = 0;
  for (const { session } of posts) {
    const [one, two] = [await crawl(session), await crawl(session)];
    await disclose(area, { header: { about: ['Team manager, Assessment North'] } });
    const three = await crawl(session);
    assert.deepEqual([...three.keys()], [...two.keys()], 'another link has come or gone');
    for (const [path, page] of three) {
      if (one.get(path) !== two.get(path)) continue;
      compared += 1;
      assert.equal(page, two.get(path), path);
    }
  }
  assert.ok(compared > posts.length * 10, `only ${compared} pages stood still to be compared`);
});

test('no page of theirs so much as names the sealed schema’s things', async () => {
  const [first] = [...(made.wrenfold?.posts.values() ?? [])];
  for (const [path, page] of await crawl(first?.session ?? ''))
    if (!/^\/(recipients|tell|speak-up|sign-in)?$/.test(path) && !path.startsWith('/speak-up'))
      assert.doesNotMatch(page.replaceAll(/<(header|footer)[\s\S]*?<\/\1>/g, ''), /sealed disclosure/i, path);
});
