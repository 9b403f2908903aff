/** A child's record: facts side by side, family, chronology; what each is found by, and who may see it. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { openRecordSite, wordsOf } from '../support/record-site.ts';

const site = await openRecordSite();
after(() => site.server.close());
const { raise, onRecord, read, must, post, rows, visitorAs } = site;
const screener = visitorAs('screener-1');
const SOURCE = 'Her mother, at home';

const put = (record: string, kind: string, value: string, more: object = {}) =>
  must(screener, `${record}/facts/${kind}`, { value, source: SOURCE, ...more });
const idIn = (url: string) => url.split('/').at(-1) ?? '';

describe('facts on a record', () => {
  test('stand side by side with their sources, are ended with a reason, and never go', async () => {
    const record = await onRecord(await raise({ kind: 'child', name: 'Isadora Brackenfell', age: '14' }));
    await put(record, 'birth', '14 May 2012', { sort: 'exact' });
    await put(record, 'birth', '15 May 2012', { sort: 'exact', source: 'School roll' });
    const both = wordsOf(await read(screener, record));
    for (const words of [
      '14 May 2012',
      '15 May 2012',
      SOURCE,
      'School roll',
      'These don’t agree',
      'Isadora Brackenfell',
    ])
      assert.ok(both.includes(words), words);
    const [fact] = await rows<{ id: string }>(
      'select id from people.details where record_id = $1 order by at desc, id desc limit 1',
      [idIn(record)],
    );
    const address = `${record}/fact/${fact?.id}`;
    const refused = await post(screener, address, { how: 'withdrawn', reason: ' ' });
    assert.equal(refused.status, 422);
    assert.match(refused.body, /Say why/);
    await must(screener, address, { how: 'withdrawn', reason: 'The roll was of her cousin.' });
    assert.equal((await post(screener, address, { how: 'withdrawn', reason: 'Again.' })).status, 409);
    const after_ = wordsOf(await read(screener, record));
    assert.ok(after_.includes('Withdrawn: it was never so. The roll was of her cousin.'));
    assert.ok(after_.includes('15 May 2012') && !after_.includes('These don’t agree'));
    const acts = await rows<{ act: string }>(
      `select act from ledger.entries where act like 'people.fact-%' or act = 'people.record-opened' order by id`,
    );
    assert.deepEqual([...new Set(acts.map(({ act }) => act))].sort(), [
      'people.fact-added',
      'people.fact-withdrawn',
      'people.record-opened',
    ]);
  });

  test('a wrong number is refused beside its field, and what was typed is still there', async () => {
    const record = await onRecord(await raise({ kind: 'child', name: 'Peregrine Ashdown' }));
    const answer = await post(screener, `${record}/facts/nhs-number`, {
      value: '943 476 5918',
      source: SOURCE,
    });
    assert.equal(answer.status, 422);
    assert.ok(answer.body.includes('value="943 476 5918"') && answer.body.includes('id="value-error"'));
  });

  test('words are sealed: nothing typed is in the database as it was typed', async () => {
    const record = await onRecord(await raise({ kind: 'child', name: 'Peregrine Ashdown' }));
    await put(record, 'disability', 'Zebrawood hearing aids');
    const [found] = await rows<{ found: boolean }>(
      `select bool_or(position('Zebrawood'::bytea in value) > 0) as found from people.details`,
    );
    assert.equal(found?.found, false);
  });

  test('make later concerns find the record, and earlier ones that nobody had put together', async () => {
    const first = await raise({ kind: 'child', name: 'Zofia Brindlemoor', dateOfBirth: '2012-05-14' });
    const earlier = await raise({ kind: 'child', name: 'Zoe Ashgrovely', dateOfBirth: '2012-05-14' });
    const record = await onRecord(first);
    assert.equal((await read(screener, `/concerns/${first}`)).includes(`/concerns/${earlier}`), false);
    await put(record, 'name', 'Zoe Ashgrovely', { sort: 'alias' });
    await put(record, 'name', 'Jadwiga Wolskarynska', { sort: 'birth' });
    assert.ok(
      (await read(screener, `/concerns/${first}`)).includes(`/concerns/${earlier}`),
      'the earlier is beside it',
    );
    const later = await raise({ kind: 'child', name: 'ASHGROVELY, Zoe', dateOfBirth: '14/5/2012' });
    const page = await read(screener, `/concerns/${later}`);
    assert.ok(page.includes(`value="person:${idIn(record)}"`), 'the record is proposed');
    assert.ok(page.includes(`/concerns/${first}`), 'its concern is in the bundle');
    const token = /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const search = await screener.send('POST', '/search', {
      type: 'application/x-www-form-urlencoded',
      body: new URLSearchParams({ _csrf: token, q: 'Zoe Ashgrovely' }).toString(),
    });
    assert.ok(search.body.includes(`/concerns/${first}`), 'the search by the other name finds it');
    const misspelt = await screener.send('POST', '/search', {
      type: 'application/x-www-form-urlencoded',
      body: new URLSearchParams({ _csrf: token, q: 'Jadwiga Wolskarynka' }).toString(),
    });
    assert.ok(misspelt.body.includes(`/concerns/${first}`), 'misspelt as well');
    const [fact] = await rows<{ id: string }>('select id from people.details where record_id = $1', [
      idIn(record),
    ]);
    await must(screener, `${record}/fact/${fact?.id}`, { how: 'withdrawn', reason: 'Two girls.' });
    assert.equal((await read(screener, `/concerns/${first}`)).includes(`/concerns/${earlier}`), false);
  });
});

describe('family', () => {
  test('is drawn from relationships, said in words, and over time', async () => {
    const concern = await raise(
      { kind: 'child', name: 'Lucasta Winterbourne' },
      { kind: 'adult', name: 'Maud Winterbourne' },
      { kind: 'phone', number: '01632 960555' },
    );
    const [child, mother, phone] = [
      await onRecord(concern, 1),
      await onRecord(concern, 2),
      await onRecord(concern, 3),
    ];
    const relate = (values: Record<string, string>) =>
      must(screener, `${child}/relate`, { source: SOURCE, ...values });
    await relate({ other: `person:${idIn(mother)}`, kind: 'mother:is' });
    await relate({ other: `person:${idIn(mother)}`, kind: 'lives-with:is', from: '2012' });
    await relate({ name: 'Gareth Stonecrop', age: 'adult', kind: 'lives-with:is', from: 'March 2025' });
    await relate({ other: `thing:${idIn(phone)}`, kind: 'uses:of' });
    const page = await read(screener, `${child}/family`);
    assert.match(page, /<svg[^>]*role="img"/);
    assert.match(page, /<text[^>]*>Maud Winterbourne|<text[^>]*>Maud/);
    const words = wordsOf(page);
    assert.ok(words.includes('Maud Winterbourne : mother of them'), words);
    assert.match(
      words,
      /Mar 2025 to now : with (Maud Winterbourne ?, Gareth Stonecrop|Gareth Stonecrop ?, Maud Winterbourne)/,
    );
    assert.ok(wordsOf(await read(screener, mother)).includes('Lucasta Winterbourne : child of this person'));
    assert.ok(wordsOf(await read(screener, phone)).includes('Lucasta Winterbourne : uses this thing'));
    const unknown = await post(screener, `${child}/relate`, {
      source: SOURCE,
      kind: 'mother:is',
      other: `person:${'0'.repeat(8)}-0000-7000-8000-${'0'.repeat(12)}`,
    });
    assert.equal(unknown.status, 422);
  });
});

describe('a chronology', () => {
  test('holds what every module has, marks gaps, and is filtered and printed', async () => {
    const concern = await raise({ kind: 'child', name: 'Barnaby Oakhanger' });
    const record = await onRecord(concern);
    const page = await read(screener, `${record}/chronology`);
    for (const words of [
      'A concern was received',
      'Somebody said that this concern names them',
      `/concerns/${concern}`,
    ])
      assert.ok(page.includes(words), words);
    await put(record, 'school', 'Wrenfold Primary');
    const only = wordsOf(await read(screener, `${record}/chronology?kind=fact`));
    assert.ok(only.includes('Wrenfold Primary') && !only.includes('A concern was received'));
    const printed = await read(screener, `${record}/chronology/print?kind=fact`);
    assert.ok(
      printed.includes('Wrenfold Primary') && printed.includes('Only a part') && !printed.includes('<form'),
    );
    const wrong = await screener.open(`${record}/chronology?from=sometime`);
    assert.equal(wrong.status, 422);
    assert.ok(wrong.body.includes('value="sometime"'));
  });
});

describe('who may open a record', () => {
  test('the front door and those concerned; to anybody else it is not there, and that they tried is kept', async () => {
    const record = await onRecord(await raise({ kind: 'child', name: 'Barnaby Oakhanger' }));
    await read(visitorAs('front-door-manager'), record);
    for (const stranger of ['administrator', 'police-inspector', 'adviser-1'])
      assert.equal((await visitorAs(stranger).open(record)).status, 404, stranger);
    const [kept] = await rows<{ n: string }>(
      `select count(*) as n from ledger.entries where act = 'access.access-refused'`,
    );
    assert.ok(Number(kept?.n) >= 3);
  });

  test('whoever is kept from a concern about somebody is kept from their record', async () => {
    const concern = await raise({ kind: 'child', name: 'Barnaby Oakhanger' });
    const record = await onRecord(concern);
    const second = visitorAs('screener-2');
    await read(second, record);
    await must(second, `/concerns/${concern}/interest`, {
      reason: 'He is my neighbour’s boy and I have known him since he was born.',
      seen: '99',
    });
    assert.equal((await second.open(record)).status, 404);
  });
});
