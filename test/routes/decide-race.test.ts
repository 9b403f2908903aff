/** Deciding while somebody else acts on the same concern: the second is told so, and keeps what they wrote. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { makeRaiseBody } from '../builders/raise-bodies.ts';
import { checkNothingLost } from '../support/check-answer.ts';
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

function visitorAs(post: string): Visitor {
  const visitor = createVisitor(server.app);
  visitor.cookies.set('heed', made.area?.posts.get(post)?.session ?? '');
  return visitor;
}

async function post(as: Visitor, url: string, page: string, fields: Readonly<Record<string, string>>) {
  const token = /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
  return as.send('POST', url, {
    type: 'application/x-www-form-urlencoded',
    body: new URLSearchParams({ _csrf: token, ...fields }).toString(),
  });
}

test('somebody who decides after another acted is told so, keeps every word, and can then decide', async () => {
  const answer = await createVisitor(server.app, '192.0.2.78').send('POST', '/api/v1/concerns', {
    headers: {
      authorization: `Bearer ${made.area?.apiToken}`,
      'sec-fetch-site': 'none',
      'idempotency-key': 'decide-race-1',
    },
    type: 'application/json',
    body: JSON.stringify({ ...makeRaiseBody(1), mentions: [] }),
  });
  assert.equal(answer.status, 201, answer.body);
  const { rows } = await server.foundations.pool.query<{ id: string }>('select id from concerns.concerns');
  const url = `/concerns/${rows[0]?.id}`;
  const [first, second] = [visitorAs('screener-1'), visitorAs('screener-2')];
  const page = (await first.open(`${url}/decide`)).body;
  const seen = /name="seen" value="(\d+)"/.exec(page)?.[1] ?? '';
  const other = await post(second, `${url}/colour`, (await second.open(`${url}/colour`)).body, {
    colour: 'green',
    reason: 'The school has seen her today and knows the car; nothing has to be done tonight.',
    seen,
  });
  assert.equal(other.status, 303, other.body);

  const typed = {
    'outcome-whole': 'no-further-action',
    reason: 'Zephyr wrote this reason: the school and her carer both know who collects her.',
    'options-set-aside': 'Zephyr set early help aside.',
    'would-reopen': 'Zephyr would look again at another sighting.',
    'answer-now': 'yes',
    'answer-words': 'Zephyr’s answer: thank you for telling us. It was read today.',
  };
  const lost = await post(first, `${url}/decide`, page, { ...typed, seen });
  assert.equal(lost.status, 409);
  assert.match(lost.body, /Somebody else acted on this concern while you were writing/);
  for (const name of ['reason', 'options-set-aside', 'would-reopen', 'answer-words'] as const)
    checkNothingLost(lost, typed[name], name);
  assert.match(lost.body, /value="no-further-action"[^>]*checked/);
  const kept = await server.foundations.pool.query('select 1 from concerns.messages');
  assert.equal(kept.rowCount, 0, 'nothing of the decision that lost was kept');

  const now = /name="seen" value="(\d+)"/.exec(lost.body)?.[1] ?? '';
  const decided = await post(first, `${url}/decide`, lost.body, { ...typed, seen: now });
  assert.equal(decided.status, 303, decided.body);
});

test('somebody whose access ended while they wrote keeps every word, and nothing is done with it', async () => {
  const { rows } = await server.foundations.pool.query<{ id: string }>('select id from concerns.concerns');
  const url = `/concerns/${rows[0]?.id}`;
  const [writer, other] = [visitorAs('screener-1'), visitorAs('screener-2')];
  const page = (await writer.open(`${url}/message`)).body;
  const account = made.area?.posts.get('screener-1')?.account ?? '';
  const named = await post(other, `${url}/named`, (await other.open(`${url}/named`)).body, { account });
  assert.equal(named.status, 303, named.body);

  const refusals = 'select 1 from ledger.entries where act = $1';
  const before = await server.foundations.pool.query(refusals, ['access.access-refused']);
  const message = 'Zephyr wrote this before she was named: we have read what you told us.';
  const lost = await post(writer, `${url}/message`, page, { message });
  assert.equal(lost.status, 403);
  checkNothingLost(lost, message, 'a form they may no longer send');
  assert.doesNotMatch(lost.body, /Send it again/, 'what they may not do is offered');
  const sent = await server.foundations.pool.query("select 1 from concerns.messages where kind = 'message'");
  assert.equal(sent.rowCount, 0, 'it was sent all the same');
  const after = await server.foundations.pool.query(refusals, ['access.access-refused']);
  assert.equal(after.rowCount, (before.rowCount ?? 0) + 1, 'the ledger does not say that they were refused');
});

test('what could not be kept comes back in a form that can be sent again', async () => {
  const { rows } = await server.foundations.pool.query<{ id: string }>('select id from concerns.concerns');
  const url = `/concerns/${rows[0]?.id}/message`;
  const writer = visitorAs('screener-2');
  const seen = /name="seen" value="(\d+)"/.exec((await writer.open(url)).body)?.[1] ?? '';
  const message = 'Zephyr wrote this with a\0 broken keyboard: we have read it.';
  const broken = await post(writer, url, (await writer.open(url)).body, { message, seen });
  assert.equal(broken.status, 400);
  assert.match(broken.body, /<a href="#message">Take out the character NUL/);
  const again = await writer.submitOn({ ...broken, url }, '/message', {});
  assert.equal(again.status, 200, again.body);
  assert.match(again.body, /Zephyr wrote this with a broken keyboard/, 'what was sent again did not arrive');
});
