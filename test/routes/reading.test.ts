/**
 * The pages to read before speaking up: anybody gets them, they give no cookie and keep nothing, and a day that makes no sense
 * is said to be so beside its boxes, with what was typed still in them.
 */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { buildAssets } from '../../src/platform/http/assets.ts';
import { character } from '../support/characters.ts';
import { readLinks } from '../support/markup-reader.ts';
import { startPublicSite } from '../support/public-site.ts';

const site = await startPublicSite({ assets: await buildAssets() });
after(() => site.close());

const PAGES = ['/speak-up', '/speak-up/law', '/speak-up/outside', '/speak-up/who-learns-what'] as const;
const ASKED = {
  'happened-day': '26',
  'happened-month': '10',
  'happened-year': '2026',
  capacity: 'employee',
  event: 'dismissal',
};

const post = (fields: Readonly<Record<string, string>>) =>
  site.app.inject({
    method: 'POST',
    url: '/speak-up/law',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });

/** The headers that do not depend on the page: all but its length and the time. */
function headersOf(answer: { readonly headers: Readonly<Record<string, unknown>> }) {
  const { 'content-length': _length, date: _date, ...rest } = answer.headers;
  return rest;
}

describe('the reading pages', () => {
  for (const url of PAGES)
    it(`${url} is for anybody, under the headers of the other public pages, with no cookie`, async () => {
      const answer = await site.app.inject({ url });
      const other = await site.app.inject({ url: '/what-happens' });
      assert.equal(answer.statusCode, 200);
      assert.deepEqual(headersOf(answer), headersOf(other));
      assert.equal(answer.headers['set-cookie'], undefined);
      assert.match(answer.body, /href="\/leave"/);
    });

  it('lead to each other, to the sealed way and back, and are led to from the first pages', async () => {
    const linksOf = async (url: string) => readLinks((await site.app.inject({ url })).body);
    const start = await linksOf('/speak-up');
    for (const url of [...PAGES.slice(1), '/tell/sealed', '/return', '/'])
      assert.ok(start.includes(url), url);
    for (const url of PAGES.slice(1)) assert.ok((await linksOf(url)).includes('/speak-up'), url);
    for (const url of ['/', '/what-happens']) assert.ok((await linksOf(url)).includes('/speak-up'), url);
  });

  it('say what can’t be promised before the button to start', async () => {
    const { body } = await site.app.inject({ url: '/speak-up' });
    const said = body.indexOf('We can’t promise absolute secrecy');
    assert.ok(said > 0 && said < body.indexOf('href="/tell/sealed"'));
  });

  it('give a source for each body, and say which are in doubt', async () => {
    const { body } = await site.app.inject({ url: '/speak-up/outside' });
    const names = body.match(/<h[34] class="govuk-heading-s">/g)?.length ?? 0;
    assert.ok(names > 15);
    assert.equal(body.match(/Source: <a/g)?.length, names);
    assert.match(body, /Not certain: /);
  });
});

describe('the last days', () => {
  it('are counted from what was typed, and nothing of it is in an address or a cookie', async () => {
    const answer = await post(ASKED);
    assert.equal(answer.statusCode, 200);
    assert.match(answer.body, /By the end of <strong>Monday 2 November 2026<\/strong>/);
    assert.match(answer.body, /This day has gone/);
    assert.match(answer.body, /By the end of <strong>Monday 25 January 2027<\/strong>/);
    assert.equal(answer.headers['set-cookie'], undefined);
    assert.equal(answer.headers.location, undefined);
    assert.ok(readLinks(answer.body).every((link) => !link.includes('2026')));
  });

  it('are not asked for by an address: a query is passed over', async () => {
    const asked = await site.app.inject({ url: `/speak-up/law?${new URLSearchParams(ASKED)}` });
    const plain = await site.app.inject({ url: '/speak-up/law' });
    assert.equal(asked.body, plain.body);
  });

  const WRONG: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
    ['31 April', { 'happened-day': '31', 'happened-month': '4' }, /no day in the calendar/],
    [
      '29 February in a year without',
      { 'happened-day': '29', 'happened-month': '2' },
      /no day in the calendar/,
    ],
    ['month 13', { 'happened-month': '13' }, /no day in the calendar/],
    ['a word', { 'happened-day': 'first' }, /no day in the calendar/],
    ['a year of nine digits', { 'happened-year': '202600000' }, /no day in the calendar/],
    ['a minus', { 'happened-day': '-1' }, /no day in the calendar/],
    ['no year', { 'happened-year': '' }, /Type the day, the month and the year/],
    ['before 1999', { 'happened-year': '98' }, /before this law began/],
    ['a day to come', { 'happened-year': '2027' }, /not come yet/],
    ['markup', { 'happened-day': '"><script>' }, /no day in the calendar/],
  ];
  for (const [what, change, sentence] of WRONG)
    it(`refuse ${what}, beside the day, with what was typed`, async () => {
      const answer = await post({ ...ASKED, ...change });
      assert.equal(answer.statusCode, 422);
      assert.match(answer.body, sentence);
      assert.match(answer.body, /<a href="#happened-day">/);
      assert.doesNotMatch(answer.body, /<script>/);
      for (const [name, value] of Object.entries({ ...ASKED, ...change })) {
        if (!name.startsWith('happened') || value === '' || value.includes('<')) continue;
        assert.ok(answer.body.includes(`value="${value}"`), `${name}: ${value}`);
      }
      assert.match(answer.body, /value="employee" checked/);
    });

  it('name each choice that is missing, or is none of those offered', async () => {
    const answer = await post({ ...ASKED, capacity: 'emperor', event: '' });
    assert.equal(answer.statusCode, 422);
    assert.match(answer.body, /<a href="#capacity">/);
    assert.match(answer.body, /<a href="#event">/);
  });

  it('answer whatever is sent with 200 or 422, and no cookie', async () => {
    const typed = fc.oneof(fc.string({ unit: character, maxLength: 40 }), fc.integer().map(String));
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          'happened-day': typed,
          'happened-month': typed,
          'happened-year': typed,
          capacity: typed,
          event: typed,
        }),
        async (fields) => {
          const answer = await post(fields);
          assert.ok([200, 400, 422].includes(answer.statusCode), String(answer.statusCode));
          assert.equal(answer.headers['set-cookie'], undefined);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('refuse a form sent from another site', async () => {
    const answer = await site.app.inject({
      method: 'POST',
      url: '/speak-up/law',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: 'https://elsewhere.example.org',
      },
      payload: new URLSearchParams(ASKED).toString(),
    });
    assert.notEqual(answer.statusCode, 200);
  });
});
