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
