/**
 * A protected identity or address: a manager without the right to it never meets it, in proposals, search, bundles and their
 * counts, chronology, family or record, and neither does Heed when it lays concerns side by side.
 */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { openRecordSite, wordsOf } from '../support/record-site.ts';

const site = await openRecordSite();
after(() => site.server.close());
const { raise, onRecord, read, must, post, postId, rows, visitorAs } = site;
const screener = visitorAs('screener-1');
const manager = visitorAs('front-door-manager');
const other = visitorAs('screener-2');
const idIn = (url: string) => url.split('/').at(-1) ?? '';

const protect = (record: string, covers: 'identity' | 'address', kind: string) =>
  must(screener, `${record}/protection`, {
    covers,
    kind,
    reason: 'The person they fled is looking for them.',
    posts: [postId('worker-north-1')],
  });

async function search(as: typeof screener, q: string): Promise<string> {
  const page = await as.open('/inbox');
  const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  const body = new URLSearchParams({ _csrf: token, q }).toString();
  return (await as.send('POST', '/search', { type: 'application/x-www-form-urlencoded', body })).body;
}

describe('a protected identity', () => {
  test('is proposed, found, counted and shown to nobody without the right', async () => {
    const child = { kind: 'child', name: 'Araminta Foxglovely', dateOfBirth: '2012-05-14' };
    const [first, second] = [await raise(child), await raise(child)];
    const record = await onRecord(first);
    await onRecord(second, 1, `person:${idIn(record)}`);
    await must(screener, `${record}/facts/nhs-number`, { value: '943 476 5919', source: 'GP' });
    const sibling = await onRecord(await raise({ kind: 'child', name: 'Ptolemy Foxglovely' }, child), 1);
    await must(screener, `${sibling}/relate`, {
      name: 'Nobody Else',
      age: 'adult',
      kind: 'mother:is',
      source: 'GP',
    });
    await rows(
      `insert into people.relationships (id, record_kind, record_id, other_kind, other_id, at, by_account, by_post, value)
       select gen_random_uuid(), record_kind, record_id, other_kind, $2, at, by_account, by_post, value
       from people.relationships where record_id <> $1 and other_id = $1`,
      [idIn(sibling), idIn(record)],
    );
    // Spelt otherwise: the same in all of it would be linked without asking.
    const later = await raise({ ...child, name: 'Aramintha Foxglovely', identifiers: { nhs: '9434765919' } });
    const seen = await read(manager, `/concerns/${later}`);
    assert.ok(
      seen.includes(first) && wordsOf(seen).includes('Very probably'),
      'before it is protected, it is proposed',
    );
    await read(manager, record);

    await protect(record, 'identity', 'relocation');
    for (const without of [manager, other]) {
      assert.equal((await without.open(record)).status, 404);
      for (const part of ['family', 'chronology', 'chronology/print', 'join', 'protection', 'facts/name'])
        assert.equal((await without.open(`${record}/${part}`)).status, 404, part);
      const page = await read(without, `/concerns/${later}`);
      for (const hidden of [idIn(record), `/concerns/${first}`, `/concerns/${second}`])
        assert.equal(page.includes(hidden), false, `${hidden} is on the page of a later concern`);
      const own = await read(without, `/concerns/${first}`);
      assert.equal(
        own.includes(idIn(record)) || own.includes(`/concerns/${second}`),
        false,
        'nor on its own concern’s',
      );
      assert.ok(own.includes('Nothing more can be shown of who or what this is'));
      const found = await search(without, 'Araminta Foxglovely');
      assert.equal(
        found.includes(`/concerns/${first}`) || found.includes(`/concerns/${second}`),
        false,
        'search',
      );
      assert.equal((await search(without, '9434765919')).includes(`/concerns/${first}`), false);
      assert.equal((await read(without, `${sibling}/family`)).includes('Araminta'), false, 'family');
      assert.equal((await read(without, `${sibling}/chronology`)).includes('Araminta'), false, 'chronology');
      assert.equal((await read(without, `${sibling}/relate`)).includes(idIn(record)), false, 'choices');
    }
    const counted = await raise({ ...child, identifiers: { nhs: '9434765919' } });
    const [row] = await rows<{ earlier: number }>('select earlier from concerns.concerns where id = $1', [
      counted,
    ]);
    // The sibling's concern and the later one name the child as well, and nobody has said who that is.
    assert.equal(row?.earlier, 2, 'nothing is counted across it');
    // Whoever has the right still sees it proposed, so that a new warning about the child can reach the record.
    assert.ok((await read(screener, `/concerns/${counted}`)).includes(`value="person:${idIn(record)}"`));
  });

  test('is nobody’s to link, refuse, join or name who may not see it, even by its id', async () => {
    const record = await onRecord(await raise({ kind: 'child', name: 'Leontine Hartsease' }));
    const apart = await onRecord(await raise({ kind: 'child', name: 'Somebody Hartsease' }));
    await protect(record, 'identity', 'adoption');
    const concern = await raise({ kind: 'child', name: 'Leontine Hartsease' });
    const [mention] = await rows<{ id: string }>('select id from people.mentions where concern_id = $1', [
      concern,
    ]);
    const address = `/concerns/${concern}/mentions/${mention?.id}`;
    for (const decision of ['same', 'not-same'])
      assert.equal((await post(other, address, { decision, other: `person:${idIn(record)}` })).status, 404);
    for (const [part, values] of [
      ['join', { other: `person:${idIn(record)}`, reason: 'The same girl.' }],
      ['relate', { other: `person:${idIn(record)}`, kind: 'sibling:is', source: 'GP' }],
    ] as const)
      assert.equal((await post(other, `${apart}/${part}`, values)).status, 422, part);
    // Nor joined by whoever may see it: nothing is put together across it.
    const both = await raise(
      { kind: 'child', name: 'Leontine Hartsease' },
      { kind: 'child', name: 'Somebody Hartsease' },
    );
    await onRecord(both, 1, `person:${idIn(record)}`);
    await onRecord(both, 2, `person:${idIn(apart)}`);
    const asked = await post(screener, `${record}/join`, {
      other: `person:${idIn(apart)}`,
      reason: 'The same girl.',
    });
    assert.equal(asked.status, 422);
    assert.match(asked.body, /protected identity/);
  });

  test('ends with a reason, by two who may see it, and everything is found again', async () => {
    const child = { kind: 'child', name: 'Clementina Brookweed', dateOfBirth: '2012-05-14' };
    const first = await raise(child);
    const record = await onRecord(first);
    await protect(record, 'identity', 'refuge');
    const [one] = await rows<{ id: string }>('select id from people.protections where record_id = $1', [
      idIn(record),
    ]);
    const address = `${record}/protection/${one?.id}`;
    assert.equal((await post(manager, address, { reason: 'No longer.' })).status, 404);
    assert.equal((await post(screener, address, { reason: '' })).status, 422);
    await must(screener, address, { reason: 'He has died.' });
    assert.equal((await post(screener, address, { reason: 'He has died.' })).status, 409, 'asked once');
    const [ask] = await rows<{ id: string; post: string }>(
      `select a.id, d.post_id as post from people.second_asks a join duties.duties d on d.key = a.id::text
       where a.of_id = $1 and d.state = 'open'`,
      [one?.id],
    );
    const answer = `${address}/${ask?.id}`;
    const keepers = [postId('worker-north-1'), postId('scrutineer')];
    assert.ok(keepers.includes(ask?.post ?? ''), 'owed by a post that may see past it');
    assert.equal((await post(screener, answer, { decision: 'confirm' })).status, 403, 'not who asked');
    assert.equal(
      (await post(manager, answer, { decision: 'confirm' })).status,
      404,
      'nor who may not see it',
    );
    assert.equal((await manager.open(record)).status, 404, 'it stands until a second person agrees');
    const second = visitorAs('worker-north-1');
    const both = await Promise.all([
      post(second, answer, { decision: 'confirm' }),
      post(visitorAs('scrutineer'), answer, { decision: 'refuse', reason: 'Not sure.' }),
    ]);
    assert.deepEqual(both.map(({ status }) => status).sort(), [303, 409], 'of two answers one counts');
    if (both[0]?.status !== 303) {
      await must(screener, address, { reason: 'He has died.' });
      const [again] = await rows<{ id: string }>(
        `select id from people.second_asks where of_id = $1 and state = 'asked'`,
        [one?.id],
      );
      await must(second, `${address}/${again?.id}`, { decision: 'confirm' });
    }
    await read(manager, record);
    assert.ok((await read(manager, `/concerns/${await raise(child)}`)).includes(`/concerns/${first}`));
  });
});

describe('a protected address', () => {
  test('is shown, compared and given away to nobody without the right', async () => {
    const told = {
      kind: 'child',
      name: 'Verity Larkspurrel',
      address: '7 Hidden Row',
      postcode: 'ZE12 9AB',
      phone: '07700 900777',
    };
    const record = await onRecord(await raise(told));
    await must(screener, `${record}/facts/address`, {
      value: '9 Secret Yard, ZE12 8CD',
      sort: 'stays',
      source: 'Refuge',
    });
    await must(screener, `${record}/facts/school`, { value: 'Quiet Lane Academy', source: 'Refuge' });
    await must(screener, `${record}/relate`, {
      name: 'Mother Larkspurrel',
      age: 'adult',
      kind: 'lives-with:is',
      source: 'Refuge',
    });
    const [relative] = await rows<{ id: string }>(
      'select record_id as id from people.relationships where other_id = $1',
      [idIn(record)],
    );
    assert.ok(wordsOf(await read(manager, record)).includes('9 Secret Yard'));
    await protect(record, 'address', 'refuge');

    const seen = wordsOf(await read(manager, record));
    assert.ok(seen.includes('Verity Larkspurrel') && seen.includes('Kept confidential'));
    for (const hidden of ['Secret Yard', 'ZE12', 'Hidden Row', '900777', 'Quiet Lane']) {
      assert.equal(seen.includes(hidden), false, hidden);
      assert.equal(
        wordsOf(await read(manager, `${record}/chronology`)).includes(hidden),
        false,
        `${hidden} in chronology`,
      );
    }
    assert.equal(
      wordsOf(await read(other, `/records/person/${relative?.id}`)).includes('lives with this'),
      false,
    );
    assert.ok(wordsOf(await read(screener, record)).includes('9 Secret Yard'), 'those with the right see it');
    // Somebody who knows the new address, or gives the number, is led to nobody.
    for (const place of [
      { kind: 'place', address: '9 Secret Yard', postcode: 'ZE12 8CD' },
      { kind: 'adult', name: 'Nobody', phone: '07700 900777' },
    ]) {
      const page = await read(manager, `/concerns/${await raise(place)}`);
      assert.equal(page.includes(idIn(record)) || page.includes('Larkspurrel'), false);
    }
    const keys = await rows(
      'select 1 from people.record_keys where record_id = $1 and key_kinds && array[5, 7]::smallint[]',
      [idIn(record)],
    );
    assert.equal(keys.length, 0, 'the record keeps no key of where they are');
  });
});
