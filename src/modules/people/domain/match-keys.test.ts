import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { character } from '../../../../test/support/characters.ts';
import type { MentionAsGiven } from '../../../kernel/mention.ts';
import { isNhsNumber, normaliseHandle, normaliseIdentifier, normaliseSite } from './account-and-number.ts';
import { KEY_KINDS } from './key-kinds.ts';
import { deriveAgreement, deriveMatchKeys } from './match-keys.ts';
import { findPostcode, normaliseLine, normalisePlaceName, normalisePostcode } from './place.ts';
import { normaliseRegistration } from './registration.ts';

const today = Temporal.PlainDate.from('2026-11-21');
/** Enough of a phone reader for these tests: British mobiles. */
const readPhone = (text: string) => {
  const digits = text.replace(/\D/g, '').replace(/^(?:0044|44|0)/, '');
  return /^7\d{9}$/.test(digits) ? `+44${digits}` : null;
};
const keys = (mention: MentionAsGiven) => deriveMatchKeys(mention, { today, readPhone });
const agree = (a: MentionAsGiven, b: MentionAsGiven) => deriveAgreement(keys(a), keys(b));
const isSame = (a: MentionAsGiven, b: MentionAsGiven) =>
  agree(a, b).some((kind) => KEY_KINDS[kind].tells === 'identity');

describe('a child', () => {
  const jay: MentionAsGiven = { kind: 'child', name: 'Jayla Okonjo', dateOfBirth: '2012-05-19' };

  test('is the same by name and date of birth, or name and a sure age', () => {
    assert.ok(isSame(jay, { kind: 'child', name: 'OKONJO Jayla', dateOfBirth: '19/05/12' }));
    assert.ok(isSame(jay, { kind: 'adult', name: 'Jayla Okonjo', age: '14' }));
  });

  test('may be the same when misspelt, when the date is turned round, when only the age is guessed', () => {
    const may: MentionAsGiven[] = [
      { kind: 'child', name: 'Jaylah Okonjoe', dateOfBirth: '2012-05-19' },
      { kind: 'child', name: 'Jayla', dateOfBirth: '2012-05-19' },
      { kind: 'child', name: 'Jaila Okonjo', age: 'about 14' },
      { kind: 'child', name: 'Jayla Okonjo', age: 'about 13' },
    ];
    for (const other of may) {
      assert.ok(agree(jay, other).length > 0, other.kind);
      assert.equal(isSame(jay, other), false);
    }
    const early: MentionAsGiven = { ...jay, dateOfBirth: '2012-05-09' };
    assert.ok(
      agree(early, { ...jay, name: 'Jaylah Okonjoe', dateOfBirth: '2012-09-05' }).includes(
        'sounds-and-birth-date',
      ),
    );
  });

  test('whose name is beside a word that is mostly no name is found by it, misspelt and with a wrong date', () => {
    const ying: MentionAsGiven = { kind: 'child', name: 'Ying Man', dateOfBirth: '2014-06-26' };
    const asked: MentionAsGiven = { kind: 'child', name: 'Yeng Man', dateOfBirth: '2014-06-27' };
    assert.ok(agree(ying, asked).includes('name-and-part-of-birth-date'));
    assert.ok(agree(ying, { kind: 'child', name: 'Man Ying' }).includes('whole-name'));
    // But nobody is made one person with a stranger by what they are called in passing.
    for (const name of ['Asian Man', 'My Son', 'El Sayed', 'An Officer']) {
      const said: MentionAsGiven = { kind: 'adult', name, age: '34' };
      const kinds = agree(said, said).filter((kind) => KEY_KINDS[kind].tells !== 'hint');
      assert.deepEqual(kinds, [], name);
    }
  });

  test('is not a twin, a sibling or a parent of the same family name', () => {
    const others: MentionAsGiven[] = [
      { kind: 'child', name: 'Tomi Okonjo', dateOfBirth: '2012-05-19' },
      { kind: 'child', name: 'Jordan Okonjo', dateOfBirth: '2014-02-03' },
      { kind: 'adult', name: 'Jayla Okonjo', dateOfBirth: '1985-01-30' },
    ];
    for (const other of others) assert.equal(isSame(jay, other), false, JSON.stringify(other));
  });

  test('of a very common name is not the same by age alone', () => {
    const one: MentionAsGiven = { kind: 'child', name: 'Mohammed Khan', age: '14' };
    assert.equal(isSame(one, one), false);
    assert.ok(agree(one, one).includes('common-name-and-birth-year'));
    assert.ok(isSame({ ...one, postcode: 'ZE1 2AB' }, { ...one, postcode: 'ze12ab' }));
  });

  test('is the same by a valid NHS number, never by one that fails its check', () => {
    const numbered = (nhs: string): MentionAsGiven => ({ kind: 'child', identifiers: { 'NHS number': nhs } });
    assert.ok(isSame(numbered('943 476 5919'), numbered('9434765919')));
    assert.deepEqual(keys(numbered('9434765918')), []);
    assert.equal(isNhsNumber('0000000000'), false);
    assert.equal(normaliseIdentifier('police', 'unknown'), null);
  });
});

describe('things', () => {
  test('registration marks forgive O and 0, I and 1, and spaces, and can be whole or part', () => {
    assert.equal(normaliseRegistration('yk I2 oob').whole, normaliseRegistration('YK12OOB').whole);
    assert.deepEqual(normaliseRegistration('something like YK12 ending B').parts, [
      'start:YK12',
      'start:YK12 last:B',
    ]);
    assert.deepEqual(normaliseRegistration('ends KLM').parts, ['end:KLM']);
    for (const text of ['unknown', 'TEST', 'a grey car', '', 'AAAAAAA', '1234567890123'])
      assert.equal(normaliseRegistration(text).whole, null, text);
    const car = (registration: string): MentionAsGiven => ({ kind: 'vehicle', registration });
    assert.deepEqual(agree(car('XY12 KLM'), car('XY12 KLN')), ['near-registration', 'part-of-registration']);
    assert.ok(isSame(car('A1 OOO'), car('a1000')) || agree(car('A1 OOO'), car('a1000')).length === 0);
  });

  test('a mark heard in part agrees with the whole one: its beginning and its last letter, which few share', () => {
    const parts = (text: string) => new Set(normaliseRegistration(text).parts);
    const whole = parts('YK12 KLB');
    for (const heard of ['something like YK12 ending B', 'YKI2, ends in LB', 'yk12 ending with b'])
      assert.ok(
        [...parts(heard)].some((part) => part.includes('last:') && whole.has(part)),
        heard,
      );
    assert.equal(
      [...parts('YK12 ending C')].some((part) => part.includes('last:') && whole.has(part)),
      false,
    );
  });

  test('a telephone with one digit wrong, missing or too many is near; with two wrong it is not', () => {
    const phone = (number: string): MentionAsGiven => ({ kind: 'phone', number });
    const right = phone('07700 900123');
    for (const heard of ['07700 900183', '07700 90012', '0770 900123', '07700 9001233', '+44 7700 900128'])
      assert.ok(agree(right, phone(heard)).includes('near-phone'), heard);
    for (const other of ['07700 911123', '01632 960999', '000000000'])
      assert.equal(agree(right, phone(other)).includes('near-phone'), false, other);
    assert.equal(isSame(right, phone('07700 900183')), false, 'proposed, never the same by itself');
  });

  test('a place is known by its property reference number, under whatever name; a wrong one finds nothing', () => {
    const flat: MentionAsGiven = { kind: 'place', name: 'The flat above the takeaway on Mill Street' };
    const numbered = (uprn: string): MentionAsGiven => ({ kind: 'place', uprn });
    assert.ok(isSame(numbered('100012345678'), { kind: 'place', address: '3a Mill St (UPRN 100012345678)' }));
    assert.ok(isSame(numbered('0012345'), numbered('12345')));
    for (const wrong of ['1234567890123', '12a', '', '000'])
      assert.deepEqual(keys(numbered(wrong)), [], wrong);
    assert.ok(agree(flat, { kind: 'place', name: 'flat over takeaway, Mill St' }).includes('place-name'));
    assert.ok(
      agree(
        { kind: 'child', name: 'Jay', uprn: '12345' },
        { kind: 'child', name: 'Ama', uprn: '12345' },
      ).includes('uprn'),
    );
  });

  test('postcodes forgive case, spaces and O for 0; "no fixed abode" is none', () => {
    assert.equal(normalisePostcode('ze1 oab')?.full, 'ZE1 0AB');
    assert.equal(normalisePostcode('ZE1 2AB')?.sector, 'ZE1 2');
    assert.equal(findPostcode('Flat 3, 12 Example Street, Wrenfold ZE12 9AB')?.full, 'ZE12 9AB');
    for (const text of ['ZZ99 3VZ', 'unknown', '', '12345', 'ABCDEF'])
      assert.equal(normalisePostcode(text), null);
  });

  test('address lines agree on their numbers, places on their telling words', () => {
    assert.equal(
      normaliseLine('Flat 3, 12 Example St'),
      normaliseLine('flat 3, 12 Example Street, Wrenfold'),
    );
    assert.notEqual(normaliseLine('12 Example Street'), normaliseLine('21 Example Street'));
    assert.equal(normaliseLine('12 Example Street, ZE12 9AB'), '12');
    assert.equal(normaliseLine('unknown'), '');
    assert.equal(normalisePlaceName('The flat above Pepper’s'), normalisePlaceName('peppers'));
    assert.equal(normalisePlaceName('somewhere near the house'), '');
  });

  test('online names are folded, and the site goes by any of its names', () => {
    assert.equal(normaliseHandle('@Star.Fish_9 '), 'star.fish_9');
    assert.equal(normaliseHandle('https://www.instagram.com/star.fish_9/?x=1'), 'star.fish_9');
    assert.equal(normaliseHandle('unknown'), '');
    assert.equal(normaliseSite('Insta'), normaliseSite('www.instagram.com'));
  });
});

const anyText = fc.oneof(
  fc.string({ unit: character, maxLength: 40 }),
  fc.constantFrom(
    'Jay Miller',
    'Mohammed Khan',
    'XY12 KLM',
    'ZE1 2AB',
    '07700 900123',
    '14',
    '2012-05-19',
    'Mill House',
  ),
);
const anyMention: fc.Arbitrary<MentionAsGiven> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('child', 'adult'),
    name: anyText,
    dateOfBirth: anyText,
    postcode: anyText,
    school: anyText,
  }),
  fc.record({
    kind: fc.constant('child' as const),
    name: anyText,
    age: anyText,
    address: anyText,
    phone: anyText,
  }),
  fc.record({ kind: fc.constant('phone' as const), number: anyText }),
  fc.record({ kind: fc.constant('vehicle' as const), registration: anyText }),
  fc.record({ kind: fc.constant('place' as const), name: anyText, address: anyText, postcode: anyText }),
  fc.record({ kind: fc.constant('account' as const), handle: anyText, site: anyText }),
  fc.record({ kind: fc.constant('organisation' as const), name: anyText }),
);

describe('match keys of anything', () => {
  test('are few, short, different, and the same each time', () => {
    fc.assert(
      fc.property(anyMention, (mention) => {
        const derived = keys(mention);
        assert.ok(derived.length <= 40);
        for (const { text } of derived) assert.ok(text.length > 0 && text.length <= 400);
        assert.equal(new Set(derived.map(({ kind, text }) => `${kind} ${text}`)).size, derived.length);
        assert.deepEqual(keys(mention), derived);
      }),
      { numRuns: 500 },
    );
  });

  test('agreement is the same whichever is named first, and everything agrees with itself', () => {
    fc.assert(
      fc.property(anyMention, anyMention, (a, b) => {
        assert.deepEqual(agree(a, b), agree(b, a));
        assert.equal(agree(a, a).length > 0, keys(a).length > 0);
      }),
      { numRuns: 500 },
    );
  });
});
