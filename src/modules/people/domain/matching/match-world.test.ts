import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { buildBlocks, createCandidates } from './blocks.ts';
import { planKeys } from './candidate-keys.ts';
import { createEncoder } from './encode.ts';
import { learnWeights } from './learn.ts';
import { planSearch } from './plan-search.ts';
import { gatherEvidence } from './sample.ts';
import { createRowScorer } from './score-rows.ts';
import { settle } from './settle.ts';

const KEYS = ['givenName', 'familyName', 'dateOfBirth', 'postcode', 'phone'];
type Row = readonly string[];

/** Matches rows; gives each group as a sorted list of labels, and the pairs said. */
function match(rows: readonly Row[], labels: readonly number[], split?: number) {
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
  const weights = learnWeights(gatherEvidence(people, blocks));
  const scorer = createRowScorer(people, blocks, weights);
  scorer.score(0, Math.min(people.split, people.rows));
  const { groups, pairs } = settle(people, weights, scorer.finish());
  const byGroup = new Map<number, number[]>();
  for (const [row, group] of groups.entries())
    byGroup.set(group, [...(byGroup.get(group) ?? []), labels[row] ?? -1]);
  return {
    groups: [...byGroup.values()].map((group) => group.sort((a, b) => a - b).join(' ')).sort(),
    pairs: Array.from({ length: pairs.count }, (_, i) =>
      [labels[pairs.a[i] ?? 0] ?? -1, labels[pairs.b[i] ?? 0] ?? -1].sort((a, b) => a - b).join(' '),
    ).sort(),
    compared: scorer.compared,
  };
}

const GIVEN = [
  'Ola',
  'Ewa',
  'Jan',
  'Adam',
  'Bilal',
  'Sara',
  'Tendai',
  'Mei',
  'Grace',
  'Denis',
  'Farah',
  'Kofi',
];
const FAMILY = [
  'Nowak',
  'Khan',
  'Horvath',
  'Mensah',
  'Thornbury',
  'Haddad',
  'Zhang',
  'Redford',
  'Okafor',
  'Milby',
];

/** Sixty people with two records each, the second with a slip. */
function smallWorld(): Row[] {
  return Array.from({ length: 60 }, (_, who): readonly Row[] => {
    const [given, family] = [GIVEN[who % 12] ?? '', FAMILY[(who * 7) % 10] ?? ''];
    const born = `20${String(5 + (who % 15)).padStart(2, '0')}-${String(1 + (who % 12)).padStart(2, '0')}-${String(1 + ((who * 11) % 28)).padStart(2, '0')}`;
    const code = `WF${1 + (who % 9)} ${who % 10}A${'BDEFGHJLNP'[(who * 3) % 10]}`;
    const phone = `07700 90${String(1000 + who * 37).slice(0, 4)}`;
    return [
      [given, family, born, code, phone],
      [
        who % 3 === 0 ? `${given}e` : given,
        who % 4 === 0 ? family.slice(1) : family,
        born,
        who % 5 === 0 ? '' : code,
        '',
      ],
    ];
  }).flat();
}

const labels = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('a file of people', () => {
  const rows = smallWorld();
  const first = match(rows, labels(rows.length));

  test('two records of one person are found, and nobody else is joined to them', () => {
    const right = Array.from({ length: 60 }, (_, who) => `${2 * who} ${2 * who + 1}`);
    const found = first.groups.filter((group) => right.includes(group)).length;
    assert.ok(found >= 57, `${found} of 60`);
    assert.equal(first.groups.filter((group) => group.split(' ').length > 2).length, 0);
  });

  test('the answer is the same again, and whatever the order of lines', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(labels(rows.length), { minLength: rows.length }), (order) => {
        const shuffled = match(
          order.map((at) => rows[at] ?? []),
          order,
        );
        assert.deepEqual(shuffled.groups, first.groups);
        assert.deepEqual(shuffled.pairs, first.pairs);
      }),
      { numRuns: 3 },
    );
  });

  test('people of another place, strangers to all, change nothing', () => {
    const strangers = Array.from(
      { length: 20 },
      (_, i): Row => [
        `Xanthippe${'abcdefghijklmnopqrst'[i]}`,
        `Quillfeather${'tsrqponmlkjihgfedcba'[i]}`,
        `19${40 + i}-0${1 + (i % 9)}-1${i % 10}`,
        `ZE${1 + (i % 3)} 9Z${'BDEFGHJLNPQRSTUWXYZA'[i]}`,
        '',
      ],
    );
    const more = match([...rows, ...strangers], labels(rows.length + strangers.length));
    for (const group of first.groups) assert.ok(more.groups.includes(group), group);
  });

  test('two files are compared across, each record with one of the other', () => {
    const order = [
      ...labels(rows.length).filter((i) => i % 2 === 0),
      ...labels(rows.length).filter((i) => i % 2 === 1),
    ];
    const linked = match(
      order.map((at) => rows[at] ?? []),
      order,
      60,
    );
    const right = linked.pairs.filter((pair) => {
      const [a = 0, b = 0] = pair.split(' ').map(Number);
      return a % 2 === 0 && b === a + 1;
    });
    assert.ok(
      right.length >= 57 && linked.pairs.length - right.length <= 1,
      `${right.length} of ${linked.pairs.length}`,
    );
  });
});

describe('what must not explode', () => {
  test('a thousand people nobody knew make no pairs', () => {
    const unknown = Array.from(
      { length: 1000 },
      (): Row => ['Unknown', 'Baby', '01/01/1900', 'ZZ99 3VZ', '0000000000'],
    );
    const { compared, pairs } = match(unknown, labels(1000));
    assert.equal(compared, 0);
    assert.deepEqual(pairs, []);
  });

  test('a file of one person, or of nobody known, is answered', () => {
    assert.deepEqual(match([['Ola', 'Nowak', '2010-05-01', '', '']], [0]).pairs, []);
    assert.deepEqual(
      match(
        [
          ['', '', '', '', ''],
          ['', '', '', '', ''],
        ],
        [0, 1],
      ).pairs,
      [],
    );
  });

  test('a candidate is given once, by the earlier of two', () => {
    const encoder = createEncoder(KEYS, { thisYear: 2026, readPhone: () => null });
    for (let i = 0; i < 5; i += 1) encoder.add(['Ola', 'Nowak', '2010-05-01', 'WF1 2AB', '07700 900123']);
    const people = encoder.finish();
    const walk = createCandidates(
      planKeys(people).map((sort) => buildBlocks(sort, 5, 5, 100)),
      5,
      5,
    );
    const seen: string[] = [];
    for (let row = 0; row < 5; row += 1) walk.forEach(row, (other) => seen.push(`${row} ${other}`));
    assert.equal(seen.length, 10);
    assert.equal(new Set(seen).size, 10);
  });
});
