/** The public pages are for a worried child and a tired grandparent: short words, short sentences, nobody blamed. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { en } from './texts/en.ts';

/** Every text, whole or markup; those made with a name or a time are left out. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string' || value instanceof String) return [String(value).replace(/<[^>]+>/g, ' ')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

function wordsIn(sentence: string): readonly string[] {
  return sentence.split(/\s+/).filter((word) => /[a-z]/i.test(word));
}

function countSyllables(word: string): number {
  const letters = word.toLowerCase().replace(/[^a-z]/g, '');
  if (letters.length <= 3) return 1;
  const spoken = letters.replace(/(?:[^laeiouy]es|ed|[^laeiouy]e)$/, '').replace(/^y/, '');
  return Math.max(1, spoken.match(/[aeiouy]{1,2}/g)?.length ?? 0);
}

const texts = textsIn(en);
const sentences = texts
  .flatMap((text) => text.split(/(?<=[.?!])\s+/))
  .filter((sentence) => wordsIn(sentence).length >= 4);

describe('the words of the public pages', () => {
  it('can be read at nine: Flesch-Kincaid grade 4 at most', () => {
    const words = sentences.flatMap(wordsIn);
    const syllables = words.reduce((sum, word) => sum + countSyllables(word), 0);
    const grade = 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59;
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
