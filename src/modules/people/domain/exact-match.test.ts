import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PersonAsGiven } from '../../../kernel/mention.ts';
import { isExactMatch } from './exact-match.ts';
import type { Said } from './score-proposal.ts';

const at = Temporal.Instant.from('2026-06-01T12:00:00Z');
const merrin: PersonAsGiven = {
  kind: 'child',
  name: 'Merrin Tolliver',
  dateOfBirth: '2012-05-01',
  identifiers: { nhs: '943 476 5919' },
};
const said = (more: Partial<PersonAsGiven> = {}): Said => ({ given: { ...merrin, ...more }, at });

test('number, whole name and date of birth together are beyond doubt, however they are written', () => {
  const written = { name: 'TOLLIVER, Merrin', dateOfBirth: '1 May 2012', identifiers: { NHS: '9434765919' } };
  assert.ok(isExactMatch(said(written), [said()]));
  assert.ok(isExactMatch(said(written), [said({ identifiers: {} }), said()]));
});

test('anything less, or anything that says otherwise, waits for a person', () => {
  const less: readonly (readonly [string, Said, readonly Said[]])[] = [
    ['no number', said({ identifiers: {} }), [said()]],
    ['a number whose check digit is wrong', said({ identifiers: { nhs: '9434765918' } }), [said()]],
    ['a name spelt otherwise', said({ name: 'Merin Tolliver' }), [said()]],
    ['one name only', said({ name: 'Merrin' }), [said({ name: 'Merrin' })]],
    ['another day', said({ dateOfBirth: '2012-05-02' }), [said()]],
    ['a month without a day', said({ dateOfBirth: 'May 2012' }), [said()]],
    ['a record with two dates of birth', said(), [said(), said({ dateOfBirth: '2011-05-01' })]],
    ['a record with two NHS numbers', said(), [said(), said({ identifiers: { nhs: '9434765870' } })]],
    ['nobody known', said(), []],
  ];
  for (const [what, named, known] of less) assert.equal(isExactMatch(named, known), false, what);
});
