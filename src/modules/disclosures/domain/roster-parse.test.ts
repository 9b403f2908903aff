import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { character } from '../../../../test/support/characters.ts';
import {
  draftRoster,
  GUARDIANS,
  guardianEntry,
  organisationEntry,
  pinOf,
  recipientEntry,
  signDraft,
  toBytes,
  unitEntry,
} from '../../../../test/support/rosters.ts';
import { ROSTER_LIMITS } from './roster.ts';
import { dayNumber } from './roster-days.ts';
import { parseRoster, parseRosterPin, parseSignedRoster, readSignedRoster } from './roster-parse.ts';

/** The field at fault, or "sound". */
function judge(draft: unknown): string {
  const read = parseRoster(toBytes(draft));
  return read.ok ? 'sound' : `${read.fault.field}: ${read.fault.why}`;
}

const withRecipient = (over: Readonly<Record<string, unknown>>) =>
  draftRoster({ recipients: [recipientEntry('rae', over)] });

describe('a roster', () => {
  test('is read as it was written, with the id of each recipient’s keys', () => {
    const read = parseRoster(toBytes(draftRoster()));
    assert.ok(read.ok);
    assert.equal(read.value.area, 'Wrenfold');
    assert.match(read.value.recipients[0]?.keyId ?? '', /^[\w-]{22}$/);
    assert.deepEqual(read.value.guardians[0]?.key, GUARDIANS[0].key);
  });

  test('of the largest size that an area may need is read', () => {
    const units = Array.from({ length: ROSTER_LIMITS.units }, (_, n) =>
      unitEntry(`unit-${n}`, 'org', n === 0 ? null : `unit-${n - 1}`),
    );
    const recipients = Array.from({ length: ROSTER_LIMITS.recipients }, (_, n) => recipientEntry(`r-${n}`));
    assert.equal(judge(JSON.stringify(draftRoster({ units, recipients }))), 'sound');
    assert.match(
      judge(draftRoster({ recipients: [...recipients, recipientEntry('more')] })),
      /^recipients: /,
    );
    assert.match(judge(draftRoster({ units: [...units, unitEntry('more', 'org')] })), /^(units)?: /);
    assert.match(judge(`${JSON.stringify(draftRoster())}${' '.repeat(ROSTER_LIMITS.bytes)}`), /512 KiB/);
  });

  const faults: readonly (readonly [string, unknown, RegExp])[] = [
    ['another format', draftRoster({ heed: 'roster 2' }), /^heed: /],
    ['a field nobody knows', draftRoster({ note: 'x' }), /^: has a field that is not known: note/],
    ['a field that is missing', draftRoster({ area: undefined }), /^area: is missing/],
    ['a first version that follows another', draftRoster({ previous: 'A'.repeat(43) }), /^previous: /],
    ['a second version that follows none', draftRoster({ version: 2 }), /^previous: /],
    ['a version that is no whole number', draftRoster({ version: 1.5 }), /^version: /],
    ['a day that is none', draftRoster({ issued: '2026-02-30' }), /^issued: /],
    ['an end before the beginning', draftRoster({ expires: '2026-11-19' }), /^expires: /],
    [
      'one guardian alone',
      draftRoster({ guardians: GUARDIANS.slice(0, 1).map(guardianEntry) }),
      /^guardians: /,
    ],
    ['one signature being enough', draftRoster({ threshold: 1 }), /^threshold: /],
    ['more signatures than guardians', draftRoster({ threshold: 4 }), /^threshold: /],
    [
      'one person as two guardians',
      draftRoster({
        guardians: [guardianEntry(GUARDIANS[0]), { ...guardianEntry(GUARDIANS[0]), id: 'eve' }],
      }),
      /^guardians\[1\]: has the key of another/,
    ],
    [
      'a unit of no organisation',
      draftRoster({ units: [unitEntry('a', 'none')] }),
      /^units\[0\]\.organisation/,
    ],
    ['a unit below no other', draftRoster({ units: [unitEntry('a', 'org', 'b')] }), /^units\[0\]\.parent/],
    [
      'units above one another',
      draftRoster({ units: [unitEntry('a', 'org', 'b'), unitEntry('b', 'org', 'a')] }),
      /^units\[0\]: is, by its parents, above itself/,
    ],
    [
      'a unit called as an organisation',
      draftRoster({ units: [unitEntry('org', 'org')] }),
      /^units\[0\]\.id/,
    ],
    [
      'two organisations of one id',
      draftRoster({ organisations: [organisationEntry('org'), organisationEntry('org')] }),
      /^organisations\[1\]: has the id/,
    ],
    [
      'two recipients of one id',
      draftRoster({ recipients: [recipientEntry('a'), recipientEntry('a')] }),
      /the id/,
    ],
    [
      'one key for two recipients',
      draftRoster({
        recipients: [recipientEntry('a'), recipientEntry('b', { seal: recipientEntry('a').seal })],
      }),
      /^recipients\[1\]: has the sealing key of another/,
    ],
    [
      'one person as two recipients',
      draftRoster({
        recipients: [recipientEntry('a'), recipientEntry('b', { name: 'Recipient a', kind: 'protection' })],
      }),
      /^recipients\[1\]: has the name and organisation of another/,
    ],
    ['a key too short', withRecipient({ sign: 'AAAA' }), /^recipients\[0\]\.sign: must be 32 bytes/],
    ['a key in standard base64', withRecipient({ sign: '+'.repeat(43) }), /^recipients\[0\]\.sign/],
    ['a compressed point', withRecipient({ seal: 'A'.repeat(87) }), /^recipients\[0\]\.seal/],
    ['a unit nobody knows', withRecipient({ manages: ['x'] }), /^recipients\[0\]\.manages\[0\]/],
    ['an interest in nothing known', withRecipient({ interests: ['x'] }), /^recipients\[0\]\.interests\[0\]/],
    ['a sign of life in the future', withRecipient({ seen: '2026-11-21' }), /^recipients\[0\]\.seen/],
    ['keys that end first', withRecipient({ until: '2026-10-31' }), /^recipients\[0\]\.until/],
    ['a name turned round', withRecipient({ name: 'Ann \u202eeel' }), /^recipients\[0\]\.name/],
    ['a name with something invisible', withRecipient({ name: 'Ann\u200b Lee' }), /^recipients\[0\]\.name/],
    ['a name on two lines', withRecipient({ post: 'a\nb' }), /^recipients\[0\]\.post/],
    ['half a character', withRecipient({ name: 'x\ud800' }), /^recipients\[0\]\.name/],
    ['a name too long', withRecipient({ name: 'x'.repeat(121) }), /^recipients\[0\]\.name/],
    ['a list for an object', draftRoster({ recipients: [[]] }), /^recipients\[0\]: must be an object/],
    ['a number for a text', draftRoster({ area: 7 }), /^area: /],
  ];
  for (const [what, draft, expected] of faults)
    test(`with ${what} is refused, and the field named`, () => assert.match(judge(draft), expected));

  test('that names a field twice is refused: one would be read, the other used', () => {
    const text = JSON.stringify(draftRoster());
    assert.equal(judge(text), 'sound');
    assert.match(judge(text.replace('"threshold":2', '"threshold":3,"threshold":2')), /names a field twice/);
    assert.match(
      judge(text.replace('"threshold":2', '"thresh\\u006fld":3,"threshold":2')),
      /names a field twice/,
    );
    // What merely looks like a field, inside a name, is none.
    assert.equal(judge(draftRoster({ area: 'the "area": here' })), 'sound');
  });

  test('cannot bring a prototype, depth, broken text or a byte-order mark in', () => {
    const text = JSON.stringify(draftRoster());
    assert.match(judge(text.replace('{', '{"__proto__":{"threshold":2},')), /has a field that is not known/);
    assert.match(judge(text.replace('"area":"Wrenfold",', '"__proto__":{"area":"Wrenfold"},')), /not known/);
    assert.match(judge('['.repeat(200_000) + ']'.repeat(200_000)), /^: /);
    assert.match(judge(`{"heed":${'['.repeat(100_000)}${']'.repeat(100_000)}}`), /is missing/);
    assert.match(judge(`\ufeff${text}`), /not JSON/);
    const read = parseRoster(Buffer.concat([Buffer.from(text), Buffer.from([0xff])]));
    assert.ok(!read.ok && read.fault.why === 'is not UTF-8');
    assert.match(judge(`"${'\\"'.repeat(200_000)}"`), /must be an object/);
  });

  test('whatever bytes it is said to be, is read or refused and never throws', () => {
    const text = JSON.stringify(draftRoster({ units: [unitEntry('a', 'org')] }));
    fc.assert(
      fc.property(
        fc.nat({ max: text.length }),
        fc.nat({ max: 40 }),
        fc.string({ unit: character }),
        (at, cut, put) => {
          const changed = text.slice(0, at) + put + text.slice(at + cut);
          const read = parseRoster(Buffer.from(changed));
          return typeof read.ok === 'boolean';
        },
      ),
      { numRuns: 1_000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        for (const parse of [parseRoster, parseSignedRoster, parseRosterPin])
          assert.equal(parse(bytes).ok, false);
      }),
    );
    fc.assert(
      fc.property(fc.anything(), (value) => {
        assert.equal(readSignedRoster(value).ok, false);
      }),
    );
  });
});

describe('what carries a roster', () => {
  test('a signed roster is read from its file and from among others alike', () => {
    const signed = signDraft(draftRoster(), GUARDIANS.slice(0, 2));
    const read = parseSignedRoster(toBytes(signed));
    assert.ok(read.ok);
    assert.deepEqual(Buffer.from(read.value.payload), toBytes(draftRoster()));
    assert.deepEqual(readSignedRoster(signed), read);
    assert.equal(readSignedRoster({ ...signed, note: 1 }).ok, false);
    assert.equal(
      readSignedRoster({ ...signed, signatures: [{ guardian: 'ada', signature: 'AAAA' }] }).ok,
      false,
    );
  });

  test('a pin is read, and one without enough guardians is not', () => {
    const pin = { heed: 'roster pin 1', ...pinOf(draftRoster()), guardians: GUARDIANS.map(guardianEntry) };
    assert.deepEqual(parseRosterPin(toBytes(pin)), { ok: true, value: pinOf(draftRoster()) });
    assert.equal(parseRosterPin(toBytes({ ...pin, threshold: 1 })).ok, false);
    assert.equal(parseRosterPin(toBytes({ ...pin, hash: 'AAAA' })).ok, false);
  });
});

test('days are numbered as the calendar numbers them, and what is no day is none', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 365_000 }), (n) => {
      const first = Temporal.PlainDate.from('2000-01-01');
      const day = first.add({ days: n });
      assert.equal((dayNumber(day.toString()) ?? 0) - (dayNumber('2000-01-01') ?? 0), n);
    }),
  );
  for (const no of [
    '2026-02-29',
    '2100-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-1-1',
    '1999-12-31',
    '',
    '2026-01-01 ',
  ])
    assert.equal(dayNumber(no), null, no);
});
