import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { utf8 } from '../../../kernel/bytes.ts';
import { createFrontier, listFrontier, type NodeRef } from './frontier.ts';
import { createTreeHasher } from './tree-hasher.ts';
import { MOST_LEAVES, splitPoint } from './tree-size.ts';

const hasher = createTreeHasher((data) => hash('sha256', data, 'buffer'));
const leaf = (i: number) => hasher.leaf(utf8(`entry ${i}`));

/** The definition, as RFC 9162 section 2.1.1 writes it. */
function define(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves;
  if (first === undefined) return hasher.emptyRoot;
  if (leaves.length === 1) return first;
  const middle = splitPoint(leaves.length);
  return hasher.node(define(leaves.slice(0, middle)), define(leaves.slice(middle)));
}

function grow(size: number): ReturnType<typeof createFrontier> {
  const frontier = createFrontier(hasher);
  for (let i = 0; i < size; i += 1) frontier.append(leaf(i));
  return frontier;
}

describe('the tree', () => {
  test('has the roots that Certificate Transparency publishes, so that tools nobody here wrote agree', () => {
    const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657'];
    const roots = [
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ];
    const frontier = createFrontier(hasher);
    const made = [frontier.root().toHex()];
    for (const data of [...leaves, '606162636465666768696a6b6c6d6e6f']) {
      frontier.append(hasher.leaf(Uint8Array.fromHex(data)));
      made.push(frontier.root().toHex());
    }
    assert.deepEqual(made, roots);
  });

  test('an entry cannot pass for a node, nor a node for an entry', () => {
    const [a, b] = [leaf(1), leaf(2)];
    assert.notDeepEqual(hasher.leaf(Buffer.concat([a, b])), hasher.node(a, b));
    assert.throws(() => hasher.node(a, b.subarray(1)), RangeError);
  });

  test('a short entry after a long one is hashed by itself', () => {
    const alone = createTreeHasher((data) => hash('sha256', data, 'buffer')).leaf(utf8('short'));
    hasher.leaf(new Uint8Array(65_535).fill(7));
    assert.deepEqual(hasher.leaf(utf8('short')), alone);
  });

  test('grown leaf by leaf has the root of its definition at every size', () => {
    const leaves: Uint8Array[] = [];
    const frontier = createFrontier(hasher);
    for (let size = 0; size <= 70; size += 1) {
      assert.deepEqual(frontier.root(), define(leaves), `${size}`);
      assert.equal(frontier.size, size);
      leaves.push(leaf(size));
      frontier.append(leaf(size));
    }
    for (const size of [255, 256, 257])
      assert.deepEqual(grow(size).root(), define(Array.from({ length: size }, (_, i) => leaf(i))), `${size}`);
  });

  test('resumed from what was kept goes on as if it had never stopped', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(40), (size, more) => {
        const whole = grow(size + more);
        const part = grow(size);
        const resumed = createFrontier(hasher, { size, hashes: part.hashes() });
        for (let i = size; i < size + more; i += 1) resumed.append(leaf(i));
        assert.deepEqual(resumed.root(), whole.root());
        assert.deepEqual(resumed.hashes(), whole.hashes());
      }),
      { numRuns: 20 },
    );
  });

  test('takes a whole subtree as it takes its leaves, and tells of the same larger ones', () => {
    for (const level of [1, 3, 5])
      for (const parts of [1, 2, 5, 6]) {
        const width = 2 ** level;
        const told: string[][] = [[], []];
        const [byLeaf, byPart] = told.map((names) =>
          createFrontier(hasher, { size: 0, hashes: [] }, (node, made) => {
            if (node.level > level) names.push(`${node.level}/${node.index} ${made.toHex()}`);
          }),
        );
        for (let i = 0; i < parts * width; i += 1) byLeaf?.append(leaf(i));
        for (let part = 0; part < parts; part += 1) {
          const leaves = Array.from({ length: width }, (_, i) => leaf(part * width + i));
          byPart?.append(define(leaves), level);
        }
        // More leaves after it, as a log goes on.
        for (const tree of [byLeaf, byPart]) tree?.append(leaf(9_999));
        assert.equal(byPart?.size, byLeaf?.size);
        assert.deepEqual(byPart?.root(), byLeaf?.root());
        assert.deepEqual(byPart?.hashes(), byLeaf?.hashes());
        assert.deepEqual(told[1], told[0]);
        assert.throws(() => byPart?.append(leaf(1), level), RangeError, 'no subtree begins inside another');
      }
  });

  test('is not resumed from the hashes of another size', () => {
    assert.throws(() => createFrontier(hasher, { size: 3, hashes: [leaf(0)] }), RangeError);
    assert.throws(() => createFrontier(hasher, { size: 1, hashes: [utf8('short')] }), RangeError);
    assert.throws(() => createFrontier(hasher, { size: 0.5, hashes: [] }), RangeError);
  });

  test('tells of each subtree when it is complete', () => {
    const told = new Map<string, string>();
    const frontier = createFrontier(hasher, { size: 0, hashes: [] }, ({ level, index }, made) => {
      told.set(`${level}/${index}`, made.toHex());
    });
    const leaves = Array.from({ length: 13 }, (_, i) => leaf(i));
    for (const one of leaves) frontier.append(one);
    const due = [1, 2, 3].flatMap((level) =>
      Array.from({ length: Math.floor(13 / 2 ** level) }, (_, index) => `${level}/${index}`),
    );
    assert.deepEqual([...told.keys()].sort(), due);
    for (const [name, made] of told) {
      const [level = 0, index = 0] = name.split('/').map(Number);
      const width = 2 ** level;
      assert.equal(made, define(leaves.slice(index * width, (index + 1) * width)).toHex(), name);
    }
  });

  test('keeps counting past 32 bits, up to the last number there is', () => {
    const sizes = [2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32 + 1, 2 ** 40 + 5, MOST_LEAVES - 1];
    for (const size of sizes) {
      const nodes = listFrontier(size);
      const covered = nodes.reduce((sum, { level }) => sum + 2 ** level, 0);
      assert.equal(covered, size);
      let start = 0;
      for (const { level, index } of nodes) {
        assert.equal(index * 2 ** level, start, `${size}: subtrees lie side by side`);
        start += 2 ** level;
      }
      const told: NodeRef[] = [];
      const hashes = nodes.map(() => leaf(0));
      const frontier = createFrontier(hasher, { size, hashes }, (node) => told.push(node));
      frontier.append(leaf(1));
      assert.equal(frontier.size, size + 1);
      assert.equal(frontier.hashes().length, listFrontier(size + 1).length);
      for (const { level, index } of told) assert.equal((index + 1) * 2 ** level, size + 1);
    }
    const full = createFrontier(hasher, {
      size: MOST_LEAVES,
      hashes: listFrontier(MOST_LEAVES).map(() => leaf(0)),
    });
    assert.throws(() => full.append(leaf(1)), RangeError);
  });
});
