import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { expand, extract } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { deriveReceiptKeys, deriveReceiptLookup, receiptSalt } from './derive-receipt.ts';
import { formatReceiptDigits, formatReceiptWords } from './receipt.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const hex = (value: Uint8Array) => Buffer.from(value).toString('hex');

const run = (from: number, to: number) => Uint8Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('HKDF-SHA-256 gives the vectors of RFC 5869', () => {
  const cases = [
    {
      name: 'A.1 basic',
      ikm: new Uint8Array(22).fill(0x0b),
      salt: run(0x00, 0x0c),
      info: run(0xf0, 0xf9),
      length: 42,
      prk: '077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5',
      okm: '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    },
    {
      name: 'A.2 longer inputs',
      ikm: run(0x00, 0x4f),
      salt: run(0x60, 0xaf),
      info: run(0xb0, 0xff),
      length: 82,
      prk: '06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244',
      okm: 'b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87',
    },
    {
      name: 'A.3 no salt, no info',
      ikm: new Uint8Array(22).fill(0x0b),
      salt: new Uint8Array(),
      info: new Uint8Array(),
      length: 42,
      prk: '19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04',
      okm: '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
    },
  ];
  for (const { name, ikm, salt, info, length, prk, okm } of cases)
    test(name, () => {
      assert.equal(hex(extract(sha256, ikm, salt)), prk);
      assert.equal(hex(expand(sha256, bytes(prk), info, length)), okm);
    });
});

async function webCryptoKey(secret: Uint8Array<ArrayBuffer>, salt: Uint8Array, info: string) {
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  const params = {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: Uint8Array.from(salt),
    info: new TextEncoder().encode(info),
  };
  return new Uint8Array(await crypto.subtle.deriveBits(params, key, 256));
}

describe('what is derived from a receipt', () => {
  const secret = run(1, 10);
  const salt = receiptSalt('wrenfold');

  test("is what a browser's own cryptography derives", async () => {
    const keys = deriveReceiptKeys(secret, salt);
    assert.equal(hex(keys.token), hex(await webCryptoKey(secret, salt, 'auth')));
    assert.equal(hex(keys.wrap), hex(await webCryptoKey(secret, salt, 'wrap')));
    assert.equal(hex(keys.sign), hex(await webCryptoKey(secret, salt, 'sign')));
  });

  test("of the linked thread is what a browser's own cryptography derives under labels of its own", async () => {
    const keys = deriveReceiptKeys(secret, salt, 1);
    assert.equal(hex(keys.token), hex(await webCryptoKey(secret, salt, 'auth 1')));
    assert.equal(hex(keys.wrap), hex(await webCryptoKey(secret, salt, 'wrap 1')));
    assert.equal(hex(keys.sign), hex(await webCryptoKey(secret, salt, 'sign 1')));
  });

  test('differs by purpose, by thread, by area and by pepper', () => {
    const { token, wrap, sign } = deriveReceiptKeys(secret, salt);
    const elsewhere = deriveReceiptKeys(secret, receiptSalt('elsewhere')).token;
    const lookups = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)].map((pepper) =>
      deriveReceiptLookup(token, pepper),
    );
    const linked = Object.values(deriveReceiptKeys(secret, salt, 1));
    assert.equal(new Set([token, wrap, sign, elsewhere, ...lookups, ...linked].map(hex)).size, 9);
  });

  test('is refused for anything but ten bytes', () => {
    assert.throws(() => deriveReceiptKeys(run(1, 11), salt), TypeError);
  });
});

interface Derived {
  readonly token: string;
  readonly wrap: string;
  readonly sign: string;
  readonly lookup: string;
}

interface Vector extends Derived {
  readonly secret: string;
  readonly deployment: string;
  readonly pepper: string;
  readonly words: string;
  readonly digits: string;
  readonly linked: Derived;
}

function vectorOf({ secret, deployment, pepper }: Pick<Vector, 'secret' | 'deployment' | 'pepper'>): Vector {
  const derived = (thread: 0 | 1): Derived => {
    const keys = deriveReceiptKeys(bytes(secret), receiptSalt(deployment), thread);
    return {
      token: hex(keys.token),
      wrap: hex(keys.wrap),
      sign: hex(keys.sign),
      lookup: hex(deriveReceiptLookup(keys.token, bytes(pepper))),
    };
  };
  return {
    secret,
    deployment,
    pepper,
    words: formatReceiptWords(bytes(secret)).join(' '),
    digits: formatReceiptDigits(bytes(secret)),
    ...derived(0),
    linked: derived(1),
  };
}

const PEPPER = hex(run(0x40, 0x5f));
const INPUTS = [
  '00'.repeat(10),
  'ff'.repeat(10),
  hex(run(1, 10)),
  '9f86d081884c7d659a2f',
  'e3b0c44298fc1c149afb',
];

test('the vectors in docs/receipts.md hold, so that another program can be checked against them', async () => {
  const document = await readFile(new URL('../../../docs/receipts.md', import.meta.url), 'utf8');
  const published = JSON.parse(/```json\n([\s\S]*?)\n```/.exec(document)?.[1] ?? '[]') as Vector[];
  const expected = INPUTS.map((secret) => vectorOf({ secret, deployment: 'wrenfold', pepper: PEPPER }));
  assert.deepEqual(published, expected, `should be\n${JSON.stringify(expected, null, 2)}`);
});
