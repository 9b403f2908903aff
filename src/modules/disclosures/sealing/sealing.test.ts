/**
 * Sealed disclosures open to those they are for and to nobody else, in two steps, and fail closed. Source: 70-disclosures.md 10.13,
 * 10.14, 10.15, 10.25; RFC 9180 appendix A.3.1.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Aes256Gcm, DhkemP256HkdfSha256, HkdfSha256, CipherSuite as OtherSuite } from '@hpke/core';
import fc from 'fast-check';
import { AEAD_AES_128_GCM, CipherSuite, KDF_HKDF_SHA256, KEM_DHKEM_P256_HKDF_SHA256 } from 'hpke';
import { makeSealedWorld, type SealedWorld } from '../../../../test/support/sealed-world.ts';
import { encodeParts } from '../domain/encode.ts';
import { decodeReport, encodeReport, type SealedReport } from '../domain/sealed-report.ts';
import { firstPlace } from '../domain/thread.ts';

import { openEnvelope, sealEnvelope } from './envelope.ts';
import { openBody, openBodyKeys, openHeader, openIdentity, openReporterKeys } from './open-report.ts';
import { makeOwnKeys, unlockByPassphrase, unwrapOwnKeys, wrapOwnKeys } from './own-keys.ts';
import { countParts, openFile, PART_BYTES, sealFile } from './seal-file.ts';
import { hashItem, isWrittenBy, openItem, openNote, sealItem, sealNote } from './seal-item.ts';
import { isSigned, publicKeyOf, signParts } from './signature.ts';
import { openUnder, randomBytes, sealUnder } from './web-crypto.ts';

const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));
const world: SealedWorld = await makeSealedWorld();

const openerOf = ({ secrets, open }: Awaited<ReturnType<typeof makeOwnKeys>>) => ({
  keyId: open.keyId,
  secret: secrets.seal,
  open: open.seal,
});

const readerOf = (report: SealedReport, at = 0) => {
  const reader = report.readers[at];
  const opener = world.openers[at];
  assert.ok(reader && opener);
  return { reader, opener };
};

describe('HPKE', () => {
  it('opens the first encryption of RFC 9180, A.3.1', async () => {
    const suite = new CipherSuite(KEM_DHKEM_P256_HKDF_SHA256, KDF_HKDF_SHA256, AEAD_AES_128_GCM);
    const key = await suite.DeserializePrivateKey(
      hex('f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2'),
    );
    const publicKey = await suite.DeserializePublicKey(
      hex(
        '04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a826a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0',
      ),
    );
    const plain = await suite.Open(
      { privateKey: key, publicKey },
      hex(
        '04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4',
      ),
      hex('5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434'),
      { info: hex('4f6465206f6e2061204772656369616e2055726e'), aad: hex('436f756e742d30') },
    );
    assert.equal(Buffer.from(plain).toString(), 'Beauty is truth, truth beauty');
  });

  it('is understood by a second implementation, both ways', async () => {
    const other = new OtherSuite({
      kem: new DhkemP256HkdfSha256(),
      kdf: new HkdfSha256(),
      aead: new Aes256Gcm(),
    });
    const { secrets, open } = await makeOwnKeys();
    const binding = { report: randomBytes(16), epoch: 1, keyId: open.keyId, purpose: 'header' } as const;
    const info = encodeParts(
      'heed envelope 1',
      'P-256 HKDF-SHA256 AES-256-GCM',
      binding.report,
      1,
      open.keyId,
      'header',
    );
    const web = (bytes: Uint8Array) => Uint8Array.from(bytes).buffer as ArrayBuffer;
    const secret = randomBytes(32);

    const ours = await sealEnvelope(open.seal, binding, secret);
    const recipientKey = await other.kem.deserializePrivateKey(web(secrets.seal));
    const theirs = await other.open(
      { recipientKey, enc: web(ours.subarray(0, 65)), info: web(info) },
      web(ours.subarray(65)),
    );
    assert.deepEqual(new Uint8Array(theirs), secret);

    const recipientPublicKey = await other.kem.deserializePublicKey(web(open.seal));
    const { enc, ct } = await other.seal({ recipientPublicKey, info: web(info) }, web(secret));
    const envelope = new Uint8Array(Buffer.concat([Buffer.from(enc), Buffer.from(ct)]));
    assert.deepEqual(
      await openEnvelope({ secret: secrets.seal, open: open.seal }, binding, envelope),
      secret,
    );
  });

  it('many seals at once never share an encapsulated key, and so never a nonce', async () => {
    const { open } = await makeOwnKeys();
    const binding = { report: randomBytes(16), epoch: 1, keyId: open.keyId, purpose: 'body' } as const;
    const all = await Promise.all(
      Array.from({ length: 60 }, () => sealEnvelope(open.seal, binding, new Uint8Array(32))),
    );
    assert.equal(
      new Set(all.map((envelope) => Buffer.from(envelope.subarray(0, 65)).toString('hex'))).size,
      60,
    );
  });
});

describe('what is sealed under a secret', () => {
  it('opens under it alone, for its purpose and place alone, and twice sealed is never the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.uint8Array({ maxLength: 40 }),
        async (plain, bound) => {
          const secret = randomBytes(32);
          const [one, two] = await Promise.all([0, 1].map(() => sealUnder(secret, 'a', bound, plain)));
          assert.ok(one && two);
          assert.notDeepEqual(one.subarray(0, 16), two.subarray(0, 16));
          assert.equal(
            Buffer.compare((await openUnder(secret, 'a', bound, one)) ?? Buffer.from('-'), plain),
            0,
          );
          assert.equal(await openUnder(randomBytes(32), 'a', bound, one), null);
          assert.equal(await openUnder(secret, 'b', bound, one), null);
          assert.equal(await openUnder(secret, 'a', Uint8Array.of(...bound, 0), one), null);
          const at = one.length % 7;
          const altered = one.map((byte, i) => (i === at ? byte ^ 4 : byte));
          assert.equal(await openUnder(secret, 'a', bound, altered), null);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('a sealed disclosure', () => {
  it('survives the way there, and opens in two steps for each it was sealed to', async () => {
    const sent = await world.seal();
    const report = decodeReport(encodeReport(sent));
    assert.ok(report);
    assert.deepEqual(encodeReport(report), encodeReport(sent));
    for (const at of report.readers.keys()) {
      const { reader, opener } = readerOf(report, at);
      const header = await openHeader(report, opener, reader.header, report.header);
      assert.deepEqual(header, { ok: true, value: world.header });
      const keys = await openBodyKeys(report, opener, reader.body);
      assert.ok(keys.ok);
      assert.deepEqual(await openBody(report, keys.value.body, report.body), { ok: true, value: world.body });
      assert.deepEqual(await openIdentity(report, keys.value.identity, report.identity), {
        ok: true,
        value: { name: '', post: '', reach: '' },
      });
    }
  });

  it('the envelope of the header opens nothing else, and nobody else opens it', async () => {
    const report = await world.seal();
    const { reader, opener } = readerOf(report);
    assert.deepEqual(await openBodyKeys(report, opener, reader.header), { ok: false, fault: 'not-yours' });
    const other = readerOf(report, 1).opener;
    assert.deepEqual(await openHeader(report, other, reader.header, report.header), {
      ok: false,
      fault: 'not-yours',
    });
    const elsewhere = await world.seal();
    const { reader: swapped } = readerOf(elsewhere);
    assert.deepEqual(await openHeader(report, opener, swapped.header, report.header), {
      ok: false,
      fault: 'not-yours',
    });
  });

  it('a sender who gives recipients different keys is found out by each of them (equivocation)', async () => {
    const one = await world.seal();
    const two = await world.seal({ report: one.report });
    const mixed: SealedReport = {
      ...one,
      readers: [one.readers[0], two.readers[1]].filter((r) => r !== undefined),
    };
    const { reader, opener } = readerOf(mixed, 1);
    assert.deepEqual(await openHeader(mixed, opener, reader.header, mixed.header), {
      ok: false,
      fault: 'two-texts',
    });
    assert.deepEqual(await openBodyKeys(mixed, opener, reader.body), { ok: false, fault: 'two-texts' });
  });

  it('pieces of another disclosure, or of an altered one, do not open', async () => {
    const report = await world.seal();
    const other = await world.seal();
    const { reader, opener } = readerOf(report);
    for (const header of [other.header, report.header.map((byte, i) => (i === 40 ? byte ^ 1 : byte))])
      assert.deepEqual(await openHeader(report, opener, reader.header, header), {
        ok: false,
        fault: 'altered',
      });
    const moved = { ...report, rosterVersion: report.rosterVersion + 1 };
    assert.deepEqual(await openHeader(moved, opener, reader.header, report.header), {
      ok: false,
      fault: 'altered',
    });
    const keys = await openBodyKeys(report, opener, reader.body);
    assert.ok(keys.ok);
    assert.deepEqual(await openBody(report, keys.value.body, other.body), { ok: false, fault: 'altered' });
  });

  it('its discloser opens their own copy with the receipt, and learns which roster they had used', async () => {
    const report = await world.seal();
    const mine = await openReporterKeys(report, world.receipt, report.reporterKeys);
    assert.ok(mine.ok);
    assert.equal(mine.value.roster.version, report.rosterVersion);
    assert.deepEqual(mine.value.roster.hash, report.rosterHash);
    assert.deepEqual(await openBody(report, mine.value.keys.body, report.body), {
      ok: true,
      value: world.body,
    });
    const another = { ...world.receipt, wrap: randomBytes(32) };
    assert.deepEqual(await openReporterKeys(report, another, report.reporterKeys), {
      ok: false,
      fault: 'altered',
    });
  });

  it('is as long whatever was said, and whether or not they said who they are', async () => {
    const short = encodeReport(await world.seal({ words: 'They did not listen.' }));
    const long = encodeReport(await world.seal({ words: 'They did not listen. '.repeat(150) }));
    const named = encodeReport(
      await world.seal({ identity: { name: 'Jo Ash', post: 'Youth worker', reach: 'by phone after six' } }),
    );
    assert.equal(short.length, long.length);
    assert.equal(short.length, named.length);
  });

  it('whatever else arrives is refused whole, and nothing throws', async () => {
    const bytes = encodeReport(await world.seal());
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const altered = bytes.map((byte, i) => (i === at ? byte ^ change : byte));
        const read = decodeReport(altered);
        assert.ok(read === null || encodeReport(read).length === bytes.length);
      }),
      { numRuns: 150 },
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), (some) => decodeReport(some) === null));
    for (const length of [0, 1, 100, bytes.length - 1])
      assert.equal(decodeReport(bytes.subarray(0, length)), null);
    assert.equal(decodeReport(Uint8Array.of(...bytes, 0)), null);
  });
});

describe('what is written afterwards', () => {
  const said = { text: 'Thank you. I have read this.', happened: null, kinds: [] };

  it('stands in its place, by its writer, and moved or copied opens nothing', async () => {
    const key = randomBytes(32);
    const seed = randomBytes(32);
    const first = firstPlace(randomBytes(16), 1);
    const previous = await hashItem(first, randomBytes(100));
    const place = {
      ...first,
      seq: 1,
      role: 'recipient',
      act: 'acknowledge',
      keyId: randomBytes(16),
      previous,
    } as const;
    const item = await sealItem(key, place, said, seed);
    assert.deepEqual(await openItem(key, item), { ok: true, value: said });
    assert.ok(await isWrittenBy(await publicKeyOf(seed), item));
    const moves = [
      { ...place, seq: 2 },
      { ...place, act: 'close' as const },
      { ...place, role: 'reporter' as const },
      { ...place, report: randomBytes(16) },
      { ...place, previous: randomBytes(32) },
    ];
    for (const moved of moves) {
      assert.deepEqual(await openItem(key, { ...item, place: moved }), { ok: false, fault: 'altered' });
      assert.equal(await isWrittenBy(await publicKeyOf(seed), { ...item, place: moved }), false);
    }
    assert.equal(await isWrittenBy(await publicKeyOf(randomBytes(32)), item), false);
  });

  it('a note opens for each recipient and never with the keys of the disclosure', async () => {
    const place = {
      ...firstPlace(randomBytes(16), 1),
      lane: 'notes',
      role: 'recipient',
      act: 'note',
    } as const;
    const [one, two] = await Promise.all([makeOwnKeys(), makeOwnKeys()]);
    const note = await sealNote([one.open, two.open], place, said, one.secrets.sign);
    const [mine, theirs] = note.envelopes;
    assert.ok(mine && theirs);
    for (const [who, { envelope }] of [
      [one, mine],
      [two, theirs],
    ] as const)
      assert.deepEqual(await openNote(openerOf(who), envelope, note), {
        ok: true,
        value: said,
      });
    assert.deepEqual(await openNote(openerOf(one), theirs.envelope, note), {
      ok: false,
      fault: 'not-yours',
    });
    assert.deepEqual(await openItem(randomBytes(32), note), { ok: false, fault: 'altered' });
  });
});

describe('a file', () => {
  it('comes back byte for byte, and not with a part missing, altered, out of place or of another file', async () => {
    const key = randomBytes(32);
    const [report, file] = [randomBytes(16), randomBytes(16)];
    const content = Buffer.alloc(PART_BYTES + 1_000_003, 7);
    const parts: Uint8Array[] = [];
    for await (const part of sealFile(key, report, file, new Blob([content]))) parts.push(part);
    assert.equal(parts.length, countParts(content.length));
    const open = (some: readonly Uint8Array[], named = file) =>
      openFile(key, report, named, some, content.length);
    assert.equal(Buffer.compare((await open(parts)) ?? Buffer.from(''), content), 0);
    assert.equal(await open(parts.slice(0, 1)), null);
    assert.equal(await open([...parts].reverse()), null);
    assert.equal(
      await open(
        parts.map((part, i) => (i === 1 ? part.map((byte, j) => (j === 9 ? byte ^ 1 : byte)) : part)),
      ),
      null,
    );
    assert.equal(await open(parts, randomBytes(16)), null);
    assert.equal(await openFile(key, report, file, parts, content.length - 2 ** 20), null);
  });

  it('of no bytes is a file all the same', async () => {
    const parts: Uint8Array[] = [];
    const [key, report, file] = [randomBytes(32), randomBytes(16), randomBytes(16)];
    for await (const part of sealFile(key, report, file, new Blob([]))) parts.push(part);
    assert.deepEqual(await openFile(key, report, file, parts, 0), new Uint8Array());
  });
});

describe('a recipient’s own keys', () => {
  it('come back with the passphrase, however it is spaced, and with no other', async () => {
    const { secrets, open } = await makeOwnKeys();
    const salt = randomBytes(16);
    const unlocking = await unlockByPassphrase('seven  quiet herons\u00a0sleeping', salt);
    const wrapped = await wrapOwnKeys(unlocking, open.keyId, secrets);
    const again = await unlockByPassphrase(' seven quiet herons sleeping ', salt);
    assert.deepEqual(await unwrapOwnKeys(again, open.keyId, wrapped), secrets);
    assert.notDeepEqual(unlocking.auth, unlocking.wrap);
    assert.equal(await unwrapOwnKeys({ ...again, wrap: again.auth }, open.keyId, wrapped), null);
    assert.equal(await unwrapOwnKeys(again, randomBytes(16), wrapped), null);
  });
});

describe('signatures', () => {
  it('are of one kind and one text, and rubbish has signed nothing', async () => {
    const seed = randomBytes(32);
    const key = await publicKeyOf(seed);
    const signature = await signParts(seed, 'heed statement 1', 'a', 1);
    assert.ok(await isSigned(key, signature, 'heed statement 1', 'a', 1));
    assert.equal(await isSigned(key, signature, 'heed item 1', 'a', 1), false);
    assert.equal(await isSigned(key, signature, 'heed statement 1', 'a', 2), false);
    for (const [k, s] of [
      [new Uint8Array(32), new Uint8Array(64)],
      [key, new Uint8Array(3)],
      [new Uint8Array(1), signature],
    ] as const)
      assert.equal(await isSigned(k, s, 'heed statement 1', 'a', 1), false);
  });
});
