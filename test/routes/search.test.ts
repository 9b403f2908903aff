/**
 * The search box as the front door uses it. What would be lost: a child on record whom nobody finds because a name was misspelt,
 * a record made twice, or the record of somebody who fled shown to whoever types their name.
 */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { openRecordSite, type RecordSite, wordsOf } from '../support/record-site.ts';
import type { Visitor } from '../support/visitor.ts';

const site: RecordSite = await openRecordSite();
after(() => site.server.close());
const screener = site.visitorAs('screener-1');

/** The page that a search leads to, its main part. */
async function search(q: string, more: Readonly<Record<string, string>> = {}, as: Visitor = screener) {
  const answer = await site.post(as, '/search', { q, ...more });
  assert.equal(answer.status, 200, answer.body.slice(0, 500));
  return /<main[\s\S]*<\/main>/.exec(answer.body)?.[0] ?? '';
}
const resultsIn = (page: string) => /data-heed-results[\s\S]*?<\/ol>/.exec(page)?.[0] ?? '';

describe('search', () => {
  test('finds somebody on record by every name they have, with why, and the concerns about them beneath', async () => {
    const formal = await site.raise({
      kind: 'child',
      name: 'Charlotte Wexcombe',
      dateOfBirth: '2012-05-19',
      phone: '07700 900455',
      address: '4 Ropewalk',
      postcode: 'ZE7 3LN',
      identifiers: { nhs: '943 476 5919' },
    });
    const record = await site.onRecord(formal);
    const other = await site.raise({ kind: 'child', name: 'Lottie W', age: '14' });
    const [link] = await site.rows<{ id: string }>('select id from people.mentions where concern_id = $1', [
      other,
    ]);
    const to = record.replace('/records/', '').replace('/', ':');
    await site.must(screener, `/concerns/${other}/mentions/${link?.id}`, { decision: 'same', other: to });
    const terms: readonly (readonly [string, RegExp])[] = [
      ['wexcombe charlotte', /Found by the name/],
      ['Sharlot Wexcombe', /Found by a name (that sounds alike|spelt nearly like it)/],
      ['Charlotte Wexcombe 19/5/2012', /Found by name and date of birth/],
      ['Charlotte Wexcombe 14', /Found by/],
      ['Lottie', /Found by one of the names/],
      ['943 476 5919', /the same NHS or other number/],
      ['07700900455', /the phone number/],
      ['ze73ln', /the postcode/],
      ['4 Ropewalk, ZE7 3LN', /the address/],
    ];
    for (const [term, why] of terms) {
      const results = resultsIn(await search(term));
      assert.ok(results.includes(`href="${record}"`), `${term}: ${wordsOf(results)}`);
      assert.match(wordsOf(results), why, term);
      for (const concern of [formal, other])
        assert.ok(results.includes(concern), `${term}: a concern is missing`);
      assert.equal(results.split(`/concerns/${formal}`).length, 2, `${term}: a concern stands twice`);
    }
    const page = wordsOf(await search('Charlotte Wexcombe'));
    assert.match(page, /Child, born 19 May 2012\. On record\./);
  });

  test('finds a car by the beginning and the end of its mark, and a place by what people call it', async () => {
    const car = await site.raise({ kind: 'vehicle', registration: 'YK12 XYB', colour: 'grey' });
    const wrong = await site.raise({ kind: 'vehicle', registration: 'YK12 XYC' });
    const flat = await site.raise({ kind: 'place', name: 'the flat above the takeaway' });
    for (const term of ['YK12 ending B', 'YK12**B']) {
      const page = await search(term);
      assert.ok(page.includes(car) && !page.includes(wrong), term);
    }
    assert.ok((await search('flat over the Takeaway')).includes(flat));
  });

  test('several hundred are paged, none twice, and nothing of what was typed is in an address', async () => {
    for (let i = 0; i < 45; i += 1) await site.raise({ kind: 'adult', name: 'Quenby Hollowell' });
    const [first, second, third] = [
      await search('Quenby Hollowell'),
      await search('Quenby Hollowell', { page: '2' }),
      await search('Quenby Hollowell', { page: '3' }),
    ];
    const ids = [first, second, third].map((page) =>
      [...page.matchAll(/\/concerns\/([0-9a-f-]{36})/g)].map((m) => m[1]),
    );
    assert.deepEqual(
      ids.map((found) => found.length),
      [20, 20, 5],
    );
    assert.equal(new Set(ids.flat()).size, 45);
    assert.match(wordsOf(first), /45 results, page 1 of 3/);
    assert.ok(
      ![...first.matchAll(/(?:href|action)="([^"]*)"/g)].some(([, url]) => /quenby/i.test(url ?? '')),
    );
  });

  test('each search is an entry that holds none of what was typed', async () => {
    await search('Wilhelmina Nobody-Known');
    const [entry] = await site.rows<{ body: unknown; n: number }>(
      `select count(*)::int as n from ledger.entries where act = 'concerns.searched'`,
    );
    assert.ok((entry?.n ?? 0) > 0);
  });

  test('says what to try, and leads on to putting somebody on record for those alone who may', async () => {
    const nothing = await search('Wilhelmina Nobody-Known');
    assert.match(wordsOf(nothing), /Nothing that you may see was found/);
    assert.ok(nothing.includes('/records/new'));
    const adviser = site.visitorAs('adviser-1');
    assert.equal((await search('Wilhelmina Nobody-Known', {}, adviser)).includes('/records/new'), false);
    assert.equal((await adviser.open('/records/new/child')).status, 403);
  });
});

describe('who may not see it', () => {
  test('is told that a record may exist and whom to ask, never a name, a number or how many', async () => {
    const concern = await site.raise({
      kind: 'child',
      name: 'Thaddeus Orrincroft',
      dateOfBirth: '2013-01-02',
    });
    const record = await site.onRecord(concern);
    const page = await search('Thaddeus Orrincroft', {}, site.visitorAs('adviser-1'));
    assert.match(wordsOf(page), /A record may exist that you may not open/);
    for (const secret of [concern, record, '2 Jan 2013', '2013-01-02', 'On record', 'Found by'])
      assert.equal(page.includes(secret), false, secret);
  });

  test('the list of records follows the rules that open their pages, whoever looks', async () => {
    const concern = await site.raise({ kind: 'child', name: 'Ptolemy Greatorix', dateOfBirth: '2013-04-05' });
    const id = (await site.onRecord(concern)).split('/').at(-1) ?? '';
    const { access, concerns } = site.server.modules;
    const now = site.server.clock.domain();
    for (const key of ['screener-1', 'adviser-1', 'front-door-manager', 'worker-south-1', 'scrutineer']) {
      const who = site.actorOf(key);
      const result = await site.server.foundations.spine.db.transaction().execute(async (tx) => {
        const verdict = await access.access.decideIn(
          tx,
          who,
          'people.open-record',
          { kind: 'person', id },
          now,
        );
        const { visible } = await concerns.store.listRecordStanding(tx, [id], who.account);
        return [verdict.allowed, visible.has(id)];
      });
      assert.equal(result[0], result[1], key);
    }
  });

  test('of a protected identity nobody outside the protection is told anything at all', async () => {
    const concern = await site.raise({ kind: 'child', name: 'Vesper Linnaker', dateOfBirth: '2014-06-07' });
    const record = await site.onRecord(concern);
    assert.ok((await search('Vesper Linnaker', {}, site.visitorAs('screener-2'))).includes(record));
    await site.must(screener, `${record}/protection`, {
      covers: 'identity',
      kind: 'relocation',
      reason: 'They moved for safety.',
    });
    assert.ok((await search('Vesper Linnaker')).includes(record), 'the post that placed it sees past it');
    const page = await search('Vesper Linnaker', {}, site.visitorAs('screener-2'));
    for (const secret of [record, concern, '7 Jun 2014', 'may exist'])
      assert.equal(page.includes(secret), false, secret);
  });
});

describe('putting somebody on record from nothing', () => {
  const typed = {
    name: 'Ambrose Tillingfast',
    birth: '14 May 2012',
    birthSort: 'exact',
    sex: '',
    'nhs-number': '',
    upn: '',
    address: '2 Kiln Lane ZE2 4TT',
    phone: '',
    school: '',
    source: 'The health visitor, by phone',
  };

  test('nobody is like them: they are on record, and found at once', async () => {
    const done = await site.post(screener, '/records/new/child', typed);
    assert.equal(done.status, 303, wordsOf(done.body).slice(0, 900));
    const record = String(done.headers.location);
    assert.match(record, /^\/records\/person\//);
    const page = wordsOf(await site.read(screener, record));
    assert.match(page, /Ambrose Tillingfast/);
    assert.match(page, /The health visitor, by phone/);
    const results = await search('Ambrose Tillingfast');
    assert.ok(results.includes(record));
    assert.match(wordsOf(results), /born 14 May 2012/);
    const concern = await site.raise({
      kind: 'child',
      name: 'Ambros Tillingfast',
      dateOfBirth: '2012-05-14',
    });
    const named = wordsOf(await site.read(screener, `/concerns/${concern}`));
    assert.match(named, /Very probably ?, not confirmed yet/);
  });

  test('somebody is like them: shown first with why, what was typed kept, and saved when it is none of them', async () => {
    const again = { ...typed, name: 'Tillingfast, Ambrose', birth: '14/05/2012' };
    const looked = await site.post(screener, '/records/new/child', again);
    assert.equal(looked.status, 200);
    const words = wordsOf(looked.body);
    assert.match(words, /This may be somebody or something that is known already/);
    assert.match(words, /Very probably the same\./);
    assert.ok(
      looked.body.includes('value="Tillingfast, Ambrose"') && looked.body.includes('value="14/05/2012"'),
    );
    const before = await site.rows('select id from people.persons');
    const saved = await site.post(screener, '/records/new/child', { ...again, step: 'save' });
    assert.equal(saved.status, 303);
    assert.equal((await site.rows('select id from people.persons')).length, before.length + 1);
  });

  test('a concern that names them, not on record yet, is shown as well; a car by its mark', async () => {
    const concern = await site.raise({ kind: 'vehicle', registration: 'XD19 WWK' });
    const looked = await site.post(screener, '/records/new/vehicle', {
      registration: 'xd19wwk',
      look: '',
      source: 'The police',
    });
    assert.equal(looked.status, 200);
    assert.ok(looked.body.includes(`/concerns/${concern}#named`));
  });

  test('what is wrong stands at its field, and nothing that was typed is lost', async () => {
    const wrong = await site.post(screener, '/records/new/child', {
      ...typed,
      birth: '31 Feb 2012',
      name: 'Kept Name',
    });
    assert.equal(wrong.status, 422);
    assert.ok(wrong.body.includes('href="#birth"') && wrong.body.includes('value="Kept Name"'));
    const unborn = { ...typed, name: '', birth: '1 Jan 2027', birthSort: 'expected', address: '' };
    const done = await site.post(screener, '/records/new/child', unborn);
    assert.equal(done.status, 303, wordsOf(done.body).slice(0, 900));
    assert.match(wordsOf(await site.read(screener, String(done.headers.location))), /1 Jan 2027/);
  });
});
