import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildBlocks } from './blocks.ts';
import { planKeys } from './candidate-keys.ts';
import { createEncoder } from './encode.ts';
import { learnWeights } from './learn.ts';
import { planSearch } from './plan-search.ts';
import { drawFrom, gatherEvidence } from './sample.ts';
import { createRowScorer } from './score-rows.ts';
import { settle } from './settle.ts';

type Row = readonly string[];
const KEYS = ['givenName', 'familyName', 'dateOfBirth', 'postcode'];
const GIVEN = 'Ola Ewa Jan Adam Bilal Sara Tendai Mei Grace Denis Farah Kofi Wei Priya Omar Lena'.split(' ');
const FAMILY = 'Nowak Khan Horvath Mensah Thornbury Haddad Zhang Redford Okafor Milby Patel Balog'.split(' ');
const two = (n: number) => String(n).padStart(2, '0');

/** Enough people of few names that weights are learned from samples: some with two records, the second with a slip. */
function manyPeople(people: number): Row[] {
  const draw = drawFrom(3);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(draw() * from.length)] as T;
  return Array.from({ length: people }, (): readonly Row[] => {
    const [given, family] = [pick(GIVEN), pick(FAMILY)];
    const born = `20${two(5 + Math.floor(draw() * 15))}-${two(1 + Math.floor(draw() * 12))}-${two(1 + Math.floor(draw() * 28))}`;
    const code = `WF${1 + Math.floor(draw() * 9)} ${Math.floor(draw() * 10)}A${pick([...'BDEFGHJLNP'])}`;
    const clean = [given, family, born, code];
    if (draw() < 0.3) return [clean];
    return [
      clean,
      [
        draw() < 0.3 ? `${given}e` : given,
        draw() < 0.3 ? family.slice(1) : family,
        draw() < 0.2 ? '' : born,
        code,
      ],
    ];
  }).flat();
}

/** What is said of these lines: the pairs, each by what its two lines say, with weight and probability. */
function say(rows: readonly Row[], split?: number): readonly string[] {
  const encoder = createEncoder(KEYS, { thisYear: 2026, readPhone: () => null });
  for (const [i, row] of rows.entries()) {
    if (i === split) encoder.startSecond();
    encoder.add(row);
  }
  const people = encoder.finish();
  const search = planSearch(people);
  const sorts = planKeys(people);
  const blocks = search.sorts.flatMap((at) => {
    const sort = sorts[at];
    return sort ? [buildBlocks(sort, people.rows, people.split, search.cap)] : [];
  });
  const evidence = gatherEvidence(people, blocks);
  assert.ok(
    evidence.random.count < evidence.totalPairs && evidence.candidateShare < 1,
    'nothing was sampled',
  );
  const weights = learnWeights(evidence);
  const scorer = createRowScorer(people, blocks, weights);
  scorer.score(0, Math.min(people.split, people.rows));
  const { pairs } = settle(people, weights, scorer.finish());
  const line = (row: number | undefined) => rows[row ?? -1]?.join('|') ?? '';
  return Array.from({ length: pairs.count }, (_, i) =>
    [
      ...[line(pairs.a[i]), line(pairs.b[i])].sort(),
      (pairs.bits[i] ?? 0).toFixed(4),
      (pairs.probability[i] ?? 0).toFixed(6),
    ].join(' '),
  ).sort();
}

function shuffle(rows: readonly Row[], seed: number): Row[] {
  const draw = drawFrom(seed);
  return rows
    .map((row) => ({ row, at: draw() }))
    .sort((a, b) => a.at - b.at)
    .map(({ row }) => row);
}

describe('where weights are learned from samples', () => {
  const rows = manyPeople(1_300);

  test('the order of lines changes nothing: no pair, no weight, no probability', () => {
    const first = say(rows);
    assert.ok(first.length > 500, `${first.length}`);
    for (const seed of [1, 2]) assert.deepEqual(say(shuffle(rows, seed)), first);
  });

  test('two files named the other way round give the same pairs, mirrored', () => {
    const mixed = shuffle(rows, 4);
    const [left, right] = [mixed.slice(0, 800), mixed.slice(800)];
    const first = say([...left, ...right], left.length);
    assert.ok(first.length > 100, `${first.length}`);
    assert.deepEqual(say([...shuffle(right, 5), ...left], right.length), first);
  });
});
