import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  draftRoster,
  organisationEntry,
  recipientEntry,
  rosterOf,
  TODAY,
} from '../../../../test/support/rosters.ts';
import { checkSpread, type SpreadReader } from './route-spread.ts';

const roster = rosterOf(
  draftRoster({
    organisations: ['a', 'b', 'c', 'x'].map((id) => organisationEntry(id)),
    recipients: [
      ...['a1', 'a2', 'a3', 'b1', 'b2', 'c1'].map((id) => recipientEntry(id, { organisation: id[0] })),
      recipientEntry('late', { organisation: 'c', until: '2026-11-25' }),
      recipientEntry('lead', { organisation: 'b', kind: 'protection' }),
      ...['x1', 'x2', 'x3'].map((id) => recipientEntry(id, { organisation: 'x', kind: 'escalation' })),
    ],
  }),
);

/** `a1 b1 c1 +b2 !x1`: recipients, then a reserve, then a body outside. */
function check(text: string, policy: 'disclosure' | 'reprisal' = 'disclosure') {
  const readers = text.split(' ').map((word): SpreadReader => {
    const id = word.replace(/^\W/, '');
    const keyId = roster.recipients.find((one) => one.id === id)?.keyId ?? id;
    return {
      keyId,
      role: word.startsWith('+') ? 'reserve' : word.startsWith('!') ? 'escalation' : 'recipient',
    };
  });
  return checkSpread(roster, { policy, readers, today: TODAY });
}

describe('what the server checks of those it was sealed to', () => {
  test('three of two organisations, with reserves and a body outside, or bodies outside alone', () => {
    for (const good of ['a1 b1 c1 +b2 +a2 !x1', 'a1 a2 b1', 'a1 b1 c1 +b2', '!x1', '!x1 !x2'])
      assert.equal(check(good), null);
    for (const good of ['lead !x1', 'lead', '!x1']) assert.equal(check(good, 'reprisal'), null);
  });

  test('too few, too many, or reserves for nobody', () => {
    for (const bad of ['a1 b1', 'a1 a2 b1 b2', 'a1 b1 +c1', '+a1', 'a1 b1 c1 !x1 !x2', '!x1 +a1'])
      assert.equal(check(bad), 'count');
    assert.equal(checkSpread(roster, { policy: 'disclosure', readers: [], today: TODAY }), 'count');
    assert.equal(check('lead +b1', 'reprisal'), 'count');
  });

  test('three of one organisation, reserves counted', () => {
    assert.equal(check('a1 a2 a3'), 'organisations');
    assert.equal(check('a1 b1 c1 +a2 +a3'), 'organisations');
    assert.equal(check('!x1 !x2 !x3'), 'organisations');
  });

  test('a key nobody has, one twice, one that ended, or one meant for something else', () => {
    assert.equal(check('a1 b1 nobody'), 'key');
    assert.equal(check('a1 b1 b1'), 'key');
    assert.equal(check('a1 b1 late'), 'day');
    assert.equal(check('a1 b1 lead'), 'kind');
    assert.equal(check('a1 b1 x1'), 'kind');
    assert.equal(check('a1 b1 c1 !b2'), 'kind');
    assert.equal(check('a1', 'reprisal'), 'kind');
  });
});
