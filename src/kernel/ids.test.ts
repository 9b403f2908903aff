import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asId, dateId, isId } from './ids.ts';

const fresh = asId<'concern'>('019aaaaa-bbbb-7ccc-8ddd-eeeeffff0000');

test('an id dated to when something was received sorts among those of that time, and stays as random', () => {
  const at = (iso: string) => dateId(fresh, Temporal.Instant.from(iso));
  const [old, later] = [at('2016-05-31T11:00:00Z'), at('2016-05-31T11:00:00.001Z')];
  assert.ok(isId(old) && old < later && later < fresh);
  assert.equal(old.slice(13), fresh.slice(13));
  assert.equal(Number.parseInt(old.replaceAll('-', '').slice(0, 12), 16), Date.parse('2016-05-31T11:00:00Z'));
  assert.ok(isId(at('1958-01-01T00:00:00Z')), 'what was kept on paper before 1970 has an id as well');
});
