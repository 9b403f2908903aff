import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
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
const textOf = (change: Partial<typeof FIELDS> | { post: null; basis: null; by?: string } = {}) =>
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

const HEX_REF = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const UUID_V7 = '[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
const WORDS = '[a-z]+(?:-[a-z0-9]+)*';
/** The form as one would write it down; the reader of bytes must say the same. */
const FORM = new RegExp(
  `^\\{"about":\\["${HEX_REF}"(?:,"${HEX_REF}")*\\],"act":"${WORDS}\\.${WORDS}",` +
    `"at":"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z","basis":(?:null|"${WORDS}"),` +
    `"body":"hmac-sha256:[0-9a-f]{64}","by":"(?:${HEX_REF}|[a-z]+)","id":"${UUID_V7}","post":(?:null|"${HEX_REF}"),"v":1\\}$`,
);

test('read byte by byte, the form is the one written down as a pattern', () => {
  const texts = [
    textOf(),
    textOf({ post: null, basis: null, by: 'engine' }),
    textOf({ about: [REF, REF, REF], act: 'a.b-1-c', by: 'abcdef' }),
  ].map((text) => [...text]);
  const letter = fc.constantFrom(...'abfgz0789-AF.,:"{}[] \\nTZ\u00e9');
  const edit = fc.record({ at: fc.nat(1_000), cut: fc.nat(2), put: fc.array(letter, { maxLength: 2 }) });
  const said = { right: 0, wrong: 0 };
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.array(edit, { minLength: 1, maxLength: 2 }), (text, edits) => {
      const changed = edits
        .reduce((now, { at, cut, put }) => now.toSpliced(at % now.length, cut, ...put), text)
        .join('');
      const right = FORM.test(changed);
      said[right ? 'right' : 'wrong'] += 1;
      assert.equal(isCanonicalEntry(utf8(changed)), right, changed);
    }),
    { numRuns: 5_000 },
  );
  assert.ok(said.right > 100 && said.wrong > 100, JSON.stringify(said));
});
