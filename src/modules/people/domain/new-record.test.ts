import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideNewRecord, listTerms, type NewRecordAsTyped } from './new-record.ts';

const today = Temporal.PlainDate.from('2026-06-01');
const decide = (over: Partial<NewRecordAsTyped>) =>
  decideNewRecord({ kind: 'child', values: {}, birthSort: '', source: 'The midwife', ...over }, today);
const refusalOf = (over: Partial<NewRecordAsTyped>) => {
  const read = decide(over);
  return read.ok ? 'accepted' : `${read.refusal.code} ${read.refusal.field}`;
};

test('a baby who is not born yet can be put on record by the date expected alone', () => {
  const read = decide({ values: { birth: '14 Aug 2026' }, birthSort: 'expected' });
  assert.ok(read.ok);
  assert.deepEqual(
    read.value.map(({ kind, value, sort }) => [kind, value, sort]),
    [['birth', '2026-08-14', 'expected']],
  );
});

test('what is wrong is said at its own field, and nothing at all is refused', () => {
  assert.equal(refusalOf({}), 'people.record-empty name');
  assert.equal(refusalOf({ kind: 'vehicle' }), 'people.record-empty registration');
  assert.equal(refusalOf({ values: { name: 'Ada', birth: '31/02/2012' } }), 'people.birth-wrong birth');
  assert.equal(refusalOf({ values: { birth: '2012' } }), 'people.birth-not-exact birth');
  assert.equal(
    refusalOf({ values: { birth: '2012' }, birthSort: 'guessed' }),
    'people.sort-missing birthSort',
  );
  assert.equal(refusalOf({ values: { 'nhs-number': '1234567890' } }), 'people.nhs-number-wrong nhs-number');
  assert.equal(refusalOf({ values: { name: 'Ada' }, source: ' ' }), 'people.source-missing source');
});

test('whoever may be the same is looked for by each thing that is known', () => {
  const read = decide({ values: { name: 'Ada Reid', birth: '1/5/2012', 'nhs-number': '943 476 5919' } });
  assert.ok(read.ok);
  assert.deepEqual(listTerms(read.value), ['Ada Reid 2012-05-01', 'Ada Reid', '9434765919']);
});
