import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRounds } from './rounds.ts';

const A_DAY = 86_400_000;

test('stopping waits for the round in hand, cuts the rest short, and begins no other', async () => {
  let begun = 0;
  let ended = 0;
  const { promise: inHand, resolve: finish } = Promise.withResolvers<void>();
  const rounds = createRounds(async () => {
    begun += 1;
    await inHand;
    ended += 1;
    return A_DAY;
  });
  rounds.start();
  rounds.start();
  const stopped = rounds.stop();
  assert.equal(rounds.isStopping(), true);
  assert.equal(ended, 0);
  finish();
  await stopped;
  assert.deepEqual([begun, ended], [1, 1]);
});

test('a rest of a day does not keep anybody who stops, and rounds can be begun again', async () => {
  const rounded = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let begun = 0;
  const rounds = createRounds(async () => {
    rounded[begun]?.resolve();
    begun += 1;
    return A_DAY;
  });
  rounds.start();
  await rounded[0]?.promise;
  await rounds.stop();
  rounds.start();
  await rounded[1]?.promise;
  await rounds.stop();
  assert.equal(begun, 2);
});
