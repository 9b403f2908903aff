import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { character } from '../../../../test/support/characters.ts';
import { foldText, listWords } from './fold-text.ts';
import { commonFormOf, listNamesAsked, normaliseName, normaliseRareName } from './name.ts';
import { SPELLINGS } from './name-words.ts';
import { soundOf } from './phonetic.ts';

const tokens = (text: string) => normaliseName(text).tokens.join(' ');

describe('names', () => {
  test('are the same name in any order, case, accent and with any title', () => {
    const same = [
      ['Zofia Łukasiewicz', 'LUKASIEWICZ, Zofia', 'miss zofia lukasiewicz', 'Zo\u200bfia Łukasiewicz\u202e'],
      ['Mohammed Hussain', 'Muhammad Husain', 'Hussein Mohd', 'MOHAMAD  HUSSAIN'],
      ['Liz Reed', 'Elizabeth Reid', 'REED, Beth'],
      ["Siobhán O'Neill", 'Siobhan ONeill', 'O\u2019Neill Siobhan'],
      ['Fatima Chowdhury', 'Fatimah Choudhry', 'Fatema Chaudhry'],
      ['Andrew MacDonald', 'Andy McDonald'],
      ['Joanna Nowak', 'Asia Novak'],
      ['Axmed Cali', 'Ahmed Ali'],
      ['Mei Chang', 'May Zhang'],
    ];
    for (const [first = '', ...others] of same)
      for (const other of others) assert.equal(tokens(other), tokens(first), `${first} / ${other}`);
  });

  test('stay apart where they are different people', () => {
    assert.notEqual(tokens('Jay Miller'), tokens('Ray Miller'));
    assert.notEqual(tokens('Ali Khan'), tokens('Ali Hassan'));
  });

  test('each spelling is of one name, or a child would be found under whichever came last', () => {
    const seen = new Set<string>();
    for (const line of SPELLINGS)
      for (const spelling of line) {
        assert.ok(!seen.has(spelling), `${spelling} is there twice`);
        seen.add(spelling);
        assert.equal(commonFormOf(commonFormOf(spelling)), commonFormOf(spelling), spelling);
      }
  });

  test('a word alone where a name was asked for is one, unless it says that there is none', () => {
    for (const [text, name] of [
      ['He', 'he'],
      ['BIN', 'bin'],
      ['Long', 'long'],
      ['Na', 'na'],
      ['Ying', 'ying'],
    ] as const)
      assert.deepEqual(listNamesAsked(text), [name]);
    for (const text of ['NA', 'na', 'no', 'None', 'NaN', 'Unknown', 'unknown man', 'mum', ''])
      assert.deepEqual(listNamesAsked(text), [], text);
  });

  test('"Unknown", "Baby", "Test", relations, numbers and single letters are no name', () => {
    for (const text of [
      'Unknown',
      'Baby',
      'Test Test',
      'mum',
      'a girl',
      'X',
      'n/a',
      '14',
      "don't know",
      '???',
      '',
    ])
      assert.deepEqual(normaliseName(text).tokens, [], text);
    assert.equal(tokens('a boy called Jayden'), 'jayden');
    assert.equal(tokens('Baby Okonjo'), 'okonjo');
  });

  test('are found under a word that is mostly no name, but not bound by it', () => {
    for (const [text, both] of [
      ['Ying Man', 'man ying'],
      ['na mak', 'mak na'],
      ['Le Xiong', 'le xiong'],
      ['An Nguyen', 'an nguyen'],
      ['He Jing', 'he jing'],
    ] as const) {
      assert.equal(normaliseRareName(text)?.tokens.join(' '), both);
      assert.equal(normaliseName(text).tokens.length, 1);
    }
    for (const text of ['unknown man', 'a man', 'Man', 'Ying Wei Man', 'man called Ying', 'Mo Li', ''])
      assert.equal(normaliseRareName(text), null, text);
  });

  test('are very common, or not', () => {
    assert.equal(normaliseName('Mohammed Khan').common, true);
    assert.equal(normaliseName('John Smith').common, true);
    assert.equal(normaliseName('Zbigniew Khan').common, false);
  });

  test('folding twice and normalising twice give the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 400 }), (text) => {
        const once = foldText(text);
        assert.equal(foldText(once), once);
        const name = normaliseName(text);
        assert.deepEqual(normaliseName(name.tokens.join(' ')).tokens, name.tokens);
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('Mo', 'Liz', 'macintosh', 'Ł', "O'", 'van', 'Smyth', '-', 'ﬁ', '١')),
        (parts) => {
          const name = normaliseName(parts.join(' '));
          assert.deepEqual(normaliseName(name.tokens.join(' ')).tokens, name.tokens);
        },
      ),
    );
  });

  test('ten thousand characters are read in no time, and no more than five names kept', () => {
    assert.equal(listWords('x'.repeat(10_000)).join('').length, 300);
    assert.equal(normaliseName('Ab Cd Ef Gh Jk Lm Np Qr '.repeat(2_000)).tokens.length, 5);
  });
});

describe('how a name sounds', () => {
  test('is the same for spellings that sound alike', () => {
    const alike = [
      'khan kahn',
      'muhammad mohamed',
      'kowalski kovalsky',
      'szymanski shimansky',
      'nowak novak',
      'stephen steven',
      'catherine kathryn',
      'geoffrey geofrey',
      'wright rite',
      'knight nite',
      'czerny cherny',
      'qureshi kureshi',
      'singh sing',
      'abdullah abdulla',
      'rzepka jepka',
    ];
    for (const pair of alike) {
      const [a = '', b = ''] = pair.split(' ');
      assert.equal(soundOf(a), soundOf(b), pair);
    }
  });

  test('differs for names that do not', () => {
    for (const pair of ['khan singh', 'miller mason', 'jade kate', 'amina aleena']) {
      const [a = '', b = ''] = pair.split(' ');
      assert.notEqual(soundOf(a), soundOf(b), pair);
    }
  });

  test('of other letters is the name itself', () => {
    assert.equal(soundOf('мария'), 'мария');
  });
});
