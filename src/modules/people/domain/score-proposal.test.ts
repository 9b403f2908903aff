import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PersonAsGiven } from '../../../kernel/mention.ts';
import { scoreProposal } from './score-proposal.ts';

const aids = { thisYear: 2026, readPhone: (text: string) => text };
const merrin: PersonAsGiven = {
  kind: 'child',
  name: 'Merrin Tolliver',
  dateOfBirth: '2012-05-01',
  postcode: 'WR1 2AB',
  address: '12 Mill Street',
};

test('a misspelt name with the same birthday and home is very probably her, and the page can say why', () => {
  const score = scoreProposal({ ...merrin, name: 'Toliver Merin' }, [merrin], aids);
  assert.ok(score);
  assert.notEqual(score.band, 'none');
  assert.ok(score.reasons.some(({ field, bits }) => field === 'born' && bits > 5));
});

test('a twin at the same address is not proposed as her: what differs counts against', () => {
  const score = scoreProposal({ ...merrin, name: 'Ansel Tolliver' }, [merrin], aids);
  assert.equal(score?.band, 'none');
  assert.ok(score.reasons.some(({ bits }) => bits < -2));
});

test('of all that is known of a record the best counts, and a wrong number is no number', () => {
  const worse: PersonAsGiven = { kind: 'child', name: 'M T', identifiers: { nhs: '1234567890' } };
  const alone = scoreProposal(merrin, [merrin], aids);
  assert.deepEqual(scoreProposal(merrin, [worse, merrin, null], aids), alone);
  assert.equal(scoreProposal({ kind: 'child', identifiers: { nhs: '1234567890' } }, [worse], aids), null);
});

test('things are not scored by likeness', () => {
  assert.equal(scoreProposal({ kind: 'phone', number: '07700900123' }, [merrin], aids), null);
  assert.equal(scoreProposal(null, [merrin], aids), null);
});
