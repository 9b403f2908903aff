/**
 * What is laid beside a concern the moment it arrives: confirmed, very probable (and said to be no more than that), or a list of
 * what may be the same. What would be lost: a child's third warning that counts as the first, for a name was misspelt; or a
 * father's record read as his son's.
 */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { ConcernId } from '../../src/kernel/ids.ts';
import { layAgain } from '../../src/modules/concerns/index.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import { openRecordSite, type RecordSite, wordsOf } from '../support/record-site.ts';

const site: RecordSite = await openRecordSite();
after(() => site.server.close());
const screener = site.visitorAs('screener-1');

const ENGINE = { actor: { kind: 'engine' }, basis: null } as const;
const HOME = { address: '3 Tanyard Row', postcode: 'ZE4 7QX' };
const NHS = '943 476 5919';

/** The bundle on a concern's page, in words. */
async function bundleOf(concern: string): Promise<string> {
  const page = await site.read(screener, `/concerns/${concern}`);
  return wordsOf(/id="bundle"[\s\S]*?<\/section>/.exec(page)?.[0] ?? '');
}
async function namedOf(concern: string): Promise<string> {
  const page = await site.read(screener, `/concerns/${concern}`);
  return wordsOf(/id="named"[\s\S]*?<\/section>/.exec(page)?.[0] ?? '');
}
async function earlierOf(concern: string): Promise<number> {
  const [row] = await site.rows<{ earlier: number }>(
    'select earlier::int from concerns.concerns where id = $1',
    [concern],
  );
  return row?.earlier ?? -1;
}
async function mentionOf(concern: string): Promise<string> {
  const [row] = await site.rows<{ id: string }>(
    'select id from people.mentions where concern_id = $1 and number = 1',
    [concern],
  );
  return row?.id ?? '';
}
const scoresOf = async (concern: string) =>
  site.rows<{ band: string; weight: number; agree: string[] }>(
    'select band, weight, agree from people.scores where $1 in (first_id, second_id)',
    [await mentionOf(concern)],
  );
/** Presses a button beside a concern's first mention. */
const press = async (concern: string, decision: string, more: Readonly<Record<string, string>> = {}) =>
  site.must(screener, `/concerns/${concern}/mentions/${await mentionOf(concern)}`, { decision, ...more });

describe('what stands beside a concern', () => {
  test('a misspelt name with the same birthday counts as a warning, said to be unconfirmed; pressed, it is confirmed and by whom', async () => {
    const formal = await site.raise({
      kind: 'child',
      name: 'Ottoline Farrowdale',
      dateOfBirth: '2012-05-19',
    });
    const misspelt = await site.raise({
      kind: 'child',
      name: 'FAROWDALE, Otoline',
      dateOfBirth: '19/05/2012',
    });
    assert.equal(await earlierOf(misspelt), 1);
    const bundle = await bundleOf(misspelt);
    assert.match(bundle, /2 warnings/);
    assert.match(bundle, /very probably the same child, not confirmed yet: name and date of birth agree/);
    const [score] = await scoresOf(misspelt);
    assert.equal(score?.band, 'strong');
    assert.ok((score?.weight ?? 0) > 13 && score?.agree.includes('birth'));
    await press(misspelt, 'same', { other: `mention:${await mentionOf(formal)}` });
    assert.match(
      await bundleOf(misspelt),
      /the same child, confirmed by Screener|the same child, confirmed by/,
    );
    assert.match(await namedOf(misspelt), /On record: confirmed by/);
  });

  test('a father and a son of one name at one address are never laid together as one', async () => {
    const father = { kind: 'adult', name: 'Corwin Lathbury', phone: '07700 900811', ...HOME };
    const earlier = await site.raise(father);
    const later = await site.raise({ kind: 'child', name: 'Corwin Lathbury', age: '15', ...HOME });
    const grown = await site.raise({ ...father, dateOfBirth: '2006-01-30' });
    assert.equal(await earlierOf(later), 0);
    assert.equal(await earlierOf(grown), 0);
    for (const concern of [later, grown]) {
      const bundle = await bundleOf(concern);
      assert.doesNotMatch(bundle, /\d warnings, from|very probably|the same (child|adult)[,. ]/, bundle);
    }
    assert.equal(
      (await scoresOf(later)).some(({ band }) => band === 'strong'),
      false,
    );
    assert.ok((await bundleOf(later)).length > 0 && earlier !== later);
  });

  test('twins are two, and what is told of one says of the other only that somebody else lives there', async () => {
    const home = { address: '9 Copper Lane', postcode: 'ZE4 8RS', dateOfBirth: '2013-03-02' };
    await site.raise({ kind: 'child', name: 'Jayden Quillmoor', ...home });
    const twin = await site.raise({ kind: 'child', name: 'Hayden Quillmoor', ...home });
    const sister = await site.raise({
      kind: 'child',
      name: 'Ines Quillmoor',
      ...home,
      dateOfBirth: '2015-11-20',
    });
    assert.deepEqual([await earlierOf(twin), await earlierOf(sister)], [0, 0]);
    assert.doesNotMatch(await bundleOf(twin), /very probably/);
    assert.match(await bundleOf(sister), /somebody else at the same address/);
  });

  test('two with a common name and one birthday may be the same: listed, and not counted', async () => {
    const who = { kind: 'child', name: 'Muhammad Khan', dateOfBirth: '2011-02-14' };
    await site.raise(who);
    const later = await site.raise(who);
    assert.equal(await earlierOf(later), 0);
    assert.match(await bundleOf(later), /perhaps the same child: name and date of birth agree/);
    assert.equal((await scoresOf(later))[0]?.band, 'possible');
  });

  test('the same car is the same car, without weighing', async () => {
    await site.raise({ kind: 'vehicle', registration: 'XC17 HGD' });
    const later = await site.raise({ kind: 'vehicle', registration: 'xc17hgd' });
    assert.equal(await earlierOf(later), 1);
    assert.match(await bundleOf(later), /the same vehicle/);
  });
});

describe('a "not them" that somebody said', () => {
  test('keeps it out of the bundle, and is shown again with its day when more comes to be known', async () => {
    const who = { kind: 'child', name: 'Isolde Tarrant-Vey', dateOfBirth: '2010-09-09' };
    const first = await site.raise(who);
    const record = await site.onRecord(first);
    const second = await site.raise(who);
    assert.equal(await earlierOf(second), 1);
    await press(second, 'not-same', { other: record.replace('/records/', '').replace('/', ':') });
    assert.doesNotMatch(await bundleOf(second), /very probably|the same child/);
    assert.doesNotMatch(await namedOf(second), /Said not to be the same/);
    await site.must(screener, `${record}/facts/address`, {
      value: '14 Weir Cottages ZE9 1AA',
      sort: 'home',
      source: 'The school',
      from: '',
      until: '',
    });
    assert.match(await namedOf(second), /Said not to be the same on .*More is known since/);
    assert.doesNotMatch(
      await bundleOf(second),
      /very probably|the same child/,
      'it stays out until somebody says so',
    );
  });

  test('said of another telling, it also keeps out the record which that becomes', async () => {
    const who = { kind: 'child', name: 'Piers Umberleigh', dateOfBirth: '2011-06-06' };
    const first = await site.raise(who);
    const second = await site.raise(who);
    await press(second, 'not-same', { other: `mention:${await mentionOf(first)}` });
    await site.onRecord(first);
    assert.doesNotMatch(await bundleOf(second), /very probably|the same child/);
    assert.doesNotMatch(await namedOf(second), /Very probably/);
  });
});

describe('what is beyond doubt', () => {
  const who = {
    kind: 'child',
    name: 'Leocadia Brindlewick',
    dateOfBirth: '2012-12-01',
    identifiers: { nhs: NHS },
  };
  const linked = async (concern: string) =>
    (await namedOf(concern)).includes(
      'linked by Heed itself, for number, name and date of birth are the same',
    );

  test('is linked by Heed itself, shown as that, entered, and undone like another link', async () => {
    const first = await site.raise(who);
    await site.onRecord(first);
    const spelt = await site.raise({ ...who, name: 'Leocadya Brindlewick' });
    assert.equal(await linked(spelt), false, 'a name spelt otherwise waits for a person');
    const second = await site.raise({
      ...who,
      name: 'BRINDLEWICK, Leocadia',
      identifiers: { nhs: '9434765919' },
    });
    assert.ok(await linked(second), await namedOf(second));
    assert.match(await bundleOf(second), /the same child, linked by Heed itself/);
    const [entry] = await site.rows<{ n: number }>(
      `select count(*)::int as n from ledger.entries e join ledger.refs r on r.ref = any(e.about)
       where r.id = $1 and e.act = 'people.mention-linked'`,
      [second],
    );
    assert.equal(entry?.n, 1);
    await press(second, 'undo', { reason: 'Her cousin, whose number was mixed up with hers.' });
    assert.match(await namedOf(second), /Said not to be the same on/);
    assert.doesNotMatch(await bundleOf(second), /linked by Heed/);
    const laid = await runCommand(site.server.foundations.spine, ENGINE, (tx, ctx) =>
      layAgain(site.server.modules.concerns)(tx, ctx, { concern: second as ConcernId }),
    );
    assert.equal(
      laid.ok && laid.value,
      1,
      'the one spelt otherwise is counted still, and what was undone is not',
    );
    assert.equal(await linked(second), false);
    const third = await site.raise(who);
    assert.ok(await linked(third));
  });

  test('never across a protected identity', async () => {
    const hidden = { ...who, name: 'Valdis Emberstone', identifiers: { nhs: '943 476 5870' } };
    const first = await site.raise(hidden);
    const record = await site.onRecord(first);
    await site.must(screener, `${record}/protection`, {
      covers: 'identity',
      kind: 'adoption',
      reason: 'An adoption order was made.',
    });
    const second = await site.raise(hidden);
    const other = site.visitorAs('front-door-manager');
    for (const visitor of [screener, other]) {
      const page = wordsOf(await site.read(visitor, `/concerns/${second}`));
      assert.doesNotMatch(page, /linked by Heed itself/);
    }
    const links = await site.rows('select record_id from people.links where mention_id = $1', [
      await mentionOf(second),
    ]);
    assert.deepEqual(links, []);
    assert.equal(await earlierOf(second), 0);
  });
});
