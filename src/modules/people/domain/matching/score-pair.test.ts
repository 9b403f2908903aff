import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Given, scorePair } from './score-pair.ts';

const aids = { thisYear: 2026, readPhone: () => null };
/** Judged as one of a million people: a county. */
const score = (a: Given, b: Given) => scorePair(a, b, aids, undefined, 1_000_000);

const HOME = { address: '3 Mill Street', postcode: 'WF1 2AB' };

describe('one child under two spellings is found', () => {
  const same: readonly (readonly [string, Given, Given])[] = [
    ['Muhammad/Mohammed', { fullName: 'Muhammad Akram' }, { fullName: 'Mohammed Akram' }],
    ['Polish letters', { fullName: 'Łukasz Wójcik' }, { fullName: 'Lukasz Wojcik' }],
    ['Slovak letters', { fullName: 'Ján Horváth' }, { fullName: 'Jan Horvath' }],
    ['romanised Punjabi', { fullName: 'Harpreet Chowdhury' }, { fullName: 'Harprit Choudhry' }],
    ['romanised Arabic', { fullName: 'Yusuf Haddad' }, { fullName: 'Youssef Hadad' }],
    ['a nickname', { fullName: 'Elizabeth Thornbury' }, { fullName: 'Liz Thornbury' }],
    ['names the other way round', { fullName: 'Okonkwo Adaeze' }, { fullName: 'Adaeze Okonkwo' }],
    ['a title', { fullName: 'Miss Ewa Mazur' }, { fullName: 'Ewa Mazur' }],
    ['parts and whole', { givenName: 'Zofia', familyName: 'Krawczyk' }, { fullName: 'Zofia Krawczyk' }],
    ['a slip of the pen', { fullName: 'Denisa Balogova' }, { fullName: 'Denisa Blaogova' }],
  ];
  for (const [what, a, b] of same)
    test(what, () => {
      const { band, bits, reasons } = score(
        { ...a, dateOfBirth: '2011-04-09', ...HOME },
        { ...b, dateOfBirth: '09/04/2011', ...HOME },
      );
      assert.notEqual(band, 'none', `${bits} ${JSON.stringify(reasons)}`);
    });

  test('a date with day and month swapped, and a postcode one letter off, still make it possible', () => {
    const a = { fullName: 'Tendai Ndlovu', dateOfBirth: '2011-04-09', postcode: 'WF1 2AB' };
    const b = { fullName: 'Tendai Ndlovu', dateOfBirth: '2011-09-04', postcode: 'WF1 2AD' };
    assert.notEqual(score(a, b).band, 'none');
  });

  test('a rare name says more than a common one', () => {
    const rare = { fullName: 'Zbigniew Thornbury', dateOfBirth: '2011-04-09' };
    const common = { fullName: 'Muhammad Khan', dateOfBirth: '2011-04-09' };
    assert.ok(score(rare, rare).bits > score(common, common).bits + 2);
  });

  test('more agreement never says less', () => {
    const a = { fullName: 'Muhammad Khan', dateOfBirth: '2011-04-09' };
    assert.ok(score({ ...a, ...HOME }, { ...a, ...HOME }).bits > score(a, a).bits);
  });
});

describe('two people are not made one', () => {
  const apart: readonly (readonly [string, Given, Given])[] = [
    [
      'twins at home',
      { fullName: 'Ola Nowak', dateOfBirth: '2010-05-01', ...HOME },
      { fullName: 'Ewa Nowak', dateOfBirth: '2010-05-01', ...HOME },
    ],
    [
      'brothers',
      { fullName: 'Adam Khan', dateOfBirth: '2010-05-01', phone: '07700 900123', ...HOME },
      { fullName: 'Bilal Khan', dateOfBirth: '2012-11-21', phone: '07700 900123', ...HOME },
    ],
    [
      'father and son of one name',
      { fullName: 'Jan Nowak', dateOfBirth: '1980-05-01', ...HOME },
      { fullName: 'Jan Nowak', dateOfBirth: '2010-07-22', ...HOME },
    ],
    ['namesakes', { fullName: 'Muhammad Khan' }, { fullName: 'Muhammad Khan' }],
    [
      'people nobody knew',
      { fullName: 'Unknown', dateOfBirth: '01/01/1900', postcode: 'ZZ99 3VZ' },
      { fullName: 'Unknown', dateOfBirth: '01/01/1900', postcode: 'ZZ99 3VZ' },
    ],
    ['babies and tests', { fullName: 'Baby Test' }, { fullName: 'Baby Test' }],
    [
      'two NHS numbers that both hold',
      { fullName: 'Jan Nowak', nhsNumber: '943 476 5919' },
      { fullName: 'Jan Nowak', nhsNumber: '943 476 5870' },
    ],
  ];
  for (const [what, a, b] of apart)
    test(what, () => assert.equal(score(a, b).band, 'none', JSON.stringify(score(a, b))));
});

describe('the strong band', () => {
  /** Judged as the page judges: by what is expected of an area. */
  const judge = (a: Given, b: Given) => scorePair(a, b, aids);
  const child = {
    fullName: 'Muhammad Khan',
    dateOfBirth: '2010-05-01',
    sex: 'M',
    phone: '07700 900123',
    ...HOME,
  };

  test('is for who agrees in name and date, whatever else has changed', () => {
    assert.equal(judge(child, { ...child, fullName: 'Mohammed Khan' }).band, 'strong');
    assert.equal(judge(child, child).band, 'strong');
  });

  const notSure: readonly (readonly [string, Given])[] = [
    ['a brother', { ...child, fullName: 'Bilal Khan' }],
    ['a twin sister', { ...child, fullName: 'Aisha Khan', sex: 'F' }],
    ['a father of the same name', { ...child, dateOfBirth: '1981-11-12' }],
    ['a namesake of the other sex', { ...child, sex: 'F' }],
    ['somebody at home whose date nobody gave', { ...child, dateOfBirth: '' }],
    ['somebody at home whose name nobody gave', { ...child, fullName: 'Khan' }],
  ];
  for (const [who, other] of notSure)
    test(`is never for ${who}`, () => {
      assert.notEqual(judge(child, other).band, 'strong', JSON.stringify(judge(child, other)));
      assert.notEqual(judge(other, child).band, 'strong');
    });

  test('is not for two people of one name, date and town: there are two Mohammed Khans', () => {
    const there = { fullName: 'Mohammed Khan', dateOfBirth: '2010-05-01', town: 'Wakefield' };
    assert.notEqual(judge(there, there).band, 'strong', `${judge(there, there).bits}`);
  });
});

describe('an age stands in for a date', () => {
  const named = { fullName: 'Tendai Ndlovu', postcode: 'WF1 2AB' };
  const bits = (age: string) => score({ ...named, age }, { ...named, dateOfBirth: '2012-03-02' }).bits;

  test('it speaks for somebody of that age, and against somebody of another', () => {
    assert.ok(bits('14') > bits('') && bits('about 14') > bits(''), `${bits('14')} ${bits('')}`);
    assert.ok(bits('25') < bits('') - 3, `${bits('25')}`);
  });
});

describe('names that sound alike', () => {
  const born = { dateOfBirth: '2011-04-09' };
  for (const [a, b] of [
    ['Xiao Ling Wang', 'Xiaoling Wang'],
    ['Wei Ming Zhang', 'Zhang Wei Ming'],
    ['Fang Gao', 'Phang Gao'],
    ['Mei Yang', 'Ei Yang'],
    ['Joanna Szmidt', 'Joanna Schmidt'],
    ['Ahmed Hassan Ali', 'Ahmed Hassan'],
  ] as const)
    test(`${a}, ${b}`, () => {
      const { bits, reasons } = score({ fullName: a, ...born }, { fullName: b, ...born });
      assert.ok(bits > 2, `${bits}: ${JSON.stringify(reasons)}`);
    });

  test('a brother whose names stand the other way round gains nothing by it', () => {
    const [one, two] = [
      { fullName: 'Samuel Tancos', ...HOME },
      { fullName: 'Timea Tancos', ...HOME },
    ];
    const turned = { fullName: 'Tancos Timea', ...HOME };
    assert.ok(score(one, turned).bits <= score(one, two).bits + 0.01);
  });
});

describe('the score', () => {
  const word = fc.oneof(
    fc.constantFrom(
      'Ola',
      'Nowak',
      'Mohammed',
      'Khan',
      'Unknown',
      '',
      'Żaneta',
      '李',
      '\u202eabc',
      'a\u200bb',
    ),
    fc.string({ maxLength: 12 }),
  );
  const person = fc.record({
    fullName: fc.tuple(word, word).map((two) => two.join(' ')),
    dateOfBirth: fc.oneof(fc.constantFrom('2010-05-01', '1/5/2010', '2010', '01/01/1900', 'x'), word),
    postcode: fc.oneof(fc.constantFrom('WF1 2AB', 'WF1 2AC', ''), word),
    phone: word,
    email: word,
  });

  test('is the same whichever is named first, and is the sum of its reasons', () => {
    fc.assert(
      fc.property(person, person, (a, b) => {
        const [one, two] = [score(a, b), score(b, a)];
        assert.ok(Math.abs(one.bits - two.bits) < 1e-9, `${one.bits} ${two.bits}`);
        const sum = one.reasons.reduce((total, { bits }) => total + bits, -Math.log2(1_000_000));
        assert.ok(Math.abs(sum - one.bits) < 1e-6);
        assert.ok(one.probability >= 0 && one.probability <= 1);
      }),
      { numRuns: 60 },
    );
  });

  test('what is missing on one side says nothing', () => {
    const a = { fullName: 'Ola Nowak', dateOfBirth: '2010-05-01' };
    assert.equal(score(a, { ...a, phone: '07700 900123', email: 'ola@example.org' }).bits, score(a, a).bits);
  });

  test('a name of 10,000 letters and a cell of 10,000 words are read in no time', () => {
    const long = { fullName: 'a'.repeat(10_000), address: 'x '.repeat(10_000), email: 'é'.repeat(10_000) };
    assert.ok(Number.isFinite(score(long, { ...long, fullName: 'b'.repeat(10_000) }).bits));
  });
});
