import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { judgeRows, listJoins } from './judge-rows.ts';
import { type GraphRow, type Role, resolve, type Said } from './resolve.ts';

const NOBODY: Said = { different: [], institutions: new Set() };

function row(concern: number, mention: string, role: Role, handle: string, record = false): GraphRow {
  const at = Date.UTC(2031, 2, concern);
  return { concern: `k${concern}`, mention, role, handle, record, at, source: `agency ${concern % 3}` };
}
const nodes = (rows: readonly GraphRow[], said: Said = NOBODY) => resolve(rows, said).nodeOf;

describe('who is who near a concern', () => {
  test('mentions that share an identity are one, until a person says otherwise', () => {
    const rows = [row(1, 'm1', 'adult', 'baz'), row(2, 'm2', 'adult', 'baz'), row(3, 'm3', 'phone', 'baz')];
    assert.equal(nodes(rows).get('m1'), nodes(rows).get('m2'));
    assert.notEqual(nodes(rows).get('m1'), nodes(rows).get('m3'), 'a telephone is not an adult');
    const said = nodes(rows, { ...NOBODY, different: [['m2', 'm1']] });
    assert.notEqual(said.get('m1'), said.get('m2'));
  });

  test('two records are two, and a mention that could be either is neither', () => {
    const rows = [
      row(1, 'm1', 'adult', 'record 1', true),
      row(1, 'm1', 'adult', 'john smith'),
      row(2, 'm2', 'adult', 'record 2', true),
      row(2, 'm2', 'adult', 'john smith'),
      row(3, 'm3', 'adult', 'john smith'),
    ];
    assert.equal(new Set(nodes(rows).values()).size, 3, 'two people of one name were glued');
    const refused = [
      row(1, 'm1', 'adult', 'record 1', true),
      row(1, 'm1', 'adult', 'x'),
      row(2, 'm2', 'adult', 'x'),
    ];
    assert.equal(new Set(nodes(refused).values()).size, 1);
    assert.equal(new Set(nodes(refused, { ...NOBODY, different: [['m2', 'record 1']] }).values()).size, 2);
  });

  test('does not depend on the order in which anything comes', () => {
    const rows = fc.array(
      fc.record({
        concern: fc.integer({ min: 1, max: 4 }),
        mention: fc.integer({ min: 1, max: 6 }),
        handle: fc.constantFrom('a', 'b', 'c'),
        record: fc.boolean(),
      }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(rows, fc.integer(), (made, seed) => {
        const all = made.map((one) =>
          row(
            one.mention % 4,
            `m${one.mention}`,
            'adult',
            `${one.handle}${one.record ? one.mention % 2 : ''}`,
            one.record,
          ),
        );
        // One record a mention, as the database has it.
        const once = all.filter(
          (one, n) => !one.record || all.findIndex((o) => o.record && o.mention === one.mention) === n,
        );
        const turned = [
          ...once.slice(Math.abs(seed) % once.length),
          ...once.slice(0, Math.abs(seed) % once.length),
        ];
        assert.deepEqual([...nodes(turned)].sort(), [...nodes(once)].sort());
      }),
      { numRuns: 200 },
    );
  });
});

describe('the rule over the rows of the database', () => {
  const child = (concern: number, name: string): GraphRow[] => [
    row(concern, `${name}${concern}`, 'child', name),
    row(concern, `${name}${concern}`, 'home', `home of ${name}`),
  ];
  const rows = [
    ...child(1, 'ava'),
    row(1, 'v1', 'vehicle', 'grey'),
    row(1, 'a1', 'adult', 'baz'),
    ...child(2, 'ben'),
    row(2, 'v2', 'vehicle', 'grey'),
    row(2, 'a2', 'adult', 'baz'),
    ...child(3, 'cal'),
    row(3, 'v3', 'vehicle', 'grey'),
    row(3, 'a3', 'adult', 'baz'),
    ...child(4, 'ava'),
    ...child(4, 'ben'),
    row(4, 'v4', 'vehicle', 'grey'),
  ];

  test('finds what it would find in a file', () => {
    const {
      networks: [found],
    } = judgeRows(rows, NOBODY, ['k4'], 0.5);
    assert.deepEqual([found?.children, found?.homes, found?.things, found?.sources], [3, 3, 2, 3]);
    assert.deepEqual(found?.concerns, ['k1', 'k2', 'k3', 'k4']);
  });

  test('finds nothing in what an institution has in common', () => {
    assert.deepEqual(
      judgeRows(rows, { ...NOBODY, institutions: new Set(['grey']) }, ['k4'], 0.5).networks,
      [],
    );
    const joins = listJoins(rows, { ...NOBODY, institutions: new Set(['grey']) });
    assert.deepEqual([...new Set(joins.map(({ thingMention }) => thingMention[0]))], ['a']);
  });

  test('says of each joining where it was told', () => {
    const joins = listJoins(rows, NOBODY);
    assert.deepEqual(
      joins
        .filter(({ thingMention }) => thingMention.startsWith('v'))
        .map(({ concern }) => concern)
        .sort(),
      ['k1', 'k2', 'k3', 'k4', 'k4'],
    );
  });
});
