/** On the concern page: who each person and thing named may be, said and taken back by the front door, by nobody else. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { makeRaiseBody } from '../builders/raise-bodies.ts';
import { openServer } from '../support/open-server.ts';
import { createVisitor, type Visitor } from '../support/visitor.ts';
import { fillWrenfold, type Wrenfold } from '../support/wrenfold.ts';

const made: { area?: Wrenfold } = {};
const server = await openServer({
  fill: async (database, secrets, clock) => {
    made.area = await fillWrenfold({ urls: database.urls, secrets, clock });
  },
});
after(() => server.close());
const area = made.area;
assert.ok(area);

function visitorAs(post: string): Visitor {
  const visitor = createVisitor(server.app);
  visitor.cookies.set('heed', area?.posts.get(post)?.session ?? '');
  return visitor;
}

const system = createVisitor(server.app, '192.0.2.77');
const screener = visitorAs('screener-1');

let sent = 0;
/** Raises a concern from an agency's system; gives the address of its page. */
async function raise(...mentions: readonly object[]): Promise<string> {
  sent += 1;
  const answer = await system.send('POST', '/api/v1/concerns', {
    headers: {
      authorization: `Bearer ${area?.apiToken}`,
      'sec-fetch-site': 'none',
      'idempotency-key': `who-may-this-be-${sent}`,
    },
    type: 'application/json',
    body: JSON.stringify({ ...makeRaiseBody(sent), mentions }),
  });
  assert.equal(answer.status, 201, answer.body);
  const { reference } = JSON.parse(answer.body) as { reference: string };
  const { rows } = await server.foundations.pool.query<{ id: string }>(
    'select id from concerns.concerns where reference = $1',
    [reference],
  );
  return `/concerns/${rows[0]?.id}`;
}

/** The section of a concern's page about who and what it names. */
async function namedOn(url: string, as = screener): Promise<string> {
  const page = await as.open(url);
  assert.equal(page.status, 200, page.body.slice(0, 500));
  return /id="named"[\s\S]*?<\/section>/.exec(page.body)?.[0] ?? '';
}

async function press(
  url: string,
  decision: string,
  fields: Readonly<Record<string, string>> = {},
  as = screener,
) {
  const page = await as.open(url);
  const address = new RegExp(`action="(${url}/mentions/[0-9a-f-]{36})"`).exec(page.body)?.[1];
  const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1];
  const other = /name="other" value="([^"]+)"/.exec(page.body)?.[1];
  const values = { _csrf: token ?? '', ...(other === undefined ? {} : { other }), decision, ...fields };
  return as.send('POST', address ?? `${url}/mentions/none`, {
    type: 'application/x-www-form-urlencoded',
    body: new URLSearchParams(values).toString(),
  });
}

describe('who each thing named may be, on the concern page', () => {
  test('the same child is proposed, linked, shown with both tellings, and taken back', async () => {
    const earlier = await raise({ kind: 'child', name: 'Ottoline Marrowby', dateOfBirth: '2012-05-19' });
    const later = await raise({ kind: 'child', name: 'MARROWBY, Otto-line', dateOfBirth: '19/05/2012' });
    const before = await namedOn(later);
    assert.match(before, /Who this may be/);
    assert.ok(before.includes('Ottoline Marrowby'));
    assert.ok(before.includes(earlier), 'it leads to the earlier concern');
    const linked = await press(later, 'same');
    assert.equal(linked.status, 303, linked.body);
    const after = await namedOn(later);
    assert.match(after, /On record/);
    assert.ok(after.includes('Ottoline Marrowby') && after.includes('MARROWBY'));
    assert.equal((await press(later, 'new')).status, 409);
    assert.equal((await press(later, 'undo', { reason: ' ' })).status, 422);
    assert.equal((await press(later, 'undo', { reason: 'A cousin of the same name.' })).status, 303);
    assert.match(await namedOn(later), /Who this may be/);
  });

  test('a "no" is kept: it is proposed no more, on either page', async () => {
    const earlier = await raise({ kind: 'vehicle', registration: 'XA21 QRS', colour: 'grey' });
    const later = await raise({ kind: 'vehicle', registration: 'xa2i qrs' });
    assert.ok((await namedOn(later)).includes('XA21 QRS'));
    assert.equal((await press(later, 'not-same')).status, 303);
    assert.equal((await namedOn(later)).includes('XA21 QRS'), false);
    assert.equal((await namedOn(earlier)).includes('xa2i qrs'), false);
  });

  test('what cannot have come from the page changes nothing', async () => {
    const url = await raise({ kind: 'child', name: 'Peregrine Quillfeather' });
    const elsewhere = await raise({ kind: 'child', name: 'Somebody Else' });
    const mention = /mentions\/([0-9a-f-]{36})/.exec(await namedOn(elsewhere))?.[1];
    const token = /name="_csrf" value="([^"]+)"/.exec((await screener.open(url)).body)?.[1] ?? '';
    const post = (address: string, values: Record<string, string>) =>
      screener.send('POST', address, {
        type: 'application/x-www-form-urlencoded',
        body: new URLSearchParams(values).toString(),
      });
    const wrong = { _csrf: token, decision: 'new' };
    assert.equal((await post(`${url}/mentions/${mention}`, wrong)).status, 404);
    assert.equal((await post(`${url}/mentions/x'`, wrong)).status, 404);
    assert.equal((await press(url, 'explode')).status, 404);
    assert.equal((await press(url, 'same', { other: 'post:1' })).status, 404);
    assert.equal((await press(url, 'new', { _csrf: 'forged' })).status, 403);
    assert.match(await namedOn(elsewhere), /Put on record/);
  });

  test('a school’s phone, marked as one with a reason, puts no more concerns together; unmarked, it does again', async () => {
    const school = { kind: 'phone', number: '01632 960777' };
    const earlier = await raise(school);
    const later = await raise(school);
    const bundleOf = async () =>
      /id="bundle"[\s\S]*?<\/section>/.exec((await screener.open(later)).body)?.[0] ?? '';
    assert.ok((await bundleOf()).includes(earlier));
    assert.equal((await press(later, 'new')).status, 303);
    assert.equal((await press(later, 'institution', { reason: ' ' })).status, 422);
    assert.equal((await press(later, 'institution', { reason: 'The school’s office number.' })).status, 303);
    assert.equal((await bundleOf()).includes(earlier), false);
    assert.equal(
      (await press(later, 'no-institution', { reason: 'It was a mobile after all.' })).status,
      303,
    );
    assert.ok((await bundleOf()).includes(earlier));
  });

  test('nobody but the front door may say who it is', async () => {
    const url = await raise({ kind: 'child', name: 'Isidora Thornaby' });
    const adviser = visitorAs('adviser-1');
    const mention = /mentions\/([0-9a-f-]{36})/.exec(await namedOn(url))?.[1];
    const inbox = await adviser.open('/inbox');
    const token = /name="_csrf" value="([^"]+)"/.exec(inbox.body)?.[1] ?? '';
    const answer = await adviser.send('POST', `${url}/mentions/${mention}`, {
      type: 'application/x-www-form-urlencoded',
      body: new URLSearchParams({ _csrf: token, decision: 'new' }).toString(),
    });
    assert.equal(answer.status, 403);
    assert.match(await namedOn(url), /Put on record/);
  });
});

describe('the search box', () => {
  test('finds a concern by a misspelt name, a number and a mark', async () => {
    const url = await raise(
      { kind: 'child', name: 'Wilhelmina Osei-Brook' },
      { kind: 'phone', number: '07700 900246' },
      { kind: 'vehicle', registration: 'XB12 KLM' },
    );
    const page = await screener.open('/search');
    for (const text of ['Wilhelmena Ossei Brook', '07700900246', 'xb12klm']) {
      const found = await screener.submitOn(page, '/search', await searchValues(page.body, text));
      assert.ok(found.body.includes(url), text);
    }
  });
});

/** The search form's one text field, whatever it is called. */
async function searchValues(body: string, text: string): Promise<Record<string, string>> {
  const name =
    /<input[^>]*type="(?:search|text)"[^>]*name="([^"]+)"/.exec(body)?.[1] ??
    /<input[^>]*name="([^"_]+)"[^>]*type="(?:search|text)"/.exec(body)?.[1] ??
    'text';
  return { [name]: text };
}
