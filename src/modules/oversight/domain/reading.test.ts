import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { addLoads, listHoldersAt, listPostsHeldAt } from './holders.ts';
import { deriveLine, type Line, type ReadEntry } from './line.ts';
import { deriveMemberships, deriveOwnMembership, findMembership, type Membership } from './membership.ts';
import { deriveReading, listOpenedBefore, type Reading, type Row } from './reading.ts';

const at = (minute: number) => Temporal.Instant.fromEpochMilliseconds(minute * 60_000);
const CHILD = { kind: 'person', id: 'child' } as const;
let made = 0;

function entry(act: string, minute: number, over: Partial<ReadEntry> = {}): ReadEntry {
  made += 1;
  const subject = { kind: 'concern', id: 'A' } as const;
  return {
    id: String(made).padStart(9, '0'),
    index: made,
    at: at(minute),
    act,
    by: null,
    post: null,
    subject,
    about: [],
    body: {},
    ...over,
  };
}

const on = (id: string) => ({ subject: { kind: 'concern', id } as const });
const by = (account: string, post: string) => ({ by: { kind: 'account', id: account } as const, post });
const linked = (concern: string, minute: number, act = 'people.mention-linked') =>
  entry(act, minute, {
    subject: CHILD,
    about: [{ kind: 'concern', id: concern }],
    body: { mention: `of ${concern}` },
  });

const linesOf = (entries: readonly ReadEntry[]) => entries.flatMap((one) => deriveLine(one) ?? []);
const rowsOf = (reading: Reading): readonly Row[] => [
  ...reading.warnings,
  ...reading.clocks,
  ...reading.posts.flatMap((post) => [
    ...post.told,
    ...post.did,
    ...post.asked,
    ...post.opened.map(({ row }) => row),
  ]),
];

describe('what was recorded by an instant', () => {
  const acts = [
    'concerns.concern-received',
    'concerns.concern-seen',
    'concerns.concern-decided',
    'concerns.agency-asked',
    'concerns.request-answered',
    'duties.clock-missed',
    'duties.duty-met',
    'concerns.laid-beside-again',
  ];
  const anything = fc.record({
    act: fc.constantFrom(...acts),
    minute: fc.integer({ min: 0, max: 40 }),
    late: fc.integer({ min: 0, max: 20 }),
    concern: fc.constantFrom('A', 'B', 'C'),
    key: fc.constantFrom('1', '2', '3'),
    post: fc.constantFrom('p', 'q'),
  });
  const spans = fc.array(
    fc.record({
      concern: fc.constantFrom('A', 'B', 'C'),
      from: fc.integer({ min: 0, max: 40 }),
      for: fc.option(fc.integer({ min: 1, max: 20 })),
    }),
    { maxLength: 5 },
  );

  test('never holds a line, or an answer to one, that the ledger was told of later; nor one of a concern not yet linked', () => {
    fc.assert(
      fc.property(
        fc.array(anything, { maxLength: 40 }),
        spans,
        fc.integer({ min: 0, max: 60 }),
        (given, linksGiven, asked) => {
          const lines = linesOf(
            given.map(({ act, minute, late, concern, key, post }) =>
              entry(act, minute + late, {
                ...on(concern),
                ...by(`holder of ${post}`, post),
                body: {
                  should: at(minute).toString(),
                  duty: key,
                  request: act.endsWith('asked') ? { id: key } : key,
                  earlier: 1,
                },
              }),
            ),
          );
          const cite = { entry: 'link', index: 0, act: 'people.mention-linked' };
          const memberships: readonly Membership[] = linksGiven.map((one) => ({
            concern: one.concern,
            from: at(one.from),
            to: one.for === null ? null : at(one.from + one.for),
            joined: cite,
            left: one.for === null ? null : cite,
          }));
          const reading = deriveReading({ lines, memberships, asOf: at(asked), now: at(100) });
          for (const row of rowsOf(reading)) {
            if (!row.recorded) assert.deepEqual(row.answeredThen, []);
            for (const line of row.recorded ? [row.line, ...row.answeredThen] : [])
              assert.ok(Temporal.Instant.compare(line.recorded, at(asked)) <= 0, line.cite.act);
            if (row.recorded) assert.ok(findMembership(memberships, row.line.record.id, at(asked)));
            if (row.known) assert.ok(Temporal.Instant.compare(row.line.at, at(asked)) <= 0);
            assert.ok(row.recorded || row.known);
          }
        },
      ),
    );
  });

  test('and what is known now of the time up to then are the same where nothing came later', () => {
    const lines = linesOf([
      entry('concerns.concern-received', 1),
      entry('concerns.concern-seen', 3, by('ada', 'p')),
    ]);
    const memberships = [deriveOwnMembership({ kind: 'concern', id: 'A' })];
    for (const row of rowsOf(deriveReading({ lines, memberships, asOf: at(5), now: at(9) })))
      assert.deepEqual([row.recorded, row.known, row.since], [true, true, null]);
  });

  test('leaves out what had not been done by then, which the reading of today has', () => {
    const missed = entry('duties.clock-missed', 30, { body: { should: at(10).toString(), duty: 'd' } });
    const lines = linesOf([missed, entry('duties.duty-met', 40, { body: { duty: 'd' } })]);
    const memberships = [deriveOwnMembership({ kind: 'concern', id: 'A' })];
    const read = (minute: number) =>
      deriveReading({ lines, memberships, asOf: at(minute), now: at(50) }).clocks;
    assert.equal(read(9).length, 0, 'a clock that had not passed is shown');
    const [between] = read(20);
    assert.deepEqual(
      [between?.recorded, between?.known],
      [false, true],
      'kept late, it was not recorded by then',
    );
    assert.ok(between?.since?.at.equals(at(30)));
    const [after] = read(35);
    assert.deepEqual(
      [after?.recorded, after?.answeredThen.length, after?.answeredLater.length],
      [true, 0, 1],
    );
  });
});

describe('a concern linked to a child only afterwards', () => {
  const entries = [linked('A', 10), linked('B', 30)];
  const memberships = deriveMemberships(entries);
  const lines = linesOf([
    entry('concerns.concern-received', 2, on('B')),
    entry('concerns.concern-received', 5, on('A')),
  ]);

  test('is not among what was known of the child before, and is marked with when it was linked, and where', () => {
    const rows = deriveReading({ lines, memberships, asOf: at(20), now: at(50) }).warnings;
    assert.deepEqual(
      rows.map(({ line, recorded, known }) => [line.record.id, recorded, known]),
      [
        ['B', false, true],
        ['A', true, true],
      ],
    );
    assert.equal(rows[0]?.since?.linked, true);
    assert.ok(rows[0]?.since?.at.equals(at(30)));
    assert.equal(rows[0]?.since?.cite.act, 'people.mention-linked');
  });

  test('and unlinked since, was known then and no longer belongs', () => {
    const undone = deriveMemberships([...entries, linked('A', 40, 'people.link-undone')]);
    const [, row] = deriveReading({ lines, memberships: undone, asOf: at(20), now: at(50) }).warnings;
    assert.deepEqual([row?.recorded, row?.known, row?.gone?.cite.act], [true, false, 'people.link-undone']);
  });

  test('named twice in one concern, belongs until the last of both links is undone', () => {
    const twice = deriveMemberships([
      linked('A', 1),
      { ...linked('A', 2), body: { mention: 'other' } },
      linked('A', 3, 'people.link-undone'),
    ]);
    assert.ok(findMembership(twice, 'A', at(9)));
  });
});

describe('what somebody had opened before they decided', () => {
  test('is the latest opening of each record, by them, before that instant', () => {
    const decided = entry('concerns.concern-decided', 20, by('ada', 'p'));
    const lines = linesOf([
      entry('concerns.concern-seen', 3, by('ada', 'p')),
      entry('concerns.concern-seen', 9, by('ada', 'p')),
      entry('concerns.concern-seen', 4, { ...on('B'), ...by('ben', 'q') }),
      entry('concerns.concern-seen', 25, { ...on('C'), ...by('ada', 'p') }),
      decided,
    ]);
    const did = lines.find(({ cite }) => cite.entry === decided.id) as Line;
    assert.deepEqual(
      listOpenedBefore(lines, did).map((one) => [one.record.id, one.at.epochMilliseconds / 60_000]),
      [['A', 9]],
    );
  });
});

describe('a line', () => {
  test('is made of no act that nobody has thought about, and says nothing of who was named or hidden', () => {
    for (const act of [
      'concerns.person-named',
      'concerns.passage-masked',
      'concerns.reporter-shown',
      'duties.duty-moved-from-named',
      'x.y',
    ])
      assert.equal(deriveLine(entry(act, 1)), null, act);
  });

  test('shows only the fields chosen: a passed-over post, who may be named, is not in it', () => {
    const body = { should: at(1).toString(), acts: ['p'], passedOver: [{ post: 'q', why: 'named' }] };
    assert.equal(
      'passedOver' in (deriveLine(entry('duties.rung-reached', 2, { body }))?.detail ?? {}),
      false,
    );
  });

  test('of a record erased by law still says that it happened', () => {
    assert.equal(deriveLine(entry('concerns.concern-decided', 1, { body: null }))?.kind, 'did');
  });
});

describe('who held a post', () => {
  const held = (post: string, account: string, from: number, to: number | null) => ({
    post,
    account,
    from: at(from),
    to: to === null ? null : at(to),
  });
  const holdings = [held('p', 'ada', 0, 10), held('p', 'ben', 10, null), held('q', 'ben', 5, 20)];

  test('on the day is whoever began by then and had not ended; at the hand-over, the new one', () => {
    assert.deepEqual(
      [9, 10, 30].map((minute) => listHoldersAt(holdings, 'p', at(minute))),
      [['ada'], ['ben'], ['ben']],
    );
    assert.deepEqual(listHoldersAt(holdings, 'q', at(25)), []);
  });

  test('and what they carried is counted over every post they held', () => {
    assert.deepEqual(listPostsHeldAt(holdings, 'ben', at(15)), ['p', 'q']);
    assert.deepEqual(
      addLoads([
        { open: 30, overdue: 4 },
        { open: 1, overdue: 0 },
      ]),
      { open: 31, overdue: 4 },
    );
  });
});
