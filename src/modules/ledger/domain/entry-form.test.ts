import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import canonicalize from 'canonicalize';
import { utf8 } from '../../../kernel/bytes.ts';
import { deriveEntryObject } from './entry.ts';
import { isCanonicalEntry } from './entry-form.ts';

const REF = '0199a3c4-7d1e-4c55-9b1a-2f60d1f1a001';
const FIELDS = {
  id: '0199a3c4-7d1e-7c55-9b1a-2f60d1f1a004',
  at: Temporal.Instant.from('2026-11-16T10:00:00Z'),
  act: 'concerns.concern-received',
  by: REF,
  post: REF,
  basis: 'front-door-decides-concerns',
  about: [REF],
  body: `hmac-sha256:${'5d'.repeat(32)}`,
};
const textOf = (change: Partial<typeof FIELDS> | { post: null; basis: null } = {}) =>
  canonicalize(deriveEntryObject({ ...FIELDS, ...change })) ?? '';

describe('the form of an entry', () => {
  test('is what the ledger writes', () => {
    for (const text of [
      textOf(),
      textOf({ post: null, basis: null }),
      textOf({ by: 'engine' }),
      textOf({ about: [REF, REF] }),
    ])
      assert.ok(isCanonicalEntry(utf8(text)), text);
  });

  test('is the only one: no other order, spelling or space, and no room for a name', () => {
    const text = textOf();
    const strange = [
      '',
      '{}',
      ` ${text}`,
      `${text}\n`,
      text.replace(':', ': '),
      text.replace('"v":1', '"v":2'),
      text.replace('"v":1', '"v":1.0'),
      text.replace('"v":1', '"v":1,"w":1'),
      text.replace('received', '\\u0072eceived'),
      text.replace('T10:00:00.000Z', 'T10:00:00Z'),
      text.replace(`"by":"${REF}"`, '"by":"Alex Example"'),
      text.replace('"post":', '"name":"Alex","post":'),
      text.replace('5d', '5D'),
      text.replace(/"about":\["[^"]*"\]/, '"about":[]'),
      text.replace(/"about".*?,"act"/, '"act"'),
      JSON.stringify(JSON.parse(text), null, 1),
    ];
    for (const one of strange) assert.ok(!isCanonicalEntry(utf8(one)), one);
    assert.ok(!isCanonicalEntry(Uint8Array.of(0xff)));
    assert.ok(!isCanonicalEntry(utf8(textOf({ about: Array.from({ length: 2000 }, () => REF) }))));
  });
});
