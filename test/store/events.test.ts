import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { alarmOfDead, composeEvents } from '../../src/compose/events.ts';
import { openDutyWorld } from '../support/duty-world.ts';
import { readSources } from '../support/source.ts';

const world = await openDutyWorld(Temporal.Instant.from('2026-11-16T10:00:00Z'));
after(() => world.close());

test('an event that nothing could be made of tells the administrators once, and the ledger', async () => {
  const alarm = alarmOfDead(world.spine);
  await alarm('concerns.hopeless', 'job-1');
  await alarm('concerns.hopeless', 'job-1');
  const { rows } = await sql<{ alarms: number; told: number; entries: number }>`
    select (select count(*)::int from duties.alarms where kind = 'event-dead') alarms,
      (select count(*)::int from duties.notices where kind = 'alarm:event-dead') told,
      (select count(*)::int from ledger.entries where act = 'duties.alarm-raised') entries`.execute(world.db);
  assert.deepEqual(rows, [{ alarms: 1, told: 1, entries: 1 }]);
});

test('every event that any command puts in the outbox has somebody who decided what follows from it', () => {
  const known = Object.keys(
    composeEvents({} as never, {} as never, {} as never, async () => undefined, {} as never),
  );
  const named = readSources('src/modules/**/*.ts')
    .filter((file) => !file.path.endsWith('.test.ts'))
    .flatMap((file) =>
      [...file.code.matchAll(/\bname: '([a-z]+\.[a-z-]+)',?\s*data:/g)].map((found) => found[1]),
    );
  assert.ok(named.length >= 4, `saw only ${named.length} events`);
  assert.deepEqual(
    named.filter((name) => !known.includes(name ?? '')),
    [],
  );
});
