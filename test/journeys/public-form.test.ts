/**
 * The public form as a browser without a script meets it: what is kept, what is forgotten, and what is said when
 * something goes wrong. Whatever goes wrong, nothing that was typed is lost, and nobody who picks the phone up later
 * finds it.
 */
import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'node:test';
import { type Assets, buildAssets } from '../../src/platform/http/assets.ts';
import { FormClient, hiddenFields } from '../support/form-client.ts';
import { type PublicSite, startPublicSite, WORDS } from '../support/public-site.ts';
import { tellUpTo, WORRY } from '../support/tell-as-child.ts';

let assets: Assets;
let site: PublicSite;
let child: FormClient;

before(async () => {
  assets = await buildAssets();
});
beforeEach(async () => {
  site = await startPublicSite({ assets });
  child = new FormClient(site.app);
});
afterEach(() => site.close());

describe('telling', () => {
  it('is received once, with a receipt, and then forgotten here', async () => {
    await tellUpTo(child, '/tell/check');
    assert.match(child.last.html, /There is a car outside/);
    const sent = await child.submit({});
    assert.equal(sent.status, 200);
    for (const word of WORDS) assert.ok(sent.html.includes(word));
    assert.match(sent.html, /HD-7K2M-94/);
    assert.match(sent.html, /Sunday 22 November at 8am/);
    assert.equal(site.raised.length, 1);
    assert.equal(site.raised[0]?.worry, WORRY);
    assert.equal(site.drafts.size, 0);
    assert.equal(child.cookies.size, 0);
  });

  it('sent twice by a double tap is one concern, and the second answer shows the same words', async () => {
    await tellUpTo(child, '/tell/check');
    const fields = hiddenFields(child.last.html, '/tell/check');
    const [first, second] = await Promise.all([
      child.post('/tell/check', fields),
      child.post('/tell/check', fields),
    ]);
    assert.equal(site.raised.length, 1);
    for (const answer of [first, second]) assert.ok(answer.html.includes(WORDS[7]), 'a tap lost the receipt');
  });

  it('puts the receipt in no title, address, cookie or header', async () => {
    await tellUpTo(child, '/tell/check');
    const { html, headers } = await child.submit({});
    const outside = `${/<title>[^<]*/.exec(html)?.[0]} ${JSON.stringify(headers)} ${[...html.matchAll(/(?:href|action)="[^"]*"/g)].join(' ')}`;
    for (const word of WORDS) assert.ok(!outside.includes(word), word);
  });

  it('names nothing on paper: neither Heed nor a child in the title, only words and numbers to print', async () => {
    await tellUpTo(child, '/tell/check');
    const { html } = await child.submit({});
    assert.doesNotMatch(/<title>[^<]*/.exec(html)?.[0] ?? '', /Heed|Jay/);
    const paper = /<div class="heed-paper">([\s\S]*?)<\/div>/.exec(html)?.[1] ?? '';
    assert.doesNotMatch(paper, /Heed|Jay|HD-/);
    assert.match(paper, new RegExp(WORDS[0]));
  });

  it('shows no words to somebody who can’t keep them safe', async () => {
    await tellUpTo(child, '/tell/check');
    const { html } = await child.submit({ declined: 'yes' });
    assert.equal(site.raised[0]?.receiptDeclined, true);
    assert.ok(!html.includes(WORDS[0]));
    assert.match(html, /HD-7K2M-94/);
  });

  it('lets two words be typed back, right or wrong, and shows the same words again', async () => {
    await tellUpTo(child, '/tell/check');
    await child.submit({});
    const { first, second } = hiddenFields(child.last.html, '/tell/receipt');
    const right = await child.submit(
      { 'word-a': ` ${WORDS[Number(first) - 1]?.toUpperCase()} `, 'word-b': WORDS[Number(second) - 1] ?? '' },
      '/tell/receipt',
    );
    assert.match(right.html, /Those are right/);
    const wrong = await child.submit({ 'word-a': 'pear', 'word-b': 'x' }, '/tell/receipt');
    assert.match(wrong.html, /not right/);
    assert.ok(wrong.html.includes(WORDS[0]));
  });

  it('that is refused keeps everything and says why', async () => {
    await tellUpTo(child, '/tell/check');
    site.refuseNext();
    const refused = await child.submit({});
    assert.equal(refused.status, 422);
    assert.match(refused.html, /<title>Error: /);
    assert.match(refused.html, /One of the files was not received/);
    assert.match(refused.html, /There is a car outside/);
    assert.equal((await child.submit({})).status, 200);
    assert.equal(site.raised.length, 1);
  });
});

describe('a page with something missing or wrong', () => {
  it('says so by the question and above it, and keeps what was typed', async () => {
    await tellUpTo(child, '/tell/worry');
    const empty = await child.submit({ worry: '   ' });
    assert.equal(empty.status, 422);
    assert.match(empty.html, /<title>Error: What is going on\? – Heed/);
    assert.match(empty.html, /href="#worry"/);
    assert.match(empty.html, /id="worry-error"/);
    await tellUpTo(child, '/tell/reach');
    const odd = await child.submit({ phone: '12', email: 'nobody', safe: 'After “school”' });
    assert.equal(odd.status, 422);
    for (const kept of ['value="12"', 'value="nobody"', 'After “school”'])
      assert.ok(odd.html.includes(kept), kept);
    assert.equal((odd.html.match(/<li><a href="#/g) ?? []).length, 2);
  });

  const nasty: readonly (readonly [string, Record<string, string | readonly string[]>])[] = [
    ['a megabyte', { worry: 'x'.repeat(150_000) }],
    ['a list where one text was asked', { worry: ['a', 'b'] }],
    ['fields nobody asked for', { worry: 'ok', toString: 'x', admin: 'true' }],
    ['right-to-left overrides, emoji and four-byte names', { worry: '\u202eabc 👩‍👩‍👧 𠜎' }],
    ['markup', { worry: '<script>alert(1)</script>' }],
  ];
  for (const [what, fields] of nasty)
    it(`answers ${what} without falling over, and never as markup`, async () => {
      await tellUpTo(child, '/tell/worry');
      const answer = await child.submit(fields);
      assert.ok(answer.status === 200 || answer.status === 422, String(answer.status));
      await child.open('/tell/worry');
      assert.doesNotMatch(child.last.html, /<script>alert/);
    });

  it('answers nonsense choices with the question', async () => {
    await tellUpTo(child, '/tell/danger');
    const answer = await child.submit({ danger: '__proto__' });
    assert.equal(answer.status, 422);
  });
});

describe('Back, reload, and a form that lapsed', () => {
  it('Back shows what was typed, and changes it', async () => {
    await tellUpTo(child, '/tell/worker');
    assert.match((await child.open('/tell/worry')).html, /There is a car outside/);
    await child.submit({ worry: 'Something else' });
    await tellUpTo(child, '/tell/you');
    await child.open('/tell/worry');
    assert.match(child.last.html, /There is a car outside/);
  });

  it('somebody who turns out to be an adult is asked what adults are asked, and can say it', async () => {
    await tellUpTo(child, '/tell/check');
    await child.open('/tell/who');
    assert.equal((await child.submit({ who: 'family' })).path, '/tell/parents');
    await child.submit({ parents: 'know' });
    assert.equal((await child.submit({ naming: 'anonymous' })).path, '/tell/check');
    for (const page of ['signs', 'when', 'children', 'others'])
      assert.ok(child.last.html.includes(`href="/tell/${page}"`), page);
  });

  it('from the check page one answer is changed, and one is back there', async () => {
    await tellUpTo(child, '/tell/check');
    await child.open('/tell/talk');
    assert.match(child.last.html, /href="\/tell\/check" class="govuk-back-link"/);
    assert.equal((await child.submit({ talk: 'man' })).path, '/tell/check');
    assert.match(child.last.html, /A man/);
  });

  it('what was just typed survives the lapse of what came before, kindly', async () => {
    await tellUpTo(child, '/tell/worry');
    site.lapse();
    const after = await child.submit({ worry: 'Typed for forty minutes' });
    assert.equal(after.path, '/tell/who');
    assert.match(after.html, /What you just wrote is kept/);
    await child.submit({ who: 'me-under-18' });
    assert.equal(child.last.path, '/tell/worry');
    assert.match(child.last.html, /Typed for forty minutes/);
  });

  it('reading a lapsed page leads to the start, with the reason', async () => {
    await tellUpTo(child, '/tell/danger');
    site.lapse();
    const after = await child.open('/tell/danger');
    assert.equal(after.path, '/');
    assert.match(after.html, /more than 30 minutes/);
  });

  it('pressing Send after the lapse sends nothing, and says what to do', async () => {
    await tellUpTo(child, '/tell/check');
    site.lapse();
    const after = await child.submit({});
    assert.equal(after.path, '/');
    assert.match(after.html, /already pressed/);
    assert.equal(site.raised.length, 0);
  });

  it('a browser that lost its cookie gets its words back to press once more', async () => {
    await tellUpTo(child, '/tell/worry');
    child.cookies.clear();
    const after = await child.submit({ worry: 'Still here' });
    assert.equal(after.status, 403);
    assert.match(after.html, /Still here/);
    assert.equal((await child.submit({ worry: 'Still here' })).path, '/tell/who');
    assert.equal([...site.drafts.values()].at(-1)?.pages.worry?.worry, 'Still here');
  });

  it('Back to Send long after sending neither sends again nor shows the words', async () => {
    await tellUpTo(child, '/tell/check');
    const fields = hiddenFields(child.last.html, '/tell/check');
    await child.submit({});
    const later = await child.post('/tell/check', { ...fields, key: 'another-key' });
    assert.ok(!later.html.includes(WORDS[0]));
    assert.equal(site.raised.length, 1);
  });
});

describe('leaving in a hurry', () => {
  for (const method of ['GET', 'POST'] as const)
    it(`${method} forgets the draft, and the browser is told to forget too`, async () => {
      await tellUpTo(child, '/tell/danger');
      const cookie = [...child.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await site.app.inject({ method, url: '/leave', headers: { cookie } });
      assert.equal(site.drafts.size, 0);
      assert.match(String(answer.headers['clear-site-data']), /"cookies"/);
      assert.match(String(answer.headers['set-cookie']), /heed_draft=;/);
      if (method === 'GET')
        assert.match(String(answer.headers.location), /^https:\/\/www\.bbc\.co\.uk\/weather/);
    });

  it('what the page was still saving does not bring the draft back', async () => {
    await tellUpTo(child, '/tell/worry');
    const { _csrf: csrf = '' } = hiddenFields(child.last.html, '/tell/worry');
    const cookies = new Map(child.cookies);
    await child.post('/leave', {});
    for (const [name, value] of cookies) child.cookies.set(name, value);
    assert.equal((await child.post('/tell/keep/worry', { _csrf: csrf, worry: 'late' })).status, 204);
    assert.equal(site.drafts.size, 0);
  });

  it('is on every page, and every page forbids keeping it', async () => {
    for (const path of ['/', '/young', '/what-happens', '/return', '/tell/who']) {
      const { html, headers } = await child.open(path);
      assert.match(html, /href="\/leave" role="button"/, path);
      assert.match(html, /rel="nofollow noreferrer"/);
      assert.equal(headers['cache-control'], 'no-store', path);
    }
  });
});

describe('forged forms', () => {
  it('change nothing without the page’s token, and nothing from another site', async () => {
    await tellUpTo(child, '/tell/worry');
    const before = JSON.stringify([...site.drafts.values()]);
    assert.equal((await child.post('/tell/worry', { worry: 'forged' })).status, 403);
    assert.equal((await child.post('/tell/worry', { worry: 'forged', _csrf: 'x'.repeat(43) })).status, 403);
    assert.equal(JSON.stringify([...site.drafts.values()]), before);
    const cookie = [...child.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const elsewhere = await site.app.inject({
      method: 'POST',
      url: '/tell/worry',
      headers: {
        cookie,
        'sec-fetch-site': 'cross-site',
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: 'worry=forged',
    });
    assert.equal(elsewhere.statusCode, 403);
  });

  it('one browser’s token opens nobody else’s draft', async () => {
    await tellUpTo(child, '/tell/worry');
    const other = new FormClient(site.app);
    await tellUpTo(other, '/tell/worry');
    const { _csrf: csrf = '' } = hiddenFields(other.last.html, '/tell/worry');
    assert.equal((await child.post('/tell/worry', { _csrf: csrf, worry: 'x' })).status, 403);
  });

  it('the cookie is for this host, for scripts invisible, and gone with the browser', async () => {
    const { headers } = await child.open('/tell/who');
    const cookie = String(headers['set-cookie']);
    assert.match(cookie, /HttpOnly/);
    assert.match(cookie, /SameSite=Lax/);
    assert.doesNotMatch(cookie, /Expires|Max-Age|Domain/i);
  });
});

describe('people, phones, vehicles and places', () => {
  beforeEach(async () => {
    await child.open('/tell/who');
    await child.submit({ who: 'neighbour' });
    await child.submit({ worry: 'A worry' });
    await child.open('/tell/others');
  });

  it('are added, changed and removed, as little of each as is known', async () => {
    await child.open('/tell/add/vehicle');
    assert.equal((await child.submit({})).status, 422);
    assert.equal((await child.submit({ registration: 'ends 7KX' })).path, '/tell/others');
    await child.open('/tell/add/phone');
    await child.submit({ number: '07700 900123' });
    await child.open('/tell/item/0');
    assert.match(child.last.html, /ends 7KX/);
    await child.submit({ registration: 'AB 7KX' });
    assert.match(child.last.html, /AB 7KX/);
    await child.submit({}, '/tell/item/0/remove');
    assert.doesNotMatch(child.last.html, /7KX/);
    assert.match(child.last.html, /07700 900123/);
  });

  it('beyond what one form can hold are said to be, not lost unsaid', async () => {
    for (let count = 0; count < 60; count += 1) {
      await child.open('/tell/add/phone');
      await child.submit({ number: `07700 9000${String(count).padStart(2, '0')}` });
    }
    await child.open('/tell/add/phone');
    const full = await child.submit({ number: '07700 900999' });
    assert.equal(full.status, 422);
    assert.match(full.html, /as many as one form can hold/);
    assert.match(full.html, /07700 900999/);
  });

  it('that are not there, or of no known kind, lead back kindly', async () => {
    for (const path of [
      '/tell/item/99',
      '/tell/item/-1',
      '/tell/item/abc',
      '/tell/add/__proto__',
      '/tell/add/weapon',
    ])
      assert.equal((await child.open(path)).status, 200, path);
  });
});
