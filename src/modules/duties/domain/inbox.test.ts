import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asId } from '../../../kernel/ids.ts';
import { countInbox, type InboxFilter, type InboxItem, listShown } from './inbox.ts';

const NOW = Temporal.Instant.from('2026-11-16T10:00:00Z');
const screener = asId<'post'>('00000000-0000-7000-8000-000000000001');
const manager = asId<'post'>('00000000-0000-7000-8000-000000000002');

type Named = InboxItem & { readonly name: string };
function item(name: string, hours: number, change: Partial<InboxItem> = {}): Named {
  const dueAt = NOW.add({ hours });
  return { name, place: 'mine', hat: screener, red: false, dueAt, earlierWarnings: 0, ...change };
}

const ITEMS = [
  item('tomorrow', 24),
  item('fifth warning', 48, { earlierWarnings: 4 }),
  item('late', -2),
  item('red', 1, { red: true, hat: manager }),
  item('climbed', -30, { place: 'climbed', hat: manager }),
  item('team', -1, { place: 'team', hat: manager }),
];

function show(change: Partial<InboxFilter>): readonly string[] {
  const filter: InboxFilter = { show: 'all', order: 'clock', hat: null, ...change };
  return listShown(ITEMS, filter, NOW).map((one) => one.name);
}

describe('the inbox', () => {
  it('goes by the clock, the longest overdue first, and leaves the team to its own list', () => {
    assert.deepEqual(show({}), ['climbed', 'late', 'red', 'tomorrow', 'fifth warning']);
    assert.deepEqual(show({ show: 'team' }), ['team']);
  });

  it('brings the fifth warning to the top when asked to go by earlier warnings', () => {
    assert.equal(show({ order: 'warnings' })[0], 'fifth warning');
  });

  it('shows what is overdue, red, climbed, or for one hat', () => {
    assert.deepEqual(show({ show: 'overdue' }), ['climbed', 'late']);
    assert.deepEqual(show({ show: 'red' }), ['red']);
    assert.deepEqual(show({ show: 'climbed' }), ['climbed']);
    assert.deepEqual(show({ hat: manager }), ['climbed', 'red']);
  });

  it('counts one’s own apart from the team’s', () => {
    assert.deepEqual(countInbox(ITEMS, NOW), { all: 5, mine: 4, climbed: 1, overdue: 2, red: 1, team: 1 });
  });
});
