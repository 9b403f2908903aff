/** The public pages are for a worried child and a tired grandparent: short words, short sentences, nobody blamed. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gradeOf, sentencesIn, textsIn, wordsIn } from '../../../../../test/support/reading-age.ts';
import { en } from './texts/en.ts';

const texts = textsIn(en);
const sentences = sentencesIn(texts);

describe('the words of the public pages', () => {
  it('can be read at nine: Flesch-Kincaid grade 4 at most', () => {
    const grade = gradeOf(sentences);
    assert.ok(sentences.length > 200, `only ${sentences.length} sentences seen`);
    assert.ok(grade <= 4, `grade ${grade.toFixed(1)}`);
  });

  it('have no sentence of more than 25 words', () => {
    assert.deepEqual(
      sentences.filter((sentence) => wordsIn(sentence).length > 25),
      [],
    );
  });

  it('never promise a secret, ask a child for proof, or use the words of an office', () => {
    const office =
      /\b(threshold|referral|section (17|47)|disclos\w+|alleg\w+|perpetrator|evidence|prove|no further action|safeguarding)\b/i;
    assert.deepEqual(
      texts.filter((text) => office.test(text)),
      [],
    );
    assert.deepEqual(
      texts.filter((text) => /\bwe (will|promise to) keep (it|everything) (a )?secret/i.test(text)),
      [],
    );
  });
});
