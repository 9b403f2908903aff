import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { utf8 } from '../../../kernel/bytes.ts';
import { formatCheckpoint } from './checkpoint.ts';
import { Malformed } from './malformed.ts';
import { hashRange, makeProof, planInclusion } from './proof-ranges.ts';
import { formatTlogProof, parseTlogProof, verifyTlogProof } from './tlog-proof.ts';
import { createTreeHasher } from './tree-hasher.ts';

const hasher = createTreeHasher((data) => Uint8Array.from(hash('sha256', data, 'buffer')));
const MILLION = 1_000_000;
const INDEX = 734_567;

/** An entry as the log carries them. */
const ENTRY = utf8(
  JSON.stringify({
    about: ['0199a3c4-7d1e-4c55-9b1a-2f60d1f1a001', '0199a3c4-7d1e-4c55-9b1a-2f60d1f1a002'],
    act: 'concerns.concern-received',
    at: '2026-11-16T10:00:00.000Z',
    basis: 'front-door-decides-concerns',
    body: `hmac-sha256:${'5d'.repeat(32)}`,
    by: '0199a3c4-7d1e-4c55-9b1a-2f60d1f1a003',
    id: '0199a3c4-7d1e-7c55-9b1a-2f60d1f1a004',
    post: '0199a3c4-7d1e-4c55-9b1a-2f60d1f1a005',
    v: 1,
  }),
);

/** A tree of a million entries that are all alike but this one. */
function readNode(level: number, index: number): Uint8Array {
  let [alike, marked] = [hasher.leaf(utf8('alike')), hasher.leaf(ENTRY)];
  for (let l = 0, at = INDEX; l < level; l += 1, at = Math.floor(at / 2)) {
    marked = at % 2 === 0 ? hasher.node(marked, alike) : hasher.node(alike, marked);
    alike = hasher.node(alike, alike);
  }
  return Math.floor(INDEX / 2 ** level) === index ? marked : alike;
}

const root = hashRange({ start: 0, end: MILLION }, readNode, hasher);
const hashes = makeProof(planInclusion(INDEX, MILLION), readNode, hasher);
const text = formatCheckpoint({ origin: 'heed.example.org/wrenfold', size: MILLION, root, extensions: [] });
const line = (name: string, length: number) => ({
  name,
  keyId: Uint8Array.of(1, 2, 3, 4),
  signature: new Uint8Array(length).fill(7),
});
/** A log's signature is 64 bytes, a witness's 72. */
const note = {
  text,
  signatures: [
    line('heed.example.org/wrenfold', 64),
    line('witness.police.example.org', 72),
    line('witness.hospital.example.org', 72),
  ],
};
const PROOF = { extra: ENTRY, index: INDEX, hashes, note };
const good = formatTlogProof(PROOF);

describe('a proof of filing', () => {
  test('fits in 2 kB at a million entries with two witnesses, so that it can be kept on paper', () => {
    const bare = formatTlogProof({ ...PROOF, extra: null });
    assert.ok(bare.length <= 2000, `${bare.length} bytes without the entry`);
    assert.ok(good.length <= 2048, `${good.length} bytes with the entry`);
  });

  test('comes back as it went, and proves its entry', () => {
    for (const extra of [ENTRY, null]) {
      const proof = parseTlogProof(formatTlogProof({ ...PROOF, extra }));
      assert.deepEqual(proof.extra, extra);
      assert.equal(proof.index, INDEX);
      assert.equal(proof.checkpoint.size, MILLION);
      assert.deepEqual(formatTlogProof(proof), formatTlogProof({ ...PROOF, extra }));
      assert.deepEqual(verifyTlogProof(proof, ENTRY, hasher), { ok: true });
    }
  });

  test('proves no other entry, and the entry at no other place', () => {
    const proof = parseTlogProof(good);
    assert.ok(!verifyTlogProof(proof, utf8('another'), hasher).ok);
    for (const index of [0, INDEX - 1, INDEX + 1, MILLION])
      assert.ok(!verifyTlogProof({ ...proof, index }, ENTRY, hasher).ok);
    assert.ok(!verifyTlogProof({ ...proof, hashes: hashes.slice(1) }, ENTRY, hasher).ok);
  });

  test('of one entry alone has no hashes', () => {
    const alone = formatCheckpoint({ origin: 'a', size: 1, root: hasher.leaf(ENTRY), extensions: [] });
    const bytes = formatTlogProof({ extra: null, index: 0, hashes: [], note: { ...note, text: alone } });
    assert.deepEqual(verifyTlogProof(parseTlogProof(bytes), ENTRY, hasher), { ok: true });
  });

  test('is refused when it is not one', () => {
    const all = new TextDecoder().decode(good);
    const [first = '', extra = '', index = '', hashLine = ''] = all.split('\n');
    const strange = [
      '',
      first,
      `${first}\n`,
      `${first}\n\n`,
      all.replace('@v1', '@v2'),
      all.replace(`${index}\n`, ''),
      all.replace(index, `${index}\n${index}`),
      all.replace(index, 'index 01'),
      all.replace(index, 'index -1'),
      all.replace(index, 'index'),
      all.replace(extra, 'extra '),
      all.replace(extra, 'extra'),
      all.replace(extra, `${extra}\n${extra}`),
      all.replace(extra, `${extra}!`),
      all.replace(`${extra}\n${index}`, `${index}\n${extra}`),
      all.replace(hashLine, `${hashLine} `),
      all.replace(hashLine, hashLine.slice(4)),
      all.replace(hashLine, `${`${hashLine}\n`.repeat(63)}${hashLine}`),
      all.replace('\n\n', '\n'),
      all.replace('\n\n', '\n\n\n'),
      all.slice(0, -1),
      all.replaceAll('\n', '\r\n'),
      `${all}${'x'.repeat(400_000)}`,
    ];
    for (const one of strange)
      assert.throws(() => parseTlogProof(utf8(one)), Malformed, JSON.stringify(one.slice(0, 200)));
    assert.throws(() => parseTlogProof(Uint8Array.of(0xff, 10, 10)), Malformed);
    assert.throws(() => formatTlogProof({ ...PROOF, extra: new Uint8Array(0) }), RangeError);
    assert.throws(() => formatTlogProof({ ...PROOF, index: 1.5 }), RangeError);
  });

  test('of random or damaged text is refused or proves nothing, and nothing else happens', () => {
    const head = good.length - formatTlogProof({ ...PROOF, extra: null, hashes: [] }).length;
    const change = fc.record({ at: fc.nat(head), cut: fc.nat(60), put: fc.uint8Array({ maxLength: 3 }) });
    fc.assert(
      fc.property(change, ({ at, cut, put }) => {
        const bytes = Uint8Array.from(Buffer.concat([good.subarray(0, at), put, good.subarray(at + cut)]));
        try {
          const proof = parseTlogProof(bytes);
          const same =
            proof.index === INDEX && Buffer.concat([...proof.hashes]).equals(Buffer.concat([...hashes]));
          assert.equal(verifyTlogProof(proof, ENTRY, hasher).ok, same);
        } catch (error) {
          assert.ok(error instanceof Malformed, String(error));
        }
      }),
      { numRuns: 150 },
    );
  });
});
