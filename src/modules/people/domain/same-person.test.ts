import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PersonAsGiven } from '../../../kernel/mention.ts';
import { deriveTellsApart, isSurelySame } from './same-person.ts';

const NHS = '9990000018';
const OTHER = '9990000026';
const UPN = 'A123456789012';
const somebody = (over: Partial<PersonAsGiven> = {}): PersonAsGiven => ({
  kind: 'child',
  name: 'Tamsin Holloway',
  dateOfBirth: '2015-09-08',
  identifiers: { nhs: NHS },
  ...over,
});
const at = Temporal.Instant.from('2026-06-01T12:00:00Z');
/** All that is known of somebody, each thing said at its own time. */
const known = (...all: readonly PersonAsGiven[]) =>
  deriveTellsApart(
    [],
    all.map((given) => ({ given, at })),
  );
const same = (a: PersonAsGiven, b: PersonAsGiven) => isSurelySame(known(a), known(b));

test('the same verified number, whole name and exact date of birth are one person, however they are written', () => {
  assert.ok(same(somebody(), somebody()));
  assert.ok(same(somebody(), somebody({ name: 'HOLLOWAY, Tamsin', dateOfBirth: '8/9/2015' })));
  assert.ok(same(somebody(), somebody({ identifiers: { 'NHS number': '999 000 0018' } })));
  assert.ok(same(somebody(), somebody({ dateOfBirth: '8 September 2015' })));
  assert.ok(isSurelySame(known(somebody()), known(somebody({ identifiers: {} }), somebody())));
});

test('less is never joined: strangers would be glued together', () => {
  for (const [what, other] of [
    ['a number whose check digit is wrong', somebody({ identifiers: { nhs: '9990000019' } })],
    ['another system’s number alone', somebody({ identifiers: { mosaic: 'P1001' } })],
    ['a twin', somebody({ name: 'Morwenna Holloway' })],
    ['one name', somebody({ name: 'Tamsin' })],
    ['a nickname', somebody({ name: 'Tam Holloway' })],
    ['another day', somebody({ dateOfBirth: '2015-09-09' })],
    ['a year', somebody({ dateOfBirth: '2015' })],
    ['another number', somebody({ identifiers: { nhs: OTHER } })],
  ] as const)
    assert.ok(!same(somebody(), other), what);
});

test('a record that says two things itself, or nothing, waits for a person', () => {
  for (const [what, record] of [
    ['two dates of birth', known(somebody(), somebody({ dateOfBirth: '2014-09-08' }))],
    ['two NHS numbers', known(somebody(), somebody({ identifiers: { nhs: OTHER } }))],
    ['nothing', known()],
  ] as const)
    assert.ok(!isSurelySame(known(somebody()), record) && !isSurelySame(record, known(somebody())), what);
});

test('a number of the other sort that differs speaks against it', () => {
  const withBoth = (upn: string) => somebody({ identifiers: { nhs: NHS, upn } });
  const valid = [...'ABCDEFGHJKLMNPQRTUVWXYZ'].flatMap((letter) =>
    ['123456789012', '123456789013'].map((rest) => `${letter}${rest}`),
  );
  const upns = valid.filter((upn) => known(somebody({ identifiers: { upn } })).upn.size > 0);
  const [first, second] = upns;
  assert.ok(first && second && first !== UPN.replace('A', 'Z'));
  assert.ok(same(withBoth(first), withBoth(first)));
  assert.ok(!same(withBoth(first), withBoth(second)));
});
