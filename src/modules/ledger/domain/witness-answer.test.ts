import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, hash, sign, verify as verifyEd25519 } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { utf8 } from '../../../kernel/bytes.ts';
import { ASKING, deriveCosigned, deriveFailed, isTargetOver, isToBeAsked, UNASKED } from './ask-witness.ts';
import { formatSignature } from './signed-note.ts';
import { COSIGNATURE_V1, createVerifierKey } from './verifier-key.ts';
import type { VerifySignature } from './verify-note.ts';
import { readWitnessAnswer } from './witness-answer.ts';
import { cosign } from './witness-key.ts';
import { formatWitnessState, parseWitnessState } from './witness-state.ts';

const sha256 = (data: Uint8Array): Uint8Array => Uint8Array.from(hash('sha256', data, 'buffer'));
const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, 2)]);
const secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
const open = createPublicKey(secret);
const publicKey = Uint8Array.from(open.export({ format: 'der', type: 'spki' }).subarray(-32));
const key = createVerifierKey({ name: 'witness.example.net', type: COSIGNATURE_V1, publicKey }, sha256);
const verify: VerifySignature = (_, message, signature) => verifyEd25519(null, message, open, signature);

const text = `log.example.org\n9\n${sha256(utf8('root')).toBase64()}\n`;
const sized = { contentType: 'text/x.tlog.size' };
const plain = { contentType: 'text/plain; charset=utf-8' };
const witness = { verifier: key, sign: (message: Uint8Array) => new Uint8Array(sign(null, message, secret)) };
const good = formatSignature(cosign(witness, 1_800_000_000, text));
const read = (
  answer: { readonly status: number; readonly contentType: string },
  body: string,
  [oldSize, size] = [5, 9],
) => readWitnessAnswer({ ...answer, body: utf8(body) }, { key, text, oldSize, size }, verify);

describe('what a witness answers', () => {
  test('is a cosignature only where it is this witness’s, of this very text', () => {
    const ok = { status: 200, ...plain };
    assert.deepEqual(read(ok, good), { kind: 'cosigned', line: good, time: 1_800_000_000 });
    const other = good.replace('witness.example.net', 'else.example.net');
    assert.equal(read(ok, `${other}${good}`).kind, 'cosigned', 'lines of others are passed over');
    for (const body of ['', other, good.slice(0, -1), `${good}${good}`, `${good}\n`, 'x'])
      assert.equal(read(ok, body).kind, 'failed', JSON.stringify(body));
    const elsewhere = { key, text: text.replace('9', '8'), oldSize: 5, size: 8 };
    assert.equal(readWitnessAnswer({ ...ok, body: utf8(good) }, elsewhere, verify).kind, 'failed');
    const beyond = formatSignature(cosign(witness, 253_402_300_800, text));
    assert.equal(read(ok, beyond).kind, 'failed', 'a time in the year 10,000');
  });

  test('is another tree than ours, where it says so, and the size it knows, where it says that', () => {
    assert.deepEqual(read({ status: 409, ...sized }, '7\n'), { kind: 'knows', size: 7 });
    assert.deepEqual(read({ status: 409, contentType: 'text/x.tlog.size; charset=utf-8' }, '12\n'), {
      kind: 'knows',
      size: 12,
    });
    assert.equal(read({ status: 422, ...plain }, '').kind, 'other-root');
    assert.equal(read({ status: 409, ...plain }, '', [9, 9]).kind, 'other-root');
    assert.equal(read({ status: 409, ...sized }, '9\n', [9, 9]).kind, 'other-root');
  });

  test('is a failure, and no accusation, where it says neither', () => {
    for (const body of ['5\n', '-1\n', '07\n', '7', '', 'seven\n', '99999999999999999999\n'])
      assert.equal(read({ status: 409, ...sized }, body).kind, 'failed', JSON.stringify(body));
    for (const status of [409, 100, 201, 302, 400, 403, 404, 429, 500, 503])
      assert.equal(read({ status, ...plain }, good).kind, 'failed', String(status));
    fc.assert(
      fc.property(fc.nat(599), fc.string(), fc.uint8Array(), (status, contentType, body) => {
        readWitnessAnswer({ status, contentType, body }, { key, text, oldSize: 5, size: 9 }, verify);
      }),
    );
  });
});

describe('when a witness is asked', () => {
  test('about what is new at once, about what it cosigned every minute, and never twice at once', () => {
    assert.ok(isToBeAsked(UNASKED, 5, 0, ASKING));
    const done = deriveCosigned(5, 1_000);
    assert.ok(!isToBeAsked(done, 5, 60_999, ASKING));
    assert.ok(isToBeAsked(done, 5, 61_000, ASKING));
    assert.ok(isToBeAsked(done, 6, 1_001, ASKING));
    assert.ok(!isToBeAsked(deriveCosigned(8, 1_000), 6, 1_001, ASKING), 'another process took it further');
    assert.ok(!isToBeAsked({ ...done, busy: true }, 6, 99_999, ASKING));
  });

  test('one that fails is left alone for longer each time, and for a minute at most', () => {
    let state = UNASKED;
    const waits = Array.from({ length: 9 }, () => {
      state = deriveFailed(state, 1_000);
      return (state.notBefore - 1_000) / 1_000;
    });
    assert.deepEqual(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
    assert.ok(!isToBeAsked(state, 5, 60_999, ASKING));
    assert.ok(isToBeAsked(state, 5, 61_000, ASKING));
  });

  test('all are given the same checkpoint until enough cosigned it, or five seconds', () => {
    const target = { size: 5, since: 0 };
    const over = (newest: number, cosigned: number, now: number) =>
      isTargetOver(target, newest, cosigned, 2, now, ASKING);
    assert.ok(isTargetOver(null, 5, 0, 2, 0, ASKING));
    assert.ok(!over(6, 1, 4_999));
    assert.ok(over(6, 1, 5_000));
    assert.ok(!over(6, 2, 999));
    assert.ok(over(6, 2, 1_000));
    assert.ok(!over(5, 2, 99_999), 'nothing is newer');
  });
});

describe('what a witness keeps', () => {
  const note = { text, signatures: [cosign(witness, 1, text)] };
  const alarm = { kind: 'forked', cosigned: note, offered: note } as const;
  const state = {
    generation: 7,
    logs: new Map([
      ['log.example.org', { cosigned: note, alarm }],
      ['other.example.org', { cosigned: null, alarm: null }],
    ]),
  };
  const kept = formatWitnessState(state, sha256);

  test('is read as it was written', () => {
    assert.deepEqual(parseWitnessState(kept, sha256), state);
  });

  test('is refused with any byte changed, added or missing', () => {
    const change = fc.record({ at: fc.nat(kept.length), cut: fc.nat(3), put: fc.string({ maxLength: 3 }) });
    fc.assert(
      fc.property(change, ({ at, cut, put }) => {
        const changed = `${kept.slice(0, at)}${put}${kept.slice(at + cut)}`;
        fc.pre(changed !== kept);
        assert.throws(() => parseWitnessState(changed, sha256), { name: 'Malformed' });
      }),
    );
  });
});
