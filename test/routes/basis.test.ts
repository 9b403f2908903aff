/**
 * Every entry made by somebody signed in or by an agency's system says which rule let it happen. Without it nobody can ask
 * later on what ground a child's record was opened. Walks every page and sends every form of each kind of person.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { makeRaiseBody } from '../builders/raise-bodies.ts';
import { crawl } from '../support/crawl.ts';
import { type FilledServer, openFilledServer } from '../support/filled-server.ts';
import { readForms } from '../support/markup-reader.ts';
import { encodeForm } from '../support/visitor.ts';

const SENTENCE = 'Her aunt telephoned this morning and asked that somebody look again before the weekend.';
let server: FilledServer;
before(async () => {
  server = await openFilledServer(4);
});
after(() => server.close());

/** Acts entered by accounts and systems, with how often, and how often without a rule. */
async function listActs() {
  const { rows } = await server.foundations.pool.query<{ act: string; n: number; bare: number }>(`
    select e.act, count(*)::int n, count(*) filter (where e.entry::jsonb ->> 'basis' is null)::int bare
    from ledger.entries e join ledger.refs r on r.ref::text = e.entry::jsonb ->> 'by'
    where r.kind in ('account', 'client') group by e.act order by e.act`);
  return rows;
}

test('whatever people and systems do is entered with the rule that let them', async () => {
  // Arrivals are shared among the screeners by chance, and the one who walks here may owe none: so it begins at one.
  const { rows } = await server.foundations.pool.query<{ id: string }>('select id from concerns.concerns');
  const concern = `/concerns/${rows[0]?.id}`;
  for (const persona of server.personas.filter(({ name }) => name !== 'public')) {
    const { visitor } = persona;
    const { pages } = await crawl(visitor, server.declared, [...persona.starts, concern], 2);
    const forms = pages.flatMap((page) => readForms(page.body, page.url));
    for (const form of forms.filter(({ method, multipart }) => method === 'post' && !multipart)) {
      // What would end the walk: signing somebody out, stopping an account, and keeping oneself away from a record.
      if (/sign-out|passkey|sessions|stop|hat|interest|restrict/.test(form.action)) continue;
      const values = Object.fromEntries(
        form.fields.flatMap(({ name, type, value, choices }): [string, string][] => {
          if (type === 'hidden' || value) return [];
          const choice = choices.filter(Boolean).at(-1);
          return [[name, choice ?? SENTENCE]];
        }),
      );
      await visitor.send('POST', form.action, {
        type: 'application/x-www-form-urlencoded',
        body: encodeForm(form, values),
      });
      persona.signInAgain();
    }
  }
  const manager = server.personas.find(({ name }) => name === 'front-door-manager');
  manager?.signInAgain();
  const looks = await manager?.visitor.open(`${concern}/looks`);
  assert.equal(looks?.status, 200);
  const { visitor, headers } = server.api;
  const [reference] = server.references;
  await visitor.send('GET', `/api/v1/concerns/${reference}`, { headers });
  await visitor.send('POST', '/api/v1/concerns', {
    headers: { ...headers, 'idempotency-key': 'basis-of-every-entry' },
    type: 'application/json',
    body: JSON.stringify(makeRaiseBody(9)),
  });
  await manager?.visitor.submitOn(await manager.visitor.open('/inbox'), '/sign-out');
  const acts = await listActs();
  assert.ok(
    acts.length >= 25,
    `only ${acts.length} kinds of act were entered: ${acts.map(({ act }) => act)}`,
  );
  for (const act of [
    'access.signed-out',
    'concerns.searched',
    'concerns.concern-received',
    'concerns.looks-seen',
  ])
    assert.ok(
      acts.some((one) => one.act === act),
      `${act} was never entered: the walk has become shorter`,
    );
  // A refusal is entered with the rule that forbade it, or with none where none allows it.
  const bare = acts.filter((one) => one.bare > 0 && one.act !== 'access.access-refused');
  assert.deepEqual(bare, []);
});
