import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isPlainlyKnown, saysLookedAfter } from './standing.ts';

describe('what an adult is to a child', () => {
  test('is plain for family, carers and professionals', () => {
    for (const words of [
      'mother',
      'Her step-dad',
      'foster carer',
      'class teacher',
      'social worker',
      'Grandma',
    ])
      assert.ok(isPlainlyKnown(words), words);
  });

  test('is not plain where it is only claimed, or no more: a person has to look', () => {
    for (const words of [
      'says he is her uncle',
      'a man she calls her boyfriend',
      '',
      'friend',
      'not her father',
      'ex-coach',
    ])
      assert.equal(isPlainlyKnown(words), false, words);
  });
});

describe('a legal status', () => {
  test('says that a child is looked after', () => {
    for (const words of [
      'Interim care order, Wrenfold Family Court',
      'Accommodated under section 20',
      'Looked after',
    ])
      assert.ok(saysLookedAfter(words), words);
  });

  test('does not say so where it has ended, was refused or is only asked for', () => {
    for (const words of [
      'Care order discharged in May',
      'No longer looked after',
      'Care leaver',
      'Care order applied for',
      'Child arrangements order',
    ])
      assert.equal(saysLookedAfter(words), false, words);
  });
});
