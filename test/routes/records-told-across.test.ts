/**
 * A warning about somebody whose identity is protected: those who keep the protection are told by a duty that names nobody, and
 * can look from their side; whoever told us and whoever screens it meet the same pages as if there were no such record.
 */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { composeTellKeepers } from '../../src/compose/records.ts';
import { asId } from '../../src/kernel/ids.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import { openRecordSite, wordsOf } from '../support/record-site.ts';

const site = await openRecordSite();
after(() => site.server.close());
const { raise, raiseLike, onRecord, read, must, post, postId, rows, visitorAs, server } = site;
const screener = visitorAs('screener-1');
const manager = visitorAs('front-door-manager');
const keeper = visitorAs('worker-north-1');
const idIn = (url: string) => url.split('/').at(-1) ?? '';

/** What the worker does after a concern was received; whether anybody was told. */
async function follow(concern: string): Promise<boolean> {
  const tell = composeTellKeepers(server.modules.people);
  const done = await runCommand(
    server.foundations.spine,
    { actor: { kind: 'engine' }, basis: null },
    (tx, ctx) => tell(tx, ctx, { concern: asId(concern) }),
  );
  if (!done.ok) assert.equal(done.refusal.code, 'people.nobody-protected');
  return done.ok;
}

/** A child on record whose identity the worker of the north keeps, with the scrutineer. */
async function hidden(name: string): Promise<string> {
  const record = await onRecord(await raise({ kind: 'child', name, dateOfBirth: '2012-05-14' }));
  await must(screener, `${record}/protection`, {
    covers: 'identity',
    kind: 'relocation',
    reason: 'They fled.',
    posts: [postId('worker-north-1')],
  });
  await must(keeper, `${record}/facts/school`, { value: 'Quiet Lane Academy', source: 'School' });
  return record;
}

const dutiesOf = (record: string) =>
  rows<{ id: string; post: string; key: string; state: string; skipped: string[]; reference: string | null }>(
    `select id, post_id as post, key, state, skip_posts as skipped, reference from duties.duties
     where rule_id = 'people.look-across' and about_id = $1 order by from_at, id`,
    [idIn(record)],
  );

/**
 * A page without what differs between two concerns that say the same: ids, references, times, the words of the name, and the
 * screener whose turn it was. What is owed at one instant stands in the order of ids, which is chance: items of lists are sorted.
 */
const plain = (body: string, ...names: string[]) =>
  names.reduce(
    (text, name) => text.replaceAll(name, 'NAME'),
    body
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
      .replace(/HD-[0-9A-Z]+-[0-9A-Z]+/g, 'REF')
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z|\d{1,2}:\d{2}/g, 'TIME')
      .replace(/Front-door screener \d/g, 'SCREENER')
      .replace(/(_csrf" value=")[^"]+/g, '$1')
      .split(/<\/?li[^>]*>/)
      .sort()
      .join('\n'),
  );

describe('a warning about somebody whose identity is protected', () => {
  test('is told to those who keep it and to nobody else, names nobody, and is answered by them', async () => {
    const record = await hidden('Araminta Foxglovely');
    const child = { kind: 'child', name: 'Araminta Foxglovely', dateOfBirth: '2012-05-14' };
    const concern = await raise(child);
    assert.equal((await dutiesOf(record)).length, 0);
    assert.equal(await follow(concern), true);
    assert.equal(await follow(concern), false, 'once');
    const [duty, ...more] = await dutiesOf(record);
    assert.ok(duty && more.length === 0);
    const keepers = [postId('screener-1'), postId('worker-north-1'), postId('scrutineer')];
    assert.ok(keepers.includes(duty.post));
    assert.equal(duty.reference, null, 'no reference leaves Heed with the notice');
    assert.equal(
      duty.skipped.some((one) => keepers.includes(one)),
      false,
    );
    assert.ok(
      duty.skipped.includes(postId('front-door-manager')),
      'nobody else is led to it by its climbing',
    );

    const told = wordsOf(await read(keeper, `${record}/perhaps`));
    for (const words of ['Araminta Foxglovely', 'the same name and date of birth', 'ask the scrutineer'])
      assert.ok(told.includes(words), words);
    assert.ok((await read(keeper, record)).includes(`${record}/perhaps`), 'and the record leads to it');
    for (const without of [manager, visitorAs('screener-2'), visitorAs('head-of-service')]) {
      assert.equal((await without.open(`${record}/perhaps`)).status, 404);
      const inbox = await without.open('/inbox');
      assert.equal(inbox.body.includes(idIn(record)), false, 'not in the inbox of whoever does not keep it');
      assert.equal((await without.open(`/duties/${duty.id}`)).status === 200, false);
    }
    const [mention] = await rows<{ id: string }>('select id from people.mentions where concern_id = $1', [
      concern,
    ]);
    const address = `${record}/perhaps/${mention?.id}`;
    assert.equal((await post(manager, address, { answer: 'theirs', reason: 'x' })).status, 404);
    assert.equal((await post(keeper, address, { answer: '', reason: 'x' })).status, 422);
    assert.equal((await post(keeper, address, { answer: 'theirs', reason: '' })).status, 422);
    await read(manager, `/concerns/${concern}`);
    const before = await read(manager, `/concerns/${concern}`);
    const both = await Promise.all([
      post(keeper, address, { answer: 'theirs', reason: 'Her aunt told us too.' }),
      post(visitorAs('scrutineer'), address, { answer: 'not-theirs', reason: 'Another girl.' }),
    ]);
    assert.deepEqual(both.map(({ status }) => status).sort(), [303, 409], 'of two answers one counts');
    assert.equal((await dutiesOf(record))[0]?.state, 'met');
    assert.equal(
      plain(await read(manager, `/concerns/${concern}`)),
      plain(before),
      'the answer crosses to nobody',
    );
    const entries = await rows<{ act: string }>(
      `select e.act from ledger.entries e join ledger.refs r on r.ref = e.subject_ref
       where r.id = $1 and e.act like 'people.%'`,
      [concern],
    );
    assert.deepEqual(entries, [], 'nothing about the record is entered on the concern');
  });

  test('is met by whoever told us and whoever screens it with the very pages of a child nobody protects', async () => {
    const [known, unknown] = ['Leontine Hartsease', 'Ottoline Brackwater'] as const;
    await hidden(known);
    const pages: string[] = [];
    for (const name of [known, unknown]) {
      const concern = await raiseLike(7, { kind: 'child', name, dateOfBirth: '2012-05-14' });
      const raw = [await read(manager, `/concerns/${concern}`)];
      await follow(concern);
      raw.push(await read(manager, `/concerns/${concern}`));
      const search = await rows<{ n: number }>(
        'select count(*)::int as n from duties.duties where about_id = $1',
        [concern],
      );
      pages.push([...raw.map((page) => plain(page, name)), String(search[0]?.n)].join('\n'));
    }
    const [protectedOne = '', plainOne = ''] = pages;
    const at = [...protectedOne].findIndex((letter, n) => letter !== plainOne[n]);
    const around = (page: string) => page.slice(Math.max(0, at - 120), at + 200);
    assert.equal(around(protectedOne), around(plainOne));
    assert.equal(Buffer.compare(Buffer.from(protectedOne), Buffer.from(plainOne)), 0, 'byte for byte');
  });

  test('is nobody’s to be told of twice, nor once a keeper has linked it or said no', async () => {
    const record = await hidden('Clementina Brookweed');
    const child = { kind: 'child', name: 'Clementina Brookweed', dateOfBirth: '2012-05-14' };
    const linked = await raise(child);
    const [mention] = await rows<{ id: string }>('select id from people.mentions where concern_id = $1', [
      linked,
    ]);
    await must(screener, `/concerns/${linked}/mentions/${mention?.id}`, {
      decision: 'same',
      other: `person:${idIn(record)}`,
    });
    assert.equal(await follow(linked), false);
    assert.equal(await follow(await raise({ kind: 'child', name: 'Somebody Quiteelse' })), false);
  });
});
