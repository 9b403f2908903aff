import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { asId } from '../../../kernel/ids.ts';
import { KEY_KINDS, type KeyKind } from './key-kinds.ts';
import { deriveRelated, listUnweighed, pairKey, type Tie, type Weighed } from './tie.ts';

const idOf = (n: number) => `0190000a-0000-7000-8000-${String(n).padStart(12, '0')}`;
const codes = (...kinds: readonly KeyKind[]) => kinds.map((kind) => KEY_KINDS[kind].code);

/** A child of one concern and a child of another, who agree in these ways. */
function tie(over: Partial<Tie> = {}): Tie {
  const [mention, other] = [asId<'mention'>(idOf(1)), asId<'mention'>(idOf(2))];
  return {
    concern: asId<'concern'>(idOf(9)),
    mention,
    kind: 'child',
    other,
    otherKind: 'child',
    confirmed: false,
    codes: codes('name-and-birth-date'),
    pair: { first: mention, second: other, record: false },
    ...over,
  };
}
const weighed = (band: Weighed['band'], one = tie()) =>
  new Map(one.pair ? [[pairKey(one.pair), { band, weight: 20, agree: ['name'] } as const]] : []);
const strengthOf = (one: Tie, of: ReadonlyMap<string, Weighed> = new Map()) =>
  deriveRelated([one], of).flatMap(({ via }) => via.map(({ strength, kind }) => `${kind} ${strength}`))[0];

describe('what lays two concerns side by side', () => {
  test('of people, what was weighed and nothing else, but for what somebody said', () => {
    assert.equal(strengthOf(tie(), weighed('strong')), 'child strong');
    assert.equal(strengthOf(tie(), weighed('possible')), 'child possible');
    assert.equal(strengthOf(tie(), weighed('none')), undefined, 'an identity of keys is not one of people');
    assert.equal(strengthOf(tie({ confirmed: true, pair: null })), 'child confirmed');
  });

  test('a home that two people share is a household, whatever their names', () => {
    const home = tie({ codes: codes('address', 'name-and-postcode') });
    const [related] = deriveRelated([home], weighed('none', home));
    assert.deepEqual(
      related?.via.map(({ kind, strength, household }) => [kind, strength, household]),
      [['place', 'possible', true]],
    );
  });

  test('a thing is itself by its number, and near to it only possible', () => {
    const car = { kind: 'vehicle', otherKind: 'vehicle' } as const;
    assert.equal(strengthOf(tie({ ...car, codes: codes('registration') })), 'vehicle same-identity');
    assert.equal(strengthOf(tie({ ...car, codes: codes('near-registration') })), 'vehicle possible');
    assert.equal(strengthOf(tie({ otherKind: 'phone', codes: codes('phone') })), 'phone same-identity');
  });

  test('the surest tie of each mention counts', () => {
    const through = tie({ other: asId<'mention'>(idOf(3)), confirmed: true, pair: null });
    const [related] = deriveRelated([tie(), through], weighed('possible'));
    assert.deepEqual(
      related?.via.map(({ strength }) => strength),
      ['confirmed'],
    );
  });
});

describe('what is weighed', () => {
  test('is people who agree in more than a home, once, and only so many of each; the rest may be the same', () => {
    const many = Array.from({ length: 20 }, (_, i) => {
      const other = asId<'mention'>(idOf(100 + i));
      const kind: KeyKind = i === 19 ? 'identifier' : 'sounds-and-birth-date';
      return tie({ other, codes: codes(kind), pair: { first: tie().mention, second: other, record: false } });
    });
    const pairs = listUnweighed([...many, ...many], new Map());
    assert.equal(pairs.length, 8);
    assert.equal(pairs[0]?.second, many[19]?.other, 'that which tells most comes first');
    const left = many.find(({ pair }) => pair && !pairs.includes(pair));
    assert.equal(left && strengthOf(left), 'child possible');
    assert.deepEqual(listUnweighed([tie({ codes: codes('address', 'phone') })], new Map()), []);
    assert.deepEqual(listUnweighed([tie()], weighed('none')), []);
  });
});
