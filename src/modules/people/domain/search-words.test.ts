import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { MentionAsGiven } from '../../../kernel/mention.ts';
import { readPartialMark } from './registration.ts';
import { readTerm } from './search-keys.ts';
import { explainFound } from './why-found.ts';

const at = Temporal.Instant.from('2026-06-01T12:00:00Z');
const readPhone = (text: string) => (/\d{7}/.test(text.replace(/\D/g, '')) ? text.replace(/\D/g, '') : null);

describe('what is typed into the search box', () => {
  test('an age is taken out of it, and nothing that is none', () => {
    const read = (term: string) => {
      const { text, age } = readTerm(term);
      return [text, age];
    };
    assert.deepEqual(read('Jay Marrowby 14'), ['Jay Marrowby', '14']);
    assert.deepEqual(read('Jay Marrowby aged about 14'), ['Jay Marrowby', 'aged about 14']);
    assert.deepEqual(read('14 years old Jay Marrowby'), ['Jay Marrowby', '14 years old']);
    for (const term of [
      '12 Mill Street',
      'Flat 3',
      '07700 900123',
      'YK12 ending B',
      'HD-7K2M-94',
      '9434765919',
    ])
      assert.deepEqual(read(term), [term, null], term);
    assert.equal(readTerm('Jay 19/5/2012').dateOfBirth, '19/5/2012');
  });

  test('the beginning and the end of a mark find the marks that can be it, and no other', () => {
    for (const term of ['YK12 ending B', 'yk12**b', 'YK12…B', 'starts YK12 ends in B']) {
      const fits = readPartialMark(term);
      assert.ok(fits, term);
      assert.ok(fits('YK12 XYB') && fits('ykI2xyb'), term);
      assert.equal(fits('YK12 XYC') || fits('YK13 XYB') || fits('YK12'), false, term);
    }
    for (const term of ['YK12', 'Jay Marrowby', 'ending B', '07700 900123'])
      assert.equal(readPartialMark(term), null, term);
  });
});

describe('why something was found', () => {
  const why = (term: string, ...known: readonly MentionAsGiven[]) =>
    explainFound(
      term,
      at,
      known.map((given) => ({ given, at })),
      readPhone,
    );
  const jay = { kind: 'child', name: 'Jay Marrowby', age: '14', postcode: 'ZE4 7QX' } as const;
  const formal = { kind: 'child', name: 'Jacoba Marrowby-Lee', dateOfBirth: '2012-03-04' } as const;

  test('is said in the way that tells most, and under which name', () => {
    assert.deepEqual(why('marrowby jay', jay, formal), { why: 'the name', as: 'Jay Marrowby' });
    assert.deepEqual(why('Jacoba Marrowby Lee 4/3/2012', jay, formal), {
      why: 'name and date of birth',
      as: 'Jacoba Marrowby-Lee',
    });
    assert.deepEqual(why('Jay Marrowby 14', jay), { why: 'name and age', as: 'Jay Marrowby' });
    assert.equal(why('ZE4 7QX', jay).why, 'the postcode');
    assert.equal(why('Jaye Marowbye', jay).why, 'a name that sounds alike');
    assert.equal(why('Jak Narrowby', jay).why, 'a name spelt nearly like it');
    assert.equal(why('xc17hgd', { kind: 'vehicle', registration: 'XC17 HGD' }).why, 'the registration mark');
    assert.equal(
      why('the flat above the takeaway', { kind: 'place', name: 'Flat over the Takeaway' }).why,
      'the name of the place',
    );
  });
});
