import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, hash, sign, verify as verifyEd25519 } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { utf8 } from '../../../kernel/bytes.ts';
import { formatCheckpoint, type TreeHead } from './checkpoint.ts';
import { type CosignDecision, decideCosign, type WatchedLog } from './decide-cosign.ts';
import { createFrontier } from './frontier.ts';
import { Malformed } from './malformed.ts';
import { hashRange, makeProof, planConsistency } from './proof-ranges.ts';
import { createTreeHasher } from './tree-hasher.ts';
import { createVerifierKey, ED25519 } from './verifier-key.ts';
import type { VerifySignature } from './verify-note.ts';
import { formatWitnessRequest, parseWitnessRequest } from './witness-request.ts';

const sha256 = (data: Uint8Array): Uint8Array => Uint8Array.from(hash('sha256', data, 'buffer'));
const hasher = createTreeHasher(sha256);
const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 1)]);
const secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
const open = createPublicKey(secret);
const publicKey = Uint8Array.from(open.export({ format: 'der', type: 'spki' }).subarray(-32));
const key = createVerifierKey({ name: 'log.example.org', type: ED25519, publicKey }, sha256);
/** The key asked for is always the log's: only its own signatures hold. */
const verify: VerifySignature = (_, message, signature) => verifyEd25519(null, message, open, signature);

/** A history: its entries, the last of which a rewriter may have changed. */
function history(word: string) {
  const leafAt = (i: number) => hasher.leaf(utf8(i < 3 ? `entry ${i}` : `${word} ${i}`));
  const read = (level: number, index: number): Uint8Array => {
    const frontier = createFrontier(hasher);
    for (let i = 0; i < 2 ** level; i += 1) frontier.append(leafAt(index * 2 ** level + i));
    return frontier.root();
  };
  const head = (size: number): TreeHead => ({
    size,
    root: size === 0 ? hasher.emptyRoot : hashRange({ start: 0, end: size }, read, hasher),
  });
  return { head, proof: (from: number, to: number) => makeProof(planConsistency(from, to), read, hasher) };
}
const true_ = history('entry');
const rewritten = history('rewritten');

function noteOf(head: TreeHead, origin = 'log.example.org') {
  const text = formatCheckpoint({ origin, ...head, extensions: [] });
  const signature = Uint8Array.from(sign(null, utf8(text), secret));
  return { text, signatures: [{ name: key.name, keyId: key.id, signature }] };
}

interface Ask {
  readonly oldSize: number;
  readonly head: TreeHead;
  readonly proof?: readonly Uint8Array[];
}

/** Asks a witness that last cosigned the true history at `cosigned`, through the bytes of the request. */
function ask(
  cosigned: number | null,
  { oldSize, head, proof }: Ask,
  keys: WatchedLog['keys'] = [key],
): CosignDecision {
  const known = cosigned === null ? null : true_.head(cosigned);
  const hashes = proof ?? (oldSize <= head.size ? true_.proof(oldSize, head.size) : []);
  const body = formatWitnessRequest({ oldSize, proof: hashes, note: noteOf(head) });
  return decideCosign(parseWitnessRequest(body), { keys, cosigned: known }, hasher, verify);
}

const statusOf = (decision: CosignDecision) => (decision.cosign ? 200 : decision.status);
const reasonOf = (decision: CosignDecision) => (decision.cosign ? 'cosign' : decision.reason);

describe('a witness', () => {
  test('cosigns a log that only grew, at every size', () => {
    for (let size = 0; size <= 9; size += 1)
      for (let old = 0; old <= size; old += 1)
        assert.deepEqual(ask(old, { oldSize: old, head: true_.head(size) }), {
          cosign: true,
          head: true_.head(size),
        });
  });

  test('begins with the empty tree for a log it never cosigned, and needs no proof then', () => {
    assert.ok(ask(null, { oldSize: 0, head: true_.head(7) }).cosign);
    assert.ok(ask(null, { oldSize: 0, head: true_.head(0) }).cosign);
    assert.equal(statusOf(ask(null, { oldSize: 0, head: true_.head(7), proof: true_.proof(3, 7) })), 422);
    assert.equal(reasonOf(ask(null, { oldSize: 0, head: { size: 0, root: true_.head(1).root } })), 'forked');
  });

  test('does not cosign a rewritten log, whoever signed it', () => {
    const rewrite = ask(5, { oldSize: 5, head: rewritten.head(8), proof: rewritten.proof(5, 8) });
    assert.equal(statusOf(rewrite), 422);
    assert.equal(reasonOf(rewrite), 'not-consistent');
  });

  test('does not cosign a second history of the same size', () => {
    for (const proof of [[], rewritten.proof(3, 5)]) {
      const fork = ask(5, { oldSize: 5, head: rewritten.head(5), proof });
      assert.equal(reasonOf(fork), 'forked');
      assert.ok(!fork.cosign && fork.status === 409 && fork.contentType !== 'text/x.tlog.size');
    }
    assert.equal(statusOf(ask(5, { oldSize: 5, head: true_.head(5), proof: true_.proof(3, 5) })), 422);
  });

  test('does not let a log become smaller, and says what size it knows', () => {
    for (const oldSize of [0, 3, 4, 6]) {
      const answer = ask(5, { oldSize, head: true_.head(6) });
      assert.deepEqual(answer, {
        cosign: false,
        reason: 'old-size-differs',
        status: 409,
        contentType: 'text/x.tlog.size',
        body: '5\n',
      });
    }
    assert.equal(statusOf(ask(5, { oldSize: 3, head: true_.head(4) })), 409);
    assert.equal(statusOf(ask(5, { oldSize: 5, head: true_.head(4) })), 400);
    assert.equal(reasonOf(ask(null, { oldSize: 3, head: true_.head(5) })), 'old-size-differs');
  });

  test('does not know other logs, nor other keys', () => {
    const request = { oldSize: 0, head: true_.head(2) };
    assert.equal(statusOf(ask(null, request, [])), 403);
    const other = createVerifierKey({ ...key, name: 'log.example.net' }, sha256);
    assert.equal(statusOf(ask(null, request, [other])), 403);
    const body = formatWitnessRequest({ oldSize: 0, proof: [], note: noteOf(true_.head(2)) });
    assert.equal(statusOf(decideCosign(parseWitnessRequest(body), null, hasher, verify)), 404);
    const forged = formatWitnessRequest({
      oldSize: 0,
      proof: [],
      note: { ...noteOf(true_.head(2)), text: noteOf(true_.head(3)).text },
    });
    const decision = decideCosign(
      parseWitnessRequest(forged),
      { keys: [key], cosigned: null },
      hasher,
      verify,
    );
    assert.equal(statusOf(decision), 403);
  });
});

describe('a request to a witness', () => {
  const good = formatWitnessRequest({ oldSize: 5, proof: true_.proof(5, 9), note: noteOf(true_.head(9)) });

  test('of others is read: the example in the specification', () => {
    const body =
      'old 20852014\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\njrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n' +
      '5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n\n' +
      'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n' +
      '\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n' +
      '\u2014 example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=\n';
    const request = parseWitnessRequest(utf8(body));
    assert.equal(request.oldSize, 20_852_014);
    assert.equal(request.proof.length, 4);
    assert.equal(request.checkpoint.size, 20_852_163);
    assert.equal(request.note.signatures.length, 2);
    assert.deepEqual(formatWitnessRequest(request), utf8(body));
  });

  test('is refused when it is not one', () => {
    const text = new TextDecoder().decode(good);
    const [, hashLine = ''] = text.split('\n');
    const strange = [
      '',
      '\n',
      '\n\n',
      'old 5',
      'old 5\n',
      'old 5\n\n',
      text.slice(4),
      text.replace('old 5', 'old 05'),
      text.replace('old 5', 'old -5'),
      text.replace('old 5', 'old'),
      text.replace('old 5', 'old  5'),
      text.replace('old 5', 'Old 5'),
      text.replace('old 5\n', 'old 5\r\n'),
      text.replace('old 5', 'old 5\nold 5'),
      text.replace('\n\n', '\n'),
      text.replace('\n\n', '\n\n\n'),
      `\n${text}`,
      text.slice(0, -1),
      text.replace(hashLine, hashLine.slice(4)),
      text.replace(hashLine, `${hashLine}=`),
      text.replace(hashLine, `${`${hashLine}\n`.repeat(63)}${hashLine}`),
      `old 5\n\nnot a checkpoint\n${text.slice(text.lastIndexOf('\n\n') + 1)}`,
      `${text}${'x'.repeat(300_000)}`,
    ];
    for (const one of strange)
      assert.throws(() => parseWitnessRequest(utf8(one)), Malformed, JSON.stringify(one.slice(0, 300)));
    assert.throws(() => parseWitnessRequest(Uint8Array.of(0xff, 10, 10)), Malformed);
    assert.throws(
      () => formatWitnessRequest({ oldSize: -1, proof: [], note: noteOf(true_.head(1)) }),
      RangeError,
    );
  });

  test('with anything changed is never cosigned for another tree, and never breaks the witness', () => {
    const change = fc.record({
      at: fc.nat(good.length),
      cut: fc.nat(60),
      put: fc.uint8Array({ maxLength: 3 }),
    });
    const log = { keys: [key], cosigned: true_.head(5) };
    fc.assert(
      fc.property(change, ({ at, cut, put }) => {
        const bytes = Uint8Array.from(Buffer.concat([good.subarray(0, at), put, good.subarray(at + cut)]));
        fc.pre(!Buffer.from(bytes).equals(good));
        try {
          assert.ok(!decideCosign(parseWitnessRequest(bytes), log, hasher, verify).cosign);
        } catch (error) {
          assert.ok(error instanceof Malformed, String(error));
        }
      }),
      { numRuns: 150 },
    );
  });
});
