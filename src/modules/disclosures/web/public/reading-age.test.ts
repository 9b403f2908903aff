/** Read at night, by somebody tired and afraid for their work: short words, short sentences, nothing promised that is not so. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gradeOf, sentencesIn, textsIn, wordsIn } from '../../../../../test/support/reading-age.ts';
import { DETRIMENTS } from '../../domain/law/detriments.ts';
import { ADVICE, NOT_PRESCRIBED, PRESCRIBED_PERSONS } from '../../domain/law/prescribed-persons.ts';
import { CONDITIONS, COVERED_GROUPS, RECIPIENTS, WRONGDOINGS } from '../../domain/law/protections.ts';
import { TIME_LIMITS } from '../../domain/law/time-limits.ts';
import { ENGLISH_LAW } from './texts/en-law.ts';
import { ENGLISH_SPEAK_UP } from './texts/en-speak-up.ts';
import { ENGLISH_WHO_LEARNS } from './texts/en-who-learns.ts';

const LAW = [
  DETRIMENTS,
  ADVICE,
  NOT_PRESCRIBED,
  PRESCRIBED_PERSONS,
  COVERED_GROUPS,
  WRONGDOINGS,
  CONDITIONS,
  RECIPIENTS,
  TIME_LIMITS,
];

/** What a list of law says to the reader: not its sources, which have the names they have. */
const said = LAW.flat().map((item) =>
  Object.entries(item).flatMap(([name, value]) =>
    ['title', 'sentence', 'about', 'expect', 'doubt'].includes(name) ? [value] : [],
  ),
);

const PAGES = {
  start: textsIn(ENGLISH_SPEAK_UP),
  learns: textsIn(ENGLISH_WHO_LEARNS),
  law: [...textsIn(ENGLISH_LAW), ...textsIn(said)],
};

describe('the words of the reading pages', () => {
  for (const [name, texts] of Object.entries(PAGES)) {
    const sentences = sentencesIn(texts);
    it(`${name}: can be read at eleven: Flesch-Kincaid grade 5 at most`, () => {
      const grade = gradeOf(sentences);
      assert.ok(sentences.length > 30, `only ${sentences.length} sentences seen`);
      assert.ok(grade <= 5, `grade ${grade.toFixed(1)}`);
    });

    it(`${name}: has no sentence of more than 25 words`, () => {
      assert.deepEqual(
        sentences.filter((sentence) => wordsIn(sentence).length > 25),
        [],
      );
    });

    it(`${name}: promises no secret, no safety and no win`, () => {
      const promise =
        /\b(we (will|promise to) keep|you will win|fully protected|completely|guarantee\w*|100%)\b/i;
      assert.deepEqual(
        texts.filter((text) => promise.test(text)),
        [],
      );
    });
  }

  it('says before the button that secrecy has a limit, and whose telephone to use', () => {
    const start = PAGES.start.join(' ');
    assert.match(start, /can’t promise absolute secrecy/);
    assert.match(start, /must act when a child is at risk/);
    assert.match(start, /not one your employer gave you/);
    assert.match(PAGES.learns.join(' '), /Not yet reviewed by an outside cryptographer/);
  });
});
