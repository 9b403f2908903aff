/** The watch that judges concerns directly after their transactions: many at once, twice, and two networks that become one. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { ConcernId } from '../../src/kernel/ids.ts';
import type { MentionAsGiven } from '../../src/kernel/mention.ts';
import {
  createConcernWatch,
  judgeGroup,
  judgeWaiting,
  raiseConcern,
  reviewPattern,
} from '../../src/modules/concerns/index.ts';
import { getPattern } from '../../src/modules/concerns/queries/get-pattern.query.ts';
import { openConcernWorld, worry } from '../support/concern-world.ts';

const world = await openConcernWorld();
after(() => world.close());
const REASON =
  'Each warning names the same car and man beside another child; police and we look at all of them together.';

const child = (name: string, born: string, address: string, postcode: string): MentionAsGiven => ({
  kind: 'child',
  name,
  dateOfBirth: born,
  address,
  postcode,
});
const car = (registration: string): MentionAsGiven => ({ kind: 'vehicle', registration });
const man = (name: string, born: string): MentionAsGiven => ({ kind: 'adult', name, dateOfBirth: born });

/** Nobody of one ring is like anybody of another: people who may be the same are counted together. */
const RINGS = [
  ['Kit Pellingrove', 'Ada Tarnwick', 'Lorcan Osterholme', 'Quill Featherstone'],
  ['Mina Underhill', 'Bram Yarborough', 'Sorrel Quenby', 'Tobias Marchbanks'],
  ['Juno Wetherall', 'Piers Marlowick', 'Odette Zealander', 'Vernon Ashcombe'],
  ['Rufus Vavasour', 'Hettie Wragby', 'Dario Ullathorne', 'Gideon Prewitt'],
  ['Esme Cawthorne', 'Felix Inglethorpe', 'Nadia Blenkarne', 'Lucius Threlkeld'],
  ['Ivo Dunnimore', 'Willa Garsdale', 'Cyrus Hathersage', 'Bazlington Nettleship'],
  ['Zara Jolliffe', 'Angus Kettlewell', 'Posy Lavenham', 'Magnus Rookwood'],
] as const;

/** Three children of three homes, a car and a man, of its own. */
function makeRing(n: number) {
  const [first = '', second = '', third = '', adult = ''] = RINGS[n] ?? [];
  const children = [first, second, third].map((name, i) =>
    child(
      name,
      `20${10 + ((n + 3 * i) % 8)}-0${n + 1}-1${(n + i) % 10}`,
      `${3 * n + i + 1} Row ${n}`,
      `ZZ${n + 1} ${i}AB`,
    ),
  );
  return { children, car: car(`ZZ1${n} HED`), man: man(adult, `19${70 + 3 * n}-0${n + 2}-2${n}`) };
}
type Ring = ReturnType<typeof makeRing>;

/** Says it without waiting for what follows. */
async function tell(kind: 'teacher' | 'health' | 'police', mentions: readonly MentionAsGiven[]) {
  const input = worry({ reporter: { kind, naming: 'anonymous' }, mentions: [...mentions] });
  const raised = await world.act('public', raiseConcern(world.ports), input);
  assert.ok(raised.ok, raised.ok ? '' : raised.refusal.code);
  const [row] = await world.rows<{ id: ConcernId }>('select id from concerns.concerns where reference = $1', [
    raised.value.reference,
  ]);
  return row?.id as ConcernId;
}

const tellings = ({ children: [ava, ben, cal], car: grey, man: baz }: Ring) =>
  [
    ['teacher', [ava, grey, baz]],
    ['health', [ben, grey, baz]],
    ['police', [cal, grey, baz]],
    ['teacher', [ava, ben, grey, baz]],
  ] as readonly (readonly ['teacher' | 'health' | 'police', readonly MentionAsGiven[]])[];

async function tellRing(ring: Ring): Promise<readonly ConcernId[]> {
  const ids: ConcernId[] = [];
  for (const [kind, mentions] of tellings(ring)) {
    ids.push(await tell(kind, mentions));
    world.clock.move({ hours: 30 });
  }
  return ids;
}

interface Row {
  readonly id: string;
  readonly state: string;
  readonly reference: string;
  readonly joined_into: string | null;
}

const networksOf = (concerns: readonly ConcernId[]) =>
  world.rows<Row>(
    `select distinct p.id, p.state, p.reference, p.joined_into, p.raised_at from concerns.patterns p
     join concerns.pattern_concerns pc on pc.pattern_id = p.id
     where pc.concern_id = any($1) and p.figures ? 'network' order by p.raised_at`,
    [concerns],
  );
const concernsIn = async (pattern: string) =>
  (
    await world.rows<{ id: ConcernId }>(
      'select concern_id as id from concerns.pattern_concerns where pattern_id = $1 order by 1',
      [pattern],
    )
  ).map(({ id }) => id);
const waiting = async () =>
  (await world.rows<{ n: number }>('select count(*)::int as n from networks.waiting'))[0]?.n;
const entriesOf = async (pattern: string) =>
  (
    await world.rows<{ act: string }>(
      `select e.act from ledger.entries e join ledger.refs r on r.ref = e.subject_ref
       where r.kind = 'pattern' and r.id = $1 order by e.id`,
      [pattern],
    )
  ).map(({ act }) => act);

describe('what came to light', () => {
  test('is told of once, however many watch, and its clock counts from the concern that brought it', async () => {
    const began = world.clock.domain();
    const ids = await tellRing(makeRing(0));
    assert.deepEqual(await networksOf(ids), [], 'whoever raised a concern waited for it');
    world.clock.move({ hours: 3 });
    const other = createConcernWatch({
      spine: world.spine,
      ports: world.ports,
      onError: assert.ifError,
      onStuck: async () => undefined,
    });
    await Promise.all([world.watch.runOnce(), other.runOnce()]);
    await world.watch.runOnce();
    const found = await networksOf(ids);
    assert.equal(found.length, 1);
    assert.deepEqual(await world.owed(found[0]?.id ?? ''), [
      ['front-door.review-pattern', 'exploitation-manager'],
    ]);
    const [duty] = await world.rows<{ from_at: Temporal.Instant }>(
      'select from_at from duties.duties where about_id = $1',
      [found[0]?.id],
    );
    const since = began.until(duty?.from_at ?? began, { largestUnit: 'hours' });
    assert.ok(since.hours < 1, `the clock of an alert began ${since.hours} hours after what it is about`);
    assert.equal(await waiting(), 0);
  });

  test('is not told again when it is judged again', async () => {
    const [pattern] = await world.rows<Row>(`select id from concerns.patterns where figures ? 'network'`);
    const before = await entriesOf(pattern?.id ?? '');
    const [concern] = await concernsIn(pattern?.id ?? '');
    await world.spine.db.transaction().execute((tx) =>
      world.ports.networks.record(tx, [
        {
          concern: concern as ConcernId,
          source: 'teacher',
          watchFrom: world.clock.domain(),
          related: true,
        },
      ]),
    );
    await world.watch.runOnce();
    assert.deepEqual(await entriesOf(pattern?.id ?? ''), before);
    assert.equal(await waiting(), 0);
  });

  test('a burst about the same few children is one pattern of all of them, judged in a few looks', async () => {
    const ring = makeRing(1);
    const burst = Array.from({ length: 10 }, () => tellings(ring)).flat();
    const ids = await Promise.all(burst.map(([kind, mentions]) => tell(kind, mentions)));
    const looks = await world.watch.runOnce();
    assert.ok(looks <= 3, `${looks} looks at one neighbourhood`);
    const found = await networksOf(ids);
    assert.equal(found.length, 1);
    assert.deepEqual(await concernsIn(found[0]?.id ?? ''), [...ids].sort());
  });

  test('a group that somebody else settled meanwhile is refused, and nothing is told twice', async () => {
    const ids = await tellRing(makeRing(2));
    const claim = await world.spine.db
      .transaction()
      .execute((tx) => world.ports.networks.claim(tx, world.clock.domain(), world.clock.wall()));
    assert.ok(claim.group);
    const { group } = claim;
    const judged = await world.spine.db
      .transaction()
      .execute((tx) => judgeGroup(world.ports, tx, world.clock.domain(), group));
    assert.ok(judged.looked.networks.length > 0);
    await world.watch.runOnce();
    const again = await world.act('screener-1', judgeWaiting(world.ports), judged);
    assert.deepEqual(again, { ok: false, refusal: { code: 'concerns.not-found' } });
    assert.equal((await networksOf(ids)).length, 1);
  });
});

describe('concerns that name children of two networks', () => {
  const [one, two] = [makeRing(3), makeRing(4)];

  async function join(first: Ring, second: Ring): Promise<readonly ConcernId[]> {
    const ids: ConcernId[] = [];
    for (const n of [0, 1])
      ids.push(
        await tell('health', [
          first.children[n],
          second.children[n],
          first.car,
          second.car,
          first.man,
        ] as MentionAsGiven[]),
      );
    return ids;
  }

  test('make one pattern of both: owed once, nothing lost, and each says what became of it', async () => {
    const first = await tellRing(one);
    const second = await tellRing(two);
    await world.watch.runOnce();
    const before = await networksOf([...first, ...second]);
    assert.deepEqual(
      before.map(({ state }) => state),
      ['open', 'open'],
    );
    const joining = await join(one, two);
    await world.watch.runOnce();
    const [whole, part, ...more] = await networksOf([...first, ...second]);
    assert.ok(whole && part);
    assert.deepEqual(
      [whole.state, part.state, part.joined_into, more.length],
      ['open', 'joined', whole.id, 0],
    );
    assert.deepEqual(await concernsIn(whole.id), [...first, ...second, ...joining].sort());
    assert.deepEqual(await concernsIn(part.id), [...second].sort(), 'what it was made of stays with it');
    assert.deepEqual(await world.owed(part.id), []);
    assert.deepEqual(await world.owed(whole.id), [['front-door.review-pattern', 'exploitation-manager']]);
    assert.ok((await entriesOf(part.id)).includes('concerns.pattern-joined'));
    assert.ok((await entriesOf(whole.id)).includes('concerns.pattern-grew'));
    const seen = await world.ask('exploitation-manager', getPattern(world.ports), { pattern: whole.id });
    assert.deepEqual(
      seen.parts.map(({ reference }) => reference),
      [part.reference],
    );
    const seenPart = await world.ask('exploitation-manager', getPattern(world.ports), { pattern: part.id });
    assert.equal(seenPart.partOf?.reference, whole.reference);
  });

  test('whoever is reviewing the one that became part of the other is told so', async () => {
    const joined = await world.rows<Row>(`select id from concerns.patterns where state = 'joined'`);
    const review = { pattern: joined[0]?.id ?? '', outcome: 'not-connected' as const, reason: REASON };
    assert.deepEqual(await world.act('exploitation-manager', reviewPattern(world.ports), review), {
      ok: false,
      refusal: { code: 'concerns.pattern-joined' },
    });
  });

  test('open a decided one again before it becomes part, and keep what was decided', async () => {
    const [decided, open] = [makeRing(5), makeRing(6)];
    const first = await tellRing(decided);
    await world.watch.runOnce();
    const [pattern] = await networksOf(first);
    const review = { pattern: pattern?.id ?? '', outcome: 'not-connected' as const, reason: REASON };
    assert.ok((await world.act('exploitation-manager', reviewPattern(world.ports), review)).ok);
    const second = await tellRing(open);
    await world.watch.runOnce();
    const joining = await join(decided, open);
    await world.watch.runOnce();
    const [part, whole] = await networksOf([...first, ...second]);
    assert.ok(whole && part);
    assert.deepEqual([part.id, part.state, whole.state], [pattern?.id, 'joined', 'open']);
    assert.deepEqual(await concernsIn(whole.id), [...first, ...second, ...joining].sort());
    const rules = `select s.rule, s.pattern_id as pattern from concerns.signals s where s.pattern_id = any($1)`;
    assert.deepEqual(
      (await world.rows<{ rule: string }>(rules, [[whole.id, part.id]])).filter(
        ({ rule }) => rule === 'network',
      ),
      [whole.id, whole.id].map((pattern) => ({ rule: 'network', pattern })),
      'what was found of the one that became part is counted by what is decided about both',
    );
    const acts = await entriesOf(part.id);
    assert.ok(acts.indexOf('concerns.pattern-reopened') > 0, 'it was joined without being opened again');
    const seen = await world.ask('exploitation-manager', getPattern(world.ports), { pattern: part.id });
    assert.deepEqual(
      seen.earlier.map(({ outcome, reason }) => [outcome, reason]),
      [['not-connected', REASON]],
    );
    assert.deepEqual(await world.owed(whole.id), [['front-door.review-pattern', 'exploitation-manager']]);
  });
});
