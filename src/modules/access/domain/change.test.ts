import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type AccountId, asId, type PostId } from '../../../kernel/ids.ts';
import { type Change, checkChange, decideSettling, entryForChange } from './change.ts';
import { ACCESS_REFUSALS } from './refusals.ts';

const post: PostId = asId('019a0000-0000-7000-8000-000000000001');
const other: PostId = asId('019a0000-0000-7000-8000-000000000002');
const admin: AccountId = asId('019a0000-0000-7000-8000-00000000000a');
const scrutineer: AccountId = asId('019a0000-0000-7000-8000-00000000000b');

const facts = {
  name: 'Team manager North',
  team: null,
  functions: ['team-manager'],
  reportsTo: other,
  phone: '+447700900123',
} as const;
const good: Change = { kind: 'change-post', post, ...facts };

describe('a change to the area', () => {
  test('that makes sense is let through to the scrutineer', () => {
    assert.equal(checkChange(good).ok, true);
  });

  const wrong: readonly [string, Change, string][] = [
    ['a post with no name', { ...good, name: '   ' }, 'access.name-missing'],
    ['a post with a name nobody can read', { ...good, name: 'x'.repeat(201) }, 'access.name-too-long'],
    ['a post that reports to itself', { ...good, reportsTo: post }, 'access.reports-to-itself'],
    [
      'an out-of-hours phone that cannot be rung',
      { ...good, phone: '07700 900123' },
      'access.phone-not-e164',
    ],
  ];
  for (const [what, change, code] of wrong)
    test(`refuses ${what}, in words that say what to do`, () => {
      const checked = checkChange(change);
      assert.ok(!checked.ok);
      assert.equal(checked.refusal.code, code);
      assert.ok(checked.refusal.code in ACCESS_REFUSALS);
    });

  test('in force is an entry about the post it changed', () => {
    const entry = entryForChange({ kind: 'appoint', post, account: admin, from: null });
    assert.equal(entry.act, 'access.holder-appointed');
    assert.deepEqual(entry.subject, { kind: 'post', id: post });
    assert.deepEqual(entry.about, [{ kind: 'account', id: admin }]);
  });
});

describe('settling a proposed change', () => {
  const settling = {
    proposedBy: admin,
    settledBy: scrutineer,
    alreadySettled: false,
    asScrutineer: true,
  };
  test('is for the scrutineer', () => {
    assert.equal(decideSettling(settling).ok, true);
  });
  test('is never for whoever proposed it, even when they hold the scrutineer’s post too', () => {
    const own = decideSettling({ ...settling, settledBy: admin });
    assert.ok(!own.ok);
    assert.equal(own.refusal.code, 'access.proposer-cannot-confirm');
  });
  test('is not for another administrator', () => {
    assert.equal(decideSettling({ ...settling, asScrutineer: false }).ok, false);
  });
  test('happens once', () => {
    assert.equal(decideSettling({ ...settling, alreadySettled: true }).ok, false);
  });
});
