import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { deriveJoinedMemberships, deriveTogether } from './joined.ts';
import type { ReadEntry } from './line.ts';
import { findMembership } from './membership.ts';

const at = (minute: number) => Temporal.Instant.fromEpochMilliseconds(minute * 60_000);
const person = (id: string) => ({ kind: 'person', id }) as const;
const entry = (act: string, minute: number, over: Partial<ReadEntry>): ReadEntry => ({
  id: `${act} ${minute}`,
  index: minute,
  at: at(minute),
  act,
  by: null,
  post: null,
  subject: person('kept'),
  about: [],
  body: {},
  ...over,
});
const linked = (record: string, concern: string, minute: number, act = 'people.mention-linked') =>
  entry(act, minute, {
    subject: person(record),
    about: [{ kind: 'concern', id: concern }],
    body: { mention: `of ${concern}` },
  });
const join = (kept: string, merged: string, minute: number) =>
  entry('people.merge-confirmed', minute, {
    subject: person(kept),
    about: [person(merged)],
    body: { merge: `${kept} ${merged}` },
  });
const part = (kept: string, merged: string, minute: number) => ({
  ...join(kept, merged, minute),
  act: 'people.merge-undone',
});

const STORY = [
  linked('kept', 'A', 1),
  linked('merged', 'B', 2),
  join('kept', 'merged', 10),
  linked('merged', 'C', 12),
  linked('merged', 'C', 14, 'people.link-undone'),
  part('kept', 'merged', 20),
  linked('merged', 'D', 25),
];

const belongs = (self: string, entries: readonly ReadEntry[], minute: number) =>
  ['A', 'B', 'C', 'D'].filter((concern) =>
    findMembership(deriveJoinedMemberships(self, entries), concern, at(minute)),
  );

describe('who knew what of two records that were joined and taken apart again', () => {
  test('is of each part by itself before and after, and of both while they were one, whichever is asked about', () => {
    assert.deepEqual(belongs('kept', STORY, 5), ['A']);
    assert.deepEqual(belongs('merged', STORY, 5), ['B']);
    for (const self of ['kept', 'merged']) {
      assert.deepEqual(belongs(self, STORY, 11), ['A', 'B'], self);
      assert.deepEqual(belongs(self, STORY, 13), ['A', 'B', 'C'], self);
      assert.deepEqual(belongs(self, STORY, 15), ['A', 'B'], self);
    }
    assert.deepEqual(belongs('kept', STORY, 30), ['A']);
    assert.deepEqual(belongs('merged', STORY, 30), ['B', 'D']);
  });

  test('cites the entry that joined them, and the one that took them apart', () => {
    const of = deriveJoinedMemberships('kept', STORY).find(({ concern }) => concern === 'B');
    assert.equal(of?.joined?.act, 'people.merge-confirmed');
    assert.equal(of?.left?.act, 'people.merge-undone');
  });

  test('reaches a third record by way of a second, and lets it go with it', () => {
    const chain = [join('b', 'c', 5), join('a', 'b', 10), part('a', 'b', 20)];
    assert.deepEqual(
      deriveTogether('a', chain).map((one) => [one.part, one.from, one.to]),
      [
        ['b', at(10), at(20)],
        ['c', at(10), at(20)],
      ],
    );
  });

  test('is, after any history, of just those records that hang together at that minute', () => {
    const names = fc.constantFrom('a', 'b', 'c', 'd');
    const step = fc.record({ kept: names, merged: names, joins: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), fc.nat(14), (steps, minute) => {
        const standing = new Set<string>();
        const entries: ReadEntry[] = [];
        steps.forEach(({ kept, merged, joins }, n) => {
          const key = `${kept} ${merged}`;
          if (kept === merged || joins === standing.has(key)) return;
          if (joins) standing.add(key);
          else standing.delete(key);
          entries.push(joins ? join(kept, merged, n + 1) : part(kept, merged, n + 1));
        });
        const told = entries.filter((one) => Temporal.Instant.compare(one.at, at(minute)) <= 0);
        const pairs = new Map<string, readonly [string, string]>();
        for (const one of told) {
          const merge = String(one.body?.merge);
          if (one.act === 'people.merge-undone') pairs.delete(merge);
          else pairs.set(merge, [one.subject.id, one.about[0]?.id ?? '']);
        }
        const found = new Set(['a']);
        for (let grew = true; grew; ) {
          const size = found.size;
          for (const [x, y] of pairs.values())
            if (found.has(x) || found.has(y)) {
              found.add(x);
              found.add(y);
            }
          grew = found.size > size;
        }
        const spans = deriveTogether('a', entries).filter(
          ({ from, to }) =>
            Temporal.Instant.compare(from, at(minute)) <= 0 &&
            (to === null || Temporal.Instant.compare(to, at(minute)) > 0),
        );
        assert.deepEqual([...new Set(spans.map((one) => one.part)), 'a'].sort(), [...found].sort());
      }),
    );
  });
});
