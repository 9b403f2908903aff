/**
 * Laying everything side by side: the same child under another spelling, the same car, phone or flat in other people's
 * concerns; people confirm, refuse and undo, and it is remembered.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, describe, test } from 'node:test';
import type { ConcernId, ThingId } from '../../src/kernel/ids.ts';
import type { MentionAsGiven } from '../../src/kernel/mention.ts';
import type { Outcome } from '../../src/kernel/refusal.ts';
import {
  createPeople,
  type LinkMention,
  type MentionId,
  type Proposal,
  type RefuseLink,
} from '../../src/modules/people/index.ts';
import { machineIds } from '../../src/platform/ids.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import { OPERATOR, openSmallArea } from '../builders/small-area.ts';

const world = await openSmallArea();
after(() => world.close());
const matchKey = randomBytes(32);
const people = createPeople({ vault: world.vault, matchKey });

interface Raised {
  readonly concern: ConcernId;
  readonly ids: readonly MentionId[];
  readonly first: MentionId;
}

/** A concern that names these. */
async function raise(...mentions: readonly MentionAsGiven[]): Promise<Raised> {
  const concern = machineIds.next<'concern'>();
  const ids = mentions.map(() => machineIds.next<'mention'>());
  const result = await runCommand(world.spine, OPERATOR, async (tx, ctx) => {
    await people.saveMentions(tx, ctx, { concern, at: ctx.now, mentions, ids });
    return {
      ok: true,
      value: null,
      entries: [{ act: 'test.raised', subject: { kind: 'concern', id: concern }, body: {} }],
      events: [],
    };
  });
  assert.ok(result.ok);
  for (const id of ids) concernOf.set(id, concern);
  return { concern, ids, first: ids[0] as MentionId };
}

async function relatedTo(concern: ConcernId): Promise<ReadonlyMap<ConcernId, string>> {
  const related = await world.read((tx) => people.listRelated(tx, concern));
  return new Map(related.map((r) => [r.concern, r.via.map((v) => `${v.kind} ${v.strength}`).join(', ')]));
}

async function proposalsFor(mention: MentionId): Promise<readonly Proposal[]> {
  const found = await world.read((tx) => people.listProposals(tx, [mention]));
  return found.get(mention) ?? [];
}

const othersOf = (proposals: readonly Proposal[]) =>
  proposals.map(({ is }) => (is.what === 'mention' ? is.mention.id : is.record.id));

function mustBe<T>(outcome: Outcome<T>): T {
  assert.ok(outcome.ok, outcome.ok ? '' : outcome.refusal.code);
  return outcome.value;
}

/** The concern that each mention belongs to. */
const concernOf = new Map<MentionId, ConcernId>();
const from = (mention: MentionId) => ({
  concern: concernOf.get(mention) ?? machineIds.next<'concern'>(),
  mention,
});
const link = ({ mention, to }: Omit<LinkMention, 'concern'>) =>
  runCommand(world.spine, OPERATOR, (tx, ctx) => people.linkMention(tx, ctx, { ...from(mention), to }));
const refuse = ({ mention, not }: Omit<RefuseLink, 'concern'>) =>
  runCommand(world.spine, OPERATOR, (tx, ctx) => people.refuseLink(tx, ctx, { ...from(mention), not }));
const unlink = (mention: MentionId, reason = 'Another child of the same name.') =>
  runCommand(world.spine, OPERATOR, (tx, ctx) => people.unlinkMention(tx, ctx, { ...from(mention), reason }));
const mark = (thing: ThingId, institution: boolean) =>
  runCommand(world.spine, OPERATOR, (tx, ctx) =>
    people.markInstitution(tx, ctx, { thing, institution, reason: 'A children’s home.' }),
  );

let serial = 0;
/** A name and date of birth that no other test uses. */
function somebody(): { name: string; dateOfBirth: string } {
  serial += 1;
  const letters = [...serial.toString(26)].map((c) => String.fromCharCode(97 + Number.parseInt(c, 26)));
  return {
    name: `Zorblat Quin${letters.join('')}dorp`,
    dateOfBirth: `2012-0${1 + (serial % 9)}-1${serial % 10}`,
  };
}

describe('the bundle', () => {
  test('finds an earlier concern about the same child, whichever way the name was put', async () => {
    const earlier = await raise({ kind: 'child', name: 'Mohammed Zbigniewski', dateOfBirth: '2012-05-19' });
    const later = await raise({ kind: 'child', name: 'ZBIGNIEWSKI, Muhammad', dateOfBirth: '19/5/12' });
    assert.equal((await relatedTo(later.concern)).get(earlier.concern), 'child strong');
    assert.equal((await relatedTo(earlier.concern)).get(later.concern), 'child strong');
  });

  test('finds the same car, phone, flat and account', async () => {
    const said: readonly MentionAsGiven[][] = [
      [
        { kind: 'vehicle', registration: 'XX12 OOB' },
        { kind: 'vehicle', registration: 'xxI2-00b' },
      ],
      [
        { kind: 'phone', number: '07700 900421' },
        { kind: 'adult', name: 'Baz', phone: '+44 7700 900 421' },
      ],
      [
        { kind: 'place', address: 'Flat 3, 12 Example St', postcode: 'ZE12 9AB' },
        { kind: 'child', address: 'flat 3, 12 Example Street, ZE12 9AB' },
      ],
      [
        { kind: 'account', handle: '@Star.Fish_9', site: 'Insta' },
        { kind: 'account', handle: 'star.fish_9', site: 'instagram.com' },
      ],
    ];
    for (const [a, b] of said) {
      assert.ok(a && b);
      const [earlier, later] = [await raise(a), await raise(b)];
      assert.match(
        (await relatedTo(later.concern)).get(earlier.concern) ?? 'nothing',
        /same-identity/,
        a.kind,
      );
    }
  });

  test('says "possible" of what only looks alike, and nothing of strangers', async () => {
    const a = await raise({ kind: 'vehicle', registration: 'XY12 KLM' });
    const b = await raise({ kind: 'vehicle', registration: 'XY12 KLN' });
    const c = await raise({ kind: 'vehicle', registration: 'starts XY12' });
    const d = await raise({ kind: 'vehicle', registration: 'QA98 RST' });
    const related = await relatedTo(b.concern);
    assert.equal(related.get(a.concern), 'vehicle possible');
    assert.equal(related.get(c.concern), 'vehicle possible');
    assert.equal(related.has(d.concern), false);
  });

  test('nobody is bound to anybody by what says nothing', async () => {
    const nothing: MentionAsGiven[] = [
      { kind: 'child', name: 'Unknown', age: '14' },
      { kind: 'child', name: 'Baby', dateOfBirth: '01/01/1900' },
      { kind: 'adult', name: 'Test', phone: '00000000000' },
      { kind: 'adult', name: 'X' },
      { kind: 'phone', number: 'not known' },
      { kind: 'vehicle', registration: 'unknown' },
      { kind: 'place', address: 'NFA', postcode: 'ZZ99 3VZ' },
      { kind: 'account', handle: 'unknown', site: 'snapchat' },
    ];
    await raise(...nothing);
    const again = await raise(...nothing);
    assert.deepEqual([...(await relatedTo(again.concern))], []);
  });

  test('takes what nobody could mean, and keeps every word', async () => {
    const hostile: MentionAsGiven[] = [
      { kind: 'child', name: 'x'.repeat(10_000), description: '\u202e\u200b\ud83d\ude00' },
      { kind: 'adult', name: "'; drop table people.mentions; --", age: '999999999999' },
      { kind: 'child', name: 'Zo\u0308e\u0301\u200d Ko\u0308nig', dateOfBirth: '0000-02-30' },
      { kind: 'vehicle', registration: '('.repeat(5_000) },
      { kind: 'phone', number: '9'.repeat(10_000) },
    ];
    const { concern } = await raise(...hostile);
    const kept = await world.read((tx) => people.listMentions(tx, concern));
    assert.deepEqual(
      kept.map(({ given }) => given),
      hostile,
    );
  });

  test('the words are sealed: the database holds none of them', async () => {
    await raise({ kind: 'child', name: 'Canary Plimsollperson', school: 'Canary Mead' });
    const dump = await world.pool.query('select m::text as row from people.mentions m');
    const all = dump.rows.map((row: { row: string }) => row.row).join('\n');
    for (const word of ['Canary', 'Plimsoll'])
      assert.equal(all.includes(word) || all.includes(Buffer.from(word).toString('hex')), false, word);
  });
});

describe('the search box', () => {
  const find = (term: string) => world.read((tx) => people.findByTerm(tx, term, 20));

  test('finds a concern by name, misspelt or turned round, by number, mark, postcode, place and online name', async () => {
    const { concern } = await raise(
      { kind: 'child', name: 'Wilhelmina Okonjo-Pratt' },
      { kind: 'phone', number: '07700 900345' },
      { kind: 'vehicle', registration: 'XA21 FGH' },
      { kind: 'place', name: 'The Copper Kettle', postcode: 'ZE3 4QQ' },
      { kind: 'account', handle: 'minnie_opp', site: 'snap' },
    );
    const terms = [
      'okonjo wilhelmina',
      'Wilhelmena Okonjoe',
      'WILHELMINA',
      '+447700900345',
      '7700900345',
      'xa21fgh',
      'ze34qq',
      'copper kettle',
      '@minnie_opp',
    ];
    for (const term of terms) assert.ok((await find(term)).includes(concern), term);
  });

  test('answers nothing to what says nothing', async () => {
    for (const term of ['', 'unknown', '%', '\0', "'", 'x'.repeat(10_000), '\u202e', 'test'])
      assert.deepEqual(await find(term), [], term.slice(0, 20));
  });

  test('gives the newest first, and no more than asked', async () => {
    const raised: ConcernId[] = [];
    for (let i = 0; i < 4; i += 1) raised.push((await raise({ kind: 'adult', name: 'Xanthippe' })).concern);
    assert.deepEqual(
      await world.read((tx) => people.findByTerm(tx, 'xanthippe', 3)),
      raised.reverse().slice(0, 3),
    );
  });
});

describe('a person decides', () => {
  test('a link makes one record of two mentions and a confirmed bundle, and undoing it restores what was', async () => {
    const a = await raise({ kind: 'child', name: 'Jayla', age: 'about 14' });
    const b = await raise({ kind: 'child', name: 'JJ', description: 'red-brick school' });
    assert.equal((await relatedTo(a.concern)).has(b.concern), false);
    const { record, made } = mustBe(await link({ mention: b.first, to: { mention: a.first } }));
    assert.ok(made);
    assert.equal((await relatedTo(a.concern)).get(b.concern), 'child confirmed');
    assert.equal((await relatedTo(b.concern)).get(a.concern), 'child confirmed');
    const [shown] = await world.read((tx) => people.listWhoAndWhat(tx, a.concern));
    assert.deepEqual(shown?.mention.record, record);
    assert.deepEqual(
      shown?.facts.map(({ given }) => (given.kind === 'child' ? given.name : '')),
      ['Jayla', 'JJ'],
    );
    mustBe(await unlink(b.first));
    assert.equal((await relatedTo(a.concern)).has(b.concern), false);
    const [after] = await world.read((tx) => people.listWhoAndWhat(tx, a.concern));
    assert.equal(after?.facts.length, 1);
    mustBe(await link({ mention: b.first, to: { record } }));
    assert.equal((await relatedTo(b.concern)).get(a.concern), 'child confirmed');
  });

  test('what is known of a record finds more than each concern alone', async () => {
    const who = somebody();
    const a = await raise({ kind: 'adult', ...who });
    const b = await raise({ kind: 'adult', name: 'Baz', phone: '07700 900588' });
    const { record } = mustBe(await link({ mention: a.first, to: { newRecord: true } }));
    mustBe(await link({ mention: b.first, to: { record } }));
    const c = await raise({ kind: 'phone', number: '07700900588' });
    assert.equal((await relatedTo(c.concern)).get(a.concern), 'phone same-identity');
    assert.equal((await relatedTo(a.concern)).get(c.concern), 'phone same-identity');
  });

  test('proposals go both ways, say why, and put the surest first', async () => {
    const who = somebody();
    const a = await raise({ kind: 'child', ...who });
    const b = await raise({ kind: 'child', ...who });
    const c = await raise({
      kind: 'child',
      name: who.name.replace('Zorblat', 'Zoarblatt'),
      dateOfBirth: who.dateOfBirth,
    });
    const forB = await proposalsFor(b.first);
    assert.deepEqual(othersOf(forB).slice(0, 2), [a.first, c.first]);
    assert.ok(forB[0]?.strong);
    assert.ok(forB[0]?.why.includes('name-and-birth-date'));
    assert.equal(forB[1]?.strong, false);
    assert.ok(othersOf(await proposalsFor(a.first)).includes(b.first));
    assert.ok(othersOf(await proposalsFor(c.first)).includes(b.first));
  });

  test('a "no" is remembered from both sides, and takes the two concerns apart', async () => {
    const who = somebody();
    const a = await raise({ kind: 'child', ...who });
    const b = await raise({ kind: 'child', ...who });
    mustBe(await refuse({ mention: b.first, not: { mention: a.first } }));
    assert.equal(othersOf(await proposalsFor(a.first)).includes(b.first), false);
    assert.equal(othersOf(await proposalsFor(b.first)).includes(a.first), false);
    assert.equal((await relatedTo(a.concern)).has(b.concern), false);
    assert.equal((await relatedTo(b.concern)).has(a.concern), false);
    mustBe(await refuse({ mention: b.first, not: { mention: a.first } }));
  });

  test('a "no" to a record is remembered, and its concerns stay away', async () => {
    const who = somebody();
    const a = await raise({ kind: 'child', ...who });
    const { record } = mustBe(await link({ mention: a.first, to: { newRecord: true } }));
    const b = await raise({ kind: 'child', ...who });
    assert.equal(othersOf(await proposalsFor(b.first))[0], record.id);
    mustBe(await refuse({ mention: b.first, not: { record } }));
    assert.equal(othersOf(await proposalsFor(b.first)).includes(record.id), false);
    assert.equal((await relatedTo(b.concern)).has(a.concern), false);
    assert.equal((await relatedTo(a.concern)).has(b.concern), false);
  });

  test('two people linked to different records are never put together again', async () => {
    const who = somebody();
    const a = await raise({ kind: 'child', ...who });
    const b = await raise({ kind: 'child', ...who });
    for (const mention of [a.first, b.first]) mustBe(await link({ mention, to: { newRecord: true } }));
    assert.equal((await relatedTo(a.concern)).has(b.concern), false);
  });

  test('of two who link at once, one is told that it is done already', async () => {
    const a = await raise({ kind: 'child', name: 'Rivka' });
    const outcomes = await Promise.all(
      [1, 2, 3].map(() => link({ mention: a.first, to: { newRecord: true } })),
    );
    assert.equal(outcomes.filter(({ ok }) => ok).length, 1);
    for (const outcome of outcomes)
      if (!outcome.ok) assert.equal(outcome.refusal.code, 'people.already-linked');
    const made = await world.pool.query('select count(*)::int n from people.links where mention_id = $1', [
      a.first,
    ]);
    assert.equal(made.rows[0].n, 1);
  });

  test('refuses what makes no sense', async () => {
    const a = await raise({ kind: 'child', name: 'Ines' }, { kind: 'phone', number: '07700 900777' });
    const [child, phone] = a.ids;
    assert.ok(child && phone);
    const code = (outcome: Outcome<unknown>) => (outcome.ok ? 'accepted' : outcome.refusal.code);
    assert.equal(code(await link({ mention: child, to: { mention: phone } })), 'people.kinds-differ');
    assert.equal(code(await link({ mention: child, to: { mention: child } })), 'people.same-mention');
    const nobody = machineIds.next<'person'>();
    const unknown = { kind: 'person', id: nobody } as const;
    assert.equal(code(await link({ mention: child, to: { record: unknown } })), 'people.record-not-found');
    assert.equal(
      code(await link({ mention: machineIds.next<'mention'>(), to: { newRecord: true } })),
      'people.mention-not-found',
    );
    const elsewhere = machineIds.next<'concern'>();
    const fromElsewhere = await runCommand(world.spine, OPERATOR, (tx, ctx) =>
      people.linkMention(tx, ctx, { concern: elsewhere, mention: child, to: { newRecord: true } }),
    );
    assert.equal(code(fromElsewhere), 'people.mention-not-found');
    assert.equal(code(await unlink(child)), 'people.not-linked');
    assert.equal(code(await unlink(child, '  ')), 'people.reason-missing');
  });

  test('each decision is an entry about the concern', async () => {
    const a = await raise({ kind: 'adult', name: 'Orla' });
    mustBe(await link({ mention: a.first, to: { newRecord: true } }));
    mustBe(await unlink(a.first));
    const found = await world.pool.query(
      `select e.act from ledger.entries e join ledger.refs r on r.ref = any(e.about)
       where r.kind = 'concern' and r.id = $1 order by e.id`,
      [a.concern],
    );
    assert.deepEqual(
      found.rows.map((row: { act: string }) => row.act),
      ['test.raised', 'people.mention-linked', 'people.link-undone'],
    );
  });
});

describe('institutions', () => {
  test('put nothing together, for those linked to them and those that only share the number', async () => {
    const number = '01632 960123';
    const a = await raise({ kind: 'phone', number });
    const b = await raise({ kind: 'phone', number });
    assert.equal((await relatedTo(b.concern)).get(a.concern), 'phone same-identity');
    const { record } = mustBe(await link({ mention: a.first, to: { newRecord: true } }));
    assert.ok(record.kind === 'thing');
    mustBe(await mark(record.id, true));
    assert.equal((await relatedTo(b.concern)).size, 0);
    const c = await raise({ kind: 'phone', number });
    mustBe(await link({ mention: c.first, to: { record } }));
    assert.equal((await relatedTo(c.concern)).size, 0);
    assert.equal((await relatedTo(a.concern)).size, 0);
    mustBe(await mark(record.id, false));
    assert.equal((await relatedTo(b.concern)).get(a.concern), 'phone same-identity');
    assert.equal((await relatedTo(c.concern)).get(a.concern), 'phone confirmed');
  });
});
