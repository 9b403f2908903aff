/** Two records of one child: joined by two people, taken apart exactly, and nobody's to join alone. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { openRecordSite, wordsOf } from '../support/record-site.ts';

const site = await openRecordSite();
after(() => site.server.close());
const { raise, onRecord, read, must, post, rows, visitorAs } = site;
const screener = visitorAs('screener-1');
const manager = visitorAs('front-door-manager');
const REASON = { reason: 'The school has one girl of that name, and her mother says so.' };
const idIn = (url: string) => url.split('/').at(-1) ?? '';
let nth = 0;

/** Two records of one child under two names, both named in a third concern so that each can be chosen on the other's page. */
async function twoRecords() {
  nth += 1;
  const one = { kind: 'child', name: `Philippa Greenhalgh-${nth}`, dateOfBirth: '2012-05-14' };
  const two = { kind: 'child', name: `Tabitha Underhay-${nth}`, dateOfBirth: '2011-02-03' };
  const [first, second] = [await raise(one), await raise(two)];
  const [kept, merged] = [await onRecord(first), await onRecord(second)];
  const both = await raise(one, two);
  await onRecord(both, 1, `person:${idIn(kept)}`);
  await onRecord(both, 2, `person:${idIn(merged)}`);
  return { first, second, kept, merged };
}

async function waiting(kept: string): Promise<string> {
  const [row] = await rows<{ id: string }>(
    `select id from people.merges where kept_id = $1 order by proposed_at desc, id desc limit 1`,
    [idIn(kept)],
  );
  return `${kept}/join/${row?.id}`;
}

async function askedOf(join: string): Promise<string> {
  const [row] = await rows<{ id: string }>(
    `select id from people.second_asks where of_id = $1 order by asked_at desc, id desc limit 1`,
    [idIn(join)],
  );
  return `${join}/part/${row?.id}`;
}

/** Two people take a join apart. */
async function takeApart(join: string, reason: string): Promise<void> {
  await must(screener, `${join}/part`, { reason });
  await must(manager, await askedOf(join), { decision: 'confirm' });
}

/** Everything that undoing has to bring back: the concern's page, both records, and what the database holds of them. */
async function everything({ first, second, kept, merged }: Awaited<ReturnType<typeof twoRecords>>) {
  const told = (body: string) => wordsOf(body).replace(/csrf\S*/g, '');
  const ids = [idIn(kept), idIn(merged)];
  const state = await rows<{ state: string }>(
    `select coalesce(json_agg(t order by t::text)::text, '') as state from (
      select json_build_array('link', mention_id, record_id, status) as t from people.links where record_id = any($1::uuid[])
      union all select json_build_array('fact', id, record_id, withdrawn_at) from people.facts where record_id = any($1::uuid[])
      union all select json_build_array('detail', id, record_id, ended_at) from people.details where record_id = any($1::uuid[])
      union all select json_build_array('key', key, owner_id) from people.match_keys where owner_id = any($1::uuid[])
      union all select json_build_array('root', record_id, root_id) from people.merged where record_id = any($1::uuid[])) s`,
    [ids],
  );
  return {
    state: state[0]?.state,
    first: told(await read(screener, `/concerns/${first}`)).split('What has been done')[0],
    second: told(await read(screener, `/concerns/${second}`)).split('What has been done')[0],
    kept: told(await read(screener, kept)),
    merged: told(await read(screener, merged)),
  };
}

describe('two records of one child', () => {
  test('are joined when a second person agrees; both names, facts and concerns are then one child’s', async () => {
    const made = await twoRecords();
    const { first, second, kept, merged } = made;
    await must(screener, `${kept}/facts/nhs-number`, { value: '943 476 5919', source: 'GP' });
    await must(screener, `${merged}/facts/school`, { value: 'Wrenfold Primary', source: 'School' });
    const before = await everything(made);
    assert.equal(before.first?.includes(`Tabitha Underhay-${nth}`), false);
    await must(screener, `${kept}/join`, { other: `person:${idIn(merged)}`, ...REASON });
    const address = await waiting(kept);
    assert.deepEqual(
      (await everything(made)).state,
      before.state,
      'nothing changes before the second person',
    );
    assert.equal(
      (await post(screener, address, { decision: 'confirm' })).status,
      403,
      'not the one who proposed it',
    );
    const [owed] = await rows<{ n: string }>(
      `select count(*) as n from duties.duties where rule_id = 'people.confirm-merge' and about_id = $1 and state = 'open'`,
      [idIn(kept)],
    );
    assert.equal(Number(owed?.n), 1);
    assert.ok((await read(manager, '/inbox')).includes(`${kept}/join`), 'it is in the manager’s inbox');
    await must(manager, address, { decision: 'confirm' });
    const joined = wordsOf(await read(screener, merged));
    for (const words of [
      `Philippa Greenhalgh-${nth}`,
      `Tabitha Underhay-${nth}`,
      '9434765919',
      'Wrenfold Primary',
    ])
      assert.ok(joined.includes(words), words);
    assert.ok((await read(screener, `/concerns/${first}`)).includes(`/concerns/${second}`), 'one bundle');
    assert.equal((await post(manager, address, { decision: 'confirm' })).status, 409);

    await takeApart(address, 'They are cousins: both were at school today.');
    const after_ = await everything(made);
    assert.equal(after_.state, before.state, 'every link, fact and key is as it was');
    assert.equal(after_.first, before.first);
    assert.equal(after_.second, before.second);
    assert.equal(
      after_.merged.includes(`Philippa Greenhalgh-${nth}`),
      before.merged.includes(`Philippa Greenhalgh-${nth}`),
    );
    const [met] = await rows<{ n: string }>(
      `select count(*) as n from duties.duties where rule_id = 'people.confirm-merge' and about_id = $1 and state = 'open'`,
      [idIn(kept)],
    );
    assert.equal(Number(met?.n), 0);
  });

  test('are offered to be joined when they agree in something, though no concern names both', async () => {
    const child = { kind: 'child', name: 'Hepzibah Thistlewood', dateOfBirth: '2012-05-14' };
    const kept = await onRecord(await raise(child));
    const merged = await onRecord(await raise({ ...child, name: 'Hepziba Thistlewood' }));
    assert.ok((await read(screener, `${kept}/join`)).includes(`person:${idIn(merged)}`));
    await must(screener, `${kept}/join`, { other: `person:${idIn(merged)}`, ...REASON });
  });

  test('a link made while they were joined is undone from either page, wherever it points by then', async () => {
    const made = await twoRecords();
    await must(screener, `${made.kept}/join`, { other: `person:${idIn(made.merged)}`, ...REASON });
    const address = await waiting(made.kept);
    await must(manager, address, { decision: 'confirm' });
    const [mention] = await rows<{ id: string }>('select id from people.mentions where concern_id = $1', [
      made.second,
    ]);
    await must(screener, `/concerns/${made.second}/mentions/${mention?.id}`, {
      decision: 'undo',
      reason: 'Not her.',
    });
    const [link] = await rows<{ status: string; record_id: string }>(
      'select status, record_id from people.links where mention_id = $1',
      [mention?.id],
    );
    assert.deepEqual(link, { status: 'undone', record_id: idIn(made.merged) });
    await takeApart(address, 'Cousins.');
    const [still] = await rows<{ status: string }>('select status from people.links where mention_id = $1', [
      mention?.id,
    ]);
    assert.equal(still?.status, 'undone');
  });

  test('the second person who does not agree leaves everything as it was, and says why', async () => {
    const made = await twoRecords();
    const before = await everything(made);
    await must(screener, `${made.kept}/join`, { other: `person:${idIn(made.merged)}`, ...REASON });
    const address = await waiting(made.kept);
    assert.equal((await post(manager, address, { decision: 'refuse', reason: '' })).status, 422);
    await must(manager, address, { decision: 'refuse', reason: 'Two girls, two mothers.' });
    assert.equal((await everything(made)).state, before.state);
    assert.ok((await read(screener, `${made.kept}/join`)).includes('Two girls, two mothers.'));
  });

  test('nobody below whoever proposed it can be the second person', async () => {
    const made = await twoRecords();
    await must(manager, `${made.kept}/join`, { other: `person:${idIn(made.merged)}`, ...REASON });
    const address = await waiting(made.kept);
    assert.equal((await post(screener, address, { decision: 'confirm' })).status, 403);
    await must(visitorAs('head-of-service'), address, { decision: 'confirm' });
  });

  test('proposed twice at once, whichever way round, and answered twice at once: one wins, the other is told', async () => {
    const { kept, merged } = await twoRecords();
    const proposed = await Promise.all([
      post(screener, `${kept}/join`, { other: `person:${idIn(merged)}`, ...REASON }),
      post(visitorAs('screener-2'), `${merged}/join`, { other: `person:${idIn(kept)}`, ...REASON }),
    ]);
    assert.deepEqual(proposed.map(({ status }) => status).sort(), [303, 409]);
    const [row] = await rows<{ id: string; kept_id: string }>(
      `select id, kept_id from people.merges where kept_id = any($1::uuid[])`,
      [[idIn(kept), idIn(merged)]],
    );
    const address = `/records/person/${row?.kept_id}/join/${row?.id}`;
    const answered = await Promise.all([
      post(manager, address, { decision: 'confirm' }),
      post(visitorAs('head-of-service'), address, { decision: 'confirm' }),
    ]);
    assert.deepEqual(answered.map(({ status }) => status).sort(), [303, 409]);
  });

  test('are taken apart by two people, never by one or by somebody below; not agreed to, nothing changes', async () => {
    const made = await twoRecords();
    await must(screener, `${made.kept}/join`, { other: `person:${idIn(made.merged)}`, ...REASON });
    const join = await waiting(made.kept);
    await must(manager, join, { decision: 'confirm' });
    const together = await everything(made);
    assert.equal((await post(manager, join, { decision: 'undo', reason: 'Two.' })).status, 422);
    assert.equal((await post(manager, `${join}/part`, { reason: ' ' })).status, 422);
    await must(manager, `${join}/part`, { reason: 'Two girls.' });
    assert.equal((await post(screener, `${join}/part`, { reason: 'Two.' })).status, 409, 'asked already');
    const address = await askedOf(join);
    assert.equal((await post(manager, address, { decision: 'confirm' })).status, 403, 'not who asked');
    assert.equal((await post(screener, address, { decision: 'confirm' })).status, 403, 'nor somebody below');
    assert.deepEqual((await everything(made)).state, together.state);
    const head = visitorAs('head-of-service');
    assert.equal((await post(head, address, { decision: 'refuse', reason: '' })).status, 422);
    await must(head, address, { decision: 'refuse', reason: 'Her mother says one girl.' });
    assert.deepEqual((await everything(made)).state, together.state);
    assert.ok((await read(screener, `${made.kept}/join`)).includes('Her mother says one girl.'));
    // Of two who ask at once, one wins and the other is told; so of two who answer.
    const asked = await Promise.all([
      post(screener, `${join}/part`, { reason: 'Both were at school today.' }),
      post(visitorAs('screener-2'), `${join}/part`, { reason: 'Two girls.' }),
    ]);
    assert.deepEqual(asked.map(({ status }) => status).sort(), [303, 409]);
    const [owed] = await rows<{ n: string }>(
      `select count(*) as n from duties.duties where rule_id = 'people.confirm-parting' and about_id = $1 and state = 'open'`,
      [idIn(made.kept)],
    );
    assert.equal(Number(owed?.n), 1, 'the second person owes an answer by a clock');
    const again = await askedOf(join);
    const answered = await Promise.all([
      post(manager, again, { decision: 'confirm' }),
      post(head, again, { decision: 'refuse', reason: 'One.' }),
    ]);
    assert.deepEqual(answered.map(({ status }) => status).sort(), [303, 409]);
  });

  test('who knew what follows: of each alone before, of both while they are one, of each alone after', async () => {
    const { first, second, kept, merged } = await twoRecords();
    const asked = visitorAs('scrutineer');
    const referenceOf = async (concern: string) => {
      const [row] = await rows<{ reference: string }>(
        'select reference from concerns.concerns where id = $1',
        [concern],
      );
      return row?.reference ?? 'none';
    };
    const references = [await referenceOf(first), await referenceOf(second)];
    /** Which of the two concerns the page of each record tells of. */
    const told = async () => {
      const pages = [];
      for (const record of [kept, merged]) {
        const page = await read(asked, record.replace('/records/', '/who-knew/'));
        const [lines = ''] = page.split('go by these names');
        pages.push(references.map((reference) => lines.includes(reference)));
      }
      return pages;
    };
    const apart = [
      [true, false],
      [false, true],
    ];
    assert.deepEqual(await told(), apart);
    await must(screener, `${kept}/join`, { other: `person:${idIn(merged)}`, ...REASON });
    const join = await waiting(kept);
    await must(manager, join, { decision: 'confirm' });
    assert.deepEqual(await told(), [
      [true, true],
      [true, true],
    ]);
    await takeApart(join, 'Cousins.');
    assert.deepEqual(await told(), apart, 'what came after is not of both');
  });

  test('three at once never point at each other in a circle', async () => {
    const [a, b] = [await twoRecords(), await twoRecords()];
    const pairs = [
      [a.kept, a.merged],
      [b.kept, b.merged],
    ] as const;
    for (const [keep, merge] of pairs)
      await must(screener, `${keep}/join`, { other: `person:${idIn(merge)}`, ...REASON });
    // What no page can propose while it stands: merged into the one that is being merged away.
    await rows(
      `insert into people.merges (id, record_kind, kept_id, merged_id, state, proposed_at, proposed_by, proposed_post, reason)
       select gen_random_uuid(), 'person', $1, $2, 'proposed', proposed_at, proposed_by, proposed_post, reason
       from people.merges where kept_id = $3`,
      [idIn(a.merged), idIn(b.kept), idIn(a.kept)],
    );
    const addresses = [await waiting(a.kept), await waiting(b.kept), await waiting(a.merged)];
    await Promise.all(addresses.map((address) => post(manager, address, { decision: 'confirm' })));
    const circles = await rows(`select 1 from people.merged where record_id = root_id
      or root_id in (select record_id from people.merged)`);
    assert.equal(circles.length, 0);
  });
});
