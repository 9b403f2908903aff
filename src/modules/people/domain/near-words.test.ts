import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { character } from '../../../../test/support/characters.ts';
import { listNames, listNears } from './near-words.ts';

const near = (a: string, b: string) => listNears(a).some((text) => listNears(b).includes(text));

describe('names near a name', () => {
  test('are found whichever one letter went wrong', () => {
    const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz');
    const word = fc.array(letter, { minLength: 4, maxLength: 12 });
    fc.assert(
      fc.property(
        word,
        letter,
        fc.nat(11),
        fc.constantFrom('out', 'in', 'other', 'round'),
        (letters, by, place, slip) => {
          const at = place % letters.length;
          const wrong = [...letters];
          if (slip === 'out') wrong.splice(at, 1);
          else if (slip === 'in') wrong.splice(at, 0, by);
          else if (slip === 'other') wrong.splice(at, 1, by);
          else wrong.splice(at, 2, ...wrong.slice(at, at + 2).reverse());
          assert.ok(near(letters.join(''), wrong.join('')), `${letters.join('')} ${wrong.join('')}`);
        },
      ),
    );
  });

  test('of two letters are found by the one that is right', () => {
    assert.ok(near('li', 'le'));
    assert.ok(near('hu', 'ho'));
    assert.ok(!near('li', 'ho'));
  });

  test('are found by ear: an r nobody says, "th" as f', () => {
    assert.ok(near('penderley', 'pendaley'));
    assert.ok(near('smith', 'smif'));
    assert.ok(!near('penderley', 'okonkwo'));
  });

  test('are few for each name, and the spelling itself comes first', () => {
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 60 }), (text) => {
        for (const { spelt } of listNames(text)) {
          assert.equal(listNears(spelt)[0], spelt);
          assert.ok(listNears(spelt).length <= 16);
        }
        assert.ok(listNames(text).length <= 4);
      }),
    );
  });

  test('are those of the name as spelt, for the name it is brought to', () => {
    assert.deepEqual(listNames('Katie Reid'), [
      { token: 'catherine', spelt: 'katie' },
      { token: 'reid', spelt: 'reid' },
    ]);
  });
});
