import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MentionAsGiven } from '../../../kernel/mention.ts';
import { deriveCalled } from './called.ts';

const at = Temporal.Instant.from('2026-06-01T12:00:00Z');
const said = (...all: readonly MentionAsGiven[]) => all.map((given) => ({ given, at, concern: null }));
const child = (name?: string): MentionAsGiven => ({ kind: 'child', ...(name ? { name } : {}) });

test('a slip in a later concern does not rename a child: the fullest name stands, of equals the newest', () => {
  const formal = said(child('Lottie'), child('Charlotte Mary Farthingale'), child('FARTHINGAL, Charlote'));
  assert.equal(deriveCalled([], formal, true), 'Charlotte Mary Farthingale');
  assert.equal(deriveCalled([], said(child('Jay Okonjo'), child('Jay Okonjoh')), true), 'Jay Okonjoh');
  assert.equal(deriveCalled([], said(child('Jay'), child()), true), 'Jay');
  assert.equal(deriveCalled([], said(child()), true), null);
});

test('a name put on record comes before what anybody said, and a thing is called what it was called last', () => {
  const name = { kind: 'name', value: 'Charlotte Farthingale', sort: 'legal', source: 'School' } as const;
  assert.equal(deriveCalled([name], said(child('Charlotte Mary Farthingale')), true), name.value);
  const place = (called: string): MentionAsGiven => ({ kind: 'place', name: called });
  assert.equal(
    deriveCalled([], said(place('the flat above the shop'), place('Mill Flat')), false),
    'Mill Flat',
  );
});
