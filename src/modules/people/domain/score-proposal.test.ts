import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { MentionAsGiven, PersonAsGiven } from '../../../kernel/mention.ts';
import { listAgreedIn, type Said, scoreProposal } from './score-proposal.ts';

const at = Temporal.Instant.from('2026-06-01T12:00:00Z');
const said = (given: MentionAsGiven | null): Said => ({ given, at });
const readPhone = (text: string) => text.replace(/\D/g, '') || null;
const score = (named: MentionAsGiven | null, ...known: readonly (MentionAsGiven | null)[]) =>
  scoreProposal(said(named), known.map(said), readPhone);

const HOME = { address: '12 Mill Street', postcode: 'WR1 2AB' };
const merrin: PersonAsGiven = { kind: 'child', name: 'Merrin Tolliver', dateOfBirth: '2012-05-01', ...HOME };

describe('a proposal', () => {
  test('a misspelt name with the same birthday and home is very probably her, and the page can say why', () => {
    const found = score({ ...merrin, name: 'TOLIVER, Merin' }, merrin);
    assert.equal(found?.band, 'strong', JSON.stringify(found));
    assert.ok(found.reasons.some(({ field, bits }) => field === 'born' && bits > 5));
    assert.deepEqual(listAgreedIn(found), ['name', 'birth', 'address']);
  });

  test('an age counts from the day it was said, and fits a birthday that it can be of', () => {
    const { dateOfBirth: _, ...undated } = merrin;
    const fits = score({ ...undated, age: '14' }, merrin);
    const cannot = score({ ...undated, age: '9' }, merrin);
    assert.equal(fits?.band, 'strong', JSON.stringify(fits));
    assert.ok(listAgreedIn(fits).includes('age'));
    assert.notEqual(cannot?.band, 'strong', JSON.stringify(cannot));
    const yearsBefore = { given: { ...undated, age: '9' }, at: at.subtract({ hours: 24 * 365 * 5 }) };
    assert.equal(scoreProposal(yearsBefore, [said(merrin)], readPhone)?.band, 'strong');
  });

  test('knowing where both live never says less than not knowing it', () => {
    const apart = { kind: 'child', name: 'Merrin Tolliver', age: '14' } as const;
    const bare = score(apart, apart)?.bits ?? 0;
    const housed = score({ ...apart, ...HOME }, { ...apart, ...HOME });
    assert.ok((housed?.bits ?? 0) >= bare);
    assert.ok(housed && listAgreedIn(housed).includes('address'));
  });

  test('of all that is known of a record the best counts, and a wrong number is no number', () => {
    const worse: PersonAsGiven = { kind: 'child', name: 'M T', identifiers: { nhs: '1234567890' } };
    const alone = score(merrin, merrin);
    assert.deepEqual(score(merrin, worse, merrin, null), alone);
    assert.equal(score({ kind: 'child', identifiers: { nhs: '1234567890' } }, worse), null);
  });

  test('things are not scored by likeness', () => {
    assert.equal(score({ kind: 'phone', number: '07700900123' }, merrin), null);
    assert.equal(score(null, merrin), null);
  });
});

describe('a family is never made one', () => {
  const father: PersonAsGiven = { kind: 'adult', name: 'Merrin Tolliver', phone: '07700 900123', ...HOME };
  const son: PersonAsGiven = { ...merrin, phone: '07700 900123' };
  const pairs: readonly (readonly [string, PersonAsGiven, PersonAsGiven])[] = [
    ['a father and a son of one name, nothing known of when he was born', father, son],
    ['a father and a son of one name with their birthdays', { ...father, dateOfBirth: '1981-05-01' }, son],
    ['a father and a grown son of one name', father, { ...son, kind: 'adult' }],
    ['a mother and a daughter, with ages', { ...father, age: '38' }, { ...son, age: '14' }],
    ['twins', { ...merrin, name: 'Ola Tolliver' }, { ...merrin, name: 'Ewa Tolliver' }],
    [
      'twins whose names differ in a letter',
      { ...merrin, name: 'Jayden Tolliver' },
      { ...merrin, name: 'Hayden Tolliver' },
    ],
    [
      'twins whose names sound alike',
      { ...merrin, name: 'Mia Tolliver' },
      { ...merrin, name: 'Maya Tolliver' },
    ],
    [
      'a brother of whom only the family name is said',
      merrin,
      { ...merrin, name: 'Tolliver', dateOfBirth: '2012-05-01' },
    ],
    ['a sister', merrin, { ...merrin, name: 'Isla Tolliver', dateOfBirth: '2014-02-11' }],
    ['namesakes of whom nothing else is known', { kind: 'child', name: 'Merrin Tolliver' }, merrin],
    [
      'two NHS numbers that both hold',
      { ...merrin, identifiers: { nhs: '943 476 5919' } },
      { ...merrin, identifiers: { nhs: '943 476 5870' } },
    ],
  ];
  for (const [what, a, b] of pairs)
    test(what, () => {
      for (const found of [score(a, b), score(b, a)])
        assert.notEqual(found?.band, 'strong', JSON.stringify(found));
    });

  test('but one girl whom one person calls a child and another an adult is, by her birthday', () => {
    const found = score({ ...merrin, kind: 'adult' }, merrin);
    assert.equal(found?.band, 'strong', JSON.stringify(found));
  });
});
