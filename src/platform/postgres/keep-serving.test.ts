import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { keepServing, type Served, waitBeforeTry } from './keep-serving.ts';

/** A server that can be made to die. */
function makeServed(pid: number): { served: Served; die: () => void } {
  const gone = Promise.withResolvers<void>();
  const owner = { lost: gone.promise, release: async () => undefined };
  return { served: { server: { pid, socket: '/s' }, owner, adopted: false }, die: gone.resolve };
}

test('tries at once, then further apart, and never stops trying: at least every ten seconds', () => {
  assert.deepEqual([0, 1, 2, 3, 6, 7, 50].map(waitBeforeTry), [0, 0, 500, 1000, 8000, 10_000, 10_000]);
});

test('a server that will not start is tried until it does, and each reason is said once', async () => {
  const first = makeServed(1);
  const second = makeServed(2);
  const said: string[] = [];
  const back = Promise.withResolvers<void>();
  let tries = 0;
  const kept = keepServing({
    first: first.served,
    serve: async () => {
      tries += 1;
      if (tries < 3) throw new Error('No space left on device');
      return second.served;
    },
    log: (sentence) => {
      said.push(sentence);
      if (sentence === 'PostgreSQL is back.') back.resolve();
    },
  });
  first.die();
  await back.promise;
  assert.deepEqual(said, [
    'PostgreSQL went away; starting it again.',
    'PostgreSQL could not be started again, and is tried again: No space left on device',
    'PostgreSQL is back.',
  ]);
  assert.equal((await kept.stop())?.server.pid, 2);
});

test('told to stop while waiting it stops at once, and stops no server that is not ours', async () => {
  const first = makeServed(1);
  const tried = Promise.withResolvers<void>();
  let tries = 0;
  const kept = keepServing({
    first: first.served,
    serve: async () => {
      tries += 1;
      if (tries === 3) tried.resolve();
      return { heldBy: { pid: 0, purpose: 'heed start' } };
    },
    log: () => undefined,
  });
  first.die();
  await tried.promise;
  const late = delay(5_000, 'late', { ref: false });
  assert.equal(await Promise.race([kept.stop(), late]), null);
});
