import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, hash, sign, verify as verifyEd25519 } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { utf8 } from '../../../kernel/bytes.ts';
import { formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { cosignedMessage, formatCosignature, readCosignature } from './cosignature.ts';
import { Malformed } from './malformed.ts';
import { formatNote, parseNote, parseSignatures, type SignedNote } from './signed-note.ts';
import {
  COSIGNATURE_V1,
  createVerifierKey,
  ED25519,
  formatVerifierKey,
  parseVerifierKey,
} from './verifier-key.ts';
import { type VerifySignature, verifyNote } from './verify-note.ts';

const sha256 = (data: Uint8Array): Uint8Array => Uint8Array.from(hash('sha256', data, 'buffer'));
const verify: VerifySignature = (publicKey, message, signature) => {
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), publicKey]);
  return verifyEd25519(null, message, createPublicKey({ key: der, format: 'der', type: 'spki' }), signature);
};

/** A key that is the same at every run: its seed is 32 times one byte. */
function keyOf(name: string, seed: number, type: typeof ED25519 | typeof COSIGNATURE_V1) {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, seed)]);
  const secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const publicKey = Uint8Array.from(
    createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(-32),
  );
  const key = createVerifierKey({ name, type, publicKey }, sha256);
  const make = (message: Uint8Array) => Uint8Array.from(sign(null, message, secret));
  const line = (signature: Uint8Array) => ({ name, keyId: key.id, signature });
  return {
    key,
    sign: (text: string) => line(make(utf8(text))),
    cosign: (text: string, time: number) =>
      line(formatCosignature({ time, signature: make(cosignedMessage(time, text)) })),
  };
}

const log = keyOf('log.example.org/wrenfold', 1, ED25519);
const police = keyOf('police.example.org', 2, COSIGNATURE_V1);
const TEXT = 'log.example.org/wrenfold\n5\n3q2+796tvu/erb7v3q2+796tvu/erb7v3q2+796tvu8=\n';
const NOTE: SignedNote = { text: TEXT, signatures: [log.sign(TEXT), police.cosign(TEXT, 1_790_000_000)] };

describe('a verifier key', () => {
  test('of others is read: the key of the Go checksum database', () => {
    const vkey = 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8';
    const key = parseVerifierKey(vkey, sha256);
    assert.equal(key.name, 'sum.golang.org');
    assert.equal(key.type, ED25519);
    assert.equal(formatVerifierKey(key), vkey);
  });

  test('comes back as it went, and with any one character changed does not', () => {
    for (const { key } of [log, police]) {
      const vkey = formatVerifierKey(key);
      assert.deepEqual(parseVerifierKey(vkey, sha256), key);
      for (let at = 0; at < vkey.length; at += 1) {
        const changed = vkey.slice(0, at) + (vkey[at] === 'b' ? 'c' : 'b') + vkey.slice(at + 1);
        assert.throws(() => parseVerifierKey(changed, sha256), Malformed, changed);
      }
    }
  });

  test('is refused when it is not one, or of a kind Heed does not use', () => {
    const [, , material = ''] = formatVerifierKey(log.key).split('+');
    const ecdsa = `a+00000000+${Buffer.concat([Buffer.of(2), log.key.publicKey]).toString('base64')}`;
    for (const text of [
      '',
      'a',
      'a+b',
      '++',
      `a b+00000000+${material}`,
      `a+0000000+${material}`,
      ecdsa,
      'a+00000000+',
      '+'.repeat(1e6),
    ])
      assert.throws(() => parseVerifierKey(text, sha256), Malformed);
    assert.throws(() => keyOf('two words', 1, ED25519), RangeError);
    assert.throws(() => keyOf('plus+sign', 1, ED25519), RangeError);
  });
});

describe('a signed note', () => {
  test('of others is read and checked: the example in the documentation of the Go package', () => {
    const key = parseVerifierKey(
      'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
      sha256,
    );
    const note = parseNote(
      utf8(
        'If you think cryptography is the answer to your problem,\n' +
          "then you don't know what your problem is.\n\n" +
          '\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
      ),
    );
    assert.ok(verifyNote(note, [key], verify).ok);
  });

  test('is the same bytes whoever makes it from this key', () => {
    const bytes = formatNote({ text: TEXT, signatures: [log.sign(TEXT)] });
    assert.equal(
      new TextDecoder().decode(bytes),
      `${TEXT}\n\u2014 log.example.org/wrenfold a7mjD38hVaPT3ngDXNOdeOXD1IAlu+rn58AkRg0ZXTILrr5EnPqqmR7hbRXJTjDebYccHV24+pW8IkkqPk4XVFF4Ng0=\n`,
    );
  });

  test('says who signed it, and when a witness did', () => {
    const verdict = verifyNote(parseNote(formatNote(NOTE)), [log.key, police.key], verify);
    assert.deepEqual(verdict, {
      ok: true,
      signers: [
        { key: log.key, time: null },
        { key: police.key, time: 1_790_000_000 },
      ],
    });
  });

  test('keeps text with empty lines whole: the last one divides it', () => {
    const text = 'one\n\ntwo — ü\n';
    assert.equal(parseNote(formatNote({ text, signatures: [log.sign(text)] })).text, text);
  });

  test('is no better for keys nobody was told of, nor worse', () => {
    const stranger = keyOf('log.example.org/wrenfold', 9, ED25519);
    assert.deepEqual(verifyNote(NOTE, [stranger.key], verify), { ok: false, reason: 'no-known-signature' });
    const renamed = keyOf('log.example.org/other', 1, ED25519);
    assert.deepEqual(verifyNote(NOTE, [renamed.key], verify), { ok: false, reason: 'no-known-signature' });
    const junk = { ...stranger.sign(TEXT), signature: utf8('junk') };
    assert.ok(verifyNote({ ...NOTE, signatures: [junk, junk, ...NOTE.signatures] }, [log.key], verify).ok);
  });

  test('is refused whole for one wrong or doubled line of a known key', () => {
    const keys = [log.key, police.key];
    const other = log.sign('other\n');
    assert.deepEqual(
      verifyNote({ ...NOTE, signatures: [...NOTE.signatures.slice(1), other] }, keys, verify),
      {
        ok: false,
        reason: 'signature-wrong',
      },
    );
    for (const twice of [log.sign(TEXT), police.cosign(TEXT, 1_790_000_060)])
      assert.deepEqual(verifyNote({ ...NOTE, signatures: [...NOTE.signatures, twice] }, keys, verify), {
        ok: false,
        reason: 'signed-twice',
      });
  });

  test('signed as a log does not pass for one a witness cosigned, nor the other way', () => {
    const both = keyOf('log.example.org/wrenfold', 1, COSIGNATURE_V1);
    const asLog = { text: TEXT, signatures: [{ ...log.sign(TEXT), keyId: both.key.id }] };
    const asWitness = { text: TEXT, signatures: [{ ...both.cosign(TEXT, 7), keyId: log.key.id }] };
    for (const note of [asLog, asWitness])
      assert.deepEqual(verifyNote(note, [log.key, both.key], verify), {
        ok: false,
        reason: 'signature-wrong',
      });
  });

  test('with anything changed, cut or added never verifies, and never throws but to say it is malformed', () => {
    const good = formatNote({ text: TEXT, signatures: [log.sign(TEXT)] });
    const change = fc.record({
      at: fc.nat(good.length),
      cut: fc.nat(30),
      put: fc.uint8Array({ maxLength: 3 }),
    });
    fc.assert(
      fc.property(change, ({ at, cut, put }) => {
        const bytes = Uint8Array.from(Buffer.concat([good.subarray(0, at), put, good.subarray(at + cut)]));
        fc.pre(!Buffer.from(bytes).equals(good));
        try {
          assert.ok(!verifyNote(parseNote(bytes), [log.key], verify).ok);
        } catch (error) {
          assert.ok(error instanceof Malformed, String(error));
        }
      }),
      { numRuns: 200 },
    );
  });

  test('is refused when it is not one', () => {
    const line = new TextDecoder().decode(formatNote(NOTE)).slice(TEXT.length + 1);
    const [first = ''] = line.split('\n');
    const strange = [
      '',
      '\n',
      '\n\n',
      'text',
      TEXT,
      `${TEXT}\n`,
      `${TEXT}${line}`,
      `${TEXT}\n${line.slice(0, -1)}`,
      `${TEXT}\n${line}\n`,
      `a\tb\n\n${line}`,
      `a\r\n\n${line}`,
      `a\0\n\n${line}`,
      `${TEXT}\n${first} \n`,
      `${TEXT}\n${first} more\n`,
      `${TEXT}\n- log AAAAAAA=\n`,
      `${TEXT}\n\u2014 log AAAAAA==\n`,
      `${TEXT}\n\u2014 log AAAAAAA\n`,
      `${TEXT}\n\u2014  AAAAAAA=\n`,
      `${TEXT}\n\u2014 a+b AAAAAAA=\n`,
      `${TEXT}\n\u2014 a\u00a0b AAAAAAA=\n`,
      `${TEXT}\n${'\u2014 log AAAAAAA=\n'.repeat(65)}`,
      `${'x'.repeat(262_144)}\n\n${line}`,
    ];
    for (const text of strange)
      assert.throws(() => parseNote(utf8(text)), Malformed, JSON.stringify(text.slice(0, 200)));
    assert.throws(() => parseNote(Buffer.concat([Buffer.of(0xff), utf8(`\n\n${line}`)])), Malformed);
    assert.throws(() => parseSignatures(''), Malformed);
    assert.throws(() => formatNote({ text: 'no newline', signatures: NOTE.signatures }), RangeError);
    assert.throws(() => formatNote({ text: TEXT, signatures: [] }), RangeError);
    assert.throws(
      () => formatNote({ text: TEXT, signatures: [{ ...log.sign(TEXT), name: 'a b' }] }),
      RangeError,
    );
  });
});

describe('a cosignature', () => {
  test('signs the time and the whole checkpoint, as the specification lays them out', () => {
    assert.equal(
      new TextDecoder().decode(cosignedMessage(1_679_315_147, 'example.com/behind-the-sofa\n1\nroot\n')),
      'cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n1\nroot\n',
    );
    const line =
      '\u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n';
    const [example] = parseSignatures(line);
    assert.equal(readCosignature(example?.signature ?? utf8(''))?.time, 1_679_315_147);
  });

  test('keeps its time past 32 bits, and no time that cannot be counted', () => {
    const signature = new Uint8Array(64).fill(3);
    for (const time of [0, 1, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER])
      assert.deepEqual(readCosignature(formatCosignature({ time, signature })), { time, signature });
    assert.equal(readCosignature(new Uint8Array(72).fill(255)), null);
    assert.equal(readCosignature(new Uint8Array(71)), null);
    assert.throws(() => formatCosignature({ time: -1, signature }), RangeError);
    assert.throws(() => cosignedMessage(0.5, TEXT), RangeError);
  });

  test('with another time is not the witness’s', () => {
    const { signature } = police.cosign(TEXT, 1_790_000_000);
    const later = formatCosignature({ time: 1_790_000_001, signature: signature.slice(8) });
    const note = { text: TEXT, signatures: [{ ...police.cosign(TEXT, 0), signature: later }] };
    assert.deepEqual(verifyNote(note, [police.key], verify), { ok: false, reason: 'signature-wrong' });
  });
});

describe('a checkpoint', () => {
  const root = new Uint8Array(32).fill(5);

  test('comes back as it went, lines it does not know with it', () => {
    const example = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
    assert.equal(parseCheckpoint(example).size, 20_852_163);
    assert.equal(formatCheckpoint(parseCheckpoint(example)), example);
    for (const size of [0, 1, 2 ** 31, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER]) {
      const checkpoint = { origin: 'log.example.org', size, root, extensions: ['one more', 'and another'] };
      assert.deepEqual(parseCheckpoint(formatCheckpoint(checkpoint)), checkpoint);
    }
  });

  test('is refused when it is not one', () => {
    const hash64 = root.toBase64();
    const strange = [
      '',
      '\n',
      'a\n',
      'a\n1\n',
      `a\n1\n${hash64}`,
      `\n1\n${hash64}\n`,
      `a\n01\n${hash64}\n`,
      `a\n-1\n${hash64}\n`,
      `a\n+1\n${hash64}\n`,
      `a\n1.0\n${hash64}\n`,
      `a\n1e3\n${hash64}\n`,
      `a\n 1\n${hash64}\n`,
      `a\n9007199254740992\n${hash64}\n`,
      `a\n99999999999999999999\n${hash64}\n`,
      `a\n1\n${hash64.slice(4)}\n`,
      `a\n1\nAAAA${hash64}\n`,
      `a\n1\n${hash64} \n`,
      `a\n1\n${hash64}\n\n`,
      `a\n1\n${hash64}\n\nb\n`,
      `a\r\n1\n${hash64}\n`,
      `a\n1\n${root.toHex()}\n`,
    ];
    for (const text of strange) assert.throws(() => parseCheckpoint(text), Malformed, JSON.stringify(text));
    const good = { origin: 'a', size: 1, root, extensions: [] };
    for (const change of [
      { origin: '' },
      { origin: 'a\nb' },
      { size: -1 },
      { root: utf8('short') },
      { extensions: [''] },
    ])
      assert.throws(() => formatCheckpoint({ ...good, ...change }), RangeError);
  });
});
